"""The traps that other programs' calendar files fell into, by their number in our list; each test names its own.

Not here: 6 and 7 (mail parts), 25 (personal feeds), 27 (replies), 28 and 30 (which message is due).
"""
# ruff: noqa: DTZ001 - sessions have local times

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.calendars.example import cancellation, download, event_of, invitation, joinable, session
from tests.support.vcalendar import READERS, Property, Reader, by_rfc, read_calendar, unfold
from workshops.calendars.facts import AttendeeFacts, SessionFacts, Status
from workshops.calendars.ics import published_calendar
from workshops.foundation import clock

BRUNO = AttendeeFacts("Bruno Kaya", "bruno@customs.example")


def all_outputs(facts: SessionFacts) -> list[bytes]:
    return [download(facts), invitation(facts), cancellation(facts)]


def test_a_session_has_one_uid_wherever_it_is_written() -> None:
    """Trap 1."""
    facts = session(uid="stored-once@workshops.example")
    assert [event_of(octets)["UID"].text for octets in all_outputs(facts)] == ["stored-once@workshops.example"] * 3


@pytest.mark.parametrize("reader", READERS)
def test_each_session_of_a_file_is_an_entry_of_its_own(reader: Reader) -> None:
    """Trap 2."""
    days = [
        session(uid=f"{day}@x", starts=datetime(2027, 2, day, 9), ends=datetime(2027, 2, day, 10)) for day in (16, 17)
    ]
    assert [(entry.uid, entry.starts) for entry in reader(download(*days))] == [
        ("16@x", datetime(2027, 2, 16, 8, tzinfo=UTC)),
        ("17@x", datetime(2027, 2, 17, 8, tzinfo=UTC)),
    ]


def test_the_sequence_is_the_stored_one_and_a_small_number() -> None:
    """Trap 3."""
    sequences = [event_of(octets).value("SEQUENCE") for octets in all_outputs(session(sequence=7))]
    assert sequences == ["7", "7", "8"]


def test_a_cancellation_is_a_cancel_with_the_session_it_ends() -> None:
    """Trap 4."""
    calendar = read_calendar(cancellation(session()))
    event = event_of(cancellation(session()))
    assert (calendar.value("METHOD"), event.value("STATUS")) == ("CANCEL", "CANCELLED")
    same = ("UID", "ORGANIZER", "ATTENDEE", "DTSTART", "DTEND")
    assert [event[name] for name in same] == [event_of(invitation(session()))[name] for name in same]
    assert event.parts("VALARM") == []


def test_the_method_stands_once_and_in_the_calendar() -> None:
    """Traps 5 and 8; the order is the one that picky programs want."""
    for octets, method in zip(all_outputs(session()), ("PUBLISH", "REQUEST", "CANCEL"), strict=True):
        assert [(line.name, line.value) for line in read_calendar(octets).properties] == [
            ("VERSION", "2.0"),
            ("PRODID", "-//Workshops//Workshops//EN"),
            ("CALSCALE", "GREGORIAN"),
            ("METHOD", method),
        ]
        assert event_of(octets).all("METHOD") == []


def test_the_organizer_is_a_mailto_address_and_never_changes() -> None:
    """Traps 8 and 11."""
    organizer = Property("ORGANIZER", {"CN": "Workshops"}, "mailto:workshops@workshops.example")
    assert [event_of(octets)["ORGANIZER"] for octets in all_outputs(session())] == [organizer] * 3


def test_the_address_of_the_attendee_comes_after_a_colon() -> None:
    """Trap 9."""
    (line,) = (line for line in unfold(invitation(session())) if line.startswith("ATTENDEE"))
    assert line == (
        'ATTENDEE;CN="Amina Rahimova";CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE'
        ":mailto:amina@border.example"
    )


def test_a_message_names_its_reader_and_nobody_else_and_a_download_names_nobody() -> None:
    """Trap 10."""
    for write in (invitation, cancellation):
        octets = write(session(), BRUNO)
        assert [line.value for line in event_of(octets).all("ATTENDEE")] == ["mailto:bruno@customs.example"]
        assert b"amina" not in octets
    assert event_of(download(session())).all("ATTENDEE") == []


def test_every_tzid_has_its_vtimezone_before_the_events() -> None:
    """Trap 12."""
    spring, autumn = session(uid="1@x"), session(uid="2@x", zone="Africa/Cairo")
    for octets in (download(spring, autumn, session(uid="3@x")), invitation(autumn), cancellation(autumn)):
        calendar = read_calendar(octets)
        used = {event[name].parameters["TZID"] for event in calendar.parts("VEVENT") for name in ("DTSTART", "DTEND")}
        assert [zone["TZID"].value for zone in calendar.parts("VTIMEZONE")] == sorted(used)
        names = [part.name for part in calendar.components]
        assert names == sorted(names, reverse=True)


def test_utc_is_written_with_z_and_an_abbreviation_is_refused() -> None:
    """Trap 13."""
    for octets in all_outputs(session(zone="UTC")):
        assert [event_of(octets)[name] for name in ("DTSTART", "DTEND")] == [
            Property("DTSTART", {}, "20270216T090000Z"),
            Property("DTEND", {}, "20270216T103000Z"),
        ]
        assert b"TZID" not in octets
    with pytest.raises(ValueError, match="not the name of a time zone"):
        download(session(zone="CET"))


