"""What registrations announce."""

from dataclasses import dataclass

from workshops.foundation.events import Event
from workshops.foundation.words import N_


@dataclass(frozen=True, kw_only=True)
class RegistrationEvent(Event):
    """Something that happened to a person's registration."""

    about = "registration"
    registration_id: int
    workshop_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class RegistrationReceived(RegistrationEvent):
    """The form was sent; `state` is where it stands now."""

    sentence = N_("A registration arrived.")
    state: str


@dataclass(frozen=True, kw_only=True)
class RegistrationCorrected(RegistrationEvent):
    """Answers were corrected, by the person or by staff; `changed` names the fields."""

    sentence = N_("Answers of a registration were corrected.")
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RegistrationSubmitted(RegistrationEvent):
    """The address is proved and the organizer will decide."""

    sentence = N_("A registration waits for a decision.")


@dataclass(frozen=True, kw_only=True)
class RegistrationConfirmed(RegistrationEvent):
    """The person has a seat."""

    sentence = N_("A seat was given.")


@dataclass(frozen=True, kw_only=True)
class RegistrationWaitlisted(RegistrationEvent):
    """The person has a place in the waitlist."""

    sentence = N_("A registration was put on the waitlist.")


@dataclass(frozen=True, kw_only=True)
class SeatOffered(RegistrationEvent):
    """A seat is held for the person until the offer expires."""

    sentence = N_("A seat was offered.")


@dataclass(frozen=True, kw_only=True)
class OfferExpired(RegistrationEvent):
    """The offer was not taken in time; the seat went to the next."""

    sentence = N_("The offer of a seat ended.")


@dataclass(frozen=True, kw_only=True)
class ProofExpired(RegistrationEvent):
    """The address was not proved within the hour; the seat went to the next."""

    sentence = N_("The hour to prove an address ended.")


@dataclass(frozen=True, kw_only=True)
class RegistrationDeclined(RegistrationEvent):
    """The organizer decided against, with a reason the candidate reads."""

    sentence = N_("A registration was declined.")


@dataclass(frozen=True, kw_only=True)
class RegistrationWithdrawn(RegistrationEvent):
    """The person gave the place back; `held_seat` says whether calendars have it."""

    sentence = N_("A registration was withdrawn.")
    held_seat: bool


@dataclass(frozen=True, kw_only=True)
class RegistrationCancelled(RegistrationEvent):
    """Staff ended the registration, or the workshop was cancelled; `with_workshop` tells which."""

    sentence = N_("A registration was ended by staff or with its workshop.")
    held_seat: bool
    with_workshop: bool


@dataclass(frozen=True, kw_only=True)
class WaitlistReordered(RegistrationEvent):
    """Staff moved the person to another place in the waitlist, counted from 1."""

    sentence = N_("Somebody was moved in the waitlist.")
    place: int


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Event):
    """A form was saved for later, and a link to it is to be mailed; whose it is, nobody has proved."""

    about = "workshop"
    sentence = N_("Answers were saved for later.")
    workshop_id: int
    draft_id: int


@dataclass(frozen=True, kw_only=True)
class RegistrationsExported(Event):
    """A list of registrations left the house as a file."""

    about = "workshop"
    sentence = N_("A list of registrations was taken along as a file.")
    workshop_id: int
    rows: int
    form: str
