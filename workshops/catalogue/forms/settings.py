"""All that an organizer sets beside texts, time and place."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, ValidationError
from wtforms.validators import Optional

from workshops.catalogue.actions import Changes
from workshops.catalogue.forms.fields import LANGUAGE_CHOICES, People, choices, ensure_moment, named
from workshops.catalogue.forms.schedule import MOST_SEATS
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import programmes
from workshops.catalogue.rules import (
    ADMISSION_NAMES,
    KIND_NAMES,
    LONGEST_SLUG,
    SCOPE_NAMES,
    VISIBILITY_NAMES,
    Admission,
    Kind,
    Part,
    ReachScope,
    Visibility,
)
from workshops.directory.queries import (
    find_organisation,
    groupings,
    instruments,
    organisations_named,
    themes,
)
from workshops.directory.rules import in_language
from workshops.foundation.forms import (
    Choice,
    Choices,
    Email,
    Line,
    LocalTime,
    Number,
    SharedForm,
    Text,
    Tick,
    _l,
    filled,
)
from workshops.foundation.i18n import NATIVE_NAMES, language
from workshops.foundation.zones import local_to_utc, utc_to_local

MOST_HOURS = 1000
MOST_PARTNERS = 20
SUGGESTED = 3
_ONE_A_LINE = _l("One organisation a line, by its name or acronym in the directory.")


class SettingsForm(SharedForm):
    """The fields in the order of the page."""

    kind = Choice(_l("Kind"), choices=named(KIND_NAMES))
    slug = Line(
        _l("Address of the page"),
        [filled(_l("Write the last part of the address."))],
        longest=LONGEST_SLUG,
        description=_l("The part after /workshops/. An old address leads to the new one."),
    )
    visibility = Choice(_l("Who finds the page"), choices=named(VISIBILITY_NAMES))
    programme = Choice(_l("Programme"))
    scope = Choice(_l("Scope"), choices=named(SCOPE_NAMES))

    first_language = Choice(_l("Language that comes first"), description=_l("For readers whose language is not there."))
    working_languages = Choices(_l("Working languages"), choices=LANGUAGE_CHOICES)
    interpretation = Tick(_l("With interpretation"))
    document_languages = Choices(_l("Languages of documents"), choices=LANGUAGE_CHOICES)

    themes = Choices(_l("Themes"))
    instruments = Choices(_l("Reference instruments"))
    groupings = Choices(_l("Meant for the groupings"))

    capacity = Number(_l("Seats"), [filled(_l("Write how many people can take part."))], least=1, most=MOST_SEATS)
    admission = Choice(_l("Who is admitted"), choices=named(ADMISSION_NAMES))
    opens_at = LocalTime(_l("Registration opens"), [Optional()])
    closes_at = LocalTime(_l("Registration closes"), [Optional()])
    decision_due_at = LocalTime(_l("Decision due"), [Optional()], description=_l("Candidates are told this date."))
    offer_hours = Number(
        _l("Hours to answer an offered seat"), [filled(_l("Write a number of hours."))], least=1, most=720
    )

    attendance_percent = Number(
        _l("Attendance for the certificate, in percent"),
        description=_l("Of the scheduled sessions that count. It stays as it is once the workshop is published."),
        least=1,
        most=100,
    )
    certificate_hours = Number(
        _l("Hours on the certificate"),
        [Optional()],
        least=1,
        most=MOST_HOURS,
        description=_l("Leave it empty to count the sessions."),
    )
    signatories = People(
        _l("Who signs the certificates"), [Optional()], description=_l("One person a line: name, function.")
    )

    contact_name = Line(_l("Contact"), [Optional()], longest=120, description=_l("A person or an office."))
    contact_email = Email(_l("E-mail address of the contact"), [Optional()])
    hosts = Text(_l("Hosts"), [Optional()], description=_ONE_A_LINE)
    co_organizers = Text(_l("Co-organizers"), [Optional()], description=_ONE_A_LINE)
    sponsors = Text(_l("Sponsors"), [Optional()], description=_ONE_A_LINE)

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**_present(workshop), **kwargs})
        self.zone = workshop.zone
        speaks = language()
        self.first_language.choices = choices((text.language, NATIVE_NAMES[text.language]) for text in workshop.texts)
        named_ = ((programme.id, in_language(programme.names, speaks)) for programme in programmes())
        self.programme.choices = choices(named_, none=_("None"))
        self.themes.choices = choices(themes(speaks))
        self.instruments.choices = choices(instruments(speaks))
        self.groupings.choices = choices(groupings(speaks))

    def validate_opens_at(self, field: Field) -> None:
        """The clocks must show it exactly once."""
        ensure_moment(field, self.zone)

    def validate_closes_at(self, field: Field) -> None:
        """The clocks must show it exactly once."""
        ensure_moment(field, self.zone)

    def validate_decision_due_at(self, field: Field) -> None:
        """The clocks must show it exactly once."""
        ensure_moment(field, self.zone)

    def validate_hosts(self, field: Field) -> None:
        """Each line must name an organisation of the directory."""
        _ensure_known(field)

    def validate_co_organizers(self, field: Field) -> None:
        """Each line must name an organisation of the directory."""
        _ensure_known(field)

    def validate_sponsors(self, field: Field) -> None:
        """Each line must name an organisation of the directory."""
        _ensure_known(field)

    @property
    def changes(self) -> Changes:
        """What was asked for, as the action takes it."""
        return Changes(
            kind=Kind(self.kind.data),
            visibility=Visibility(self.visibility.data),
            programme_id=int(self.programme.data) if self.programme.data else None,
            scope=ReachScope(self.scope.data),
            first_language=self.first_language.data,
            working_languages=self.working_languages.data or [],
            document_languages=self.document_languages.data or [],
            interpretation=bool(self.interpretation.data),
            admission=Admission(self.admission.data),
            opens_at=self._moment(self.opens_at),
            closes_at=self._moment(self.closes_at),
            decision_due_at=self._moment(self.decision_due_at),
            offer_hours=self.offer_hours.data or 0,
            attendance_percent=self.attendance_percent.data or 0,
            certificate_hours=self.certificate_hours.data,
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            themes=self.themes.data or [],
            instruments=self.instruments.data or [],
            groupings=self.groupings.data or [],
            signatories=self.signatories.pairs,
            partners=list(self._partners()),
        )

    def _moment(self, field: LocalTime) -> datetime | None:
        return local_to_utc(field.data, self.zone) if field.data else None

    def _partners(self) -> Iterator[tuple[int, Part]]:
        for part, field in zip(Part, (self.hosts, self.co_organizers, self.sponsors), strict=True):
            named_ = (find_organisation(name) for name in _lines(field))
            yield from ((found.id, part) for found in dict.fromkeys(named_) if found)


def _present(workshop: Workshop) -> dict[str, Any]:
    """The settings as they are, as the fields show them."""
    plain = ("kind", "slug", "visibility", "scope", "admission", "contact_name", "contact_email")
    languages = ("first_language", "working_languages", "document_languages", "interpretation")
    numbers = ("capacity", "offer_hours", "attendance_percent", "certificate_hours")
    moments = ("opens_at", "closes_at", "decision_due_at")
    present = {name: getattr(workshop, name) for name in (*plain, *languages, *numbers)}
    present |= {name: _local(getattr(workshop, name), workshop.zone) for name in moments}
    present |= {name: [row.code for row in getattr(workshop, name)] for name in ("themes", "instruments", "groupings")}
    for part, name in zip(Part, ("hosts", "co_organizers", "sponsors"), strict=True):
        partners = (partner for partner in workshop.partners if partner.part == part)
        present[name] = "\n".join(partner.organisation.name for partner in partners)
    signatories = People.text((signatory.name, signatory.function) for signatory in workshop.signatories)
    return present | {"programme": str(workshop.programme_id or ""), "signatories": signatories}


def _local(moment: datetime | None, zone: str) -> datetime | None:
    return utc_to_local(moment, zone) if moment else None


def _lines(field: Field) -> list[str]:
    return [line.strip() for line in (field.data or "").splitlines() if line.strip()]


def _ensure_known(field: Field) -> None:
    names = _lines(field)
    if len(names) > MOST_PARTNERS:
        raise ValidationError(_("Name at most %(most)d organisations.", most=MOST_PARTNERS))
    for name in names:
        if find_organisation(name) is None:
            raise ValidationError(_unknown(name))


def _unknown(name: str) -> str:
    similar = [organisation.name for organisation in organisations_named(name[:40], at_most=SUGGESTED)]
    if similar:
        return _(
            "We do not know %(name)s. Is it one of these: %(similar)s?", name=name[:60], similar="; ".join(similar)
        )
    return _("We do not know %(name)s. Write the name or acronym as in the directory.", name=name[:60])
