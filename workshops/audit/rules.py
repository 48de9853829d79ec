"""How a line of the chain is hashed, and what its objects are called."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workshops.foundation.words import N_

# What an event can be about.
OBJECT_NAMES: Mapping[str, str] = {
    "workshop": N_("workshop %(id)s"),
    "session": N_("session %(id)s"),
    "registration": N_("registration %(id)s"),
    "certificate": N_("certificate %(id)s"),
    "person": N_("person %(id)s"),
    "programme": N_("programme %(id)s"),
}
# What the events and the fields they name are called on the pages; the chain itself keeps the names of the code.
WORDS: Mapping[str, str] = {
    # What an event says
    "after": N_("After"),
    "anchor": N_("When"),
    "before": N_("Before"),
    "changed": N_("Changes"),
    "cloned_from_id": N_("Copy of the workshop"),
    "code_id": N_("Code"),
    "document_id": N_("Document"),
    "draft_id": N_("Saved answers"),
    "form": N_("File"),
    "grant_id": N_("Number of the role"),
    "held_seat": N_("Held a seat"),
    "means": N_("Signed in with"),
    "new_certificate_id": N_("New certificate"),
    "person_id": N_("Person"),
    "place": N_("Place in the waitlist"),
    "purpose": N_("Purpose"),
    "reason_class": N_("Reason"),
    "registration_id": N_("Registration"),
    "revived": N_("On again"),
    "role": N_("Role"),
    "rows": N_("Rows"),
    "scope": N_("Scope"),
    "scope_id": N_("Number"),
    "session_id": N_("Session"),
    "sessions": N_("Browsers"),
    "shift_seconds": N_("Moved by, in seconds"),
    "shown": N_("Whole name shown"),
    "state": N_("Where it stands"),
    "with_workshop": N_("Together with the workshop"),
    "workshop_id": N_("Workshop"),
    # The fields of workshops and sessions
    "admission": N_("Who is admitted"),
    "admission_criteria": N_("Admission criteria"),
    "aims": N_("Aims"),
    "attendance_percent": N_("Attendance for the certificate, in percent"),
    "certificate_hours": N_("Hours on the certificate"),
    "city": N_("City"),
    "closes_at": N_("Registration closes"),
    "contact_email": N_("E-mail address of the contact"),
    "contact_name": N_("Contact"),
    "decision_due_at": N_("Decision due"),
    "description": N_("Description"),
    "document_languages": N_("Languages of documents"),
    "ends_local": N_("Ends"),
    "first_language": N_("Language that comes first"),
    "groupings": N_("Meant for the groupings"),
    "instruments": N_("Reference instruments"),
    "interpretation": N_("With interpretation"),
    "is_pause": N_("This is a pause"),
    "is_required": N_("Counts for attendance"),
    "join_url": N_("Link to join online"),
    "kind": N_("Kind"),
    "learning_outcomes": N_("Learning outcomes"),
    "mode": N_("People meet"),
    "offer_hours": N_("Hours to answer an offered seat"),
    "opens_at": N_("Registration opens"),
    "partners": N_("Partners"),
    "programme_id": N_("Programme"),
    "room": N_("Room"),
    "signatories": N_("Who signs the certificates"),
    "slug": N_("Address of the page"),
    "speakers": N_("Speakers"),
    "starts_local": N_("Begins"),
    "summary": N_("Summary"),
    "target_audience": N_("Target audience"),
    "themes": N_("Themes"),
    "title": N_("Title"),
    "venue_address": N_("Street and number"),
    "venue_name": N_("Venue"),
    "visibility": N_("Who finds the page"),
    "working_languages": N_("Working languages"),
    "zone": N_("Time zone"),
    # The fields of people and registrations
    "agency": N_("Agency"),
    "certificate_language": N_("Language of the certificate"),
    "country_iso3": N_("Country"),
    "language": N_("Language"),
    "motivation": N_("Motivation"),
    "name_latin": N_("Name in Latin letters"),
    "name_own": N_("Name in own script"),
    "needs": N_("To prepare"),
    "organisation_id": N_("Organisation"),
    "post": N_("Post or rank"),
    "sex": N_("Sex"),
    # What stands behind them
    "False": N_("No"),
    "None": N_("None"),
    "True": N_("Yes"),
    "administrator": N_("Administrator"),
    "co_organizer": N_("Co-organizer"),
    "data_protection_officer": N_("Data protection officer"),
    "desk": N_("Check-in desk"),
    "host": N_("Host"),
    "organizer": N_("Organizer"),
    "organisation": N_("Organisation"),
    "system": N_("everything"),
    "workshop": N_("Workshop"),
    "invitation": N_("Invite a member of staff"),
    "mail": N_("a mailed code"),
    "password": N_("a password"),
    "registration": N_("Registration"),
    "sign_in": N_("Sign in"),
    "cancelled": N_("Cancelled"),
    "confirmed": N_("Confirmed"),
    "declined": N_("Declined"),
    "offered": N_("Seat offered"),
    "submitted": N_("Waiting for a decision"),
    "unconfirmed": N_("Address not proved"),
    "waitlisted": N_("On the waitlist"),
    "withdrawn": N_("Withdrawn"),
    "did_not_attend": N_("The holder did not attend enough sessions."),
    "issued_in_error": N_("It was issued in error."),
    "misuse": N_("It was altered or misused."),
    "wrong_person": N_("It was issued to the wrong person."),
}
FIRST_HASH = "0" * 64


def line_hash(key: str, previous: str, sequence: int, line: Mapping[str, Any]) -> str:
    """HMAC-SHA256 over the previous hash and the line in canonical JSON (security rule C88)."""
    at: datetime = line["at"]
    facts = [line[name] for name in ("actor_id", "event", "object_type", "object_id", "details")]
    body = json.dumps(
        [sequence, at.isoformat(), *facts],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    )
    return hmac.new(key.encode(), f"{previous}\n{body}".encode(), hashlib.sha256).hexdigest()
