"""Making people known, closing and opening their accounts."""

from sqlalchemy import select

from workshops.accounts.actions.passwords import ask_for_password_link
from workshops.accounts.actions.sessions import end_sessions
from workshops.accounts.events import PersonCreated, PersonDisabled, PersonEdited, PersonEnabled
from workshops.accounts.models import Person
from workshops.accounts.queries import get_person
from workshops.accounts.rules import Actor, OwnRole, PersonDetails, Purpose
from workshops.foundation import clock
from workshops.foundation.database import db, insert_into
from workshops.foundation.events import publish


def find_or_create_person(email: str, details: PersonDetails, *, actor_id: int | None = None) -> Person:
    """The person with this address (as `normal_address` gives it), made with these details when nobody has it.

    What is known of an existing person is never overwritten.
    """
    values = {"email": email, "created_at": clock.now(), **vars(details)}
    new = insert_into(Person).values(values).on_conflict_do_nothing(index_elements=["email"])
    person: Person | None = db.session.scalar(new.returning(Person))
    if person is None:
        return db.session.scalars(select(Person).where(Person.email == email)).one()
    publish(PersonCreated(person_id=person.id, actor_id=actor_id))
    return person


def invite(actor: Actor, email: str, name_latin: str) -> Person:
    """Make a member of staff known and mail a link to choose a password, good for 72 hours."""
    person = find_or_create_person(email, PersonDetails(name_latin=name_latin), actor_id=actor.person_id)
    invite_again(actor, person)
    return person


def invite_again(actor: Actor, person: Person) -> None:
    """Mail a new link to choose a password, unless the person has one."""
    if person.password_hash is None:
        ask_for_password_link(person.id, Purpose.INVITATION, actor_id=actor.person_id)


def disable_person(actor: Actor, person_id: int) -> None:
    """Close an account: no sign-in, and every session is over. Raises NotFound, or OwnRole for one's own."""
    person = get_person(person_id)
    if person.id == actor.person_id:
        raise OwnRole
    person.active = False
    db.session.flush()
    publish(PersonDisabled(person_id=person.id, actor_id=actor.person_id))
    end_sessions(person.id, actor_id=actor.person_id)


def enable_person(actor: Actor, person_id: int) -> None:
    """Open a closed account again. Raises NotFound."""
    person = get_person(person_id)
    person.active = True
    db.session.flush()
    publish(PersonEnabled(person_id=person.id, actor_id=actor.person_id))


def tell_details(person_id: int, details: PersonDetails, *, overwrite: bool) -> None:
    """Write what a person said of herself into her profile; without `overwrite` only where it says nothing yet."""
    person = db.session.get_one(Person, person_id)
    changed = {
        name: value
        for name, value in vars(details).items()
        if value != getattr(person, name) and (overwrite or not getattr(person, name))
    }
    if not changed:
        return
    for name, value in changed.items():
        setattr(person, name, value)
    db.session.flush()
    publish(PersonEdited(person_id=person_id, actor_id=person_id, changed=tuple(changed)))


def keep_language(actor: Actor, language: str) -> None:
    """Remember the language in which the person reads pages and mails."""
    _keep(actor, "language", language)


def keep_zone(actor: Actor, zone: str) -> None:
    """Remember on which clock the person reads deadlines."""
    _keep(actor, "zone", zone)


def _keep(actor: Actor, name: str, value: str) -> None:
    person = get_person(actor.person_id)
    if getattr(person, name) == value:
        return
    setattr(person, name, value)
    db.session.flush()
    publish(PersonEdited(person_id=person.id, actor_id=person.id, changed=(name,)))
