"""What a calendar file and an invitation say, read back by three readers that did not write them."""
# ruff: noqa: DTZ001 - sessions have local times

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calendars.example import AMINA, STAMP, download, event_of, invitation, joinable, session
from tests.support.vcalendar import READERS, Entry, Reader, by_ics, by_rfc, by_vobject
from workshops.calendars.facts import AttendeeFacts, JoinFacts, SessionFacts, Status
from workshops.calendars.ics import cancel, request, session_component
from workshops.calendars.zones import vtimezone


def test_a_download_says_exactly_this() -> None:
    zone = vtimezone("Europe/Brussels", 2027, 2027).decode()
    assert download(session()).decode() == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//Workshops//Workshops//EN\r\n"
        "CALSCALE:GREGORIAN\r\n"
        "METHOD:PUBLISH\r\n"
        f"{zone}"
        "BEGIN:VEVENT\r\n"
        "SUMMARY;LANGUAGE=en:Document security: first session\r\n"
        "DTSTART;TZID=Europe/Brussels:20270216T090000\r\n"
        "DTEND;TZID=Europe/Brussels:20270216T103000\r\n"
        "DTSTAMP:20261120T093000Z\r\n"
        "UID:4d2f5b0e-6a9c-4a2e-9a58-0f3d7d1f7f10@workshops.example\r\n"
        "SEQUENCE:2\r\n"
        "CATEGORIES:Document security,Training\\, regional\r\n"
        "CLASS:PUBLIC\r\n"
        "CREATED:20261101T080000Z\r\n"
        "DESCRIPTION;LANGUAGE=en:Bring a magnifying glass\\; we have lamps.\\nLunch is\r\n"
        "  served\\, at noon.\r\n"
        "GEO:50.8389;4.3567\r\n"
        "LAST-MODIFIED:20261120T093000Z\r\n"
        "LOCATION;LANGUAGE=en:Room 2\\, Egmont Palace\\, Kleine Zavel 8\\, Brussels\\, B\r\n"
        " elgium\r\n"
        "ORGANIZER;CN=Workshops:mailto:workshops@workshops.example\r\n"
        "STATUS:CONFIRMED\r\n"
        "TRANSP:OPAQUE\r\n"
        "URL:https://workshops.example/workshops/document-security\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_understands_a_download(reader: Reader) -> None:
    assert reader(download(session())) == [
        Entry(
            uid="4d2f5b0e-6a9c-4a2e-9a58-0f3d7d1f7f10@workshops.example",
            starts=datetime(2027, 2, 16, 8, 0, tzinfo=UTC),
            ends=datetime(2027, 2, 16, 9, 30, tzinfo=UTC),
            summary="Document security: first session",
            description="Bring a magnifying glass; we have lamps.\nLunch is served, at noon.",
            location="Room 2, Egmont Palace, Kleine Zavel 8, Brussels, Belgium",
            url="https://workshops.example/workshops/document-security",
            status="CONFIRMED",
        )
    ]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("message", [request, cancel])
def test_every_reader_understands_a_message_as_the_same_entry(message: Callable[..., bytes], reader: Reader) -> None:
    facts = session(status=Status.CANCELLED)
    assert reader(message(facts, AMINA, sequence=3, stamp=STAMP)) == reader(download(facts))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("Europe/Brussels", 8, 7),
        ("Africa/Cairo", 7, 6),
        ("America/New_York", 14, 13),
        ("Asia/Dushanbe", 4, 4),
        ("Asia/Kuwait", 6, 6),
        ("Europe/Dublin", 9, 8),
        ("Asia/Gaza", 7, 6),
        ("UTC", 9, 9),
    ],
)
def test_nine_in_the_morning_is_nine_in_the_morning_there(zone: str, winter: int, summer: int, reader: Reader) -> None:
    def at_nine(month: int) -> SessionFacts:
        return session(
            uid=f"{month}@x", zone=zone, starts=datetime(2027, month, 14, 9), ends=datetime(2027, month, 14, 10)
        )

    assert [(entry.starts, entry.ends) for entry in reader(download(at_nine(1), at_nine(7)))] == [
        (datetime(2027, 1, 14, winter, tzinfo=UTC), datetime(2027, 1, 14, winter + 1, tzinfo=UTC)),
        (datetime(2027, 7, 14, summer, tzinfo=UTC), datetime(2027, 7, 14, summer + 1, tzinfo=UTC)),
    ]


