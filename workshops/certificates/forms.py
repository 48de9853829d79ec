"""What certificates ask people."""

from typing import Any

from wtforms import Field, RadioField, ValidationError
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs

from workshops.certificates.rules import REVOCATION_REASONS
from workshops.foundation.forms import Form, Line, Text, _l, filled
from workshops.registrations.rules import is_latin_name

MOST_CODES = 50


class OverrideForm(Form):
    """A decision against the rule, in writing."""

    reason = Text(
        _l("Reason"),
        [filled(_l("Write why this person gets the certificate."))],
        longest=500,
        description=_l("It is kept with the record; the certificate does not show it."),
    )


class RevocationForm(Form):
    """Why a certificate no longer counts."""

    reason = RadioField(
        _l("Reason"),
        choices=[SelectChoice(reason.value, _l(words)) for reason, words in REVOCATION_REASONS.items()],
        description=_l("Everybody who checks the certificate reads it."),
        validate_choice=False,
    )

    def validate_reason(self, field: Field) -> None:
        """One of the reasons, in our words."""
        if field.data not in REVOCATION_REASONS:
            raise ValidationError(_l("Choose why the certificate is revoked."))


class CorrectionForm(Form):
    """What a certificate prints of its holder."""

    name_own = Line(
        _l("Name in own script"),
        longest=120,
        description=_l("It is printed large. Empty: the name in Latin letters is."),
    )
    name_latin = Line(
        _l("Name in Latin letters, as in the passport"), [filled(_l("Write the name as in the passport."))], longest=120
    )
    agency = Line(_l("Agency"), longest=200)

    def validate_name_latin(self, field: Field) -> None:
        """As a passport writes it."""
        if not is_latin_name(field.data):
            raise ValidationError(_l("Use Latin letters, spaces, hyphens and apostrophes, as in the passport."))


class NameForm(Form):
    """A name to compare with the one on the certificate."""

    name = Line(
        _l("Name on the certificate"),
        [filled(_l("Write the name as it is printed."))],
        description=_l("In either script, in any order. We only say whether it is the same."),
    )


class BatchForm(Form):
    """Many codes at once."""

    codes = Text(
        _l("Codes, one on each line"),
        [filled(_l("Write at least one code."))],
        description=_l("At most 50. Small or capital letters, with or without hyphens."),
    )

    def validate_codes(self, _field: Field) -> None:
        """No more than are checked at once."""
        if len(self.lines) > MOST_CODES:
            raise ValidationError(_l("Check at most 50 codes at once. Leave some for a second time."))

    @property
    def lines(self) -> list[str]:
        """The codes as they were typed, each once."""
        typed: Any = self.codes.data or ""
        return list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