def test_on_the_first_day_of_summer_time_the_clocks_have_already_moved() -> None:
    """Traps 14 and 15; the zones themselves are in test_zones.py."""
    sunday = session(starts=datetime(2027, 3, 28, 3, 30), ends=datetime(2027, 3, 28, 4, 0))
    for read in READERS:
        assert [entry.starts for entry in read(download(sunday))] == [datetime(2027, 3, 28, 1, 30, tzinfo=UTC)]
    assert b"RDATE" not in download(sunday)


@pytest.fixture
def server_in_apia(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Pacific/Apia")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_zone_of_the_server_changes_nothing(request: pytest.FixtureRequest) -> None:
    """Trap 16: stamps are UTC with a Z, sessions are local time without one."""
    at_home = all_outputs(session())
    request.getfixturevalue("server_in_apia")
    assert all_outputs(session()) == at_home
    event = event_of(at_home[0])
    assert [event[name].value for name in ("CREATED", "LAST-MODIFIED", "DTSTAMP", "DTSTART", "DTEND")] == [
        "20261101T080000Z",
        "20261120T093000Z",
        "20261120T093000Z",
        "20270216T090000",
        "20270216T103000",
    ]


def test_an_end_is_always_said_and_a_day_is_never_blocked_whole() -> None:
    """Traps 17 and 33: sessions have hours, so that a week's workshop leaves the evenings free."""
    for octets in all_outputs(session()):
        assert event_of(octets)["DTEND"].value == "20270216T103000"
        assert re.search(rb"VALUE=DATE\b|DURATION", octets) is None


def test_lines_are_folded_by_octets_and_between_characters() -> None:
    """Trap 18; unfold() decodes each line by itself and measures it in octets."""
    text = "a" + "漢字👩🏽‍✈️مرحبا" * 40
    for octets in all_outputs(session(summary=text)):
        assert event_of(octets)["SUMMARY"].text == text
        assert max(map(len, octets.split(b"\r\n"))) == 75


def test_what_a_web_form_lets_through_does_not_reach_the_file() -> None:
    """Trap 19."""
    event = event_of(download(session(summary="\x00One\x0b\x7f", description="First\r\nsecond\rthird\x1b[0m\r\n")))
    assert (event["SUMMARY"].text, event["DESCRIPTION"].text) == ("One", "First\nsecond\nthird[0m")


def test_descriptions_are_plain_text_without_entities() -> None:
    """Trap 20."""
    octets = download(session(description='Fish & "chips" <3: 1 < 2'))
    assert event_of(octets)["DESCRIPTION"].text == 'Fish & "chips" <3: 1 < 2'
    assert b"X-ALT-DESC" not in octets


def test_a_download_is_no_calendar_of_its_own() -> None:
    """Trap 21."""
    assert re.search(rb"^(NAME|X-)", download(session()), re.MULTILINE) is None


def test_the_octets_change_with_the_facts_and_never_with_the_clock() -> None:
    """Trap 22."""
    with clock.at(datetime(2026, 12, 24, tzinfo=UTC)):
        before = all_outputs(session())
    with clock.at(datetime(2027, 1, 6, tzinfo=UTC)):
        assert all_outputs(session()) == before
    assert [a == b for a, b in zip(before, all_outputs(session(location=("Room 3",))), strict=True)] == [False] * 3


def test_the_public_is_not_told_how_to_join() -> None:
    """Trap 23."""
    told = joinable()
    shown = replace(told, audience=session().audience)
    assert b"secret" in download(told)
    assert download(shown) == download(session())


def test_an_empty_file_is_never_written() -> None:
    """Trap 24."""
    with pytest.raises(ValueError, match="at least one session"):
        published_calendar([], [])


def test_texts_name_the_language_they_are_in() -> None:
    """Trap 26."""
    event = event_of(invitation(session(language="fr", summary="Annulé : première séance")))
    assert {event[name].parameters["LANGUAGE"] for name in ("SUMMARY", "DESCRIPTION", "LOCATION")} == {"fr"}
    assert event["SUMMARY"].text == "Annulé : première séance"


def test_who_withdraws_gets_a_cancel_although_the_session_stands() -> None:
    """Trap 29: the same facts, a higher sequence, and a status that removes the entry everywhere."""
    facts = session(sequence=4)
    asked, withdrawn = event_of(invitation(facts)), event_of(cancellation(facts))
    differing = {line.name for line in asked.properties if line not in withdrawn.properties}
    assert differing == {"SEQUENCE", "STATUS", "TRANSP"}
    assert int(withdrawn["SEQUENCE"].value) > int(asked["SEQUENCE"].value)


def test_a_message_is_about_one_session() -> None:
    """Trap 31."""
    for octets in (invitation(session()), cancellation(session())):
        assert len(read_calendar(octets).parts("VEVENT")) == 1


def test_a_cancelled_session_stays_in_the_file_as_cancelled() -> None:
    """Trap 32."""
    off = session(uid="1@x", status=Status.CANCELLED, summary="Cancelled: first session", sequence=3)
    entries = by_rfc(download(off, session(uid="2@x")))
    assert [(entry.uid, entry.status, entry.summary) for entry in entries] == [
        ("1@x", "CANCELLED", "Cancelled: first session"),
        ("2@x", "CONFIRMED", "Document security: first session"),
    ]


def test_no_answer_is_asked_for_while_no_mailbox_reads_answers() -> None:
    """Trap 34."""
    parameters = event_of(invitation(session()))["ATTENDEE"].parameters
    assert (parameters["PARTSTAT"], parameters["RSVP"]) == ("ACCEPTED", "FALSE")
