"""Whatever people do in whatever order: no seat too many, none lost, the line in order, each step on record."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from tests.support.factories import make_person, make_workshop
from workshops.accounts.events import AddressProved
from workshops.accounts.rules import Purpose
from workshops.catalogue.actions import change_capacity
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Admission
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import DomainError
from workshops.foundation.events import publish
from workshops.foundation.transactions import unit_of_work
from workshops.registrations import actions
from workshops.registrations.handlers import sweep
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.rules import Answers, State

PEOPLE = 6
someone = st.integers(0, PEOPLE - 1)
some_registration = st.integers(0, 30)


class Life(RuleBasedStateMachine):
    """One workshop with few seats, six people and an organizer, and a clock that only goes on."""

    house: Flask

    @initialize(admission=st.sampled_from(Admission), seats=st.integers(0, 3))
    def begin(self, admission: Admission, seats: int) -> None:
        """A workshop whose registration is open, and people who have not proved their addresses."""
        self.now = clock.now()
        self.forms = 0
        self.workshop = make_workshop(self.house, admission=admission, capacity=seats)
        self.people = [make_person(self.house) for _ in range(PEOPLE)]

    @rule(person=someone, is_proved=st.booleans(), is_new=st.booleans())
    def send_a_form(self, person: int, *, is_proved: bool, is_new: bool) -> None:
        self.forms += is_new
        answers = Answers(name_latin="Gulnora Rahimova")
        self._do(
            actions.register,
            self.workshop,
            self.people[person],
            answers,
            once=f"form {self.forms}",
            is_proved=is_proved,
        )

    @rule(person=someone)
    def prove_an_address(self, person: int) -> None:
        self._do(publish, AddressProved(person_id=self.people[person], purpose=Purpose.REGISTRATION))

    @rule(which=some_registration, decision=st.sampled_from([actions.approve, actions.waitlist]))
    def decide(self, which: int, decision: Any) -> None:
        self._do(decision, self._registration(which), actor_id=None)

    @rule(which=some_registration, decision=st.sampled_from([actions.decline, actions.cancel]))
    def turn_away(self, which: int, decision: Any) -> None:
        self._do(decision, self._registration(which), "There were more candidates than seats.", actor_id=None)

    @rule(which=some_registration, answer=st.sampled_from([actions.accept_offer, actions.withdraw]))
    def answer(self, which: int, answer: Any) -> None:
        self._do(answer, self._registration(which), actor_id=self.people[0])

    @rule(which=some_registration, place=st.integers(0, 9))
    def move_in_line(self, which: int, place: int) -> None:
        self._do(actions.move_in_waitlist, self._registration(which), place, actor_id=None)

    @rule(seats=st.integers(0, 4))
    def change_seats(self, seats: int) -> None:
        self._do(lambda: change_capacity(self._workshop(), seats, actor_id=None))

    @rule(minutes=st.sampled_from([1, 59, 60, 48 * 60]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        before = self._line()
        with clock.at(self.now):
            sweep()
        self._expect_order(before)

    @invariant()
    def no_seat_is_given_twice_or_lost(self) -> None:
        """The workshop's own count is what registrations hold, and never above its seats."""
        held = select(func.count()).where(Registration.workshop_id == self.workshop, Registration.holds_seat)
        row = self._workshop()
        assert row.taken == db.session.scalar(held)
        assert row.taken <= row.capacity

    @invariant()
    def a_person_has_one_live_registration(self) -> None:
        """Counted by person, whatever became of the others."""
        live = select(Registration.person_id).where(Registration.workshop_id == self.workshop, Registration.is_live)
        people = db.session.scalars(live).all()
        assert len(people) == len(set(people))

    @invariant()
    def nobody_waits_beside_a_free_seat(self) -> None:
        """With open admission, as long as the workshop is ahead."""
        row = self._workshop()
        if row.admission == Admission.OPEN and row.starts_at > self.now and row.taken < row.capacity:
            assert State.WAITLISTED not in {each.state for each in self._all()}

    @invariant()
    def each_step_is_on_record(self) -> None:
        """The steps of a registration are a chain that ends where it stands."""
        for registration in self._all():
            steps = select(RegistrationStep.before, RegistrationStep.after).where(
                RegistrationStep.registration_id == registration.id
            )
            chain = db.session.execute(steps.order_by(RegistrationStep.id)).all()
            assert [before for before, _ in chain] == [None, *(after for _, after in chain[:-1])]
            assert chain[-1].after == registration.state

    def _do(self, action: Any, *arguments: Any, **options: Any) -> None:
        """Do something at the machine's hour; a refusal must leave nothing behind."""
        with clock.at(self.now), unit_of_work():
            before, line = self._everything(), self._line()
            try:
                action(*arguments, **options)
            except DomainError:
                assert self._everything() == before
            self._expect_order(line)

    def _line(self) -> set[int]:
        return {each.id for each in self._all() if each.state == State.WAITLISTED}

    def _expect_order(self, line: set[int]) -> None:
        """Of those who waited, the first have the offers."""
        ranks = {
            state: [each.wait_rank or 0 for each in self._all() if each.id in line and each.state == state]
            for state in (State.OFFERED, State.WAITLISTED)
        }
        assert max(ranks[State.OFFERED], default=0) < min(ranks[State.WAITLISTED], default=10**9)

    def _everything(self) -> list[tuple[object, ...]]:
        rows = [(each.id, each.state, each.holds_seat, each.wait_rank, each.reason) for each in self._all()]
        return [*rows, (self._workshop().taken, self._workshop().capacity)]

    def _registration(self, which: int) -> int:
        ids = [each.id for each in self._all()]
        return ids[which % len(ids)] if ids else 0

    def _all(self) -> list[Registration]:
        query = select(Registration).where(Registration.workshop_id == self.workshop).order_by(Registration.id)
        return list(db.session.scalars(query.execution_options(populate_existing=True)))

    def _workshop(self) -> Workshop:
        return db.session.get_one(Workshop, self.workshop, populate_existing=True)


@pytest.mark.parametrize(
    ("lives", "steps"),
    [pytest.param(25, 30, id="short"), pytest.param(10_000, 50, id="long", marks=pytest.mark.soak)],
)
def test_any_life_of_a_workshop_keeps_its_promises(house: Flask, lives: int, steps: int) -> None:
    machine = type("Life", (Life,), {"house": house})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            deadline=None,
            derandomize=lives < 100,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
