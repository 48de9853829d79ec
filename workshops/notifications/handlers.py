"""Which news becomes which mail: rows in the outbox, written in the transaction of the news itself."""

from collections.abc import Iterable, Sequence

from workshops.accounts.events import AddressProofRequested, PasswordLinkRequested
from workshops.agenda.events import SessionAdded, SessionCancelled, SessionRescheduled
from workshops.agenda.models import AgendaSession
from workshops.calendars.actions import invite, uninvite
from workshops.calendars.models import SentInvitation
from workshops.calendars.queries import Holder, coming_entries
from workshops.calendars.rules import MOST_INVITATIONS
from workshops.catalogue.events import WorkshopCancelled, WorkshopEvent, WorkshopPostponed, WorkshopRescheduled
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import State as WorkshopState
from workshops.certificates.events import CertificateIssued, CertificateRevoked
from workshops.certificates.models import Certificate
from workshops.foundation.database import db
from workshops.notifications.actions import enqueue, enqueue_all
from workshops.notifications.queries import holders, live_holders
from workshops.registrations import events as registrations
from workshops.registrations.rules import State

_TOLD: dict[type[registrations.RegistrationEvent], tuple[str, State]] = {
    registrations.RegistrationSubmitted: ("registration_submitted", State.SUBMITTED),
    registrations.RegistrationWaitlisted: ("registration_waitlisted", State.WAITLISTED),
    registrations.SeatOffered: ("seat_offered", State.OFFERED),
    registrations.RegistrationDeclined: ("registration_declined", State.DECLINED),
    registrations.RegistrationWithdrawn: ("registration_withdrawn", State.WITHDRAWN),
    registrations.RegistrationCancelled: ("registration_cancelled", State.CANCELLED),
}


def address_proof_requested(event: AddressProofRequested) -> None:
    """Have a code and a link sent; the worker makes them."""
    payload = {"code_id": event.code_id}
    enqueue("address_proof", f"address_proof:{event.code_id}", event.person_id, payload=payload)


def password_link_requested(event: PasswordLinkRequested) -> None:
    """Have a link sent with which the person chooses a password."""
    payload = {"code_id": event.code_id}
    enqueue("set_password", f"set_password:{event.code_id}", event.person_id, payload=payload)


def draft_saved(event: registrations.DraftSaved) -> None:
    """Have a link to a saved form sent; the worker makes it. It goes to the draft's address, whoever reads there."""
    key, payload = f"registration_draft:{event.draft_id}", {"draft_id": event.draft_id}
    enqueue("registration_draft", key, None, workshop_id=event.workshop_id, payload=payload)


def registration_moved(event: registrations.RegistrationEvent) -> None:
    """Tell the person where her registration stands now."""
    kind, state = _TOLD[type(event)]
    _tell(event, kind, state=state)


def offer_expired(event: registrations.OfferExpired) -> None:
    """Tell the person that the seat went to the next."""
    _tell(event, "offer_expired")


def registration_confirmed(event: registrations.RegistrationConfirmed) -> None:
    """Tell the person that she has a seat, and put the sessions into her calendar."""
    workshop = db.session.get_one(Workshop, event.workshop_id)
    sessions = coming_entries(workshop)
    in_one_file = len(sessions) > MOST_INVITATIONS
    _tell(event, "registration_confirmed", state=State.CONFIRMED, sessions=len(sessions) if in_one_file else 0)
    if not in_one_file:
        _send(workshop.id, invite([Holder(event.registration_id, event.person_id)], sessions))


def seat_given_back(event: registrations.RegistrationWithdrawn | registrations.RegistrationCancelled) -> None:
    """Tell the person, and take the sessions out of her calendar; a cancelled workshop tells everybody at once."""
    if isinstance(event, registrations.RegistrationCancelled) and event.with_workshop:
        return
    registration_moved(event)
    if event.held_seat:
        sessions = coming_entries(db.session.get_one(Workshop, event.workshop_id))
        _send(event.workshop_id, uninvite([Holder(event.registration_id, event.person_id)], sessions))