@pytest.mark.parametrize("reader", [by_rfc, by_vobject])
def test_the_quarters_of_kathmandu_and_the_ramadan_of_casablanca_are_kept(reader: Reader) -> None:
    kathmandu = session(uid="1@x", zone="Asia/Kathmandu")
    ramadan = session(
        uid="2@x", zone="Africa/Casablanca", starts=datetime(2026, 2, 20, 9), ends=datetime(2026, 2, 20, 10)
    )
    assert {entry.uid: entry.starts for entry in reader(download(kathmandu, ramadan))} == {
        "1@x": datetime(2027, 2, 16, 3, 15, tzinfo=UTC),
        "2@x": datetime(2026, 2, 20, 9, 0, tzinfo=UTC),
    }


def test_a_file_holds_its_sessions_in_the_order_given() -> None:
    days = [
        session(uid=f"{day}@x", starts=datetime(2027, 2, day, 9), ends=datetime(2027, 2, day, 10))
        for day in (18, 16, 17)
    ]
    assert [entry.uid for entry in by_rfc(download(*days))] == ["18@x", "16@x", "17@x"]


def test_what_is_not_known_is_left_out() -> None:
    bare = event_of(download(session(description=" \r\n", location=("", " "), geo=None, categories=())))
    assert [name for name in ("DESCRIPTION", "LOCATION", "GEO", "CATEGORIES", "CONFERENCE") if bare.all(name)] == []


def test_a_message_carries_its_own_sequence_and_moment() -> None:
    event = event_of(request(session(sequence=2), AMINA, sequence=3, stamp=STAMP))
    assert (event.value("SEQUENCE"), event.value("DTSTAMP"), event.value("LAST-MODIFIED")) == (
        "3",
        "20261201T101530Z",
        "20261120T093000Z",
    )


def test_a_moment_that_is_not_utc_is_refused() -> None:
    for stamp in (datetime(2026, 12, 1), STAMP.astimezone(timezone(timedelta(hours=5)))):
        with pytest.raises(ValueError, match="a moment in UTC"):
            request(session(), AMINA, sequence=3, stamp=stamp)
        with pytest.raises(ValueError, match="a moment in UTC"):
            session_component(session(last_modified=stamp))


def test_a_registrant_is_told_how_to_join_where_every_program_shows_it() -> None:
    for octets in (download(joinable()), invitation(joinable())):
        event = event_of(octets)
        assert event["CONFERENCE"].value == "https://meet.example/room/7?key=secret"
        assert event["CONFERENCE"].parameters == {"VALUE": "URI", "FEATURE": "AUDIO,VIDEO", "LABEL": "Join online"}
        assert event["DESCRIPTION"].text == (
            "Bring a magnifying glass; we have lamps.\nLunch is served, at noon.\n\n"
            "Join online\nhttps://meet.example/room/7?key=secret"
        )


def test_the_way_to_join_stands_alone_when_there_is_no_description() -> None:
    event = event_of(download(joinable(description="")))
    assert event["DESCRIPTION"].text == "Join online\nhttps://meet.example/room/7?key=secret"


def test_nobody_is_told_how_to_join_what_is_cancelled() -> None:
    for octets in (
        download(joinable(status=Status.CANCELLED)),
        cancel(joinable(), AMINA, sequence=3, stamp=STAMP),
    ):
        assert b"CONFERENCE" not in octets
        assert b"secret" not in octets


def test_a_restricted_session_is_private_and_a_cancelled_one_blocks_no_time() -> None:
    shown = event_of(download(session(is_restricted=True, status=Status.TENTATIVE)))
    assert [shown.value(name) for name in ("CLASS", "STATUS", "TRANSP")] == ["PRIVATE", "TENTATIVE", "OPAQUE"]
    over = event_of(download(session(status=Status.CANCELLED)))
    assert [over.value(name) for name in ("CLASS", "STATUS", "TRANSP")] == ["PUBLIC", "CANCELLED", "TRANSPARENT"]


