"""Kinds of organisation and agency, and how names are chosen and put in order for a reader."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from workshops.foundation.words import N_


class OrganisationKind(StrEnum):
    """Which counting line of the outcome report an organisation belongs to."""

    MEMBER_STATE_AGENCY = "member_state_agency"
    REGIONAL_ORGANISATION = "regional_organisation"
    COMPACT_ENTITY = "compact_entity"
    CIVIL_SOCIETY = "civil_society"
    OTHER = "other"


class AgencyType(StrEnum):
    """What kind of service a State's agency is."""

    BORDER_GUARD = "border_guard"
    IMMIGRATION = "immigration"
    CUSTOMS = "customs"
    POLICE = "police"
    CIVIL_AVIATION = "civil_aviation"
    FOREIGN_MINISTRY = "foreign_ministry"
    COUNTER_TERRORISM = "counter_terrorism"
    COAST_GUARD = "coast_guard"
    JUSTICE = "justice"
    DATA_PROTECTION = "data_protection"
    OTHER = "other"


ORGANISATION_KINDS: Mapping[OrganisationKind, str] = {
    OrganisationKind.MEMBER_STATE_AGENCY: N_("Agency of a Member State"),
    OrganisationKind.REGIONAL_ORGANISATION: N_("Regional organisation"),
    OrganisationKind.COMPACT_ENTITY: N_("Compact entity"),
    OrganisationKind.CIVIL_SOCIETY: N_("Civil society organisation"),
    OrganisationKind.OTHER: N_("Other organisation"),
}
AGENCY_TYPES: Mapping[AgencyType, str] = {
    AgencyType.BORDER_GUARD: N_("Border guard"),
    AgencyType.IMMIGRATION: N_("Immigration"),
    AgencyType.CUSTOMS: N_("Customs"),
    AgencyType.POLICE: N_("Police"),
    AgencyType.CIVIL_AVIATION: N_("Passenger information unit or civil aviation"),
    AgencyType.FOREIGN_MINISTRY: N_("Foreign ministry"),
    AgencyType.COUNTER_TERRORISM: N_("Counter-terrorism centre"),
    AgencyType.COAST_GUARD: N_("Coast guard"),
    AgencyType.JUSTICE: N_("Justice"),
    AgencyType.DATA_PROTECTION: N_("Data protection authority"),
    AgencyType.OTHER: N_("Other agency"),
}


def in_language(names: Mapping[str, str], language: str) -> str:
    """The name in the reader's language, else in English."""
    return names.get(language) or names["en"]


# GB 2312 orders its common characters by their sound. Fiji and Nauru begin with rarer ones, so they sort as homophones.
_BY_SOUND = str.maketrans("斐瑙", "匪恼")


def collation_key(name: str, language: str) -> bytes:
    """What to sort a name by: Chinese by sound, Arabic without its article, accents and capitals nowhere."""
    if language == "zh":
        return name.translate(_BY_SOUND).encode("gb18030")
    without_article = name.removeprefix("ال") if language == "ar" else name
    letters = unicodedata.normalize("NFKD", without_article)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold().encode()
