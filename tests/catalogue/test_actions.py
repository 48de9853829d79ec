"""Making workshops, changing them, and the steps of their life, on real rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.factories import make_organisation, make_person, make_registration, make_session, make_workshop
from workshops.accounts.rules import Role
from workshops.agenda.queries import sessions_of
from workshops.audit.models import AuditEntry
from workshops.catalogue import actions
from workshops.catalogue.models import Document, Workshop
from workshops.catalogue.queries import catalogue_version, staff_of
from workshops.catalogue.rules import Kind, Mode, NotReadyToPublish, Outline, Part, State, TimeAndPlace, Visibility
from workshops.foundation import clock, uploads
from workshops.foundation.database import db
from workshops.foundation.errors import DomainError
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.models import Registration

local = datetime.fromisoformat
NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)
WHEN = TimeAndPlace(
    starts_local=local("2027-02-16 09:00"),
    ends_local=local("2027-02-18 17:00"),
    zone="Asia/Qatar",
    mode=Mode.ON_SITE,
)


def draft(app: Flask, title: str = "Cooperation with airlines") -> Workshop:
    outline = Outline(
        title=title, language="en", organisation_id=make_organisation(app), kind=Kind.WORKSHOP, capacity=20
    )
    return actions.create_workshop(outline, WHEN, actor_id=None)


def workshop(app: Flask, **columns: Any) -> Workshop:
    return db.session.get_one(Workshop, make_workshop(app, **columns))


def news(workshop_id: int) -> list[str]:
    entries = select(AuditEntry).where(AuditEntry.object_type == "workshop", AuditEntry.object_id == workshop_id)
    return [entry.event for entry in db.session.scalars(entries.order_by(AuditEntry.sequence))]


def reschedule(workshop_id: int, **changes: Any) -> None:
    with unit_of_work():
        one = db.session.get_one(Workshop, workshop_id)
        actions.reschedule_workshop(one, replace(one.time_and_place, **changes), actor_id=None)


# Making


def test_a_draft_has_a_code_of_the_year_and_an_address_from_its_title(house: Flask) -> None:
    with clock.at(NOW), unit_of_work():
        made = [draft(house), draft(house), draft(house, "边境管理")]
        assert [(one.code, one.slug) for one in made] == [
            ("WS-2027-001", "cooperation-with-airlines"),
            ("WS-2027-002", "cooperation-with-airlines-2"),
            ("WS-2027-003", "ws-2027-003"),
        ]
        assert {one.state for one in made} == {State.DRAFT}
        assert made[0].starts_at == datetime(2027, 2, 16, 6, tzinfo=UTC)
    with clock.at(NOW.replace(year=2028)), unit_of_work():
        assert draft(house).code == "WS-2028-001"


def test_an_address_is_never_given_again(house: Flask) -> None:
    with unit_of_work():
        first = draft(house)
        actions.change_slug(first, "carriers", actor_id=None)
        assert draft(house).slug == "cooperation-with-airlines-2"
        with pytest.raises(DomainError, match="has or had this address"):
            actions.change_slug(draft(house, "Other"), "cooperation-with-airlines", actor_id=None)
        actions.change_slug(first, "cooperation-with-airlines", actor_id=None)
        assert first.slug == "cooperation-with-airlines"


def test_times_that_cannot_be_make_no_draft(house: Flask) -> None:
    outline = Outline(
        title="Berlin", language="en", organisation_id=make_organisation(house), kind=Kind.WORKSHOP, capacity=1
    )
    gap = replace(WHEN, zone="Europe/Berlin", starts_local=local("2027-03-28 02:30"))
    with pytest.raises(DomainError, match="does not exist in Europe/Berlin"), unit_of_work():
        actions.create_workshop(outline, gap, actor_id=None)
    assert db.session.scalars(select(Workshop)).all() == []


# Editing


def test_what_is_equal_is_no_change_and_no_news(house: Flask) -> None:
    workshop_id = make_workshop(house)
    with unit_of_work():
        one = db.session.get_one(Workshop, workshop_id)
        actions.edit_workshop(one, actor_id=None, contact_name=one.contact_name, themes=["pnr"])
        actions.write_text(one, "en", actor_id=None, aims=one.texts[0].aims)
        assert (one.revision, catalogue_version()) == (1, 0)
        actions.edit_workshop(
            one,
            actor_id=None,
            contact_name="Office",
            themes=["api", "pnr"],
            signatories=[("A", "Head"), ("B", "Host")],
        )
        actions.write_text(one, "fr", actor_id=None, title="Coopération")
    one = db.session.get_one(Workshop, workshop_id)
    assert (one.revision, catalogue_version()) == (3, 2)
    assert [(s.position, s.name, s.function) for s in one.signatories] == [(1, "A", "Head"), (2, "B", "Host")]
    assert [theme.code for theme in one.themes] == ["api", "pnr"]
    assert one.text_in("fr").title == "Coopération"
    assert one.text_in("ru").language == "en"
    assert news(workshop_id) == ["WorkshopEdited", "WorkshopEdited"]


def test_partners_are_replaced_as_a_whole(house: Flask) -> None:
    first, second = make_organisation(house), make_organisation(house)
    with unit_of_work():
        one = workshop(house)
        actions.edit_workshop(one, actor_id=None, partners=[(first, Part.HOST), (second, Part.SPONSOR)])
        actions.edit_workshop(one, actor_id=None, partners=[(second, Part.HOST), (first, Part.HOST)])
        assert [(p.organisation_id, p.part, p.position) for p in one.partners] == [
            (second, Part.HOST, 1),
            (first, Part.HOST, 2),
        ]


def test_the_attendance_rule_is_frozen_at_publication(house: Flask) -> None:
    with unit_of_work():
        actions.edit_workshop(draft(house), actor_id=None, attendance_percent=75)
    with pytest.raises(DomainError, match="stays as it is"), unit_of_work():
        actions.edit_workshop(workshop(house), actor_id=None, attendance_percent=75)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"opens_at": NOW, "closes_at": NOW}, "Registration closes before it opens"),
        ({"closes_at": datetime(2099, 1, 1, tzinfo=UTC)}, "Registration would close after the workshop begins"),
    ],
)
def test_a_registration_window_that_cannot_be_is_refused(house: Flask, change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence), unit_of_work():
        actions.edit_workshop(workshop(house), actor_id=None, **change)


def test_the_archive_is_shut(house: Flask) -> None:
    acts: list[Callable[[Workshop], None]] = [
        lambda one: actions.edit_workshop(one, actor_id=None, contact_name="x"),
        lambda one: actions.write_text(one, "en", actor_id=None, title="x"),
        lambda one: actions.change_slug(one, "x", actor_id=None),
        lambda one: actions.change_capacity(one, 2, actor_id=None),
        lambda one: actions.reschedule_workshop(one, WHEN, actor_id=None),
    ]
    for act in acts:
        with pytest.raises(DomainError), unit_of_work():
            act(workshop(house, state=State.ARCHIVED))


# Seats


def test_seats_are_taken_one_by_one_and_never_more_than_there_are(house: Flask) -> None:
    workshop_id = make_workshop(house, capacity=2)
    with unit_of_work():
        assert [actions.take_seat(workshop_id) for _ in range(3)] == [True, True, False]
        assert [actions.next_in_line(workshop_id) for _ in range(3)] == [1, 2, 3]
        actions.release_seat(workshop_id)
        assert actions.take_seat(workshop_id)
    one = db.session.get_one(Workshop, workshop_id)
    assert (one.taken, one.wait_next, one.revision) == (2, 3, 1)


def test_a_seat_that_nobody_holds_cannot_be_given_back(house: Flask) -> None:
    workshop_id = make_workshop(house, capacity=2)
    with unit_of_work():
        actions.release_seat(workshop_id)
    assert db.session.get_one(Workshop, workshop_id).taken == 0


def test_the_list_hears_only_of_full_and_free(house: Flask) -> None:
    workshop_id = make_workshop(house, capacity=2)
    versions = []
    with unit_of_work():
        for act in (actions.take_seat, actions.take_seat, actions.take_seat, actions.release_seat):
            act(workshop_id)
            versions.append(catalogue_version())
    assert versions == [0, 1, 1, 2]


def test_there_are_never_fewer_seats_than_are_taken(house: Flask) -> None:
    workshop_id = make_workshop(house, capacity=5, taken=3)
    with unit_of_work():
        actions.change_capacity(db.session.get_one(Workshop, workshop_id), 3, actor_id=None)
    assert db.session.get_one(Workshop, workshop_id).capacity == 3
    with pytest.raises(DomainError, match="3 seats are taken already"), unit_of_work():
        actions.change_capacity(db.session.get_one(Workshop, workshop_id), 2, actor_id=None)
    assert db.session.get_one(Workshop, workshop_id).capacity == 3


# The steps of a life


def test_publishing_says_all_that_is_missing_and_changes_nothing(house: Flask) -> None:
    with unit_of_work():
        workshop_id = draft(house).id
    with pytest.raises(NotReadyToPublish) as refusal, unit_of_work():
        actions.publish_workshop(db.session.get_one(Workshop, workshop_id), actor_id=None)
    assert len(refusal.value.missing) == 11
    assert refusal.value.missing[-1].sentence.startswith("Put at least one session")
    assert db.session.get_one(Workshop, workshop_id).state == State.DRAFT


def test_a_pause_or_a_cancelled_session_is_no_session_to_publish_with(house: Flask) -> None:
    workshop_id = make_workshop(house, state=State.DRAFT, published_at=None)
    make_session(house, workshop_id, is_pause=True, is_required=False)
    make_session(house, workshop_id, is_cancelled=True)
    with pytest.raises(NotReadyToPublish), unit_of_work():
        actions.publish_workshop(db.session.get_one(Workshop, workshop_id), actor_id=None)
    make_session(house, workshop_id)
    with unit_of_work():
        actions.publish_workshop(db.session.get_one(Workshop, workshop_id), actor_id=None)
    one = db.session.get_one(Workshop, workshop_id)
    assert (one.state, one.published_at is not None) == (State.PUBLISHED, True)


def test_sessions_move_with_the_beginning_and_their_calendar_entries_say_so(house: Flask) -> None:
    workshop_id = make_workshop(house, starts_local=local("2027-02-16 09:00"), closes_at=NOW + timedelta(days=9))
    make_session(house, workshop_id)
    make_session(house, workshop_id, is_cancelled=True)
    uids = [session.uid for session in sessions_of(workshop_id)]
    with clock.at(NOW):
        reschedule(
            workshop_id,
            starts_local=local("2027-04-06 10:00"),
            ends_local=local("2027-04-08 18:00"),
            zone="Europe/Berlin",
        )
    live = next(session for session in sessions_of(workshop_id) if not session.is_cancelled)
    cancelled = next(session for session in sessions_of(workshop_id) if session.is_cancelled)
    assert (live.starts_local, live.starts_at) == (local("2027-04-06 10:00"), datetime(2027, 4, 6, 8, tzinfo=UTC))
    assert (live.sequence, cancelled.sequence) == (1, 0)
    assert sorted(session.uid for session in sessions_of(workshop_id)) == sorted(uids)


def test_only_a_longer_end_leaves_calendar_entries_as_they_are(house: Flask) -> None:
    workshop_id = make_workshop(house)
    make_session(house, workshop_id)
    ends = db.session.get_one(Workshop, workshop_id).ends_local
    reschedule(workshop_id, ends_local=ends + timedelta(days=1))
    assert [session.sequence for session in sessions_of(workshop_id)] == [0]


@pytest.mark.parametrize("change", [{"city": "Al Wakrah"}, {"venue_name": "Hall"}, {"join_url": "https://a.example"}])
def test_another_place_reaches_every_calendar_entry(house: Flask, change: dict[str, str]) -> None:
    workshop_id = make_workshop(house)
    make_session(house, workshop_id)
    reschedule(workshop_id, **change)
    assert [session.sequence for session in sessions_of(workshop_id)] == [1]


def test_a_shorter_workshop_must_still_hold_its_sessions(house: Flask) -> None:
    workshop_id = make_workshop(house)
    starts = db.session.get_one(Workshop, workshop_id).starts_local
    make_session(house, workshop_id, starts_local=starts + timedelta(days=2))
    with pytest.raises(DomainError, match="Session 1 would not lie between"):
        reschedule(workshop_id, ends_local=starts + timedelta(days=1))
    assert db.session.get_one(Workshop, workshop_id).revision == 1


def test_a_session_is_not_moved_into_a_change_of_the_clocks(house: Flask) -> None:
    with clock.at(NOW):
        workshop_id = make_workshop(
            house, zone="Europe/Berlin", starts_local=local("2027-02-16 01:30"), closes_at=NOW + timedelta(days=1)
        )
        make_session(house, workshop_id, starts_local=local("2027-02-16 02:30"))
        with pytest.raises(DomainError, match="2027-03-28 02:30 does not exist"):
            reschedule(workshop_id, starts_local=local("2027-03-28 01:30"), ends_local=local("2027-03-31 01:30"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"starts_local": local("2027-01-05 09:00"), "ends_local": local("2027-01-06 09:00")}, "are over already"),
        ({"city": ""}, "Give venue, city and country"),
        ({"mode": Mode.ONLINE}, "a link where they join online"),
        ({"ends_local": local("2027-02-16 09:00")}, "The end comes before the beginning"),
        ({"starts_local": local("2027-01-12 09:00")}, "Registration would close after the workshop begins"),
    ],
)
def test_a_public_workshop_cannot_go_where_nobody_could_follow(
    house: Flask, change: dict[str, Any], sentence: str
) -> None:
    with clock.at(NOW):
        closes: dict[str, Any] = {"closes_at": datetime(2027, 1, 4, tzinfo=UTC)} if "are over" in sentence else {}
        workshop_id = make_workshop(house, starts_local=local("2027-02-16 09:00"), **closes)
        with pytest.raises(DomainError, match=sentence):
            reschedule(workshop_id, **change)


def test_a_postponed_workshop_comes_back_with_its_new_dates(house: Flask) -> None:
    workshop_id = make_workshop(house, starts_local=local("2027-02-16 09:00"), closes_at=NOW + timedelta(days=9))
    make_session(house, workshop_id)
    with clock.at(NOW), unit_of_work():
        one = db.session.get_one(Workshop, workshop_id)
        actions.postpone_workshop(one, reason="The hall is flooded.", actor_id=None)
        assert (one.state, one.state_reason, one.state_since) == (State.POSTPONED, "The hall is flooded.", NOW)
        assert [session.sequence for session in sessions_of(workshop_id)] == [1]
        actions.reschedule_workshop(one, one.time_and_place, actor_id=None)
        assert (one.state, one.state_reason) == (State.PUBLISHED, "")
    assert [session.sequence for session in sessions_of(workshop_id)] == [2]
    assert news(workshop_id) == ["WorkshopPostponed", "WorkshopRescheduled"]


def test_each_step_of_a_life_is_a_line_of_the_record(house: Flask) -> None:
    workshop_id = make_workshop(house, starts_local=local("2027-02-16 09:00"))
    with clock.at(datetime(2027, 2, 19, tzinfo=UTC)), unit_of_work():
        one = db.session.get_one(Workshop, workshop_id)
        since = []
        for step in (actions.hold_workshop, actions.archive_workshop, actions.restore_workshop):
            step(one, actor_id=None)
            since.append((one.state, one.state_since))
        actions.archive_workshop(one, actor_id=None)
        now = clock.now()
    assert since == [(State.HELD, now), (State.ARCHIVED, now), (State.HELD, None)]
    cancelled_id = make_workshop(house)
    make_session(house, cancelled_id)
    with unit_of_work():
        actions.cancel_workshop(db.session.get_one(Workshop, cancelled_id), reason="No funds.", actor_id=None)
    assert news(workshop_id) == ["WorkshopHeld", "WorkshopArchived", "WorkshopRestored", "WorkshopArchived"]
    assert news(cancelled_id) == ["WorkshopCancelled"]
    assert [session.sequence for session in sessions_of(cancelled_id)] == [1]


# Copying


def test_a_copy_has_all_but_people(house: Flask) -> None:
    partner = make_organisation(house)
    workshop_id = make_workshop(
        house,
        texts={"title": "Annual meeting"},
        visibility=Visibility.RESTRICTED,
        venue_name="Hall",
        capacity=7,
        attendance_percent=70,
        interpretation=True,
    )
    make_session(house, workshop_id, title="Opening", speakers=(("Ilkka Rautavaara", "Expert"),))
    make_session(house, workshop_id, title="Lost", is_cancelled=True)
    make_session(house, workshop_id, title="Closing", is_required=False)
    make_registration(house, workshop_id)
    make_person(house, role=Role.HOST, scope_id=workshop_id)
    with unit_of_work():
        one = db.session.get_one(Workshop, workshop_id)
        actions.write_text(one, "fr", actor_id=None, title="Réunion annuelle", aims="Se réunir")
        actions.edit_workshop(one, actor_id=None, partners=[(partner, Part.HOST)], instruments=["sc-2396"])
        name = "0" * 64
        uploads.path_of(name).parent.mkdir(exist_ok=True)
        uploads.path_of(name).write_bytes(b"%PDF-")
        about = {"title": "Note", "language": "en", "audience": "public", "media_type": "application/pdf"}
        db.session.add(Document(workshop_id=one.id, stored_name=name, size=5, added_at=clock.now(), **about))
        db.session.flush()
        db.session.expire(one)
        starts = one.starts_local + timedelta(days=364)
        copy_id = actions.clone_workshop(one, starts_local=starts, actor_id=None).id
    one, copy = db.session.get_one(Workshop, workshop_id), db.session.get_one(Workshop, copy_id)
    same = "kind visibility scope venue_name city country_iso3 zone mode capacity attendance_percent interpretation"
    same += " working_languages first_language organisation_id contact_name contact_email admission"
    assert {name: getattr(copy, name) for name in same.split()} == {name: getattr(one, name) for name in same.split()}
    assert {text.language: (text.title, text.aims) for text in copy.texts} == {
        "en": ("Annual meeting", "Agree on contacts."),
        "fr": ("Réunion annuelle", "Se réunir"),
    }
    assert [row.code for row in copy.themes] == ["pnr"]
    assert [row.code for row in copy.instruments] == ["sc-2396"]
    assert [(row.organisation_id, row.part) for row in copy.partners] == [(partner, Part.HOST)]
    assert [row.name for row in copy.signatories] == ["Ilkka Rautavaara"]
    assert (copy.state, copy.taken, copy.opens_at, copy.closes_at, copy.published_at) == (State.DRAFT, 0, *[None] * 3)
    assert (copy.starts_local, copy.cloned_from_id) == (starts, workshop_id)
    sessions = sessions_of(copy_id)
    kept = [(row.number, row.title, row.is_required) for row in sessions]
    assert kept == [(1, "Opening", True), (3, "Closing", False)]
    assert [row.starts_local - copy.starts_local for row in sessions] == [timedelta(0), timedelta(hours=2)]
    assert [row.speakers for row in sessions] == [[], []]
    assert {row.uid for row in sessions}.isdisjoint(row.uid for row in sessions_of(workshop_id))
    assert staff_of(copy_id) == []
    assert db.session.scalars(select(Registration).where(Registration.workshop_id == copy_id)).all() == []
    (document,) = db.session.scalars(select(Document).where(Document.workshop_id == copy_id))
    copied = uploads.path_of(document.stored_name)
    assert (document.title, copied.read_bytes()) == ("Note", b"%PDF-")
    with unit_of_work():
        original = db.session.scalars(select(Document).where(Document.workshop_id == workshop_id)).one()
        actions.remove_document(db.session.get_one(Workshop, workshop_id), original, actor_id=None)
    assert not uploads.path_of(name).exists()
    assert copied.exists()


# Programmes


def test_a_programme_has_a_code_of_its_own(house: Flask) -> None:
    with unit_of_work():
        process = actions.create_programme("dushanbe", {"en": "Dushanbe Process"}, actor_id=None)
        actions.create_programme("kuwait", {"en": "Kuwait phase"}, parent_id=process.id, actor_id=None)
        with pytest.raises(DomainError, match="Another programme has this code"):
            actions.create_programme("kuwait", {"en": "Again"}, actor_id=None)
