"""Asking when and where: for a new workshop, for one that moves, and for a copy."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import Optional

from workshops.catalogue.forms.fields import LANGUAGE_CHOICES, ZONE_CHOICES, choices, ensure_moment, named, web_address
from workshops.catalogue.rules import KIND_NAMES, MODE_NAMES, Kind, Mode, TimeAndPlace
from workshops.directory.queries import countries
from workshops.foundation.forms import Choice, Form, Line, LocalTime, Number, SharedForm, _l, filled
from workshops.foundation.i18n import language

MOST_SEATS = 100_000
WRITE_TIME = _l("Write day and time like 2027-02-16 09:00.")


class TimesForm(Form):
    """From when to when, on the clocks of which zone."""

    starts_local = LocalTime(_l("Begins"), [filled(WRITE_TIME)])
    ends_local = LocalTime(_l("Ends"), [filled(WRITE_TIME)])
    zone = Choice(
        _l("Time zone"),
        choices=ZONE_CHOICES,
        description=_l("The place whose clocks the times follow. For an online workshop, the organizer's."),
    )
    mode = Choice(_l("People meet"), choices=named(MODE_NAMES))

    def validate_starts_local(self, field: Field) -> None:
        """The clocks must show it exactly once."""
        ensure_moment(field, self.zone.data)

    def validate_ends_local(self, field: Field) -> None:
        """The clocks must show it exactly once."""
        ensure_moment(field, self.zone.data)

    @property
    def _when(self) -> dict[str, Any]:
        return {
            "starts_local": self.starts_local.data,
            "ends_local": self.ends_local.data,
            "zone": self.zone.data,
            "mode": Mode(self.mode.data),
        }


class NewWorkshopForm(TimesForm):
    """What a draft begins with; all else can wait."""

    title = Line(_l("Title"), [filled(_l("Write a title."))])
    language = Choice(
        _l("Language of the title"), choices=LANGUAGE_CHOICES, description=_l("Others can be added to each text later.")
    )
    kind = Choice(_l("Kind"), choices=named(KIND_NAMES), default=Kind.WORKSHOP.value)
    organisation = Choice(_l("Organizer"))
    capacity = Number(
        _l("Seats"), [filled(_l("Write how many people can take part."))], least=1, most=MOST_SEATS, default=25
    )

    @property
    def time_and_place(self) -> TimeAndPlace:
        """When, and how people meet; the place can wait."""
        return TimeAndPlace(**self._when)


class ScheduleForm(SharedForm, TimesForm):
    """All of when and where."""

    venue_name = Line(_l("Venue"), [Optional()], description=_l("The building or institution."))
    venue_address = Line(_l("Street and number"), [Optional()], longest=300)
    city = Line(_l("City"), [Optional()], longest=120)
    country_iso3 = Choice(_l("Country"), [Optional()])
    join_url = Line(
        _l("Link to join online"),
        [Optional(), web_address],
        longest=500,
        description=_l("Only those who are confirmed see it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country_iso3.choices = choices(countries(language()), none=_("None"))

    @property
    def time_and_place(self) -> TimeAndPlace:
        """What was asked for, as one value."""
        return TimeAndPlace(
            **self._when,
            venue_name=self.venue_name.data or "",
            venue_address=self.venue_address.data or "",
            city=self.city.data or "",
            country_iso3=self.country_iso3.data or None,
            join_url=self.join_url.data or "",
        )


class CloneForm(Form):
    """When the copy begins, on the clocks of the original's zone."""

    starts_local = LocalTime(_l("The copy begins"), [filled(WRITE_TIME)])

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def validate_starts_local(self, field: Field) -> None:
        """The clocks must show it exactly once."""
        ensure_moment(field, self.zone)
