"""Where people come from: agencies of States, and the organisations at the conference."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from workshops.directory.models import Country, Organisation
from workshops.directory.rules import AgencyType, OrganisationKind
from workshops.foundation.database import db

DATA = Path(__file__).parent / "data"
AGENCY_NAMES = {
    AgencyType.BORDER_GUARD: "Border Guard",
    AgencyType.IMMIGRATION: "Immigration Service",
    AgencyType.CUSTOMS: "Customs Administration",
    AgencyType.POLICE: "National Police",
    AgencyType.CIVIL_AVIATION: "Passenger Information Unit",
    AgencyType.FOREIGN_MINISTRY: "Ministry of Foreign Affairs",
    AgencyType.COUNTER_TERRORISM: "Counter-Terrorism Centre",
    AgencyType.COAST_GUARD: "Coast Guard",
    AgencyType.JUSTICE: "Ministry of Justice",
    AgencyType.DATA_PROTECTION: "Data Protection Authority",
}


class Delegation(NamedTuple):
    """How many people a State or body sends to the conference, from where they come, and the languages they speak.

    `body` is an acronym or a name, and empty for a State, whose people come from its agencies.
    """

    body: str
    people: int
    countries: list[str]
    languages: list[str]


def read_lines(file: str) -> Iterator[dict[str, str]]:
    """The lines of a data file."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def state_delegations() -> list[Delegation]:
    """Every State with people in the demonstration, those who sent nobody to the conference last."""
    return [
        Delegation("", int(line["people"]), [line["country"]], line["languages"].split())
        for line in read_lines("states.csv")
    ]


def body_delegations(file: str) -> list[Delegation]:
    """The organisations of a file."""
    return [
        Delegation(
            line.get("acronym") or line["name"],
            int(line["people"]),
            line["countries"].split(),
            line["languages"].split(),
        )
        for line in read_lines(file)
    ]


class Bodies:
    """The organisations by acronym or name, and the agencies of States, which are made when first asked for."""

    def __init__(self) -> None:
        """Store the civil society organisations beside those of the reference data."""
        db.session.add_all(
            Organisation(name=line["name"], kind=OrganisationKind.CIVIL_SOCIETY)
            for line in read_lines("civil_society.csv")
        )
        known = db.session.scalars(select(Organisation).where(Organisation.country_iso3.is_(None)))
        self._named = {body.acronym or body.name: body for body in known}
        self._states = {iso3: names["en"] for iso3, names in db.session.execute(select(Country.iso3, Country.names))}
        self._agencies: dict[tuple[str, AgencyType], Organisation] = {}

    def named(self, name: str) -> Organisation:
        """The organisation with this acronym, or with this name where it has none."""
        return self._named[name]

    def agency(self, country: str, kind: AgencyType) -> Organisation:
        """The agency of this kind in a State."""
        key = (country, kind)
        if key not in self._agencies:
            self._agencies[key] = Organisation(
                name=f"{AGENCY_NAMES[kind]}, {self._states[country]}",
                kind=OrganisationKind.MEMBER_STATE_AGENCY,
                agency_type=kind,
                country_iso3=country,
            )
            db.session.add(self._agencies[key])
        return self._agencies[key]

    def find(self, reference: str) -> Organisation:
        """The body of a data file: an acronym, or a State with a kind of agency as in "KWT customs"."""
        if reference in self._named:
            return self._named[reference]
        country, kind = reference.split()
        return self.agency(country, AgencyType(kind))


def written(body: Organisation) -> str:
    """A body as its people write it beside their State."""
    return AGENCY_NAMES[AgencyType(body.agency_type)] if body.agency_type else body.name


def domain_of(body: Organisation) -> str:
    """The mail domain of a body, which can never be a real one."""
    word = re.sub(r"[^a-z0-9]+", "-", (body.agency_type or body.acronym or body.name).lower()).strip("-")
    return f"{word}.{body.country_iso3.lower()}.example" if body.country_iso3 else f"{word}.example"
