"""The worker's part: takes due messages, writes each for its reader, sends it, and notes what became of it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from workshops.accounts.actions import MadeCode, make_code
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
from workshops.registrations.actions import make_draft_link
from workshops.registrations.models import Registration

log = logging.getLogger(__name__)
# What the worker makes as it sends, by the name under which a message carries the id.
_SECRETS: Mapping[str, Callable[[int], MadeCode | str | None]] = {"code_id": make_code, "draft_id": make_draft_link}


class LeaseLost(Exception):
    """Another worker has taken the message over."""


def send_due() -> bool:
    """Send the next message that is due; tells whether there was one."""
    with unit_of_work():
        message_id = actions.claim()
    if message_id is not None:
        deliver(message_id)
    return message_id is not None


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
    try:
        letter = _letter(message_id)
    except Exception as error:
        # What cannot be written now waits its turn like what cannot be sent, and holds up no other.
        log.exception("mail %d cannot be written", message_id)
        db.session.remove()
        _fail(message_id, claim, type(error).__name__, final=False)
        return
    db.session.remove()
    if letter is None:
        with unit_of_work():
            actions.mark_dropped(message_id, claim)
    else:
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
        _fail(message_id, claim, str(error), final=isinstance(error, mail.Refused))
    else:
        with unit_of_work():
            actions.mark_sent(message_id, claim)


def _fail(message_id: int, claim: str, error: str, *, final: bool) -> None:
    with unit_of_work():
        message = queries.find_message(message_id)
        if message is not None and message.claim == claim:
            actions.mark_failed(message, error, final=final)


def _transport() -> mail.Transport:
    settings = current_app.config["SETTINGS"]
    return mail.transport_for(settings.mail_url, settings.instance)


def _letter(message_id: int) -> mail.Letter | None:
    # First of all: it commits, and rows that were read before a commit are of no use after it.
    made = _make_secret(message_id)
    message = db.session.get_one(OutboxMessage, message_id)
    is_over = made is None and not message.payload.keys().isdisjoint(_SECRETS)
    reader = None if is_over else queries.find_reader(message)
    if reader is None:
        return None
    base_url = current_app.config["SETTINGS"].base_url
    with current_app.test_request_context(base_url=base_url), force_locale(reader.language):
        if "invitation_id" in message.payload:
            return _invitation_letter(message, reader)
        facts = _secret_facts(message, made) if made else queries.facts_for(message)
        if facts is None:
            return None
        return _compose(message, reader, write(message.kind, facts), files=_files(message))


def _make_secret(message_id: int) -> MadeCode | str | None:
    """Make the secret of a message that carries one now, so that the outbox never held it; only its digest is kept."""
    payload = db.session.get_one(OutboxMessage, message_id).payload
    for name, make in _SECRETS.items():
        if name in payload:
            with unit_of_work():
                return make(payload[name])
    return None


def _secret_facts(message: OutboxMessage, made: MadeCode | str) -> MailFacts:
    if isinstance(made, str):
        return queries.draft_facts(message.payload["draft_id"], made)
    endpoint = "accounts.open_link" if made.code else "accounts.set_password"
    link = absolute_url(url_for(endpoint, token=made.link_token))
    return MailFacts(code=made.code or "", minutes=CODE_LASTS // timedelta(minutes=1), link=link)


def _invitation_letter(message: OutboxMessage, reader: queries.Reader) -> mail.Letter | None:
    invitation, session = queries.get_invitation(message.payload["invitation_id"])
    method = Method(invitation.method)
    # A newer message for this session waits behind this one, or has overtaken it.
    if method is Method.REQUEST and session.sequence > invitation.sequence:
        return None
    draw = request if method is Method.REQUEST else cancel
    facts = session_facts(session, session.workshop, Audience.REGISTRANT)
    if method is Method.CANCEL and facts.status is not Status.CANCELLED:
        facts = replace(facts, summary=_("Cancelled: %(title)s", title=facts.summary))
    person = db.session.get_one(Person, invitation.person_id)
    octets = draw(
        facts,
        AttendeeFacts(name=person.name_latin or person.printed_name, mailbox=person.email),
        sequence=invitation.sequence,
        stamp=invitation.stamped_at,
    )
    words = write(message.kind, queries.invitation_facts(invitation, session))
    first = f"invitation:{person.id}:{session.id}"
    return _compose(message, reader, words, calendar=mail.CalendarPart(octets, method.value), thread=first)


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
    reader: queries.Reader,
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
        recipient=reader.address,
        recipient_name=reader.name,
        subject=words.subject,
        text=render_template("notifications/letter.txt", words=words, footer=footer),
        html=render_template("notifications/letter.html", words=words, footer=footer),
        language=reader.language,
        calendar=calendar,
        files=files,
        in_reply_to=thread if thread != message.key else None,
    )
