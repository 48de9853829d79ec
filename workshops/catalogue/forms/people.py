"""Giving somebody a role in one workshop."""

from wtforms import Field, ValidationError
from wtforms.validators import Optional

from workshops.accounts.rules import ROLE_NAMES, ROLE_SCOPES, Scope
from workshops.catalogue.forms.fields import named
from workshops.foundation import clock
from workshops.foundation.forms import Choice, Day, Email, Form, Line, _l, filled

WORKSHOP_ROLES = {role: name for role, name in ROLE_NAMES.items() if ROLE_SCOPES[role] is Scope.WORKSHOP}


class StaffForm(Form):
    """Who, what, and until when."""

    email = Email(_l("E-mail address"), [filled(_l("Write the e-mail address."))])
    name_latin = Line(
        _l("Name in Latin letters"),
        [Optional()],
        longest=120,
        description=_l("Only for somebody who is new here: an invitation is sent to the address."),
    )
    role = Choice(_l("Role"), choices=named(WORKSHOP_ROLES))
    last_day = Day(_l("Last day"), [Optional()], description=_l("Leave it empty for no end."))

    def validate_last_day(self, field: Field) -> None:
        """A role does not end before it begins."""
        if field.data and field.data < clock.now().date():
            raise ValidationError(_l("This day is over. Write today or a later day."))
