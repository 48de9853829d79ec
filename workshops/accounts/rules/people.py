"""What a person says of herself, and how much of her address a page may show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonDetails:
    """What a person says of herself beside her address."""

    name_latin: str = ""
    name_own: str = ""
    sex: str | None = None
    language: str | None = None
    country_iso3: str | None = None
    organisation_id: int | None = None
    post: str = ""


def masked_address(address: str) -> str:
    """`g•••@customs.example`: enough for its owner to see a slip of the pen."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"
