"""Rows that tests start from: each function stores one thing with plain defaults and gives back its id."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from flask import Flask, has_app_context

from workshops.accounts.models import Person, RoleGrant
from workshops.accounts.rules import ROLE_SCOPES, Role
from workshops.agenda.models import AgendaSession, Speaker
from workshops.agenda.rules import new_uid
from workshops.catalogue.actions.words import write_words
from workshops.catalogue.models import Signatory, Workshop, WorkshopSlug, WorkshopText
from workshops.catalogue.rules import Admission, Kind, Mode, ReachScope, State, Visibility
from workshops.directory.models import Organisation, Theme
from workshops.foundation import clock
from workshops.foundation.database import Base, db
from workshops.foundation.transactions import unit_of_work
from workshops.foundation.zones import local_to_utc
from workshops.registrations.models import Registration, RegistrationStep
from workshops.registrations.rules import LIVE_STATES, NOTICE_VERSION
from workshops.registrations.rules import State as Standing

_numbers = count(1)


@contextmanager
def committed(app: Flask) -> Iterator[None]:
    """Commit what the block adds; inside a transaction of the test's own, only flush it."""
    if has_app_context() and db.session().info.get("writing"):
        yield
        db.session.flush()
    elif has_app_context():
        with unit_of_work():
            yield
    else:
        with app.app_context(), unit_of_work():
            yield


def stored(app: Flask, row: Base) -> int:
    """Store one row and give back its id."""
    with committed(app):
        db.session.add(row)
        db.session.flush()
        return int(row.id)  # type: ignore[attr-defined]


def make_person(app: Flask, *, role: Role | None = None, scope_id: int | None = None, **columns: Any) -> int:
    """A person whose address is proved; `role` (with `scope_id` of an organisation or a workshop) makes her staff."""
    row: dict[str, Any] = {
        "email": f"person{next(_numbers)}@customs.example",
        "email_proved_at": clock.now(),
        "name_latin": "Gulnora Rahimova",
        "created_at": clock.now(),
    }
    with committed(app):
        person_id = stored(app, Person(**row | columns))
        if role:
            make_grant(app, person_id, role, scope_id)
    return person_id


def make_grant(app: Flask, person_id: int, role: Role, scope_id: int | None = None) -> int:
    """A grant without an end, in the scope that belongs to the role."""
    scope = ROLE_SCOPES[role]
    return stored(app, RoleGrant(person_id=person_id, role=role, scope=scope, scope_id=scope_id, starts_at=clock.now()))


def make_organisation(app: Flask, name: str | None = None, **columns: Any) -> int:
    """An organisation that can own workshops."""
    name = name or f"Border Management Office {next(_numbers)}"
    return stored(app, Organisation(**{"name": name, "kind": "other"} | columns))


