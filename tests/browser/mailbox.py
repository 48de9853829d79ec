"""The mail that people of a test read, as it arrived at a real mail server."""

import re
from dataclasses import dataclass
from email.message import EmailMessage

from tests.support.live import wait_until
from tests.support.smtp import Sink


@dataclass(frozen=True)
class Mailbox:
    """Letters in the order of their arrival; each is taken out once."""

    sink: Sink

    def letter(self, address: str, subject: str) -> EmailMessage:
        """The oldest letter to this address whose subject begins with these words; waits until it is there."""

        def come() -> list[EmailMessage]:
            return [letter for letter in self.sink.messages if _is_about(letter, address, subject)]

        wait_until(lambda: bool(come()))
        oldest = come()[0]
        self.sink.messages.remove(oldest)
        return oldest


def _is_about(letter: EmailMessage, address: str, subject: str) -> bool:
    (to,) = letter["To"].addresses
    # A long subject begins on the second line of its header.
    return (to.addr_spec, letter["Subject"].strip()[: len(subject)]) == (address, subject)


def code_in(letter: EmailMessage) -> str:
    """The code of eight digits."""
    return _first(r"\b\d{8}\b", letter)


def link_in(letter: EmailMessage) -> str:
    """Where its button leads."""
    return _first(r"https?://\S+", letter)


def calendar_in(letter: EmailMessage) -> bytes:
    """The octets of the calendar that a mail program takes in."""
    parts = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    (inline,) = [part for part in parts if part.get_content_disposition() != "attachment"]
    octets = inline.get_payload(decode=True)
    assert isinstance(octets, bytes)
    return octets


def _first(pattern: str, letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body
    found = re.search(pattern, body.get_content())
    assert found, f"{letter['Subject']} holds no {pattern}"
    return found[0]
