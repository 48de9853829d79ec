"""Drawing people: each has a name, an address nobody else has, and an agency."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import NamedTuple, TypeVar

from workshops.accounts.models import Person
from workshops.demo.bodies import Bodies, domain_of, read_lines, state_delegations
from workshops.demo.names import name_of
from workshops.directory.models import Organisation
from workshops.directory.rules import AgencyType, OrganisationKind
from workshops.foundation.database import db
from workshops.registrations.rules import Sex

Card = TypeVar("Card")

Posts = tuple[str, ...]

MINISTERS: Posts = ("Minister", "Deputy Minister")
HEADS: Posts = ("Director General", "Head of service", "Deputy head of service")
SENIOR: Posts = ("Head of section", "Senior adviser", "Regional commander", "Chief of training")
OFFICERS: Posts = ("Shift leader", "Analyst", "Case officer", "Trainer", "Document examiner")

_SEX_OF_NAMES = {Sex.WOMAN: "female", Sex.MAN: "male"}
_SEX_IN_FILE = {"female": Sex.WOMAN, "male": Sex.MAN, "": None}
_MANY_TIMES = ("JOR", "Shift leader")


class EdgePerson(NamedTuple):
    """Somebody who is hard on software, with the agency as she writes it, now and earlier."""

    person: Person
    agency: str
    earlier_agency: str


class Crowd:
    """Everybody in the demonstration. Whoever is drawn in the same order gets the same name and address."""

    def __init__(self, bodies: Bodies) -> None:
        """Begin with nobody."""
        self.bodies = bodies
        self._languages = {state.countries[0]: state.languages[0] for state in state_delegations()}
        self._numbers: Counter[str] = Counter()
        self._addresses: set[str] = set()
        self._recorded_again: Person | None = None

    def draw(
        self,
        country: str,
        body: Organisation,
        *,
        sex: Sex | None,
        post: str,
        known_since: datetime,
        language: str | None = None,
        is_minister: bool = False,
    ) -> Person:
        """A new person of a State; who works for no State represents none."""
        named_as = _SEX_OF_NAMES[sex] if sex else None
        name = name_of(country, self._numbers[country], named_as, minister=is_minister)
        self._numbers[country] += 1
        return self._store(
            Person(
                email=self._address(name.latin, domain_of(body)),
                email_proved_at=known_since,
                name_latin=name.latin,
                name_own=name.own,
                sex=sex,
                language=language or self._languages[country],
                country_iso3=country if body.kind == OrganisationKind.MEMBER_STATE_AGENCY else None,
                organisation=body,
                post=post,
                created_at=known_since,
            )
        )

    def draw_again(self, person: Person, known_since: datetime) -> Person:
        """A second record of somebody who is known, made because she wrote with another address."""
        copied = ("name_latin", "name_own", "sex", "language", "country_iso3", "organisation", "post")
        return self._store(
            Person(
                email=self._address(person.name_latin, person.email.partition("@")[2]),
                email_proved_at=known_since,
                created_at=known_since,
                **{name: getattr(person, name) for name in copied},
            )
        )

    def draw_one_more_time(self, known_since: datetime) -> Person:
        """The person who is on record as often as this is called, as nobody noticed."""
        if self._recorded_again:
            return self.draw_again(self._recorded_again, known_since)
        country, post = _MANY_TIMES
        customs = self.bodies.agency(country, AgencyType.CUSTOMS)
        self._recorded_again = self.draw(country, customs, sex=Sex.MAN, post=post, known_since=known_since)
        return self._recorded_again

    def edge_people(self, known_since: datetime) -> list[EdgePerson]:
        """The twelve who are written by hand."""
        return [self._edge_person(line, known_since) for line in read_lines("edge_people.csv")]

    def _edge_person(self, line: dict[str, str], known_since: datetime) -> EdgePerson:
        person = Person(
            email=line["email"],
            email_proved_at=known_since,
            sex=_SEX_IN_FILE[line["sex"]],
            country_iso3=line["country"],
            organisation=self.bodies.agency(line["country"], AgencyType(line["agency_type"])),
            created_at=known_since,
            **{name: line[name] for name in ("name_latin", "name_own", "language", "post")},
        )
        self._addresses.add(person.email)
        return EdgePerson(self._store(person), line["agency"], line["earlier_agency"])

    def _store(self, person: Person) -> Person:
        db.session.add(person)
        return person

    def _address(self, name_latin: str, domain: str) -> str:
        """An address as offices make them: a letter, the last name, and a number where somebody has it already."""
        words = _plain(name_latin).split()
        local = f"{words[0][0]}.{words[-1]}"
        numbered = (f"{local}{number}@{domain}" for number in range(2, 1000))
        address = next(each for each in (f"{local}@{domain}", *numbered) if each not in self._addresses)
        self._addresses.add(address)
        return address


def _plain(name: str) -> str:
    """The letters a to z of a name in Latin script, its words apart."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(str.maketrans("ıøłđß", "iolds")))
    return re.sub(r"[^a-z ]+", "", letters.replace("-", " "))


def dealt(cards: Mapping[Card, int], rng: Random) -> list[Card]:
    """So many of each card, shuffled."""
    deck = [card for card, number in cards.items() for _ in range(number)]
    rng.shuffle(deck)
    return deck
