"""Checking, choosing and changing passwords. What is slow here runs before the writing transaction."""

from dataclasses import dataclass

from sqlalchemy import update

from workshops.accounts.actions.codes import add_code, make_code, mark_proved, take
from workshops.accounts.actions.sessions import end_sessions, renew_session
from workshops.accounts.events import PasswordLinkRequested, PasswordSet, SignInFailed
from workshops.accounts.models import OneTimeCode, Person
from workshops.accounts.queries import (
    common_passwords,
    find_credentials,
    find_password_link,
    find_person_by_email,
    get_person,
    live_grants,
)
from workshops.accounts.rules import (
    MOST_FAILED_TRIES,
    PASSWORD_PURPOSES,
    Actor,
    Purpose,
    context_words,
    ensure_strong_password,
    normal_password,
)
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.foundation.passwords import hash_password, is_outdated, is_password
from workshops.foundation.transactions import afterwards

PRODUCT_WORDS = ("workshops", "dushanbe process")


@dataclass(frozen=True)
class PasswordProof:
    """A password that was right for the stored hash; `fresh_hash` replaces one made with old parameters."""

    person_id: int
    stored_hash: str
    fresh_hash: str | None


def check_password(password: str, *, email: str | None = None, person_id: int | None = None) -> PasswordProof | None:
    """Check a password, as slowly for an address that is nobody's. Call it before `begin_writing`.

    None when it is wrong, or when a hundred wrong ones in a row ask for a new password first; the failure is counted
    in a transaction of its own. Raises Busy when too many are checked at once.
    """
    found = find_credentials(email=email, person_id=person_id)
    password = normal_password(password)
    stored = found.password_hash if found else None
    matches = is_password(password, stored)
    if matches and found and stored and found.failed_tries < MOST_FAILED_TRIES:
        fresh = hash_password(password) if is_outdated(stored) else None
        return PasswordProof(found.person_id, stored, fresh)
    afterwards(_count_failure, found.person_id if found else 0)
    return None


def _count_failure(person_id: int) -> None:
    # For nobody's address (0) the same statements run, so that a refusal takes the same time.
    db.session.execute(update(Person).where(Person.id == person_id).values(failed_tries=Person.failed_tries + 1))
    publish(SignInFailed(person_id=person_id))


def accept_proof(proof: PasswordProof) -> bool:
    """Take a checked password inside the writing transaction; False when it or the account changed meanwhile."""
    query = (
        update(Person)
        .where(Person.id == proof.person_id, Person.active, Person.password_hash == proof.stored_hash)
        .values(failed_tries=0, password_hash=proof.fresh_hash or proof.stored_hash)
        .returning(Person.id)
    )
    return db.session.scalars(query).first() is not None


def ensure_password_fits(password: str, person_id: int) -> str:
    """The password in the form that is hashed. Raises WeakPassword, also for what others know of the person."""
    person = get_person(person_id)
    organisation = person.organisation.name if person.organisation else ""
    known = (person.name_latin, person.name_own, person.email, organisation, *PRODUCT_WORDS)
    normal = normal_password(password)
    ensure_strong_password(normal, common=common_passwords(), context=context_words(known))
    return normal


def ask_for_password_link(person_id: int, purpose: Purpose, *, actor_id: int | None = None) -> None:
    """Have a link to choose a password mailed to a person."""
    code_id = add_code(person_id, purpose)
    publish(PasswordLinkRequested(person_id=person_id, actor_id=actor_id, code_id=code_id, purpose=purpose))


def ask_for_forgotten_password(email: str) -> None:
    """Have a link mailed to the member of staff with this address, if there is one; nobody else needs a password."""
    person = find_person_by_email(email)
    if person and (person.password_hash or live_grants(person)):
        ask_for_password_link(person.id, Purpose.PASSWORD)


def issue_password_link(person_id: int) -> str:
    """A link token to choose a password, for an operator to hand over: 60 minutes, once."""
    made = make_code(add_code(person_id, Purpose.PASSWORD))
    if made is None:
        raise RuntimeError("the account is closed: enable it first")
    return made.link_token


def choose_password(token: str, password_hash: str) -> int | None:
    """Store the hash of a password chosen by a mailed link; every session and every other such link is over.

    Gives back the person's id, or None when the link is unknown, too old or used.
    """
    link = find_password_link(token)
    if link is None or not take(link.id) or not mark_proved(link.person_id, link.purpose):
        return None
    _store(link.person_id, password_hash)
    end_sessions(link.person_id, actor_id=link.person_id)
    return link.person_id


def change_password(actor: Actor, proof: PasswordProof, password_hash: str) -> str | None:
    """Store the hash of a new password; ends the person's other sessions and gives this one a new token.

    None when the current password, checked before, changed meanwhile.
    """
    if not accept_proof(proof):
        return None
    _store(actor.person_id, password_hash)
    end_sessions(actor.person_id, actor_id=actor.person_id, spared=actor.session_id)
    return renew_session(actor)


def _store(person_id: int, password_hash: str) -> None:
    changed = update(Person).where(Person.id == person_id)
    db.session.execute(changed.values(password_hash=password_hash, failed_tries=0))
    links = update(OneTimeCode).where(
        OneTimeCode.person_id == person_id,
        OneTimeCode.purpose.in_(PASSWORD_PURPOSES),
        OneTimeCode.used_at.is_(None),
    )
    db.session.execute(links.values(used_at=clock.now()))
    publish(PasswordSet(person_id=person_id, actor_id=person_id))
