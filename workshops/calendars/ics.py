"""Writes calendar files and invitations (RFC 5545, 5546, 7986): the same facts give the same octets, always."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from icalendar import Event
from icalendar.prop import vInline

from workshops.calendars.facts import AttendeeFacts, Audience, CalendarUser, SessionFacts, Span, Status
from workshops.calendars.zones import vtimezones

PRODID = "-//Workshops//Workshops//EN"

_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
# What may stand uncoded in a URI (RFC 3986, 2.2), "%" itself included, and in the address of a mailto URI (RFC 6068, 2).
_PLAIN_IN_URI = ":/?#[]@!$&'()*+,;=%"
_PLAIN_IN_MAILTO = "@!$'*+"


def session_component(facts: SessionFacts) -> bytes:
    """The VEVENT of a session for downloads. It changes only when the facts do, so it can be stored.

    No message, hence no moment of sending: DTSTAMP is that of the last change (RFC 5545, 3.8.7.2).
    """
    return _event(facts, facts.sequence, facts.last_modified).to_ical()


def published_calendar(components: Iterable[bytes], spans: Iterable[Span]) -> bytes:
    """A file to download (RFC 5546, 3.2.1) from finished VEVENTs, with the VTIMEZONEs that their times need.

    Raises ValueError when there is no VEVENT: an empty file helps nobody and is not iCalendar.
    """
    events = b"".join(components)
    if not events:
        raise ValueError("a calendar file needs at least one session")
    return _calendar("PUBLISH", events, spans)


def request(facts: SessionFacts, attendee: AttendeeFacts, *, sequence: int, stamp: datetime) -> bytes:
    """The invitation of one registrant, or a change of it (RFC 5546, 3.2.2).

    `sequence` and `stamp` (in UTC) belong to the message and are stored with it, so that a resend has the same octets.
    """
    return _message("REQUEST", facts, attendee, sequence, stamp)


def cancel(facts: SessionFacts, attendee: AttendeeFacts, *, sequence: int, stamp: datetime) -> bytes:
    """The end of one registrant's invitation, whether she or the session is withdrawn (RFC 5546, 3.2.5).

    `sequence` is higher than every one this attendee was sent for the UID. The status becomes CANCELLED in both cases:
    each registrant has a copy of her own, and only that status removes it in every calendar program.
    """
    return _message("CANCEL", replace(facts, status=Status.CANCELLED), attendee, sequence, stamp)


def _message(method: str, facts: SessionFacts, attendee: AttendeeFacts, sequence: int, stamp: datetime) -> bytes:
    event = _event(facts, sequence, stamp)
    # She said yes on our pages, and no mailbox reads answers: so nothing is asked.
    accepted = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("attendee", _mailto(attendee, accepted))
    return _calendar(method, event.to_ical(), [facts.span])


def _calendar(method: str, events: bytes, spans: Iterable[Span]) -> bytes:
    header = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nCALSCALE:GREGORIAN\r\nMETHOD:{method}\r\n"
    return b"".join((header.encode("ascii"), vtimezones(spans), events, b"END:VCALENDAR\r\n"))


def _event(facts: SessionFacts, sequence: int, stamp: datetime) -> Event:
    """All values go in finished, for icalendar to order, quote and fold: its own TEXT turns a typed `\\N` into a line break."""
    is_cancelled = facts.status is Status.CANCELLED
    is_joinable = facts.join_url and facts.audience is Audience.REGISTRANT and not is_cancelled
    join = (facts.join_label, _uri(facts.join_url)) if is_joinable else ()
    language = {"LANGUAGE": facts.language}
    event = Event()
    event.add("uid", _text(facts.uid))
    event.add("sequence", sequence)
    event.add("dtstamp", _moment(stamp))
    event.add("created", _moment(facts.created))
    event.add("last-modified", _moment(facts.last_modified))
    event.add("dtstart", _local(facts.starts, facts.zone))
    event.add("dtend", _local(facts.ends, facts.zone))
    return event
