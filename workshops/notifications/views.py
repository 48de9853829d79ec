"""What staff see of the mail, and in a demo the mails themselves."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.accounts.queries import current_actor
from workshops.foundation.errors import NotFound
from workshops.foundation.web import asked_number, public, requires
from workshops.notifications import queries
from workshops.notifications.actions import send_again
from workshops.notifications.messages import KIND_NAMES

notifications = Blueprint("notifications", __name__)
SHOWN_DEMO_MAILS = 30


@notifications.app_template_global()
def mail_progress(workshop_id: int) -> queries.Progress | None:
    """How far the mail of a workshop is while some waits, for the frame of its pages."""
    return queries.progress(workshop_id)


@notifications.get("/mail")
@requires("mail.read")
def outbox() -> ResponseReturnValue:
    """How the mail stands, and the messages that wait for a person's word."""
    reach = current_actor().scopes_of("mail.read")
    before = asked_number("before")
    messages = queries.stuck_messages(reach, before)
    return render_template(
        "notifications/outbox.html",
        counts=queries.counts_by_state(reach),
        messages=messages,
        people=queries.people_of(messages),
        kind_names=KIND_NAMES,
        before=before,
        older=messages[-1].id if len(messages) == queries.PAGE else None,
    )


@notifications.post("/mail/<int:message_id>/send-again")
@requires("mail.resend")
def send_once_more(message_id: int) -> ResponseReturnValue:
    """A person's word that an uncertain or dead message goes out once more."""
    message = queries.find_stuck_message(message_id, current_actor().scopes_of("mail.resend"))
    if message is None:
        raise NotFound
    send_again(message)
    flash(_("The message is on its way again."), "ok")
    return redirect(url_for("notifications.outbox"), 303)


@notifications.get("/demo/mail")
@public
def demo_mail() -> ResponseReturnValue:
    """The newest mails of a demonstration, which never leave the machine; nothing is here in production."""
    settings = current_app.config["SETTINGS"]
    if not settings.is_demo or settings.mail_url:
        raise NotFound
    return render_template(
        "notifications/demo_mail.html", mails=[_read(path) for path in _newest(settings.instance / "mail")]
    )


def _newest(folder: Path) -> list[Path]:
    written = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return written[:SHOWN_DEMO_MAILS]


def _read(path: Path) -> dict[str, str]:
    message = email.message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain",))
    return {
        "to": message["To"],
        "subject": message["Subject"],
        "date": message["Date"],
        "text": body.get_content() if body else "",
        "language": message["Content-Language"],
    }
