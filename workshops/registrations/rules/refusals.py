"""What is refused, in sentences that say where the registration stands."""

from http import HTTPStatus

from workshops.foundation.errors import DomainError
from workshops.foundation.words import N_


class NotOpenYet(DomainError):
    """Registration has not begun."""

    sentence = N_("Registration has not opened yet. Come back when it does.")


class RegistrationClosed(DomainError):
    """The time to register is over, or the workshop does not take place as planned."""

    sentence = N_("Registration is closed. Ask the organizer if you think that a place is still possible.")


class WorkshopFull(DomainError):
    """No seat is left to give."""

    sentence = N_("All seats are given. Put this person on the waitlist, or raise the number of seats first.")


class OfferEnded(DomainError):
    """The seat was held, and the time to take it is over."""

    sentence = N_("The offer has ended, and the seat went to the next person.")


class WorkshopOver(DomainError):
    """What happened stays on record as it was."""

    sentence = N_("The workshop is over: this registration stays as it is.")


class CertificateStands(DomainError):
    """A certificate was drawn from these answers."""

    sentence = N_("A certificate was issued with these details. Ask the organizer for a corrected one.")


class LinkOver(DomainError):
    """The link of a mail does not open the page: cut off, changed or too old."""

    status = HTTPStatus.NOT_FOUND
    sentence = N_("This link is incomplete or too old. Sign in with your e-mail address to see your registration.")


class ReasonMissing(DomainError):
    """Nobody is turned away without a word."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = N_("Choose a reason or write one: the candidate reads it.")


class AddressNotProved(DomainError):
    """Nothing is decided about an address that may be somebody else's."""

    sentence = N_("The e-mail address of this registration is not proved yet.")


class NotDecidedYet(DomainError):
    """It waits for the organizer."""

    sentence = N_("The organizer has not decided about this registration yet.")


class HasSeat(DomainError):
    """It has reached its aim."""

    sentence = N_("This person has a seat already.")


class IsWaiting(DomainError):
    """No seat is free for it yet."""

    sentence = N_("This person is on the waitlist, and no seat is free yet.")


class HasOffer(DomainError):
    """It waits for the person."""

    sentence = N_("A seat is offered to this person already. The answer is hers.")


class RegistrationEnded(DomainError):
    """Nothing leads on from here; the person may register again."""

    sentence = N_("This registration has ended. To come back, the person registers again.")


class OwnSeat(HasSeat):
    """The same, said to the person."""

    sentence = N_("You have this seat already.")


class OwnWait(IsWaiting):
    """The same, said to the person."""

    sentence = N_("You are on the waitlist, and no seat is free yet.")


class OwnOffer(HasOffer):
    """The same, said to the person."""

    sentence = N_("A seat is offered to you already. The answer is yours.")


class OwnRegistrationEnded(RegistrationEnded):
    """The same, said to the person."""

    sentence = N_("Your registration has ended. To come back, register again.")
