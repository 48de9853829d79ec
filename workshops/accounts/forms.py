"""What people are asked about themselves, and what administrators say of others."""

from typing import Any

from wtforms import SelectField, ValidationError
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Optional

from workshops.accounts.queries import organisation_choices, workshop_coded
from workshops.accounts.rules import LONGEST_PASSWORD_BYTES, ROLE_NAMES, ROLE_SCOPES, Role, Scope
from workshops.directory.rules import collation_key
from workshops.foundation import clock
from workshops.foundation.forms import Day, Email, Form, Line, Secret, _l, filled
from workshops.foundation.i18n import NATIVE_NAMES, language, offered_languages, zone_choices

WRITE_ADDRESS = _l("Write your e-mail address.")
WRITE_PASSWORD = _l("Write your password.")


def _bounded(_form: Any, field: Any) -> None:
    if len(field.data.encode()) > LONGEST_PASSWORD_BYTES:
        raise ValidationError(_l("No password here is that long."))


class AddressForm(Form):
    """Whose address it is."""

    email = Email(_l("E-mail address"), [filled(WRITE_ADDRESS)])


class CodeForm(Form):
    """The code of the newest message."""

    code = Line(_l("Code from the message"), [filled(_l("Write the eight digits of the message."))], longest=40)


class StaffSignInForm(AddressForm):
    """Address and password of a member of staff."""

    password = Secret(_l("Password"), [filled(WRITE_PASSWORD), _bounded])


class ConfirmForm(Form):
    """The password once more."""

    password = Secret(_l("Your password"), [filled(WRITE_PASSWORD), _bounded])


class NewPasswordForm(Form):
    """A new password, twice: nobody sees what she types."""

    new = Secret(
        _l("New password"),
        [filled(_l("Write a new password."))],
        description=_l("At least 15 characters. A sentence that only you would write is good; spaces are welcome."),
    )
    again = Secret(_l("The new password once more"), [filled(_l("Write the new password once more."))])

    def validate_again(self, field: Any) -> None:
        """The two must be the same."""
        if self.new.data and field.data != self.new.data:
            raise ValidationError(_l("The two are not the same. Write the new password again."))


class ChangePasswordForm(ConfirmForm, NewPasswordForm):
    """The password in use, and a new one."""


class SettingsForm(Form):
    """What a person may set for herself."""

    language = SelectField(_l("Language of pages and mails"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(code, NATIVE_NAMES[code]) for code in offered_languages()]


class ZoneForm(Form):
    """On which clock a reader wants to see deadlines."""

    zone = SelectField(_l("City on your clock"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(zone_choices(), key=lambda choice: collation_key(choice[1], language()))
        self.zone.choices = [SelectChoice(name, city) for name, city in named]


class NewcomerForm(Form):
    """Who is invited. It stands before the role in the page, and so in this file: fields keep the order of the code."""

    email = Email(_l("E-mail address"), [filled(_l("Write the e-mail address."))])
    name_latin = Line(_l("Name in Latin letters"), [filled(_l("Write the name."))], longest=120)


class GrantForm(Form):
    """A role, its scope and its last day."""

    role = SelectField(_l("Role"), choices=[SelectChoice(role.value, _l(ROLE_NAMES[role])) for role in Role])
    organisation = SelectField(_l("Organisation"), description=_l("For an organizer: whose workshops it is about."))
    workshop = Line(
        _l("Code of the workshop"),
        longest=40,
        description=_l("For a co-organizer, a host or a check-in desk, for example WS-2027-014."),
    )
    last_day = Day(
        _l("Last day"), [Optional()], description=_l("The role ends with this day (UTC). Leave it empty for no end.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation.choices = [
            SelectChoice("", _l("None")),
            *(SelectChoice(*choice) for choice in organisation_choices()),
        ]

    @property
    def scope(self) -> Scope | None:
        """How far the chosen role reaches; None when no role of ours was chosen."""
        return ROLE_SCOPES.get(self.role.data)

    @property
    def scope_id(self) -> int | None:
        """The id of the organisation or the workshop that the chosen role is about."""
        if self.scope is Scope.ORGANISATION:
            return int(self.organisation.data)
        if self.scope is Scope.WORKSHOP:
            return self._workshop_id()
        return None

    def _workshop_id(self) -> int | None:
        return next((found for found in workshop_coded(self.workshop.data or "") if found is not None), None)

    def validate_organisation(self, field: Any) -> None:
        """An organizer's role is for one organisation."""
        if self.scope is Scope.ORGANISATION and not field.data:
            raise ValidationError(_l("Choose the organisation."))

    def validate_workshop(self, _field: Any) -> None:
        """A helper's role is for one workshop."""
        if self.scope is Scope.WORKSHOP and self._workshop_id() is None:
            raise ValidationError(_l("Write the code of a workshop, as it stands at the top of its page."))

    def validate_last_day(self, field: Any) -> None:
        """A role does not end before it begins."""
        if field.data and field.data < clock.now().date():
            raise ValidationError(_l("This day is over. Write today or a later day."))


class InvitationForm(NewcomerForm, GrantForm):
    """A new member of staff with a first role."""
