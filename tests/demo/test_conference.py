"""The conference at its true size, counted in the tables."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, exists, func, select

from workshops.attendance.models import AttendanceMark
from workshops.attendance.queries import shares
from workshops.catalogue.models import Workshop
from workshops.certificates.models import Certificate
from workshops.demo.bodies import state_delegations
from workshops.directory.models import Country, Organisation
from workshops.foundation.database import db
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

pytestmark = pytest.mark.real_db

CONFERENCE = select(Workshop.id).where(Workshop.kind == "conference").scalar_subquery()
IS_PRESENT = exists().where(AttendanceMark.registration_id == Registration.id)
IS_REPRESENTATIVE = and_(Registration.workshop_id == CONFERENCE, IS_PRESENT)


def counted(by: SQLColumnExpression[Any], condition: ColumnElement[bool] = IS_REPRESENTATIVE) -> dict[Any, int]:
    query = select(by, func.count()).select_from(Registration).outerjoin(Organisation).where(condition).group_by(by)
    return dict(db.session.execute(query).all())


def one_of(sex: str | None) -> ColumnElement[int]:
    return func.sum(case((Registration.sex.is_not_distinct_from(sex), 1), else_=0))


def test_503_people_came_for_91_states_and_53_bodies(told: Flask) -> None:
    bodies = func.count(func.distinct(func.coalesce(Registration.country_iso3, Organisation.name)))
    query = (
        select(Organisation.kind, bodies, func.count(), one_of("woman"), one_of("man"), one_of(None))
        .select_from(Registration)
        .join(Organisation)
        .where(IS_REPRESENTATIVE)
        .group_by(Organisation.kind)
    )
    assert {kind: tuple(numbers) for kind, *numbers in db.session.execute(query)} == {
        "member_state_agency": (91, 403, 129, 268, 6),
        "regional_organisation": (14, 30, 11, 19, 0),
        "compact_entity": (15, 40, 19, 20, 1),
        "civil_society": (24, 30, 17, 12, 1),
    }


def test_each_state_sent_as_many_as_it_should(told: Flask) -> None:
    is_state = and_(IS_REPRESENTATIVE, Registration.country_iso3.is_not(None))
    sent = counted(Registration.country_iso3, is_state)
    assert sent == {state.countries[0]: state.people for state in state_delegations() if state.people}
    assert sorted(sent.values()) == [2] * 15 + [3] * 35 + [5] * 26 + [8] * 13 + [14, 20]
    assert (sent["KWT"], sent["TJK"]) == (20, 14)


def test_the_states_come_from_every_region(told: Flask) -> None:
    states = db.session.scalars(
        select(Country).where(Country.iso3.in_(select(Registration.country_iso3).where(IS_REPRESENTATIVE)))
    ).all()
    assert len(states) == sum(state.is_member_state for state in states) == 91
    assert (sum(state.is_ldc for state in states), sum(state.is_lldc for state in states)) == (28, 19)


def test_languages_and_agencies_are_those_of_the_record(told: Flask) -> None:
    assert counted(Registration.language) == {"en": 205, "ar": 118, "fr": 84, "ru": 58, "es": 22, "zh": 16}
    agency = func.coalesce(Organisation.agency_type, "none")
    assert counted(agency) == {
        "border_guard": 96,
        "immigration": 62,
        "customs": 48,
        "police": 45,
        "civil_aviation": 40,
        "foreign_ministry": 38,
        "counter_terrorism": 34,
        "coast_guard": 14,
        "justice": 14,
        "data_protection": 12,
        "none": 100,
    }


def test_ranks_of_the_states_are_spread_as_they_should(told: Flask) -> None:
    of_states = and_(IS_REPRESENTATIVE, Registration.country_iso3.is_not(None))
    posts = counted(Registration.post, of_states)
    assert sum(posts[post] for post in ("Minister", "Deputy Minister")) == 32
    heads = ("Director General", "Head of service", "Deputy head of service")
    assert sum(posts[post] for post in heads) == 69


def test_61_are_on_record_and_did_not_come(told: Flask) -> None:
    condition = and_(Registration.workshop_id == CONFERENCE, ~IS_PRESENT)
    assert counted(Registration.state, condition) == {
        State.WITHDRAWN: 14,
        State.DECLINED: 22,
        State.CONFIRMED: 11,
        State.WAITLISTED: 9,
        State.CANCELLED: 5,
    }


def test_86_percent_is_attended_and_45_people_stay_below_the_line(told: Flask) -> None:
    workshop = db.session.scalars(select(Workshop).where(Workshop.kind == "conference")).one()
    came = [share for share in shares(workshop).values() if share.present]
    assert {share.scheduled for share in came} == {12}
    assert len(came) == 503
    assert round(100 * sum(share.present for share in came) / (12 * 503)) == 86
    assert sum(not share.is_reached for share in came) == 45


@pytest.mark.parametrize(
    ("column", "numbers"),
    [(Certificate.state, {"valid": 455, "replaced": 5, "revoked": 3}), (Certificate.edition, {1: 458, 2: 5})],
    ids=["state", "edition"],
)
def test_458_are_certified_five_certificates_are_corrected_and_three_revoked(
    told: Flask, column: SQLColumnExpression[Any], numbers: dict[Any, int]
) -> None:
    query = select(column, func.count()).where(Certificate.workshop_id == CONFERENCE).group_by(column)
    assert dict(db.session.execute(query).all()) == numbers
