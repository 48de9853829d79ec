"""The population of the conference: 503 people who came, and 61 who are on record and did not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from workshops.accounts.models import Person
from workshops.demo.bodies import Bodies, body_delegations, state_delegations
from workshops.demo.people import HEADS, MINISTERS, OFFICERS, SENIOR, Crowd, Posts, dealt
from workshops.demo.plans import Plan
from workshops.demo.registrations import Candidate
from workshops.directory.models import Organisation
from workshops.directory.rules import AgencyType, OrganisationKind
from workshops.registrations.rules import READY_REASONS, Sex, State

LANGUAGES = {"zh": 16, "es": 22, "ru": 58, "fr": 84, "ar": 118}
WITH_MINISTERS = 32
AGENCIES = {
    AgencyType.BORDER_GUARD: 96,
    AgencyType.IMMIGRATION: 62,
    AgencyType.CUSTOMS: 48,
    AgencyType.POLICE: 45,
    AgencyType.CIVIL_AVIATION: 40,
    AgencyType.FOREIGN_MINISTRY: 38 - WITH_MINISTERS,
    AgencyType.COUNTER_TERRORISM: 34,
    AgencyType.COAST_GUARD: 14,
    AgencyType.JUSTICE: 14,
    AgencyType.DATA_PROTECTION: 12,
}
RANKS = {HEADS: 69, SENIOR: 161, OFFICERS: 141}
BODY_POSTS = ("Programme officer", "Head of unit", "Adviser")
SEXES: Mapping[OrganisationKind, Mapping[Sex | None, int]] = {
    OrganisationKind.MEMBER_STATE_AGENCY: {Sex.WOMAN: 129, Sex.MAN: 268, None: 6},
    OrganisationKind.REGIONAL_ORGANISATION: {Sex.WOMAN: 11, Sex.MAN: 19},
    OrganisationKind.COMPACT_ENTITY: {Sex.WOMAN: 19, Sex.MAN: 20, None: 1},
    OrganisationKind.CIVIL_SOCIETY: {Sex.WOMAN: 17, Sex.MAN: 12, None: 1},
}
ABSENT = (
    (State.WITHDRAWN, 14, ""),
    (State.DECLINED, 18, READY_REASONS["candidates"]),
    (State.CONFIRMED, 11, ""),
    (State.WAITLISTED, 9, ""),
    (State.CANCELLED, 5, READY_REASONS["agency"]),
)
REGISTERED_TWICE = 4
TWICE = "You are registered already, with another address."


@dataclass(frozen=True)
class Seat:
    """A seat in a delegation, before somebody is drawn for it."""

    country: str
    languages: list[str]
    body: Organisation
    posts: Posts


def draw_present(crowd: Crowd, plan: Plan, rng: Random) -> list[Person]:
    """Those who came: of States, then of organisations and civil society."""
    seats = [*_seats_of_states(crowd.bodies, rng), *_seats_of_bodies(crowd.bodies)]
    sexes = {kind: iter(dealt(cards, rng)) for kind, cards in SEXES.items()}
    return [
        crowd.draw(
            seat.country,
            seat.body,
            sex=next(sexes[OrganisationKind(seat.body.kind)]),
            post=rng.choice(seat.posts),
            language=language,
            known_since=plan.opens_at,
            is_minister=seat.posts is MINISTERS,
        )
        for seat, language in zip(seats, _languages(seats), strict=True)
    ]


def draw_absent(crowd: Crowd, plan: Plan, rng: Random, present: Sequence[Person]) -> list[Candidate]:
    """Those who did not come, with where they stand; four of them are present under another address."""
    twins = [crowd.draw_again(person, plan.opens_at) for person in rng.sample(present, REGISTERED_TWICE)]
    candidates = [Candidate(person, State.DECLINED, reason=TWICE) for person in twins]
    countries = iter(dealt({state.countries[0]: 1 for state in state_delegations() if state.people}, rng))
    agencies = iter(dealt(AGENCIES, rng))
    for state, number, reason in ABSENT:
        for country in islice(countries, number):
            body, sex = crowd.bodies.agency(country, next(agencies)), rng.choice((Sex.WOMAN, Sex.MAN))
            person = crowd.draw(country, body, sex=sex, post=rng.choice(SENIOR), known_since=plan.opens_at)
            candidates.append(Candidate(person, state, reason=reason))
    return candidates


def _seats_of_states(bodies: Bodies, rng: Random) -> Iterator[Seat]:
    """A minister leads each of the largest delegations; all other ranks and agencies are spread by lot."""
    agencies, ranks = iter(dealt(AGENCIES, rng)), iter(dealt(RANKS, rng))
    for number, state in enumerate(state_delegations()):
        country = state.countries[0]
        for seat in range(state.people):
            leads = seat == 0 and number < WITH_MINISTERS
            body = bodies.agency(country, AgencyType.FOREIGN_MINISTRY if leads else next(agencies))
            yield Seat(country, state.languages, body, MINISTERS if leads else next(ranks))


def _seats_of_bodies(bodies: Bodies) -> Iterator[Seat]:
    for delegation in body_delegations("bodies.csv") + body_delegations("civil_society.csv"):
        for number in range(delegation.people):
            country = delegation.countries[number % len(delegation.countries)]
            yield Seat(country, delegation.languages, bodies.named(delegation.body), BODY_POSTS)


def _languages(seats: Sequence[Seat]) -> list[str]:
    """The language each prefers: her first while anybody may still have it, then her second, else English."""
    left = dict(LANGUAGES)
    chosen: dict[int, str] = {}
    for choice in (0, 1):
        for number, seat in enumerate(seats):
            wish = seat.languages[choice] if len(seat.languages) > choice else "en"
            if number not in chosen and left.get(wish):
                left[wish] -= 1
                chosen[number] = wish
    return [chosen.get(number, "en") for number in range(len(seats))]
