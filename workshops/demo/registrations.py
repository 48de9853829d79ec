"""Registrations with every step they took, as the house would have written them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from workshops.accounts.models import Person
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Admission
from workshops.demo.bodies import written
from workshops.demo.plans import Plan
from workshops.foundation.database import db
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.rules import LIVE_STATES, NOTICE_VERSION, Need, State

PROVED_AFTER = timedelta(minutes=3)
DECIDED_AFTER = timedelta(days=4)
SEATED = frozenset({State.CONFIRMED, State.OFFERED})
IN_LINE = frozenset({State.OFFERED, State.WAITLISTED})
BY_STAFF = frozenset({State.CONFIRMED, State.WAITLISTED, State.DECLINED, State.CANCELLED})
MOTIVATIONS = (
    "My unit begins this work next year, and I am to write the procedure.",
    "I train the shifts at our largest crossing and want to train them better.",
    "We have the data and few people who can read it.",
    "Our neighbours took part last year. We want to work by the same rules.",
    "I answer complaints of travellers and want fewer of them.",
    "Two colleagues who know this are leaving the service.",
    "My agency asked me to report on what others do.",
    "I have five years at the counter and move to headquarters in spring.",
)
_NEEDS = ((Need.VISA_LETTER, 0.25), (Need.QUIET_ROOM, 0.04), (Need.STEP_FREE, 0.02), (Need.SIGN_LANGUAGE, 0.005))


@dataclass(frozen=True)
class Candidate:
    """A person on her way to a state; `agency` is as she writes it, `reason` what she reads where it ended."""

    person: Person
    state: State
    agency: str = ""
    reason: str = ""


@dataclass
class Registrar:
    """Writes the registrations of one workshop; `staff_id` decides where somebody must."""

    plan: Plan
    workshop: Workshop
    staff_id: int
    rng: Random

    def register(self, candidates: Sequence[Candidate]) -> list[Registration]:
        """Store registrations in the order of the candidates.

        Where seats are given as they come, whoever waits has come after those who have one.
        """
        arrival = self.rng.sample(candidates, len(candidates))
        if self.plan.admission == Admission.OPEN:
            arrival.sort(key=lambda candidate: candidate.state in IN_LINE)
        moments = sorted(self._moment() for _ in candidates)
        made = {each.person.id: self._registration(each, at) for each, at in zip(arrival, moments, strict=True)}
        self._line_up([registration for registration in made.values() if registration.state in IN_LINE])
        self.workshop.taken = sum(registration.holds_seat for registration in made.values())
        db.session.add_all(made.values())
        db.session.flush()
        return [made[candidate.person.id] for candidate in candidates]

    def _line_up(self, waiting: list[Registration]) -> None:
        """Give places in the waitlist by time; whoever is offered a seat stood first."""
        waiting.sort(key=lambda registration: registration.state != State.OFFERED)
        for rank, registration in enumerate(waiting, 1):
            registration.wait_rank = rank
        self.workshop.wait_next = len(waiting)

    def _moment(self) -> datetime:
        """Some moment while registration was open."""
        last = min(self.plan.closes_at, self.plan.now) - timedelta(hours=2)
        seconds = int((last - self.plan.opens_at).total_seconds())
        return self.plan.opens_at + timedelta(seconds=self.rng.randrange(seconds))

    def _registration(self, candidate: Candidate, submitted_at: datetime) -> Registration:
        person, state = candidate.person, candidate.state
        settled_at = self._settled_at(submitted_at)
        road = self._road(state)
        is_decided = self.plan.admission == Admission.APPROVAL and not BY_STAFF.isdisjoint(road)
        return Registration(
            workshop_id=self.workshop.id,
            person_id=person.id,
            once=self._once(person),
            state=state,
            is_live=state in LIVE_STATES,
            holds_seat=state in SEATED,
            expires_at=self.plan.now + timedelta(hours=self.workshop.offer_hours) if state is State.OFFERED else None,
            reason=candidate.reason,
            submitted_at=submitted_at,
            decided_at=settled_at if is_decided else None,
            name_latin=person.name_latin,
            name_own=person.name_own,
            sex=person.sex,
            country_iso3=person.country_iso3,
            organisation_id=person.organisation_id,
            agency=candidate.agency or (written(person.organisation) if person.organisation else ""),
            post=person.post,
            language=person.language,
            certificate_language=person.language,
            motivation=self.rng.choice(MOTIVATIONS) if self.plan.admission == Admission.APPROVAL else "",
            needs=[need for need, share in _NEEDS if self.rng.random() < share],
            notice_version=NOTICE_VERSION,
            steps=self._steps(candidate, road, submitted_at, settled_at),
        )

    def _road(self, state: State) -> list[State]:
        """The states that follow the proof of the address."""
        if self.plan.admission == Admission.APPROVAL:
            before = [State.SUBMITTED, State.CONFIRMED] if state is State.CANCELLED else [State.SUBMITTED]
            return before if state is State.SUBMITTED else [*before, state]
        on_the_way = {State.OFFERED: [State.WAITLISTED], State.WITHDRAWN: [State.CONFIRMED]}
        return [*on_the_way.get(state, []), state]

    def _steps(
        self, candidate: Candidate, road: Sequence[State], submitted_at: datetime, settled_at: datetime
    ) -> list[RegistrationStep]:
        steps = [RegistrationStep(after=State.UNCONFIRMED, at=submitted_at)]
        for number, after in enumerate(road):
            by_person = number == 0 or after is State.WITHDRAWN
            steps.append(
                RegistrationStep(
                    before=steps[-1].after,
                    after=after,
                    at=settled_at if number else submitted_at + PROVED_AFTER,
                    actor_id=candidate.person.id if by_person else None if after is State.OFFERED else self.staff_id,
                    reason=candidate.reason if after is road[-1] else "",
                )
            )
        return steps

    def _settled_at(self, submitted_at: datetime) -> datetime:
        """When it was decided, or ended: after registration closed, or a few days later while it is open."""
        after = submitted_at if self.plan.closes_at > self.plan.now else self.plan.closes_at
        return min(after + DECIDED_AFTER, self.plan.now - timedelta(hours=1))

    def _once(self, person: Person) -> str:
        return hashlib.sha256(f"demo\0{self.workshop.code}\0{person.email}".encode()).hexdigest()[:40]
