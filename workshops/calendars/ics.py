"""Writes calendar files and invitations (RFC 5545, 5546, 7986): the same facts give the same octets, always."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote

from icalendar import Event
from icalendar.prop import vInline

from workshops.calendars.facts import AttendeeFacts, Audience, CalendarUser, JoinFacts, SessionFacts, Span, Status
from workshops.calendars.zones import vtimezones

LONGEST_LINE = 75
PRODID = "-//Workshops//Workshops//EN"

_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# A folded line of spaces alone is taken for an empty one by some readers.
_LONG_GAP = re.compile(r"[^\S\n]{20,}")
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
# What stays as it is in a URI, codes already made included (RFC 3986, 2), and in a mailto address (RFC 6068, 2).
_PLAIN_IN_URI = ":/?#[]@!$&'()*+,;=%"
_PLAIN_IN_MAILTO = "@!$'*+"


def session_component(facts: SessionFacts) -> bytes:
    """The VEVENT of a session for downloads. It changes only when the facts do, so it can be stored.

    No message, hence no moment of sending: DTSTAMP is that of the last change (RFC 5545, 3.8.7.2).
    """
    return _octets(_event(facts, facts.sequence, facts.last_modified))


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
    event["ATTENDEE"] = _mailto(attendee, accepted)
    return _calendar(method, _octets(event), [facts.span])


def _calendar(method: str, events: bytes, spans: Iterable[Span]) -> bytes:
    header = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nCALSCALE:GREGORIAN\r\nMETHOD:{method}\r\n"
    return b"".join((header.encode("ascii"), vtimezones(spans), events, b"END:VCALENDAR\r\n"))


def _event(facts: SessionFacts, sequence: int, stamp: datetime) -> Event:
    # Values go in finished, for icalendar to order and to quote: its own TEXT takes a typed "\\N" for a line break.
    join = _join(facts)
    language = {"LANGUAGE": facts.language}
    properties = {
        "UID": _text(facts.uid),
        "SEQUENCE": vInline(str(sequence)),
        "DTSTAMP": _moment(stamp),
        "CREATED": _moment(facts.created),
        "LAST-MODIFIED": _moment(facts.last_modified),
        "DTSTART": _local(facts.starts, facts.zone),
        "DTEND": _local(facts.ends, facts.zone),
        "SUMMARY": _text(_line(facts.summary), language),
        "DESCRIPTION": _text(_description(facts.description, join), language),
        "LOCATION": _text(", ".join(filter(None, map(_line, facts.location))), language),
        "GEO": vInline(";".join(map(_degrees, facts.geo or ()))),
        "URL": vInline(_uri(facts.url)),
        "CONFERENCE": _conference(join) if join else None,
        "CATEGORIES": vInline(",".join(_text(_line(category)) for category in facts.categories)),
        "STATUS": vInline(facts.status),
        "TRANSP": vInline("TRANSPARENT" if facts.status is Status.CANCELLED else "OPAQUE"),
        "CLASS": vInline("PRIVATE" if facts.is_restricted else "PUBLIC"),
        "ORGANIZER": _mailto(facts.organizer, {}),
    }
    return Event({name: value for name, value in properties.items() if value})


def _octets(event: Event) -> bytes:
    return b"".join(_fold(line) + b"\r\n" for line in event.content_lines() if line)


def _fold(line: str) -> bytes:
    """The octets of a content line, in pieces of at most 75 (RFC 5545, 3.1).

    No cut falls into a character, nor behind the backslash of an escape: some readers unescape before they unfold.
    """
    rest, pieces, room = line.encode(), [], LONGEST_LINE
    while len(rest) > room:
        cut = room
        while b"\x80" <= rest[cut : cut + 1] < b"\xc0":  # the later octets of a UTF-8 character
            cut -= 1
        cut -= (cut - len(rest[:cut].rstrip(b"\\"))) % 2
        pieces.append(rest[:cut])
        rest, room = rest[cut:], LONGEST_LINE - 1
    return b"\r\n ".join((*pieces, rest))


def _join(facts: SessionFacts) -> JoinFacts | None:
    is_told = facts.audience is Audience.REGISTRANT and facts.status is not Status.CANCELLED
    return replace(facts.join, url=_uri(facts.join.url)) if facts.join and is_told else None


def _description(text: str, join: JoinFacts | None) -> str:
    # Outlook and Google do not show CONFERENCE, so the link stands here too.
    join_lines = f"{join.label}\n{join.url}" if join else ""
    return "\n\n".join(filter(None, (_clean(text).strip(), join_lines)))


def _conference(join: JoinFacts) -> vInline:
    return vInline(join.url, params={"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": _line(join.label)})


def _moment(moment: datetime) -> vInline:
    if moment.utcoffset() != timedelta():
        raise ValueError("a stamp is a moment in UTC")
    return vInline(f"{moment:%Y%m%dT%H%M%SZ}")


def _local(local: datetime, zone: str) -> vInline:
    if zone == "UTC":
        return vInline(f"{local:%Y%m%dT%H%M%SZ}")
    return vInline(f"{local:%Y%m%dT%H%M%S}", params={"TZID": zone})


def _text(text: str, parameters: dict[str, str] | None = None) -> vInline:
    """A TEXT value (RFC 5545, 3.3.11) without the control characters that web forms let through."""
    return vInline(_clean(text).translate(_ESCAPES), params=parameters)


def _clean(text: str) -> str:
    return _LONG_GAP.sub(" ", _CONTROL.sub("", _LINE_BREAK.sub("\n", text)))


def _line(text: str) -> str:
    return _clean(text).replace("\n", " ").strip()


def _degrees(number: float) -> str:
    return f"{number:z.6f}".rstrip("0").rstrip(".")


def _uri(address: str) -> str:
    return quote(address, safe=_PLAIN_IN_URI)


def _mailto(user: CalendarUser, parameters: dict[str, str]) -> vInline:
    named = {"CN": name} if (name := _line(user.name)) else {}
    return vInline(f"mailto:{quote(user.mailbox, safe=_PLAIN_IN_MAILTO)}", params=named | parameters)
