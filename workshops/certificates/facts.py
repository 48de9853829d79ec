"""The facts of a certificate: everything its file prints, as plain values frozen at issue."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Self

CODE_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CODE_LENGTH: Final = 16
CERTIFICATE_KINDS: Final = ("participation", "completion", "contribution", "trainer")
EVENT_KINDS: Final = ("workshop", "technical_exchange", "study_visit", "webinar", "conference", "meeting")

_VERSION = 1
_DATES = ("starts_on", "ends_on", "issued_on")
_CODE = re.compile(rf"[{CODE_ALPHABET}]{{{CODE_LENGTH}}}")
_ADDRESS = re.compile(r"https?://[!-~]+/")


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """What a certificate says. Texts are in `language`; an impossible value raises ValueError.

    `name` is in the holder's own script, `name_latin` its Latin form where the two differ. `body` is the line below it:
    agency and country. `country` (ISO 3166 alpha-2, the holder's) chooses the shapes of Han characters. `code` is
    what the address `verify_base_url` + code verifies; `number` is for people. `signatories` are (name, function).
    """

    kind: str
    event_kind: str
    language: str
    design: str
    name: str
    name_latin: str | None
    body: str
    country: str | None
    title: str
    starts_on: date
    ends_on: date
    place: str
    hours: float
    themes: tuple[str, ...]
    organisers: tuple[str, ...]
    signatories: tuple[tuple[str, str], ...]
    number: str
    code: str
    issued_on: date
    verify_base_url: str

    def __post_init__(self) -> None:
        if self.kind not in CERTIFICATE_KINDS or self.event_kind not in EVENT_KINDS:
            raise ValueError("unknown kind of certificate or of event")
        if not _CODE.fullmatch(self.code):
            raise ValueError("a code is 16 characters of Crockford's base 32")
        if not _ADDRESS.fullmatch(self.verify_base_url):
            raise ValueError("the address of verification is an ASCII URL that ends in a slash")

    @property
    def address(self) -> str:
        """The address that verifies this certificate."""
        return self.verify_base_url + self.code

    @property
    def shown_code(self) -> str:
        """The code in four groups, as people read and type it."""
        return "-".join(re.findall("....", self.code))

    def to_json(self) -> dict[str, Any]:
        """Return the facts as JSON values, with the version of their form."""
        values = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}
        return {"version": _VERSION, **values}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave; raise ValueError for facts of another version."""
        if values["version"] != _VERSION:
            raise ValueError("certificate facts of an unknown version")
        given = {name: value for name, value in values.items() if name != "version"}
        given |= {name: date.fromisoformat(values[name]) for name in _DATES}
        given |= {name: tuple(values[name]) for name in ("themes", "organisers")}
        given["signatories"] = tuple((name, function) for name, function in values["signatories"])
        return cls(**given)

    def digest(self) -> str:
        """Return the SHA-256 of the facts in hexadecimal: what an issued certificate can be held to for ever."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
