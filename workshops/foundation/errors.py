"""Refusals are sentences: rooms raise them, the door turns them into a page in the reader's language."""

from http import HTTPStatus
from typing import ClassVar

from workshops.foundation.words import N_


class DomainError(Exception):
    """A refusal that a reader understands: says what is wrong and what to do next.

    `sentence` is the English text with named `%(placeholders)s`; `values` fill them after translation.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.CONFLICT
    sentence: ClassVar[str]

    def __init__(self, **values: object) -> None:
        super().__init__(self.sentence % values)
        self.values = values


class NotFound(DomainError):
    """The thing does not exist, or not for this reader: the two look the same."""

    status = HTTPStatus.NOT_FOUND
    sentence = N_("There is nothing at this address. It may have been moved or mistyped.")


class NotAllowed(DomainError):
    """The reader is known and may not do this."""

    status = HTTPStatus.FORBIDDEN
    sentence = N_("Your role does not include this. Ask the organizer or an administrator.")


class Busy(DomainError):
    """The database is held by another writer for longer than anyone should wait."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    sentence = N_("Too many people are writing at this moment. Wait a few seconds and send it again.")
