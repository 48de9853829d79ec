"""The worker's part: takes due messages, writes each for its reader, sends it, and notes what became of it."""

import logging
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from workshops.accounts.actions import make_code
from workshops.accounts.models import Person
from workshops.accounts.rules import CODE_LASTS
from workshops.calendars.facts import AttendeeFacts, Audience, Status
from workshops.calendars.ics import cancel, published_calendar, request, session_component
from workshops.calendars.queries import coming_entries, session_facts
from workshops.calendars.rules import Method
from workshops.foundation import mail
from workshops.foundation.database import db
from workshops.foundation.i18n import force_locale
from workshops.foundation.transactions import unit_of_work
from workshops.foundation.web import absolute_url
from workshops.notifications import actions, queries
from workshops.notifications.messages import MailFacts, Words, write
from workshops.notifications.models import OutboxMessage
from workshops.registrations.models import Registration

log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has taken the message over."""


def send_due() -> bool:
    """Send what is due; tells whether there was anything."""
    with unit_of_work():
        claimed = actions.claim()
    for message_id in claimed:
        deliver(message_id)
    return bool(claimed)


def take_over() -> None:
    """Take over the messages of workers that died."""
    if actions.has_expired():
        with unit_of_work():
            actions.release_expired(repeatable=_transport().is_repeatable)


def deliver(message_id: int) -> None:
    """Send one claimed message; whatever happens is written down."""
    message = queries.find_message(message_id)
    if message is None or message.claim is None:
        return
    claim = message.claim
    letter = _letter(message)
    if letter is None:
        with unit_of_work():
            actions.mark_dropped(message_id, claim)
        return
    db.session.remove()
    _send(message_id, claim, mail.to_message(letter), letter.recipient)


def _send(message_id: int, claim: str, octets: EmailMessage, recipient: str) -> None:
    def before_data() -> None:
        with unit_of_work():
            if not actions.mark_sending(message_id, claim):
                raise LeaseLost

    try:
        _transport().send(octets, recipient, before_data)
    except LeaseLost:
        log.warning("mail %d: lease lost", message_id)
    except mail.Uncertain as error:
        with unit_of_work():
            actions.mark_uncertain(message_id, claim, str(error))
    except (mail.Refused, mail.Unreachable) as error:
        with unit_of_work():
            message = queries.find_message(message_id)
            if message is not None and message.claim == claim:
                actions.mark_failed(message, str(error), final=isinstance(error, mail.Refused))
    else:
        with unit_of_work():
            actions.mark_sent(message_id, claim)


def _transport() -> mail.Transport:
    settings = current_app.config["SETTINGS"]
    return mail.transport_for(settings.mail_url, settings.instance)


def _letter(message: OutboxMessage) -> mail.Letter | None:
    person = db.session.get(Person, message.person_id)
    if person is None or not person.active:
        return None
    language = queries.reader_language(message, person)
    with current_app.test_request_context(base_url=current_app.config["SETTINGS"].base_url), force_locale(language):
        if "invitation_id" in message.payload:
            return _invitation_letter(message, person, language)
        words = _words(message)
        return None if words is None else _compose(message, person, language, words, files=_files(message))


def _words(message: OutboxMessage) -> Words | None:
    facts = _secret_facts(message) if message.kind in ("address_proof", "set_password") else queries.facts_for(message)
    return None if facts is None else write(message.kind, facts)


def _secret_facts(message: OutboxMessage) -> MailFacts | None:
    """Make the secret now, so that the outbox never held it; only its digest is kept."""
    with unit_of_work():
        made = make_code(message.payload["code_id"])
    if made is None:
        return None
    endpoint = "accounts.open_link" if made.code else "accounts.set_password"
    link = absolute_url(url_for(endpoint, token=made.link_token))
    return MailFacts(code=made.code or "", minutes=CODE_LASTS // timedelta(minutes=1), link=link)


def _invitation_letter(message: OutboxMessage, person: Person, language: str) -> mail.Letter | None:
    invitation, session = queries.get_invitation(message.payload["invitation_id"])
    method = Method(invitation.method)
    # A newer message for this session waits behind this one, or has overtaken it.
    if method is Method.REQUEST and session.sequence > invitation.sequence:
        return None
    draw = request if method is Method.REQUEST else cancel
    facts = session_facts(session, session.workshop, Audience.REGISTRANT)
    if method is Method.CANCEL and facts.status is not Status.CANCELLED:
        facts = replace(facts, summary=_("Cancelled: %(title)s", title=facts.summary))
    octets = draw(
        facts,
        AttendeeFacts(name=person.name_latin or person.printed_name, mailbox=person.email),
        sequence=invitation.sequence,
        stamp=invitation.stamped_at,
    )
    words = write(message.kind, queries.invitation_facts(invitation, session))
    first = f"invitation:{person.id}:{session.id}"
    return _compose(message, person, language, words, calendar=mail.CalendarPart(octets, method.value), thread=first)


def _files(message: OutboxMessage) -> tuple[tuple[str, bytes], ...]:
    if not message.payload.get("sessions"):
        return ()
    registration = db.session.get_one(Registration, message.payload["registration_id"])
    facts = [
        session_facts(session, registration.workshop, Audience.REGISTRANT)
        for session in coming_entries(registration.workshop)
    ]
    if not facts:
        return ()
    return (("workshop.ics", published_calendar(map(session_component, facts), (one.span for one in facts))),)


def _compose(
    message: OutboxMessage,
    person: Person,
    language: str,
    words: Words,
    *,
    calendar: mail.CalendarPart | None = None,
    files: tuple[tuple[str, bytes], ...] = (),
    thread: str | None = None,
) -> mail.Letter:
    footer = _(
        "Workshops sends this because of what you or an organizer did on our pages. %(address)s",
        address=absolute_url("/"),
    )
    return mail.Letter(
        key=message.key,
        sender=current_app.config["SETTINGS"].mail_from,
        recipient=person.email,
        recipient_name=person.name_latin,
        subject=words.subject,
        text=render_template("notifications/letter.txt", words=words, footer=footer),
        html=render_template("notifications/letter.html", words=words, footer=footer),
        language=language,
        calendar=calendar,
        files=files,
        in_reply_to=thread if thread != message.key else None,
    )
