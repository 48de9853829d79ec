"""From the form to a seat, a place in the waitlist, or the organizer's table."""

import hashlib
from dataclasses import asdict, replace
from typing import Any

from workshops.accounts.actions import tell_details
from workshops.accounts.rules import PersonDetails
from workshops.catalogue.actions import next_in_line, take_seat
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import get_locked_workshop
from workshops.catalogue.rules import Admission
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.registrations.actions.drafting import forget_draft
from workshops.registrations.actions.moving import announce, ensure_no_certificate, move, note
from workshops.registrations.events import (
    RegistrationConfirmed,
    RegistrationCorrected,
    RegistrationEvent,
    RegistrationReceived,
    RegistrationSubmitted,
    RegistrationWaitlisted,
)
from workshops.registrations.models import Registration
from workshops.registrations.queries import (
    find_earlier,
    get_locked_registration,
    is_somebody_waiting,
    unproved_registrations,
)
from workshops.registrations.rules import (
    NOTICE_VERSION,
    PROOF_LIFETIME,
    Answers,
    State,
    Step,
    after_proof,
    ensure_may,
    ensure_open,
)

_NEWS: dict[State, type[RegistrationEvent]] = {
    State.SUBMITTED: RegistrationSubmitted,
    State.CONFIRMED: RegistrationConfirmed,
    State.WAITLISTED: RegistrationWaitlisted,
}


def register(workshop_id: int, person_id: int, answers: Answers, *, once: str, is_proved: bool) -> Registration:
    """Take in a form. `once` is the form's own key: sending it again, however often, is the same registration.

    What the form was saved as for later is erased.

    `is_proved` says that the person is signed in; otherwise the registration waits for the proof of her address, and
    a newer form takes the place of the one that waits. Raises NotOpenYet and RegistrationClosed.
    """
    if is_proved:
        # The person's row before the workshop's, as in `prove`: two orders would be a deadlock.
        tell_details(person_id, _details(answers), overwrite=True)
    workshop = get_locked_workshop(workshop_id)
    forget_draft(workshop_id, once)
    once = _key(once, workshop_id, person_id)
    if earlier := find_earlier(workshop_id, person_id, once):
        return _renew(earlier, answers, is_proved=is_proved)
    now = clock.now()
    ensure_open(workshop.standing.stage(now))
    registration = Registration(
        workshop_id=workshop_id,
        person_id=person_id,
        once=once,
        state=State.UNCONFIRMED,
        submitted_at=now,
        expires_at=now + PROOF_LIFETIME,
        notice_version=NOTICE_VERSION,
        **_columns(answers),
    )
    if workshop.admission == Admission.OPEN:
        _seat_or_place(registration)
    db.session.add(registration)
    db.session.flush()
    actor_id = person_id if is_proved else None
    note(registration, None, actor_id=actor_id)
    announce(RegistrationReceived, registration, actor_id=actor_id, state=registration.state)
    if is_proved:
        _settle(registration, workshop)
    return registration


def prove(person_id: int) -> None:
    """Let the registrations of a person go on, now that her address is proved."""
    for registration_id in unproved_registrations(person_id):
        registration = get_locked_registration(registration_id)
        if registration.state == State.UNCONFIRMED:
            _go_on(registration)


def acknowledge(registration_id: int) -> None:
    """Let one registration go on: its person, signed in, says that the form was hers."""
    registration = get_locked_registration(registration_id)
    ensure_may(Step.PROVE, State(registration.state))
    _go_on(registration)


def correct(registration_id: int, answers: Answers, *, actor_id: int) -> None:
    """Change a person's own answers. Raises CertificateStands once one was drawn from them."""
    tell_details(actor_id, _details(answers), overwrite=True)
    registration = get_locked_registration(registration_id)
    ensure_may(Step.CORRECT, State(registration.state))
    ensure_no_certificate(registration)
    changed = registration.answers.differences(answers)
    if changed:
        _write(registration, answers)
        announce(RegistrationCorrected, registration, actor_id=actor_id, changed=changed)


def correct_printed(registration_id: int, *, name_latin: str, name_own: str, agency: str, actor_id: int) -> None:
    """Correct what a certificate prints of a person, by staff, after one was drawn too; her profile stays as it is."""
    registration = get_locked_registration(registration_id)
    before = registration.answers
    after = replace(before, name_latin=name_latin, name_own=name_own, agency=agency)
    changed = before.differences(after)
    if changed:
        _write(registration, after)
        announce(RegistrationCorrected, registration, actor_id=actor_id, changed=changed)


def _renew(registration: Registration, answers: Answers, *, is_proved: bool) -> Registration:
    """Take a newer form for one that is not proved; what has gone on already stays as it is."""
    if registration.state == State.UNCONFIRMED:
        _write(registration, answers)
        registration.expires_at = clock.now() + PROOF_LIFETIME
        registration.notice_version = NOTICE_VERSION
        db.session.flush()
        if is_proved:
            _settle(registration, registration.workshop)
    return registration


def _go_on(registration: Registration) -> None:
    _settle(registration, registration.workshop)
    tell_details(registration.person_id, _details(registration.answers), overwrite=False)


def _settle(registration: Registration, workshop: Workshop) -> None:
    admission = Admission(workshop.admission)
    if admission is Admission.OPEN and not registration.holds_seat:
        _seat_or_place(registration)
    after = after_proof(admission, holds_seat=registration.holds_seat)
    move(registration, Step.PROVE, after, actor_id=registration.person_id)
    announce(_NEWS[after], registration, actor_id=registration.person_id)


def _seat_or_place(registration: Registration) -> None:
    """Take a seat, unless others wait for one; else keep the place in the line, or take the next."""
    workshop_id = registration.workshop_id
    registration.holds_seat = not is_somebody_waiting(workshop_id) and take_seat(workshop_id)
    if registration.holds_seat:
        registration.wait_rank = None
    elif registration.wait_rank is None:
        registration.wait_rank = next_in_line(workshop_id)


def _write(registration: Registration, answers: Answers) -> None:
    for name, value in _columns(answers).items():
        setattr(registration, name, value)
    db.session.flush()


def _details(answers: Answers) -> PersonDetails:
    return PersonDetails(**{name: getattr(answers, name) for name in PersonDetails.__dataclass_fields__})


def _columns(answers: Answers) -> dict[str, Any]:
    return asdict(answers) | {"needs": list(answers.needs)}


def _key(once: str, workshop_id: int, person_id: int) -> str:
    """A key nobody can use up for somebody else, whatever the form brought along."""
    return hashlib.sha256(f"{once}\0{workshop_id}\0{person_id}".encode()).hexdigest()[:40]
