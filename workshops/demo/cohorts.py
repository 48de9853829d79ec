"""Who takes part in each workshop: people seen before, and new ones from the States it is for."""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from random import Random

from workshops.accounts.models import Person
from workshops.demo.bodies import AGENCY_NAMES
from workshops.demo.people import OFFICERS, SENIOR, Crowd, EdgePerson
from workshops.demo.plans import Plan
from workshops.demo.registrations import Candidate
from workshops.directory.rules import AgencyType
from workshops.registrations.rules import READY_REASONS, Sex, State

FROM_WORKSHOPS, FROM_CONFERENCE = 0.085, 0.1
REASONS = [READY_REASONS[name] for name in ("candidates", "state", "audience")]


class Cohorts:
    """Draws the candidates of one workshop after the other, so that some come a second time."""

    def __init__(self, crowd: Crowd) -> None:
        """Begin before anybody took part; `delegates` are the people of the conference."""
        self.delegates: Sequence[Person] = ()
        self._crowd = crowd
        self._trained: list[Person] = []
        self._edge: list[EdgePerson] = []

    def draw(self, plan: Plan, rng: Random) -> list[Candidate]:
        """The candidates of a workshop; those who take a seat come first, and of these those who attended."""
        numbers = plan.people
        seats = list(self._edge_candidates(plan)) if numbers.edge else []
        if numbers.twice:
            seats.append(Candidate(self._crowd.draw_one_more_time(plan.opens_at), State.CONFIRMED))
        attended = numbers.attended or numbers.confirmed
        people = self._people(plan, attended - len(seats), rng)
        seats += [Candidate(person, State.CONFIRMED) for person in people]
        if numbers.attended:
            self._trained += people
        return seats + list(self._others(plan, rng))

    def _edge_candidates(self, plan: Plan) -> Iterator[Candidate]:
        first_time = not self._edge
        self._edge = self._edge or self._crowd.edge_people(plan.opens_at)
        for person, agency, earlier_agency in self._edge:
            yield Candidate(person, State.CONFIRMED, agency=earlier_agency if first_time and earlier_agency else agency)

    def _people(self, plan: Plan, number: int, rng: Random) -> list[Person]:
        """People for seats: a few from earlier workshops, a few from the conference, the rest new."""
        known = self._seen(plan, self._trained, round(number * FROM_WORKSHOPS), rng)
        fresh = [delegate for delegate in self.delegates if delegate not in self._trained]
        known += self._seen(plan, fresh, round(number * FROM_CONFERENCE), rng)
        women = round(plan.women * number) - sum(person.sex == Sex.WOMAN for person in known)
        return known + self._new(plan, number - len(known), max(women, 0), rng)

    def _seen(self, plan: Plan, people: Sequence[Person], number: int, rng: Random) -> list[Person]:
        suited = [each for each in people if each.country_iso3 in plan.countries.split() and _may_come(each, plan)]
        return rng.sample(suited, min(number, len(suited)))

    def _new(self, plan: Plan, number: int, women: int, rng: Random) -> list[Person]:
        countries = plan.countries.split()
        rng.shuffle(countries)
        agencies = [AgencyType(name) for name in plan.agencies.split()] or list(AGENCY_NAMES)
        sexes = [Sex.WOMAN] * women + [Sex.MAN] * (number - women)
        rng.shuffle(sexes)
        return [
            self._crowd.draw(
                country,
                self._crowd.bodies.agency(country, rng.choice(agencies)),
                sex=sex,
                post=rng.choice(OFFICERS + SENIOR),
                known_since=plan.opens_at,
            )
            for country, sex in zip(islice(cycle(countries), number), sexes, strict=True)
        ]

    def _others(self, plan: Plan, rng: Random) -> Iterator[Candidate]:
        """Those who have a seat and stayed away, and those who have none."""
        numbers = plan.people
        for state, number in (
            (State.CONFIRMED, numbers.absent),
            (State.OFFERED, numbers.offered),
            (State.WAITLISTED, numbers.waitlisted),
            (State.SUBMITTED, numbers.submitted),
            (State.DECLINED, numbers.declined),
            (State.WITHDRAWN, numbers.withdrawn),
        ):
            for person in self._new(plan, number, round(plan.women * number), rng):
                yield Candidate(person, state, reason=rng.choice(REASONS) if state is State.DECLINED else "")


def _may_come(person: Person, plan: Plan) -> bool:
    return plan.women < 1 or person.sex == Sex.WOMAN
