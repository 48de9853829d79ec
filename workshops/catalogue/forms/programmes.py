"""Programmes and phases."""

from wtforms.validators import Optional, Regexp

from workshops.foundation.forms import Choice, Form, Line, _l, filled
from workshops.foundation.i18n import NATIVE_NAMES

LONGEST_CODE, LONGEST_NAME = 40, 200


class ProgrammeForm(Form):
    """A code and the name in each language; English must be there."""

    code = Line(
        _l("Code"),
        [
            filled(_l("Write a code.")),
            Regexp(r"[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Use small letters a to z, digits and hyphens.")),
        ],
        longest=LONGEST_CODE,
        description=_l("Small letters, digits and hyphens, for example kuwait-phase."),
    )
    parent = Choice(_l("Phase of"))
    name_en = Line(_l("Name in English"), [filled(_l("Write the name in English."))], longest=LONGEST_NAME)
    name_ar = Line(_l("Name in Arabic"), [Optional()], longest=LONGEST_NAME)
    name_zh = Line(_l("Name in Chinese"), [Optional()], longest=LONGEST_NAME)
    name_fr = Line(_l("Name in French"), [Optional()], longest=LONGEST_NAME)
    name_ru = Line(_l("Name in Russian"), [Optional()], longest=LONGEST_NAME)
    name_es = Line(_l("Name in Spanish"), [Optional()], longest=LONGEST_NAME)

    @property
    def names(self) -> dict[str, str]:
        """The names that were given, by language."""
        given = {code: getattr(self, f"name_{code}").data for code in NATIVE_NAMES}
        return {code: name for code, name in given.items() if name}
