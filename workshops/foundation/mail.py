"""Mail as octets, and the two ways out: SMTP, or `.eml` files in the instance folder."""

import hashlib
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address, HeaderRegistry, UniqueAddressHeader, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol
from urllib.parse import unquote, urlsplit

from workshops.foundation import clock
from workshops.foundation.text import ISOLATES, clean_line

TIMEOUT_SECONDS = 30
LONGEST_HEADER_LINE, LONGEST_PLAIN_WORD = 76, 60


def _encoded(name: str, text: str, policy: Policy) -> str:
    """A header in lines of at most 76 characters, each encoded word of whole letters (RFC 2047 section 2).

    Written by the older of Python's two writers: the newer one loses spaces between encoded words.
    """
    fits = all(word.isascii() and len(word) <= LONGEST_PLAIN_WORD for word in text.split())
    words = Header(text, None if fits else "utf-8", LONGEST_HEADER_LINE, name)
    return f"{name}: {words.encode(linesep=policy.linesep)}{policy.linesep}"


class _Subject(UniqueUnstructuredHeader):
    def fold(self, *, policy: Policy) -> str:
        return _encoded("Subject", str(self), policy)


class _Recipient(UniqueAddressHeader):
    def fold(self, *, policy: Policy) -> str:
        (one,) = self.addresses
        if one.display_name.isascii():
            return str(super().fold(policy=policy))  # type: ignore[misc]  # of the header the registry makes of it
        return f"{_encoded('To', one.display_name, policy)} <{one.addr_spec}>{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Subject)  # type: ignore[arg-type]  # the registry makes a header of it
_HEADERS.map_to_type("to", _Recipient)  # type: ignore[arg-type]  # and of it
_POLICY = SMTP.clone(header_factory=_HEADERS)


class Refused(Exception):
    """The receiving side will not take this message; trying again does not help. Holds the reply code only."""


class Unreachable(Exception):
    """The message was not taken this time; it may be sent again."""


class Uncertain(Exception):
    """The line broke after the octets began to flow: the message may have been taken."""


@dataclass(frozen=True)
class CalendarPart:
    """An iTIP message: its octets and the METHOD they carry (RFC 6047 section 2.4)."""

    octets: bytes
    method: str


@dataclass(frozen=True)
class Letter:
    """A mail in the words of its reader. `key` names it for life: a resend has the same Message-ID.

    `files` are published calendar files (name, octets); `calendar` is a message for the calendar program itself.
    """

    key: str
    sender: str
    recipient: str
    recipient_name: str
    subject: str
    text: str
    html: str
    language: str
    calendar: CalendarPart | None = None
    files: tuple[tuple[str, bytes], ...] = ()
    in_reply_to: str | None = None


def message_id(key: str, domain: str) -> str:
    """The Message-ID of a letter, the same at each try."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def to_message(letter: Letter) -> EmailMessage:
    """The MIME tree of a letter: text and HTML, the inline calendar part last, the same octets once more as a file."""
    message = EmailMessage(policy=_POLICY)
    sender = Address(addr_spec=letter.sender)
    message["From"] = Address("Workshops", addr_spec=letter.sender)
    message["To"] = Address(clean_line(letter.recipient_name), addr_spec=letter.recipient)
    message["Subject"] = clean_line(letter.subject, spared=ISOLATES)
    message["Message-ID"] = message_id(letter.key, sender.domain)
    message["Auto-Submitted"] = "auto-generated"
    message["Date"] = clock.now()
    if letter.in_reply_to:
        message["In-Reply-To"] = message["References"] = message_id(letter.in_reply_to, sender.domain)
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    if letter.calendar:
        part = letter.calendar
        parameters = {"charset": "utf-8", "method": part.method, "component": "VEVENT"}
        message.add_alternative(part.octets, maintype="text", subtype="calendar", cte="base64", params=parameters)
        message.add_attachment(part.octets, maintype="application", subtype="ics", filename="invite.ics", cte="base64")
    for name, octets in letter.files:
        message.add_attachment(
            octets,
            maintype="text",
            subtype="calendar",
            filename=name,
            cte="base64",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    # Last: making a message multipart moves its Content- headers into the first part.
    message["Content-Language"] = letter.language
    return message


class Transport(Protocol):
    """A way out for mail. `is_repeatable` says that sending the same message twice has no effect."""

    is_repeatable: ClassVar[bool]

    def send(self, message: EmailMessage, recipient: str, before_data: Callable[[], None]) -> None:
        """Hand the message over, calling `before_data` when the next step can no longer be taken back.

        Raises Refused or Unreachable when the message was surely not taken, Uncertain when nobody can tell.
        """


@dataclass(frozen=True)
class FileTransport:
    """Writes each message to a file named after its Message-ID, so that a second try overwrites the first."""

    is_repeatable: ClassVar[bool] = True
    folder: Path

    def send(self, message: EmailMessage, recipient: str, before_data: Callable[[], None]) -> None:  # noqa: ARG002
        """Write the file under a draft name, then give it its own at once."""
        before_data()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        draft = self.folder / f".{name}.draft"
        draft.write_bytes(message.as_bytes())
        draft.chmod(0o600)
        draft.rename(self.folder / f"{name}.eml")


@dataclass(frozen=True)
class SmtpTransport:
    """Speaks SMTP: `smtp://user:password@host:port` (STARTTLS when offered) or `smtps://`."""

    is_repeatable: ClassVar[bool] = False
    url: str

    def send(self, message: EmailMessage, recipient: str, before_data: Callable[[], None]) -> None:
        """Go as far as the server agrees to the recipient, let the caller mark its row, then send the octets."""
        try:
            connection = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(type(error).__name__) from error
        try:
            self._envelope(connection, message["From"].addresses[0].addr_spec, recipient)
            before_data()
            self._data(connection, message.as_bytes())
        finally:
            connection.close()

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host = parts.hostname or "localhost"
        if parts.scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=_tls()
            )
        else:
            connection = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=_tls())
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        return connection

    @staticmethod
    def _envelope(connection: smtplib.SMTP, sender: str, recipient: str) -> None:
        try:
            connection.ehlo_or_helo_if_needed()
            for code, _reply in (connection.mail(sender), connection.rcpt(recipient)):
                _expect(code)
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(type(error).__name__) from error

    @staticmethod
    def _data(connection: smtplib.SMTP, octets: bytes) -> None:
        try:
            code, _reply = connection.data(octets)
        except smtplib.SMTPDataError as error:
            _expect(error.smtp_code)
            raise Unreachable(str(error.smtp_code)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Uncertain(type(error).__name__) from error
        _expect(code)


@cache
def _tls() -> ssl.SSLContext:
    """Whom to believe over TLS. Reading that takes longer than writing and sending a mail, so it is read once."""
    return ssl.create_default_context()


def _expect(code: int) -> None:
    """Take a 2xx reply; RFC 5321 section 4.2.1 says that 4xx may be tried again and 5xx not."""
    if 500 <= code < 600:  # noqa: PLR2004
        raise Refused(str(code))
    if not 200 <= code < 300:  # noqa: PLR2004
        raise Unreachable(str(code))


def transport_for(mail_url: str | None, instance: Path) -> Transport:
    """SMTP when an address is set, files in `instance/mail/` otherwise."""
    return SmtpTransport(mail_url) if mail_url else FileTransport(instance / "mail")
