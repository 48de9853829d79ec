"""What a person writes in the form."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from workshops.foundation.words import N_

# Raised whenever the text behind "What is kept, and for how long" changes.
NOTICE_VERSION = "2026-11-25"


class Sex(StrEnum):
    """Counted for the balance, never printed; a person may keep it to herself."""

    WOMAN = "woman"
    MAN = "man"


SEX_NAMES: Mapping[Sex, str] = {Sex.WOMAN: N_("Woman"), Sex.MAN: N_("Man")}


class Need(StrEnum):
    """What the organizer prepares for a person."""

    VISA_LETTER = "visa_letter"
    STEP_FREE = "step_free"
    SIGN_LANGUAGE = "sign_language"
    QUIET_ROOM = "quiet_room"


NEED_NAMES: Mapping[Need, str] = {
    Need.VISA_LETTER: N_("A letter for my visa"),
    Need.STEP_FREE: N_("Step-free access"),
    Need.SIGN_LANGUAGE: N_("A sign-language interpreter"),
    Need.QUIET_ROOM: N_("A quiet room for prayer or nursing"),
}


@dataclass(frozen=True)
class Answers:
    """What a person writes in the form. `country_iso3` is None for those who represent no State."""

    name_latin: str
    name_own: str = ""
    sex: str | None = None
    country_iso3: str | None = None
    organisation_id: int | None = None
    agency: str = ""
    post: str = ""
    language: str = "en"
    certificate_language: str = "en"
    motivation: str = ""
    needs: tuple[str, ...] = ()

    def differences(self, other: "Answers") -> tuple[str, ...]:
        """The names of the answers in which two forms differ."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) != getattr(other, field.name))


def is_latin_name(name: str) -> bool:
    """Whether a name is written as in a passport (ICAO Doc 9303): Latin letters, spaces, hyphens, apostrophes."""
    letters = [letter for letter in name if letter not in " -'’ʻʼ"]
    return bool(letters) and all(unicodedata.name(letter, "").startswith("LATIN ") for letter in letters)
