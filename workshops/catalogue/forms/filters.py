"""Narrowing the public list."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import SearchField, SelectField

from workshops.catalogue.forms.fields import choices
from workshops.catalogue.rules import MODE_NAMES, PAST
from workshops.directory.queries import groupings, regions, themes
from workshops.foundation.forms import Form, _l
from workshops.foundation.i18n import NATIVE_NAMES, month
from workshops.foundation.text import clean_line

MONTHS_AHEAD = 12
LONGEST_WORDS = 100


class FilterForm(Form):
    """Each field is a filter of the address; "Any" leaves it out."""

    q = SearchField(_l("Words"), filters=[lambda value: clean_line(value or "")[:LONGEST_WORDS]])
    theme = SelectField(_l("Theme"))
    language = SelectField(_l("Language"))
    region = SelectField(_l("Region"))
    when = SelectField(_l("When"))
    mode = SelectField(_l("Place"))
    open = SelectField(_l("Registration"))

    @classmethod
    def in_language(cls, language: str, now: datetime, arguments: MultiDict[str, str]) -> "FilterForm":
        """The form as a reader of this language gets it at this moment."""
        form = cls(arguments)
        form.theme.choices = choices(themes(language), none=_("Any"))
        form.language.choices = choices(NATIVE_NAMES.items(), none=_("Any"))
        form.region.choices = [
            *choices(groupings(language), none=_("Any"), heading=_("Groupings")),
            *choices(regions(language), heading=_("Regions")),
        ]
        form.when.choices = choices([*_months(now), (PAST, _("Over"))], none=_("Ahead"))
        form.mode.choices = choices(((mode.value, _(name)) for mode, name in MODE_NAMES.items()), none=_("Any"))
        form.open.choices = choices([("1", _("Open now"))], none=_("Any"))
        return form


def _months(now: datetime) -> Iterator[tuple[str, str]]:
    for ahead in range(MONTHS_AHEAD):
        years, index = divmod(now.month - 1 + ahead, 12)
        first = datetime(now.year + years, index + 1, 1)  # noqa: DTZ001 - a month of the wall
        yield f"{first:%Y-%m}", month(first)
