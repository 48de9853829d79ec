"""The 24 workshops: their totals, what happened in them, and what can be done in them now."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Select, and_, distinct, exists, func, or_, select

from tests.demo.conftest import ANCHOR
from workshops.accounts.models import Person
from workshops.agenda.models import AgendaSession
from workshops.attendance.models import AttendanceMark
from workshops.attendance.queries import shares
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import missing_before_publication
from workshops.catalogue.rules import Stage, State
from workshops.certificates.models import Certificate
from workshops.demo.plans import history_ends
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.rules import LIVE_STATES, STEPS

pytestmark = pytest.mark.real_db

NOW = history_ends(ANCHOR)
IS_WORKSHOP = Workshop.kind != "conference"
IS_OVER = and_(IS_WORKSHOP, Workshop.ends_at < NOW)
ATTENDED = exists().where(AttendanceMark.registration_id == Registration.id)


def number(query: Select[int]) -> int:
    return db.session.scalar(query) or 0


def workshops() -> list[Workshop]:
    return list(db.session.scalars(select(Workshop).where(IS_WORKSHOP).order_by(Workshop.starts_at)))


def test_24_workshops_have_890_seats(told: Flask) -> None:
    assert [workshop.capacity for workshop in workshops()] == [
        *(30, 25, 25, 28, 12, 40, 120, 22, 20, 36, 45, 24, 8, 26, 80, 25),
        *(10, 30, 40, 25, 35, 24, 100, 60),
    ]
    assert number(select(func.sum(Workshop.capacity)).where(IS_WORKSHOP)) == 890
    assert number(select(func.sum(Workshop.capacity)).where(IS_OVER)) == 566


def test_488_attendances_of_about_450_people_gave_435_certificates(told: Flask) -> None:
    came = select(func.count(distinct(Registration.id))).join(Workshop).where(IS_OVER, ATTENDED)
    assert number(came) == 488
    assert number(came.where(Workshop.mode == "online")) == 140
    people = select(func.count(distinct(Registration.person_id))).join(Workshop).where(IS_OVER, ATTENDED)
    assert abs(number(people) - 450) <= 5
    certificates = select(func.count(Certificate.id)).join(Workshop, Workshop.id == Certificate.workshop_id)
    assert number(certificates.where(IS_WORKSHOP)) == 435
    assert number(certificates.where(IS_WORKSHOP, ~IS_OVER)) == 0


def test_certificates_are_wished_for_in_six_languages(told: Flask) -> None:
    wished = (
        select(Registration.certificate_language)
        .join(Certificate, Certificate.registration_id == Registration.id)
        .join(Workshop, Workshop.id == Certificate.workshop_id)
    )
    assert set(db.session.scalars(wished.where(IS_WORKSHOP))) == {"ar", "zh", "en", "fr", "ru", "es"}


def test_who_is_certified_reached_what_the_rule_asks_for_and_nobody_else_did(told: Flask) -> None:
    for workshop in db.session.scalars(select(Workshop).where(IS_OVER)):
        reached = {registration for registration, share in shares(workshop).items() if share.is_reached}
        certified = select(Certificate.registration_id).where(Certificate.workshop_id == workshop.id)
        assert set(db.session.scalars(certified)) == reached


def test_women_are_between_30_and_45_percent_and_all_of_the_women_leaders(told: Flask) -> None:
    for workshop in db.session.scalars(select(Workshop).where(IS_OVER)):
        sexes = db.session.scalars(
            select(Registration.sex).where(Registration.workshop_id == workshop.id, ATTENDED)
        ).all()
        share = sum(sex == "woman" for sex in sexes) / len(sexes)
        if "women" in {theme.code for theme in workshop.themes}:
            assert share == 1
        else:
            assert 0.3 <= share <= 0.45, workshop.slug


def test_the_seats_taken_are_the_registrations_that_hold_one(told: Flask) -> None:
    holding = func.count(Registration.id).filter(Registration.holds_seat)
    last = func.coalesce(func.max(Registration.wait_rank), 0)
    query = select(Workshop.taken, holding, Workshop.wait_next, last).outerjoin(Registration).group_by(Workshop.id)
    for taken, held, wait_next, last_rank in db.session.execute(query):
        assert (taken, wait_next) == (held, last_rank)


def test_a_waitlist_is_in_the_order_of_arrival_behind_the_one_who_is_offered_a_seat(told: Flask) -> None:
    workshop = db.session.scalars(select(Workshop).where(Workshop.first_language == "es")).one()
    waiting = db.session.scalars(
        select(Registration)
        .where(Registration.workshop_id == workshop.id, Registration.wait_rank.is_not(None))
        .order_by(Registration.wait_rank)
    ).all()
    assert [one.state for one in waiting] == ["offered", *["waitlisted"] * 5]
    assert [one.submitted_at for one in waiting[1:]] == sorted(one.submitted_at for one in waiting[1:])
    assert waiting[0].expires_at == NOW + timedelta(hours=48)


def test_each_registration_took_steps_that_lead_to_where_it_stands(told: Flask) -> None:
    steps: dict[int, list[RegistrationStep]] = {}
    for step in db.session.scalars(select(RegistrationStep).order_by(RegistrationStep.id)):
        steps.setdefault(step.registration_id, []).append(step)
    leads_on = frozenset().union(*STEPS.values())
    for registration in db.session.scalars(select(Registration)):
        road = steps[registration.id]
        assert [step.before for step in road] == [None, *(step.after for step in road[:-1])]
        assert {step.before for step in road[1:]} <= leads_on
        assert [step.at for step in road] == sorted(step.at for step in road)
        assert road[-1].at < NOW
        assert (road[-1].after, road[-1].reason) == (registration.state, registration.reason)
        assert registration.is_live == (registration.state in LIVE_STATES)


def test_on_the_anchor_there_is_a_workshop_at_each_stage(told: Flask) -> None:
    stages = [workshop.standing.stage(NOW) for workshop in workshops()]
    assert stages == [
        Stage.ARCHIVED,
        *[Stage.HELD] * 14,
        Stage.OVER,
        Stage.RUNNING,
        Stage.CLOSED,
        Stage.CLOSED,
        Stage.OPEN,
        Stage.OPEN,
        Stage.FULL,
        Stage.OPEN,
        Stage.DRAFT,
    ]


def test_what_is_over_was_closed_after_its_end_and_before_today(told: Flask) -> None:
    closed = [workshop for workshop in workshops() if workshop.state in (State.HELD, State.ARCHIVED)]
    assert len(closed) == 15
    assert [one.code for one in closed if one.state_since is None or not one.ends_at < one.state_since < NOW] == []


def test_what_is_published_lacks_nothing_and_the_draft_does(told: Flask) -> None:
    coming = select(Workshop).where(Workshop.starts_at > NOW)
    for workshop in db.session.scalars(coming):
        before_it_closed = min(NOW, (workshop.closes_at or NOW) - timedelta(days=1))
        with clock.at(before_it_closed):
            missing = missing_before_publication(workshop)
        assert bool(missing) == (workshop.state == State.DRAFT), [each.sentence for each in missing]


def test_sessions_lie_inside_their_workshop_and_marks_in_the_past(told: Flask) -> None:
    outside = or_(AgendaSession.starts_at < Workshop.starts_at, AgendaSession.ends_at > Workshop.ends_at)
    assert number(select(func.count()).select_from(AgendaSession).join(Workshop).where(outside)) == 0
    assert number(select(func.count()).where(AttendanceMark.marked_at >= NOW)) == 0
    running = next(workshop for workshop in workshops() if workshop.standing.stage(NOW) is Stage.RUNNING)
    marked = {share.present for share in shares(running).values()}
    assert marked & {3, 4}
    assert max(marked) < 10


def test_the_twelve_people_on_the_edge_are_certified_online_and_registered_for_doha(told: Flask) -> None:
    edge = select(Person.id).where(
        Person.email.in_(["m.albarjasi@borders.sau.example", "warsito@immigration.idn.example"])
    )
    for city, rows in (("", 2), ("Doha", 2)):
        seats = select(func.count()).select_from(Registration).join(Workshop)
        assert number(seats.where(Registration.person_id.in_(edge), Workshop.city == city)) == rows
    changed = select(Registration.agency).join(Person).join(Workshop).where(Person.email.like("s.taitanjiru@%"))
    assert db.session.scalars(changed.order_by(Workshop.starts_at)).all() == [
        "Border Police Unit",
        "Coast Guard Operations Centre",
    ]


def test_one_person_is_on_record_three_times_in_three_workshops(told: Flask) -> None:
    names = (
        select(Registration.name_latin)
        .where(Registration.country_iso3 == "JOR")
        .group_by(Registration.name_latin)
        .having(func.count(distinct(Registration.person_id)) == 3)
    )
    name = db.session.scalars(names).one()
    query = select(Registration.workshop_id).where(Registration.name_latin == name)
    assert len(set(db.session.scalars(query))) == 3