def make_workshop(app: Flask, *, texts: dict[str, str] | None = None, **columns: Any) -> int:
    """A published workshop in Doha, four weeks ahead, three days long, whose registration has been open for a week.

    `texts` replace those of its first language; `columns` those of its row. Times move with `starts_local`.
    """
    number = next(_numbers)
    first = clock.now().replace(tzinfo=None, hour=9, minute=0, second=0) + timedelta(weeks=4)
    starts = columns.pop("starts_local", first)
    ends = columns.pop("ends_local", starts + timedelta(days=2, hours=8))
    zone = columns.get("zone", "Asia/Qatar")
    with committed(app):
        row: dict[str, Any] = {
            "code": f"WS-2000-{number}",
            "slug": f"workshop-{number}",
            "kind": Kind.WORKSHOP,
            "state": State.PUBLISHED,
            "visibility": Visibility.PUBLIC,
            "scope": ReachScope.REGIONAL,
            "mode": Mode.ON_SITE,
            "first_language": "en",
            "working_languages": ["ar", "en"],
            "document_languages": ["en"],
            "venue_name": "Training Centre",
            "venue_address": "1 Corniche Street",
            "city": "Doha",
            "country_iso3": "QAT",
            "zone": zone,
            "starts_local": starts,
            "ends_local": ends,
            "starts_at": local_to_utc(starts, zone),
            "ends_at": local_to_utc(ends, zone),
            "admission": Admission.OPEN,
            "opens_at": clock.now() - timedelta(weeks=1),
            "closes_at": local_to_utc(starts, zone) - timedelta(weeks=1),
            "capacity": 20,
            "contact_name": "Border Management Programme",
            "contact_email": "programme@workshops.example",
            "created_at": clock.now(),
            "changed_at": clock.now(),
            "published_at": clock.now(),
            "signatories": [Signatory(position=1, name="Ilkka Rautavaara", function="Head of Programme")],
            "themes": [db.session.get_one(Theme, "pnr")],
        }
        row |= columns
        row.setdefault("organisation_id", None)
        row["organisation_id"] = row["organisation_id"] or make_organisation(app)
        words = {
            "title": f"Cooperation with airlines and carriers {number}",
            "summary": "Carriers and border agencies agree who calls whom.",
            "description": "Three days of work in mixed tables.",
            "aims": "Agree on contacts.",
            "learning_outcomes": "- Write a contact protocol",
            "target_audience": "Officers who deal with carriers.",
            "admission_criteria": "Two years of service.",
        }
        texts_ = [WorkshopText(language=row["first_language"], **words | (texts or {}))]
        workshop_id = stored(app, Workshop(**row, texts=texts_))
        db.session.add(WorkshopSlug(slug=row["slug"], workshop_id=workshop_id))
        write_words(db.session.get_one(Workshop, workshop_id))
    return workshop_id


def make_session(app: Flask, workshop_id: int, *, speakers: tuple[tuple[str, str], ...] = (), **columns: Any) -> int:
    """A session of one hour that counts for attendance, one for each hour after the beginning of the workshop."""
    with committed(app):
        workshop = db.session.get_one(Workshop, workshop_id)
        number = columns.setdefault(
            "number", db.session.query(AgendaSession).filter_by(workshop_id=workshop_id).count() + 1
        )
        starts: datetime = columns.pop("starts_local", workshop.starts_local + timedelta(hours=number - 1))
        ends: datetime = columns.pop("ends_local", starts + timedelta(hours=1))
        row: dict[str, Any] = {
            "workshop_id": workshop_id,
            "title": f"Session {number}",
            "starts_local": starts,
            "ends_local": ends,
            "starts_at": local_to_utc(starts, workshop.zone),
            "ends_at": local_to_utc(ends, workshop.zone),
            "uid": new_uid(),
            "created_at": clock.now(),
            "changed_at": clock.now(),
            "speakers": [Speaker(position=n, name=who, function=what) for n, (who, what) in enumerate(speakers, 1)],
        }
        return stored(app, AgendaSession(**row | columns))


def make_registration(
    app: Flask, workshop_id: int, person_id: int | None = None, *, state: Standing = Standing.CONFIRMED, **columns: Any
) -> int:
    """A registration where it stands, with its first step; confirmed and offered ones take a seat of the workshop."""
    with committed(app):
        workshop = db.session.get_one(Workshop, workshop_id)
        row: dict[str, Any] = {
            "workshop_id": workshop_id,
            "person_id": person_id or make_person(app),
            "once": f"form {next(_numbers)}",
            "state": state,
            "is_live": state in LIVE_STATES,
            "holds_seat": state in (Standing.CONFIRMED, Standing.OFFERED),
            "submitted_at": clock.now(),
            "name_latin": "Gulnora Rahimova",
            "country_iso3": "TJK",
            "agency": "Customs Service",
            "notice_version": NOTICE_VERSION,
        } | columns
        if row["holds_seat"]:
            workshop.taken += 1
        if state is Standing.WAITLISTED and "wait_rank" not in row:
            workshop.wait_next += 1
            row["wait_rank"] = workshop.wait_next
        if state is Standing.OFFERED:
            row.setdefault("expires_at", clock.now() + timedelta(hours=workshop.offer_hours))
        steps = [RegistrationStep(after=state, at=clock.now(), actor_id=None)]
        return stored(app, Registration(**row, steps=steps))
