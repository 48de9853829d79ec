"""Forms that no input can break: every field is cleaned and bounded before it is checked."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from flask import g
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from markupsafe import escape
from wtforms import (
    BooleanField,
    DateField,
    DateTimeField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectFieldBase,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, NumberRange, StopValidation
from wtforms.widgets import Select

from workshops.foundation.text import clean_line, clean_text

# WTForms takes words that are translated when shown; its types ask for str.
_l: Any = lazy_gettext

LONGEST_LINE = 200
LONGEST_TEXT = 5000
LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[^\s,;:<>\"()\[\]\\@]+@[^\s,;:<>\"()\[\]\\@]+")


class Form(FlaskForm):
    """A form whose errors keep what was typed. CSRF is checked for the whole application, before any view."""

    class Meta(FlaskForm.Meta):
        """One check of the token is enough; the application makes it."""

        csrf = False

    # Flask-WTF is not annotated; these give its methods types.
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        FlaskForm.__init__(self, *args, **kwargs)

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent, and nothing in it is wrong."""
        if g.get("form_token_is_gone"):
            self.form_errors.append(
                _l("Nothing is lost, but nothing is saved yet: the page was too old. Send it again.")
            )
            return False
        return bool(FlaskForm.validate_on_submit(self, extra_validators))

    @property
    def answer_status(self) -> HTTPStatus:
        """What a page with this form is answered with: 422 when it was sent, for then something in it is wrong."""
        return HTTPStatus.UNPROCESSABLE_ENTITY if FlaskForm.is_submitted(self) else HTTPStatus.OK


def _at_most(longest: int) -> Length:
    message = _l("Shorten this to %(max)d characters.", max=longest)
    return Length(max=longest, message=message)


class _Typed:
    """A field sent as a file part, or twice, is not text: take it as empty rather than fail."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata([value for value in valuelist if isinstance(value, str)])  # type: ignore[misc]


def _marks_alone(sent: str | None) -> str:
    return sent if sent and re.fullmatch(r"[0-9a-f.]+", sent) else ""


class _Marks(_Typed, HiddenField):
    """Marks of values; whatever else is sent is none."""


class SharedForm(Form):
    """A form over what others may change while it is open.

    It carries a mark of each value that it showed. Where a value is another by now, and not what was typed, the form is
    refused once: it says so beside the field, in `saved_meanwhile`, and what was typed wins when it is sent again.
    """

    seen = _Marks(filters=[_marks_alone])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not FlaskForm.is_submitted(self):
            self.seen.data = self._marks()

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent, nothing in it is wrong, and nobody else has changed what it showed."""
        return super().validate_on_submit(extra_validators) and self._is_still_true()

    def _marks(self) -> str:
        return ".".join(_mark(field.object_data) for field in self._values())

    def _values(self) -> list[Field]:
        return [field for field in self if field is not self.seen]

    def _is_still_true(self) -> bool:
        before = str(self.seen.data).split(".")
        self.seen.data = self._marks()
        fields = self._values()
        if len(before) != len(fields):  # not from a page of ours as it is today
            return True
        changed = [
            field
            for field, mark in zip(fields, before, strict=True)
            if _mark(field.object_data) not in (mark, _mark(field.data))
        ]
        for field in changed:
            field.saved_meanwhile = shown(field, field.object_data)  # type: ignore[attr-defined]
            field.errors = [_l("Somebody else has changed this meanwhile.")]
        if changed:
            self.form_errors.append(
                _l("What is saved now stands beside what you wrote. Send it again, and what you wrote is kept.")
            )
        return not changed


def _mark(value: Any) -> str:
    """A short mark of a value; nothing and empty are the same, and so is a list in another order."""
    plain = sorted(map(str, value)) if isinstance(value, list) else str(value or "")
    return sha256(str(plain).encode()).hexdigest()[:8]


