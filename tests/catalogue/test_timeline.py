"""The life of a workshop: what happened, the one point that comes next, and what is ahead."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_registration, make_workshop
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Life, Point, State, timeline
from workshops.foundation.database import db
from workshops.registrations.rules import State as Standing

STARTS = datetime(2027, 2, 16, 6, tzinfo=UTC)
DAY = timedelta(days=1)
LIFE = Life(
    state=State.PUBLISHED,
    since=STARTS - 90 * DAY,
    is_called_off=False,
    published_at=STARTS - 90 * DAY,
    opens_at=STARTS - 80 * DAY,
    closes_at=STARTS - 20 * DAY,
    decision_due_at=STARTS - 10 * DAY,
    starts_at=STARTS,
    ends_at=STARTS + 2 * DAY,
    undecided=0,
    certified_at=None,
)
REGISTRATION = [Point.OPENS, Point.CLOSES, Point.DECIDED]


def line(now: datetime, **changes: object) -> tuple[list[Point], Point | None, list[Point]]:
    """What is done, what is now, what is ahead."""
    milestones = timeline(replace(LIFE, **changes), now)  # type: ignore[arg-type]
    by_state = {state: [each.point for each in milestones if each.state == state] for state in ("done", "now", "")}
    assert [each.point for each in milestones] == by_state["done"] + by_state["now"] + by_state[""]
    return by_state["done"], next(iter(by_state["now"]), None), by_state[""]


@pytest.mark.parametrize(
    ("now", "now_is"),
    [
        (STARTS - 85 * DAY, Point.OPENS),
        (STARTS - 80 * DAY, Point.CLOSES),
        (STARTS - 15 * DAY, Point.DECIDED),
        (STARTS - 5 * DAY, Point.BEGINS),
        (STARTS, Point.ENDS),
        (STARTS + 2 * DAY, Point.HELD),
    ],
)
def test_the_first_point_that_has_not_come_is_now(now: datetime, now_is: Point) -> None:
    done, found, ahead = line(now)
    everything = [Point.PUBLISHED, *REGISTRATION, Point.BEGINS, Point.ENDS, Point.HELD, Point.CERTIFIED]
    assert (found, [*done, found, *ahead]) == (now_is, everything)


def test_a_decision_that_waits_stays_now_after_its_day() -> None:
    milestones = timeline(replace(LIFE, undecided=2), STARTS - DAY)
    assert [each.point for each in milestones if each.state == "now"] == [Point.DECIDED]


def test_a_draft_has_everything_ahead_however_old_its_dates() -> None:
    done, now_is, ahead = line(STARTS + 9 * DAY, state=State.DRAFT, published_at=None)
    assert (done, now_is) == ([], Point.PUBLISHED)
    assert ahead == [*REGISTRATION, Point.BEGINS, Point.ENDS, Point.HELD, Point.CERTIFIED]


def test_what_was_held_waits_for_its_certificates_and_then_for_nothing() -> None:
    later = STARTS + 9 * DAY
    assert line(later, state=State.HELD)[1:] == (Point.CERTIFIED, [])
    assert line(later, state=State.HELD, certified_at=later)[1:] == (None, [])


def test_a_postponed_workshop_waits_for_its_dates_and_has_not_begun() -> None:
    assert line(STARTS + DAY, state=State.POSTPONED) == (
        [Point.PUBLISHED, *REGISTRATION, Point.POSTPONED],
        Point.NEW_DATES,
        [],
    )


@pytest.mark.parametrize("state", [State.CANCELLED, State.ARCHIVED])
def test_a_cancelled_workshop_never_began_and_waits_for_nothing(state: State) -> None:
    done, now_is, ahead = line(STARTS + 9 * DAY, state=state, is_called_off=True)
    end = [Point.CANCELLED] if state is State.CANCELLED else [Point.CANCELLED, Point.ARCHIVED]
    assert (done, now_is, ahead) == ([Point.PUBLISHED, *REGISTRATION, *end], None, [])


@pytest.mark.parametrize(
    ("state", "point"),
    [
        (State.POSTPONED, Point.POSTPONED),
        (State.CANCELLED, Point.CANCELLED),
        (State.HELD, Point.HELD),
        (State.ARCHIVED, Point.ARCHIVED),
    ],
)
def test_the_point_of_its_state_says_since_when(state: State, point: Point) -> None:
    life = replace(LIFE, state=state, since=STARTS + 4 * DAY, is_called_off=state is State.CANCELLED)
    moments = {each.point: each.at for each in timeline(life, STARTS + 9 * DAY) if each.at == life.since}
    assert moments == {point: STARTS + 4 * DAY}


def test_an_archived_draft_was_never_public() -> None:
    assert line(STARTS, state=State.ARCHIVED, published_at=None) == ([Point.ARCHIVED], None, [])


def test_the_overview_leads_to_what_is_next(app: Flask, client: Browser) -> None:
    owner = make_organisation(app)
    workshop = make_workshop(app, organisation_id=owner)
    for _ in range(2):
        make_registration(app, workshop, state=Standing.SUBMITTED)
    make_registration(app, make_workshop(app), state=Standing.SUBMITTED)
    with app.app_context():
        path = f"/manage/{db.session.get_one(Workshop, workshop).slug}"
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=owner))
    (now,) = client.get(path).tree.iterfind(".//ol[@class='timeline small']/li[@class='now']")
    assert now.find("strong").text == "Registration closes"
    assert [(link.text, link.get("href")) for link in now.iter("a")] == [
        ("Decide on 2 registrations", f"{path}/registrations?state=submitted")
    ]
    sign_in(client, make_person(app, role=Role.HOST, scope_id=workshop))
    (now,) = client.get(path).tree.iterfind(".//ol[@class='timeline small']/li[@class='now']")
    assert list(now.iter("a")) == []
