"""A real SMTP server for tests: keeps what it takes, and can be told to misbehave."""

import asyncio
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.ports import free_port


@dataclass
class Sink:
    """What arrived, and how to answer: `recipient_reply` and `data_reply` other than 250 refuse.

    `hesitates` is how many seconds pass between taking a message and saying so.
    """

    messages: list[EmailMessage] = field(default_factory=list)
    recipient_reply: str = "250 OK"
    data_reply: str = "250 OK"
    drops_after_data: bool = False
    hesitates: float = 0.0
    port: int = 0

    @property
    def url(self) -> str:
        """The MAIL_URL of this server."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802 - the library's name and arguments
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient_reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.drops_after_data:
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
            return "250 OK"
        if self.data_reply.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.messages.append(message_from_bytes(content, EmailMessage, policy=policy.default))
        await asyncio.sleep(self.hesitates)
        return self.data_reply


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """A sink on a free port of this machine."""
    sink = Sink(port=free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