def shown(field: Field, value: Any) -> str:
    """A value of a field in words."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(field, SelectFieldBase):
        chosen = value if isinstance(value, list) else [value or ""]
        return "; ".join(str(label) for key, label, *_ in field.iter_choices() if key in chosen) or "–"
    if isinstance(field, BooleanField):
        return gettext("Yes") if value else gettext("No")
    return str(value or "–")


class Line(_Typed, StringField):
    """One line of text, cleaned, at most `longest` characters."""

    def __init__(
        self, label: Any = None, validators: Sequence[Any] = (), *, longest: int = LONGEST_LINE, **kwargs: Any
    ) -> None:
        kwargs.setdefault("filters", [lambda value: clean_line(value) if value else value])
        super().__init__(label, [*validators, _at_most(longest)], **kwargs)
        self.longest = longest


class Secret(_Typed, PasswordField):
    """A password: taken exactly as typed, never written back into a page."""


class Text(_Typed, TextAreaField):
    """Several lines of text, cleaned, at most `longest` characters."""

    def __init__(
        self, label: Any = None, validators: Sequence[Any] = (), *, longest: int = LONGEST_TEXT, **kwargs: Any
    ) -> None:
        kwargs.setdefault("filters", [lambda value: clean_text(value).strip() if value else value])
        super().__init__(label, [*validators, _at_most(longest)], **kwargs)
        self.longest = longest


class Number(_Typed, IntegerField):
    """A whole number in ASCII digits between two bounds; empty is None."""

    def __init__(
        self, label: Any = None, validators: Sequence[Any] = (), *, least: int, most: int, **kwargs: Any
    ) -> None:
        message = _l("Write a whole number from %(min)d to %(max)d.", min=least, max=most)
        super().__init__(label, [*validators, NumberRange(least, most, message)], **kwargs)
        self.message = message

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take at most nine ASCII digits, so that no check can overflow."""
        typed = next((clean_line(value) for value in valuelist if isinstance(value, str)), "")
        self.raw_data = [typed]
        if not typed:
            self.data = None
        elif re.fullmatch(r"-?[0-9]{1,9}", typed, re.ASCII):
            self.data = int(typed)
        else:
            self.data = None
            raise ValueError(self.message)


class _Listed:
    """Says in our words that what was sent is not on the list."""

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError as error:
            raise ValidationError(_l("Choose from the list.")) from error


class _PlainSelect(Select):
    """A list whose entries have no attributes of their own: two hundred States are written in a tenth of the time."""

    @classmethod
    def render_option(cls, choice: Any, **_kwargs: Any) -> str:  # type: ignore[override]  # the stubs are older
        selected = " selected" if choice.selected else ""
        return f'<option value="{escape(choice.value)}"{selected}>{escape(choice.label)}</option>'


class Choice(_Typed, SelectField):
    """One entry of a list."""

    widget = _PlainSelect()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        """Say in our words that what was sent is not on the list, comparing values alone: a list may be long."""
        listed = {next(iter(choice)) for choice in self.choices or ()}
        if not self.process_errors and self.data not in listed:
            raise ValidationError(_l("Choose from the list."))


class Tick(_Typed, BooleanField):
    """A box to tick; whatever a browser sends for it means that it is ticked."""

    def _value(self) -> str:
        return "y"


class Radio(_Typed, _Listed, RadioField):
    """One entry of a few that are all in sight."""


class Choices(_Typed, _Listed, SelectMultipleField):
    """Any number of entries of a list, as boxes to tick."""


class LocalTime(_Typed, DateTimeField):
    """A date and a wall-clock time without a zone, `2027-02-16 09:00`: the place gives the zone."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        kwargs.setdefault("format", ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])
        super().__init__(label, list(validators), **kwargs)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Say in our words what the right form is."""
        typed = next((clean_line(value) for value in valuelist if isinstance(value, str)), "")
        self.raw_data = [typed]
        self.data: datetime | None = None
        if not typed:
            return
        for pattern in self.format:
            try:
                self.data = datetime.strptime(typed[:LONGEST_LINE], pattern)  # noqa: DTZ007 - the place gives the zone
            except ValueError:
                continue
            return
        raise ValueError(_l("Write day and time like 2027-02-16 09:00."))


class Day(_Typed, DateField):
    """A day of the calendar, `2027-02-16`; empty is None."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Say in our words what the right form is."""
        typed = next((clean_line(value) for value in valuelist if isinstance(value, str)), "")
        self.raw_data = [typed]
        self.data: date | None = None
        if not typed:
            return
        try:
            self.data = datetime.strptime(typed[:LONGEST_LINE], "%Y-%m-%d").date()  # noqa: DTZ007 - days have no zone
        except ValueError as error:
            raise ValueError(_l("Write the day like 2027-02-16.")) from error


class Email(Line):
    """One e-mail address, without a name."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, _one_address], longest=LONGEST_ADDRESS, **kwargs)


def normal_address(address: str) -> str:
    """The form under which an address is looked up: lower case, the domain in ASCII."""
    local, _at, domain = address.strip().rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}".lower()


def is_address(typed: str) -> bool:
    """Whether this is exactly one e-mail address that mail can be sent to, without a name."""
    try:
        normal = normal_address(typed)
        domain = Address(addr_spec=normal).domain
    except (HeaderParseError, ValueError, IndexError):
        return False
    return len(normal) <= LONGEST_ADDRESS and "." in domain and _ADDRESS.fullmatch(typed) is not None


def _one_address(_form: Any, field: Field) -> None:
    if not is_address(field.data or ""):
        raise ValidationError(_l("Write the whole e-mail address, for example name@customs.example"))


def filled(message: Any) -> Any:
    """The field must hold more than spaces once cleaned; the message says what to write."""

    def check(_form: Any, field: Field) -> None:
        if not field.data or not str(field.data).strip():
            field.errors = []
            raise StopValidation(message)

    # WTForms reads this to mark the control as required for screen readers.
    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check
