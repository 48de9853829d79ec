"""What registrations ask people: the public form, corrections, an organizer's decision and filters."""

import secrets
from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Admission
from workshops.directory.queries import Choices as Named
from workshops.directory.queries import countries, organisations_of
from workshops.directory.rules import AGENCY_TYPES, ORGANISATION_KINDS, AgencyType, OrganisationKind, in_language
from workshops.foundation.forms import Choice, Choices, Email, Form, Line, Number, Radio, Text, Tick, _l, filled
from workshops.foundation.i18n import NATIVE_NAMES, language
from workshops.registrations.queries import NOT_LISTED, WITHHELD, Filters, countries_present
from workshops.registrations.rules import (
    NEED_NAMES,
    READY_REASONS,
    SEX_NAMES,
    STATE_NAMES,
    Answers,
    is_latin_name,
)

LONGEST_NAME, LONGEST_AGENCY, LONGEST_MOTIVATION, LONGEST_REASON = 120, 200, 2000, 500
# Somebody of a regional organisation represents no State.
NO_STATE = "none"


def _latin(_form: Form, field: Field) -> None:
    if not is_latin_name(field.data or ""):
        raise ValidationError(_l("Write your name in Latin letters, as in your passport"))


class AnswersForm(Form):
    """What a person says of herself and of taking part."""

    name_own = Line(
        _l("Your name in your own script"),
        [Optional()],
        longest=LONGEST_NAME,
        description=_l("In the order you use it. It is printed like this on your certificate."),
    )
    name_latin = Line(
        _l("Your name in Latin letters"),
        [filled(_l("Write your name in Latin letters, as in your passport")), _latin],
        longest=LONGEST_NAME,
        description=_l("As in your passport. Latin letters, spaces, hyphens, apostrophes."),
    )
    email = Email(
        _l("E-mail address"),
        [filled(_l("Write the whole e-mail address, for example name@customs.example"))],
        description=_l("We send a code of eight digits to this address. You need one now, and whenever you come back."),
    )
    sex = Radio(_l("Sex (counted, never printed)"), [Optional()])
    country = Choice(_l("State"), [filled(_l("Choose the State you represent"))])
    agency = Line(
        _l("Agency"),
        [filled(_l("Choose or write the name of your agency"))],
        longest=LONGEST_AGENCY,
        description=_l("Start to write, then choose. If it is not there, write its full name."),
    )
    post = Line(_l("Post or rank"), [Optional()], longest=LONGEST_AGENCY)
    certificate_language = Radio(_l("Language of your certificate"))
    motivation = Text(
        _l("What do you want to change in your work?"),
        [filled(_l("Write in two or three sentences what you want to change in your work"))],
        longest=LONGEST_MOTIVATION,
        description=_l("Two or three sentences. The organizer reads this when there are more candidates than seats."),
    )
    needs = Choices(_l("What should we prepare?"), [Optional()])

    def __init__(self, workshop: Workshop, *, asks_address: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not asks_address:
            del self.email
        self.sex.choices = [*_named(SEX_NAMES), (WITHHELD, _("I prefer not to say"))]
        self.country.choices = [
            ("", _("Choose a State")),
            *countries(language()),
            (NO_STATE, _("None: I work for an organisation")),
        ]
        self.needs.choices = _named(NEED_NAMES)
        own_first = sorted(NATIVE_NAMES, key=lambda code: code != language())
        self.certificate_language.choices = [(code, NATIVE_NAMES[code]) for code in own_first]
        self.certificate_language.data = self.certificate_language.data or language()
        if workshop.admission != Admission.APPROVAL:
            del self.motivation
        self._organisations = organisations_of(self._country)

    @property
    def agencies(self) -> list[str]:
        """The names that complete the agency: those of the chosen State, and of organisations of no State."""
        return [name for _id, name, _acronym in self._organisations]

    def answers(self, before: Answers | None = None) -> Answers:
        """The answers; what the form does not ask stays as it was."""
        before = before or Answers(name_latin="", language=language())
        organisation_id, agency = self._organisation
        return Answers(
            name_latin=self.name_latin.data or "",
            name_own=self.name_own.data or "",
            sex=self.sex.data if self.sex.data in SEX_NAMES else None,
            country_iso3=self._country,
            organisation_id=organisation_id,
            agency=agency,
            post=self.post.data or "",
            language=before.language,
            certificate_language=self.certificate_language.data or "",
            motivation=self.motivation.data or "" if "motivation" in self else before.motivation,
            needs=tuple(need for need in NEED_NAMES if need in (self.needs.data or ())),
        )

    @staticmethod
    def filled_with(answers: Answers) -> dict[str, Any]:
        """The data of a form that shows these answers."""
        return {
            **vars(answers),
            "sex": answers.sex or (WITHHELD if answers.agency else None),
            "country": answers.country_iso3 or (NO_STATE if answers.agency else ""),
            "needs": list(answers.needs),
        }

    @property
    def _country(self) -> str | None:
        chosen = self.country.data
        return chosen if chosen in _listed(self.country) and chosen not in ("", NO_STATE) else None

    @property
    def _organisation(self) -> tuple[int | None, str]:
        typed = self.agency.data or ""
        for number, name, acronym in self._organisations:
            if typed.casefold() in (name.casefold(), (acronym or name).casefold()):
                return number, name
        return None, typed


def new_key() -> str:
    """A key that makes a form one registration."""
    return secrets.token_urlsafe(16)


class RegistrationForm(AnswersForm):
    """The public form. `once` makes it one registration, however often it is sent.

    Saved for later, it asks for nothing but the address to which its link is mailed.
    """

    agree = Tick(
        _l("I agree that the organizer and the host use these data for this workshop."),
        [InputRequired(_l("Tick the box to agree to how your data are used"))],
    )
    once = Line(widget=HiddenInput(), default=new_key)

    def __init__(self, workshop: Workshop, *, is_for_later: bool = False, **kwargs: Any) -> None:
        super().__init__(workshop, **kwargs)
        self._is_for_later = is_for_later

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether nothing in it is wrong, as far as it is asked."""
        if self._is_for_later:
            return "email" not in self or self.email.validate(self)
        return bool(super().validate(extra_validators))

    @property
    def key(self) -> str:
        """Its own key; a form that was sent without one gets one."""
        return (self.once.data or new_key())[: self.once.longest]

    @property
    def typed(self) -> dict[str, Any]:
        """What stands in its fields, for a draft: of texts as much as a field takes, of lists what is on them."""
        asked = [field for field in self if field.name not in ("email", "agree", "once")]
        texts = {
            field.name: (field.data or "")[: field.longest].strip() for field in asked if isinstance(field, Line | Text)
        }
        lists = (self.sex, self.country, self.certificate_language)
        chosen = {field.name: field.data for field in lists if field.data in _listed(field)}
        return {**texts, **chosen, "needs": [need for need in NEED_NAMES if need in (self.needs.data or ())]}


class DecisionForm(Form):
    """The reason for turning people away: a ready one, the organizer's own words, or both."""

    ready = Choice(_l("Reason"), default="")
    words = Text(
        _l("In your own words"),
        longest=LONGEST_REASON,
        description=_l("Added to the reason above. The candidate reads it."),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ready.choices = [("", _("Choose a reason")), *_named(READY_REASONS)]


class PlaceForm(Form):
    """A place in the waitlist."""

    place = Number(_l("Place in the waitlist"), [InputRequired(_l("Write a place, for example 1"))], least=1, most=9999)


class FilterForm(Form):
    """Which people the list shows. A name is sent, never put into an address."""

    name = Line(_l("Name"), longest=LONGEST_NAME)
    state = Choice(_l("Where it stands"))
    country = Choice(_l("State"))
    agency = Choice(_l("Agency"))
    sex = Choice(_l("Sex"))

    def __init__(self, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        any_ = ("", _("Any"))
        self.state.choices = [any_, *_named(STATE_NAMES)]
        self.country.choices = [any_, *_countries(workshop)]
        self.agency.choices = [any_, *_agency_kinds(), (NOT_LISTED, _("Not in the directory"))]
        self.sex.choices = [any_, *_named(SEX_NAMES), (WITHHELD, _("Not said"))]

    @property
    def filters(self) -> Filters:
        """The filters that are on the list; what is not narrows nothing."""
        fields = {"state": self.state, "country": self.country, "agency": self.agency, "sex": self.sex}
        chosen = {name: field.data for name, field in fields.items() if field.data in _listed(field)}
        return Filters(words=(self.name.data or "")[:LONGEST_NAME], **chosen)


def _listed(field: SelectField) -> Collection[str]:
    return [choice[0] for choice in field.choices or ()]


def _named(names: Any) -> Named:
    return [(str(key), _(name)) for key, name in names.items()]


def _countries(workshop: Workshop) -> Named:
    named: Iterable[tuple[str, str]] = (
        (iso3, in_language(names, language())) for iso3, names in countries_present(workshop.id)
    )
    return sorted(named, key=lambda row: row[1])


def _agency_kinds() -> Named:
    """Types of State agencies, then the kinds of other organisations; the two "other" would look the same."""
    types = [(key.value, _(name)) for key, name in AGENCY_TYPES.items() if key is not AgencyType.OTHER]
    others = (OrganisationKind.MEMBER_STATE_AGENCY, OrganisationKind.OTHER)
    kinds = [(key.value, _(name)) for key, name in ORGANISATION_KINDS.items() if key not in others]
    return [*types, *kinds]
