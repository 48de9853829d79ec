"""A session as a public reader sees it, one of its registrants, and what both are handed."""
# ruff: noqa: DTZ001 - sessions have local times

from datetime import UTC, datetime
from typing import Any

from tests.support.vcalendar import Component, read_calendar
from workshops.calendars.facts import AttendeeFacts, Audience, JoinFacts, OrganizerFacts, SessionFacts
from workshops.calendars.ics import cancel, published_calendar, request, session_component

AMINA = AttendeeFacts("Amina Rahimova", "amina@border.example")
STAMP = datetime(2026, 12, 1, 10, 15, 30, tzinfo=UTC)


def session(**changes: Any) -> SessionFacts:
    """The facts of a session in Brussels, with some of them changed."""
    facts: dict[str, Any] = {
        "uid": "4d2f5b0e-6a9c-4a2e-9a58-0f3d7d1f7f10@workshops.example",
        "sequence": 2,
        "created": datetime(2026, 11, 1, 8, 0, tzinfo=UTC),
        "last_modified": datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        "zone": "Europe/Brussels",
        "starts": datetime(2027, 2, 16, 9, 0),
        "ends": datetime(2027, 2, 16, 10, 30),
        "summary": "Document security: first session",
        "description": "Bring a magnifying glass; we have lamps.\nLunch is served, at noon.",
        "location": ("Room 2", "Egmont Palace", "Kleine Zavel 8", "Brussels", "Belgium"),
        "geo": (50.8389, 4.3567),
        "url": "https://workshops.example/workshops/document-security",
        "categories": ("Document security", "Training, regional"),
        "organizer": OrganizerFacts("Workshops", "workshops@workshops.example"),
        "language": "en",
    }
    return SessionFacts(**facts | changes)


def joinable(**changes: Any) -> SessionFacts:
    """The same session as its registrants see it, with the way to join it online."""
    join = JoinFacts("https://meet.example/room/7?key=secret", "Join online")
    return session(**{"audience": Audience.REGISTRANT, "join": join} | changes)


def download(*sessions: SessionFacts) -> bytes:
    """The file of some sessions."""
    return published_calendar(map(session_component, sessions), [facts.span for facts in sessions])


def invitation(facts: SessionFacts, attendee: AttendeeFacts = AMINA) -> bytes:
    """The first message about a session."""
    return request(facts, attendee, sequence=facts.sequence, stamp=STAMP)


def cancellation(facts: SessionFacts, attendee: AttendeeFacts = AMINA) -> bytes:
    """The message after it that ends it."""
    return cancel(facts, attendee, sequence=facts.sequence + 1, stamp=STAMP)


def event_of(octets: bytes) -> Component:
    """The one VEVENT of a file."""
    (event,) = read_calendar(octets).parts("VEVENT")
    return event