@pytest.mark.parametrize(
    ("geo", "written"),
    [
        ((50.8388888888, 4.3567), "50.838889;4.3567"),
        ((-0.0000001, 180), "0;180"),
        ((-33.5, -70), "-33.5;-70"),
        ((0.000001, 100), "0.000001;100"),
    ],
)
def test_a_place_has_at_most_six_decimals_and_no_exponent(geo: tuple[float, float], written: str) -> None:
    assert event_of(download(session(geo=geo))).value("GEO") == written


def test_an_address_is_coded_where_the_grammar_wants_it() -> None:
    join = JoinFacts("https://meet.example/é 1?a=%20&b=1,2;3\r\nATTENDEE:mailto:x@y\x00", "Join")
    assert event_of(download(joinable(join=join))).value("CONFERENCE") == (
        "https://meet.example/%C3%A9%201?a=%20&b=1,2;3%0D%0AATTENDEE:mailto:x@y%00"
    )


def test_a_mailbox_is_coded_as_a_mailto_address_wants_it() -> None:
    attendee = AttendeeFacts("", "o'neil+50%?cc=x/y@border.example")
    line = event_of(invitation(session(), attendee))["ATTENDEE"]
    assert line.value == "mailto:o'neil+50%25%3Fcc%3Dx%2Fy@border.example"
    assert "CN" not in line.parameters


NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x00\x07\x0b\x0c\x1c\x7f\x85\u2028\ufeff\u200f\\;,:\"'^\r\n\t \ud800مرحبا👩🏽‍✈️🏳️‍🌈漢字é"),
    ),
    max_size=400,
).map(
    lambda text: text.replace("7", "\r\nATTENDEE:mailto:x@y\r\n").replace("8", r"\N\n\\").replace("9", " \t\u3000" * 40)
)


def typed(text: str) -> str:
    """What a reader should see of a text: one kind of line break, no control characters, no endless gaps."""
    lines = re.sub("\r\n|\r|\x85|\u2028|\u2029", "\n", text)
    visible = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return re.sub(r"[^\S\n]{20,}", " ", visible)


def one_line(text: str) -> str:
    return typed(text).replace("\n", " ").strip()


@settings(max_examples=50, deadline=None)
@given(text=NASTY)
def test_whatever_is_typed_is_text_and_only_text(text: str) -> None:
    facts = session(summary=f"S{text}", description=f"D{text}.", location=(f"L{text}.",), categories=(f"C{text}.", "x"))
    octets = download(facts)
    event = event_of(octets)
    assert event["SUMMARY"].text == one_line(f"S{text}")
    assert event["DESCRIPTION"].text == typed(f"D{text}.")
    assert event["LOCATION"].text == one_line(f"L{text}.")
    assert event["CATEGORIES"].texts == [one_line(f"C{text}."), "x"]
    assert [line.name for line in event.properties] == [line.name for line in event_of(download(session())).properties]
    assert by_vobject(octets) == by_rfc(octets)
    if "\\" not in text:
        assert by_ics(octets) == by_rfc(octets)


@settings(max_examples=50, deadline=None)
@given(name=NASTY)
def test_whatever_a_person_is_called_is_a_name_and_only_a_name(name: str) -> None:
    octets = invitation(session(), AttendeeFacts(f"A{name}.", "amina@border.example"))
    attendee = event_of(octets)["ATTENDEE"]
    assert attendee.parameters["CN"] == one_line(f"A{name}.")
    assert attendee.value == "mailto:amina@border.example"
    assert len(attendee.parameters) == 5
    assert by_vobject(octets) == by_ics(octets) == by_rfc(octets)


@pytest.mark.parametrize("letter", ["x", "é", "م", "漢", "👩🏽‍✈️", "\\", ";", "\n", '"'])
def test_ten_thousand_characters_are_folded_and_come_back_whole(letter: str) -> None:
    for shift in range(4):
        text = "." + "a" * shift + letter * (10_000 // len(letter)) + "."
        octets = download(session(description=text))
        assert event_of(octets)["DESCRIPTION"].text == text
        assert by_vobject(octets) == by_rfc(octets)


def test_no_fold_parts_a_backslash_from_what_it_escapes() -> None:
    octets = download(session(description="\\;,\n" * 500, summary="a" + "\\" * 300))
    assert re.findall(rb"(?<!\\)(?:\\\\)*\\\r\n ", octets) == []
    assert event_of(octets)["DESCRIPTION"].text == ("\\;,\n" * 500).strip()