def workshop_rescheduled(event: WorkshopRescheduled) -> None:
    """Tell everybody what changed, and move it in the calendars of those who have a seat."""
    workshop = db.session.get_one(Workshop, event.workshop_id)
    if workshop.state != WorkshopState.PUBLISHED:
        return
    sessions = coming_entries(workshop)
    in_one_file = len(sessions) > MOST_INVITATIONS
    payload = {"changed": list(event.changed), "sessions": len(sessions) if in_one_file else 0}
    _tell_all(workshop, "workshop_changed", live_holders(workshop.id), payload)
    if not in_one_file:
        _send(workshop.id, invite(holders(workshop.id), sessions))


def workshop_postponed(event: WorkshopPostponed) -> None:
    """Tell everybody, and free the time in the calendars."""
    _called_off(event, "workshop_postponed")


def workshop_cancelled(event: WorkshopCancelled) -> None:
    """Tell everybody, and free the time in the calendars; comes before the registrations are ended."""
    _called_off(event, "workshop_cancelled")


def session_changed(event: SessionAdded | SessionRescheduled) -> None:
    """Put a new or moved session of a published workshop into the calendars of those who have a seat."""
    session = db.session.get_one(AgendaSession, event.session_id)
    workshop = session.workshop
    if workshop.state != WorkshopState.PUBLISHED or session.is_pause:
        return
    sessions = coming_entries(workshop)
    if len(sessions) > MOST_INVITATIONS:
        _tell_all(workshop, "workshop_changed", holders(workshop.id), {"changed": [], "sessions": len(sessions)})
    elif session in sessions:
        _send(workshop.id, invite(holders(workshop.id), [session]))


def session_cancelled(event: SessionCancelled) -> None:
    """Take a cancelled session out of the calendars."""
    session = db.session.get_one(AgendaSession, event.session_id)
    _send(event.workshop_id, uninvite(holders(event.workshop_id), [session]))


def certificate_issued(event: CertificateIssued) -> None:
    """Tell the holder where the certificate is; a correction tells of itself."""
    certificate = db.session.get_one(Certificate, event.certificate_id)
    kind = "certificate_replaced" if certificate.replaces_id else "certificate_issued"
    _tell_of_certificate(event, kind, "valid")


def certificate_revoked(event: CertificateRevoked) -> None:
    """Tell the holder that the certificate no longer counts."""
    _tell_of_certificate(event, "certificate_revoked", "revoked")


def _tell(event: registrations.RegistrationEvent, kind: str, **payload: object) -> None:
    enqueue(
        kind,
        f"{kind}:{event.registration_id}",
        event.person_id,
        workshop_id=event.workshop_id,
        payload={"registration_id": event.registration_id, **payload},
    )


def _tell_all(workshop: Workshop, kind: str, people: Iterable[Holder], payload: dict[str, object]) -> None:
    enqueue_all(
        [
            {
                "kind": kind,
                "key": f"{kind}:{holder.registration_id}:{workshop.revision}",
                "person_id": holder.person_id,
                "workshop_id": workshop.id,
                "payload": {"registration_id": holder.registration_id, **payload},
            }
            for holder in people
        ]
    )


def _called_off(event: WorkshopEvent, kind: str) -> None:
    workshop = db.session.get_one(Workshop, event.workshop_id)
    _tell_all(workshop, kind, live_holders(workshop.id), {})
    _send(workshop.id, uninvite(holders(workshop.id), coming_entries(workshop)))


def _send(workshop_id: int, invitations: Sequence[SentInvitation]) -> None:
    enqueue_all(
        [
            {
                "kind": "invitation" if invitation.method == "REQUEST" else "cancellation",
                "key": invitation_key(invitation),
                "person_id": invitation.person_id,
                "workshop_id": workshop_id,
                "payload": {"invitation_id": invitation.id, "registration_id": invitation.registration_id},
            }
            for invitation in invitations
        ]
    )


def invitation_key(invitation: SentInvitation) -> str:
    """What makes this calendar message one: the person, the session, the revision and the method."""
    parts = (invitation.person_id, invitation.session_id, invitation.sequence, invitation.method)
    return "invitation:" + ":".join(map(str, parts))


def _tell_of_certificate(event: CertificateIssued | CertificateRevoked, kind: str, state: str) -> None:
    enqueue(
        kind,
        f"{kind}:{event.certificate_id}",
        event.person_id,
        workshop_id=event.workshop_id,
        payload={"certificate_id": event.certificate_id, "registration_id": event.registration_id, "state": state},
    )
