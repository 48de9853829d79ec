"""The dates of the workshops make sense around whatever day the demonstration is loaded."""

from datetime import date, timedelta

import pytest

from workshops.agenda.rules import span
from workshops.demo.hours import slots_of
from workshops.demo.plans import history_ends, read_plans

DAYS = [date(2026, 11, 23) + timedelta(days=17 * number) for number in range(28)]


@pytest.mark.parametrize("anchor", DAYS, ids=str)
def test_weeks_are_counted_from_the_anchor_and_every_time_exists(anchor: date) -> None:
    now = history_ends(anchor)
    plans = {plan.name: plan for plan in read_plans(anchor)}
    assert len(plans) == 25
    spans = {
        name: [span(slot.starts, slot.ends, plan.zone) for slot in slots_of(plan)]
        for name, plan in plans.items()
        if plan.sessions
    }
    begins = {name: sessions[0][0] for name, sessions in spans.items()}
    ends = {name: sessions[-1][1] for name, sessions in spans.items()}
    assert all(plans[name].opens_at < plans[name].closes_at < begin for name, begin in begins.items())
    assert max(ends[f"w{number:02}"] for number in range(1, 17)) < now
    assert begins["w17"] < now < ends["w17"] - timedelta(days=1)
    assert min(begins[f"w{number:02}"] for number in range(18, 24)) > now + timedelta(days=14)
    assert {name for name, plan in plans.items() if plan.opens_at < now < plan.closes_at} == {
        "w20",
        "w21",
        "w22",
        "w23",
    }
    assert plans["w19"].decision_due_at > now


def test_the_seven_days_of_the_week_are_among_the_anchors() -> None:
    assert {day.weekday() for day in DAYS} == set(range(7))
