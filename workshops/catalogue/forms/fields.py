"""Fields that several forms of the catalogue have."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from wtforms import Field, ValidationError
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs

from workshops.foundation.errors import DomainError
from workshops.foundation.forms import Text, _l
from workshops.foundation.i18n import NATIVE_NAMES, sentence
from workshops.foundation.zones import is_zone, local_to_utc, zone_names

LONGEST_NAME, LONGEST_FUNCTION = 120, 160
MOST_PEOPLE = 20
LANGUAGE_CHOICES = [SelectChoice(*language) for language in NATIVE_NAMES.items()]
ZONE_CHOICES = [SelectChoice(name, name) for name in zone_names()]
_COMMA = re.compile(r"\s*[,،，]\s*")


def named(names: Mapping[Any, str]) -> Callable[[], list[SelectChoice]]:
    """The choices of an enumeration, in the reader's language when they are shown."""
    return lambda: [SelectChoice(key.value, _(name)) for key, name in names.items()]


def choices(pairs: Iterable[tuple[Any, str]], *, none: str = "", heading: str | None = None) -> list[SelectChoice]:
    """The choices for pairs of a value and its name, under a heading; `none` names one that leaves the field empty."""
    listed = [SelectChoice(str(value), name, optgroup=heading) for value, name in pairs]
    return [SelectChoice("", none), *listed] if none else listed


def ensure_moment(local: Field, zone: str | None) -> None:
    """Raise ValidationError when the clocks of the zone do not show this local time exactly once."""
    if local.data is None or not zone or not is_zone(zone):
        return
    try:
        local_to_utc(local.data, zone)
    except DomainError as error:
        raise ValidationError(sentence(error)) from error


def web_address(_form: Any, field: Field) -> None:
    """The field holds nothing, or a whole address of the web that is safe to follow."""
    if not field.data:
        return
    message = _l("Write the whole address, beginning with https://")
    try:
        address = urlsplit(field.data)
    except ValueError as error:
        raise ValidationError(message) from error
    if address.scheme != "https" or not address.hostname or " " in field.data:
        raise ValidationError(message)


class People(Text):
    """People with their functions, one a line: "Name, function"; the data are pairs, what was typed is kept."""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Name and function of each line that is not empty."""
        return list(_pairs(self.data or ""))

    def pre_validate(self, _form: Any) -> None:
        """Each name and function must fit its column."""
        for name, function in self.pairs:
            if len(name) > LONGEST_NAME or len(function) > LONGEST_FUNCTION:
                raise ValidationError(_l("Shorten the line that begins with %(start)s.", start=name[:20]))
        if len(self.pairs) > MOST_PEOPLE:
            raise ValidationError(_l("Name at most %(most)d people.", most=MOST_PEOPLE))

    @staticmethod
    def text(pairs: Any) -> str:
        """The lines for these pairs."""
        return "\n".join(f"{name}, {function}" if function else name for name, function in pairs)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, *function = _COMMA.split(line.strip(), maxsplit=1)
        if name:
            yield name, function[0] if function else ""
