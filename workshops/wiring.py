"""When X happened, do Y: the one page that connects the rooms."""

from workshops.accounts import handlers as accounts
from workshops.accounts.events import AddressProofRequested, AddressProved, PasswordLinkRequested
from workshops.accounts.queries import workshop_coded, workshop_titles
from workshops.agenda import handlers as agenda
from workshops.agenda.events import SessionAdded, SessionCancelled, SessionRescheduled
from workshops.agenda.queries import agenda_lines, missing_sessions
from workshops.attendance.queries import status_panel as attendance_panel
from workshops.audit import handlers as audit
from workshops.calendars.queries import status_panel as calendar_panel
from workshops.catalogue import queries as catalogue
from workshops.catalogue.events import (
    CapacityChanged,
    WorkshopCancelled,
    WorkshopCreated,
    WorkshopEdited,
    WorkshopPostponed,
    WorkshopRescheduled,
)
from workshops.certificates.events import CertificateIssued, CertificateRevoked
from workshops.certificates.queries import certified_registrations as registrations_with_certificate
from workshops.certificates.queries import issued_so_far, was_drawn_from
from workshops.certificates.queries import status_panel as certificate_panel
from workshops.foundation.events import Event, subscribe
from workshops.foundation.jobs import Work
from workshops.foundation.transactions import before_commit
from workshops.notifications import handlers as notifications
from workshops.notifications.jobs import send_due, take_over
from workshops.registrations import handlers as registrations
from workshops.registrations.events import (
    DraftSaved,
    OfferExpired,
    RegistrationCancelled,
    RegistrationConfirmed,
    RegistrationDeclined,
    RegistrationSubmitted,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
    SeatOffered,
)
from workshops.registrations.queries import (
    certificate_stands,
    certified_registrations,
    count_live,
    count_undecided,
    has_live_registration,
    has_seat,
    status_panels,
)

WORK = Work(step=send_due, sweeps=(registrations.sweep, take_over, accounts.sweep))


def wire() -> None:
    """Connect every event to those who hear it, in the order in which they hear it."""
    subscribe(Event, audit.remember)
    before_commit(audit.write_lines)

    subscribe(AddressProofRequested, notifications.address_proof_requested)
    subscribe(PasswordLinkRequested, notifications.password_link_requested)
    subscribe(AddressProved, registrations.address_proved)

    subscribe(WorkshopCreated, agenda.copy_agenda)
    subscribe(WorkshopEdited, registrations.workshop_edited)
    subscribe(CapacityChanged, registrations.capacity_changed)
    # First the sessions follow, so that calendars are told the new times; mail goes out to those who are still there.
    subscribe(WorkshopRescheduled, agenda.follow_workshop)
    subscribe(WorkshopRescheduled, notifications.workshop_rescheduled)
    subscribe(WorkshopRescheduled, registrations.workshop_rescheduled)
    subscribe(WorkshopPostponed, agenda.leave_calendars)
    subscribe(WorkshopPostponed, notifications.workshop_postponed)
    subscribe(WorkshopCancelled, agenda.leave_calendars)
    subscribe(WorkshopCancelled, notifications.workshop_cancelled)
    subscribe(WorkshopCancelled, registrations.workshop_cancelled)

    subscribe(SessionAdded, notifications.session_changed)
    subscribe(SessionRescheduled, notifications.session_changed)
    subscribe(SessionCancelled, notifications.session_cancelled)

    subscribe(DraftSaved, notifications.draft_saved)
    subscribe(RegistrationConfirmed, notifications.registration_confirmed)
    for moved in (RegistrationSubmitted, RegistrationWaitlisted, SeatOffered, RegistrationDeclined):
        subscribe(moved, notifications.registration_moved)
    subscribe(OfferExpired, notifications.offer_expired)
    subscribe(RegistrationWithdrawn, notifications.seat_given_back)
    subscribe(RegistrationCancelled, notifications.seat_given_back)

    subscribe(CertificateIssued, notifications.certificate_issued)
    subscribe(CertificateRevoked, notifications.certificate_revoked)

    workshop_coded.answered_by(catalogue.find_workshop_id)
    workshop_titles.answered_by(catalogue.workshop_titles)
    catalogue.agenda_lines.answered_by(agenda_lines)
    catalogue.also_missing.answered_by(missing_sessions)
    catalogue.people_told.answered_by(count_live)
    catalogue.people_undecided.answered_by(count_undecided)
    catalogue.certificates_issued.answered_by(issued_so_far)
    catalogue.is_registrant.answered_by(has_live_registration)
    catalogue.is_participant.answered_by(has_seat)
    certificate_stands.answered_by(was_drawn_from)
    certified_registrations.answered_by(registrations_with_certificate)
    # As they stand on the page: first the certificate, then what it rests on.
    status_panels.answered_by(certificate_panel)
    status_panels.answered_by(calendar_panel)
    status_panels.answered_by(attendance_panel)
