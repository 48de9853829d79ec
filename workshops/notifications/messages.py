"""What each kind of mail says: facts in, words out, in the language in force."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from workshops.foundation.words import N_


@dataclass(frozen=True)
class MailFacts:
    """What a mail may speak of, in plain values; a kind uses what it needs.

    Texts are finished for the reader: dates with their zone, names of countries in her language.
    """

    workshop: str = ""
    dates: str = ""
    place: str = ""
    deadline: str = ""
    reason: str = ""
    rank: int = 0
    changes: tuple[str, ...] = ()
    link: str = ""
    code: str = ""
    minutes: int = 0
    number: str = ""
    sessions: int = 0


@dataclass(frozen=True)
class Words:
    """A mail as sentences: `facts` are label and value, the link is one button."""

    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    link_label: str = ""
    link: str = ""
    code: str = ""


def write(kind: str, facts: MailFacts) -> Words:
    """The words of a mail of this kind."""
    return _KINDS[kind](facts)


def _about(facts: MailFacts) -> tuple[tuple[str, str], ...]:
    rows = ((_("Workshop"), facts.workshop), (_("Dates"), facts.dates), (_("Place"), facts.place))
    return tuple((label, value) for label, value in rows if value)


def _address_proof(facts: MailFacts) -> Words:
    return Words(
        subject=_("Your code"),
        paragraphs=(
            _(
                "Type this code on the page where you asked for it. It is good for %(minutes)d minutes.",
                minutes=facts.minutes,
            ),
            _("On another device, press the button instead. It is good for an hour."),
            _("If you did not ask for a code, do nothing: without it nobody can use your address."),
        ),
        code=facts.code,
        link_label=_("Prove my address"),
        link=facts.link,
    )


def _set_password(facts: MailFacts) -> Words:
    return Words(
        subject=_("Set your password"),
        paragraphs=(
            _("With this link you choose a password for your staff account. The link works once."),
            _("If you did not ask for it, do nothing: your password stays as it is."),
        ),
        link_label=_("Choose a password"),
        link=facts.link,
    )


def _registration_draft(facts: MailFacts) -> Words:
    return Words(
        subject=_("Your saved answers: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("You saved your answers for later. Nothing has reached the organizer yet, and no seat is held for you."),
            _("Press the button to go on. The answers are kept until %(deadline)s.", deadline=facts.deadline),
            _("Whoever has this message can read them. If you did not save them, do nothing: then they are erased."),
        ),
        facts=_about(facts),
        link_label=_("Open my answers"),
        link=facts.link,
    )


def _registration_submitted(facts: MailFacts) -> Words:
    decided = _("The organizer decides by %(deadline)s.", deadline=facts.deadline)
    return Words(
        subject=_("Registration sent: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("Your registration has reached the organizer."),
            decided if facts.deadline else _("The organizer will decide and write to you."),
        ),
        facts=_about(facts),
        link_label=_("See where it stands"),
        link=facts.link,
    )


def _registration_confirmed(facts: MailFacts) -> Words:
    files = _("The sessions follow as calendar invitations, one message each, and stay right when anything changes.")
    one_file = _("The attached file puts all sessions into your calendar.")
    return Words(
        subject=_("You have a seat: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("You have a seat in this workshop."),
            one_file if facts.sessions else files,
            _("If you cannot come, give the seat back on your page, so that the next person can have it."),
        ),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _registration_waitlisted(facts: MailFacts) -> Words:
    return Words(
        subject=_("You are on the waitlist: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("All seats are given. You are number %(rank)d on the waitlist.", rank=facts.rank),
            _("When a seat becomes free and it is your turn, we write to you."),
        ),
        facts=_about(facts),
        link_label=_("See where it stands"),
        link=facts.link,
    )


def _seat_offered(facts: MailFacts) -> Words:
    return Words(
        subject=_("A seat is free for you: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _(
                "A seat is held for you until %(deadline)s. Take it before then, or it goes to the next person.",
                deadline=facts.deadline,
            ),
        ),
        facts=_about(facts),
        link_label=_("Take the seat"),
        link=facts.link,
    )


def _offer_expired(facts: MailFacts) -> Words:
    return Words(
        subject=_("The offer has ended: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("The seat that was held for you was not taken in time. It went to the next person."),
            _("You can register again as long as registration is open."),
        ),
        facts=_about(facts),
        link_label=_("Open the workshop page"),
        link=facts.link,
    )


def _registration_declined(facts: MailFacts) -> Words:
    return Words(
        subject=_("Decision on your registration: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("The organizer could not give you a seat in this workshop."),
            _("The reason: %(reason)s", reason=facts.reason),
            _("If you think this is a mistake, answer through the contact on the workshop page."),
        ),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _registration_withdrawn(facts: MailFacts) -> Words:
    return Words(
        subject=_("You have withdrawn: %(workshop)s", workshop=facts.workshop),
        paragraphs=(_("Your place was given back, as you asked. Nothing else is needed."),),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _registration_cancelled(facts: MailFacts) -> Words:
    reason = (_("The reason: %(reason)s", reason=facts.reason),) if facts.reason else ()
    return Words(
        subject=_("Your registration has ended: %(workshop)s", workshop=facts.workshop),
        paragraphs=(_("The organizer has ended your registration for this workshop."), *reason),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _workshop_changed(facts: MailFacts) -> Words:
    return Words(
        subject=_("New date or place: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("This workshop has changed. Your seat stays yours."),
            *facts.changes,
            _("If you cannot come any more, give the seat back on your page."),
        ),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _workshop_postponed(facts: MailFacts) -> Words:
    return Words(
        subject=_("Postponed: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("This workshop does not take place on the announced dates. New dates are not known yet."),
            _("Your registration stays. The sessions leave your calendar until there is a new date."),
            *((_("The reason: %(reason)s", reason=facts.reason),) if facts.reason else ()),
        ),
        facts=((_("Workshop"), facts.workshop),),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _workshop_cancelled(facts: MailFacts) -> Words:
    return Words(
        subject=_("Cancelled: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("This workshop will not take place. The sessions leave your calendar."),
            *((_("The reason: %(reason)s", reason=facts.reason),) if facts.reason else ()),
        ),
        facts=_about(facts),
        link_label=_("Open the workshop page"),
        link=facts.link,
    )


def _certificate_issued(facts: MailFacts) -> Words:
    return Words(
        subject=_("Your certificate is ready: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("Your certificate has the number %(number)s.", number=facts.number),
            _("Download it on your page, now or later, with your e-mail address and a one-time code."),
        ),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _certificate_replaced(facts: MailFacts) -> Words:
    return Words(
        subject=_("Your corrected certificate: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("Your certificate was corrected. The new one has the number %(number)s.", number=facts.number),
            _("The earlier one is marked as replaced: use the new one only."),
        ),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _certificate_revoked(facts: MailFacts) -> Words:
    return Words(
        subject=_("A certificate was revoked: %(workshop)s", workshop=facts.workshop),
        paragraphs=(
            _("The certificate with the number %(number)s no longer counts.", number=facts.number),
            _("If you think this is a mistake, answer through the contact on the workshop page."),
        ),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _invitation(facts: MailFacts) -> Words:
    return Words(
        subject=_("Invitation: %(session)s", session=facts.workshop),
        paragraphs=(_("This message puts the session into your calendar, or corrects it there."),),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


def _cancellation(facts: MailFacts) -> Words:
    return Words(
        subject=_("Cancelled: %(session)s", session=facts.workshop),
        paragraphs=(_("This message takes the session out of your calendar."),),
        facts=_about(facts),
        link_label=_("Open my page"),
        link=facts.link,
    )


_KINDS: Mapping[str, Callable[[MailFacts], Words]] = {
    "address_proof": _address_proof,
    "set_password": _set_password,
    "registration_draft": _registration_draft,
    "registration_submitted": _registration_submitted,
    "registration_confirmed": _registration_confirmed,
    "registration_waitlisted": _registration_waitlisted,
    "seat_offered": _seat_offered,
    "offer_expired": _offer_expired,
    "registration_declined": _registration_declined,
    "registration_withdrawn": _registration_withdrawn,
    "registration_cancelled": _registration_cancelled,
    "workshop_changed": _workshop_changed,
    "workshop_postponed": _workshop_postponed,
    "workshop_cancelled": _workshop_cancelled,
    "certificate_issued": _certificate_issued,
    "certificate_replaced": _certificate_replaced,
    "certificate_revoked": _certificate_revoked,
    "invitation": _invitation,
    "cancellation": _cancellation,
}
KIND_NAMES: Mapping[str, str] = {
    "address_proof": N_("Code to prove an address"),
    "set_password": N_("Link to set a password"),
    "registration_draft": N_("Link to saved answers"),
    "registration_submitted": N_("Registration sent"),
    "registration_confirmed": N_("Seat confirmed"),
    "registration_waitlisted": N_("Place in the waitlist"),
    "seat_offered": N_("Seat offered"),
    "offer_expired": N_("Offer ended"),
    "registration_declined": N_("Decision against"),
    "registration_withdrawn": N_("Withdrawal"),
    "registration_cancelled": N_("Registration ended"),
    "workshop_changed": N_("New date or place"),
    "workshop_postponed": N_("Workshop postponed"),
    "workshop_cancelled": N_("Workshop cancelled"),
    "certificate_issued": N_("Certificate ready"),
    "certificate_replaced": N_("Certificate corrected"),
    "certificate_revoked": N_("Certificate revoked"),
    "invitation": N_("Calendar entry"),
    "cancellation": N_("Calendar entry cancelled"),
}
