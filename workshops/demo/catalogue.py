"""Programmes and workshops as rows."""

from collections import Counter
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from workshops.agenda.models import AgendaSession, Speaker
from workshops.agenda.rules import UID_DOMAIN
from workshops.catalogue.actions.revisions import raise_catalogue_version
from workshops.catalogue.actions.words import write_words
from workshops.catalogue.models import (
    Programme,
    Signatory,
    Workshop,
    WorkshopCounter,
    WorkshopPartner,
    WorkshopSlug,
    WorkshopText,
)
from workshops.catalogue.rules import Part, Visibility, slugs_for
from workshops.demo.bodies import Bodies, domain_of
from workshops.demo.hours import FIRST_HOUR, LAST_HOUR, Slot, slots_of
from workshops.demo.plans import Plan
from workshops.directory.models import Grouping, Instrument, Theme
from workshops.foundation.database import db
from workshops.foundation.zones import local_to_utc

PROCESS = {
    "ar": "عملية دوشنبه",
    "en": "Dushanbe Process",
    "es": "Proceso de Dusambé",
    "fr": "Processus de Douchanbé",
    "ru": "Душанбинский процесс",
    "zh": "杜尚别进程",
}
PHASES = {
    "dushanbe-phase": {
        "ar": "مرحلة دوشنبه",
        "en": "Dushanbe phase",
        "es": "Fase de Dusambé",
        "fr": "Phase de Douchanbé",
        "ru": "Душанбинский этап",
        "zh": "杜尚别阶段",
    },
    "kuwait-phase": {
        "ar": "مرحلة الكويت",
        "en": "Kuwait phase",
        "es": "Fase de Kuwait",
        "fr": "Phase de Koweït",
        "ru": "Кувейтский этап",
        "zh": "科威特阶段",
    },
}


def add_programme() -> Programme:
    """Store the Dushanbe Process with its phases; gives back the Kuwait phase, to which all workshops belong."""
    process = Programme(code="dushanbe-process", names=PROCESS)
    db.session.add(process)
    db.session.flush()
    phases = [Programme(code=code, parent_id=process.id, names=names) for code, names in PHASES.items()]
    db.session.add_all(phases)
    db.session.flush()
    return phases[-1]


class Catalogue:
    """Makes workshops with their agenda, and numbers them as the house would have."""

    def __init__(self, programme: Programme, bodies: Bodies) -> None:
        """Begin with the reference data that workshops are described with."""
        self._programme = programme
        self._bodies = bodies
        self._codes: Counter[int] = Counter()
        self._themes = {row.code: row for row in db.session.scalars(select(Theme))}
        self._instruments = {row.code: row for row in db.session.scalars(select(Instrument))}
        self._groupings = {row.code: row for row in db.session.scalars(select(Grouping))}

    def add(self, plan: Plan) -> tuple[Workshop, list[AgendaSession]]:
        """Store a workshop and its sessions, pauses too."""
        starts_local, ends_local = _span(plan)
        owner, code = self._bodies.named(plan.organisation), self._next_code(plan.created_at)
        workshop = Workshop(
            code=code,
            slug=next(slugs_for(plan.texts[plan.first_language]["title"], code)),
            visibility=Visibility.PUBLIC,
            organisation=owner,
            programme=self._programme,
            document_languages=plan.working_languages,
            interpretation=len(plan.working_languages) > 1,
            country_iso3=plan.country,
            join_url="" if plan.mode == "on_site" else f"https://meet.{domain_of(owner)}/{code.lower()}",
            starts_local=starts_local,
            ends_local=ends_local,
            starts_at=local_to_utc(starts_local, plan.zone),
            ends_at=local_to_utc(ends_local, plan.zone),
            decision_due_at=plan.decision_due_at if plan.admission == "approval" else None,
            contact_name="Border Security Programme",
            contact_email=f"workshops@{domain_of(owner)}",
            changed_at=plan.published_at or plan.created_at,
            themes=[self._themes[code] for code in sorted(plan.themes)],
            instruments=[self._instruments[code] for code in sorted(plan.instruments)],
            groupings=[self._groupings[code] for code in sorted(plan.groupings)],
            texts=[WorkshopText(language=language, **texts) for language, texts in plan.texts.items()],
            signatories=[
                Signatory(position=n, name=who, function=what) for n, (who, what) in enumerate(plan.signatories, 1)
            ],
            partners=self._partners(plan),
            **{name: getattr(plan, name) for name in _COPIED},
        )
        db.session.add(workshop)
        db.session.flush()
        db.session.add(WorkshopSlug(slug=workshop.slug, workshop_id=workshop.id))
        write_words(workshop)
        sessions = [_session(workshop, plan, number, slot) for number, slot in enumerate(slots_of(plan), 1)]
        db.session.add_all(sessions)
        return workshop, sessions

    def finish(self) -> None:
        """Let the house number on from here, and read its list anew."""
        db.session.add_all(WorkshopCounter(year=year, last=last) for year, last in self._codes.items())
        raise_catalogue_version()

    def _next_code(self, created_at: datetime) -> str:
        year = created_at.year
        self._codes[year] += 1
        return f"WS-{year}-{self._codes[year]:03d}"

    def _partners(self, plan: Plan) -> list[WorkshopPartner]:
        named = [(Part.HOST, name) for name in plan.hosts] + [(Part.CO_ORGANIZER, name) for name in plan.co_organizers]
        return [
            WorkshopPartner(organisation=self._bodies.find(name), part=part, position=position)
            for position, (part, name) in enumerate(named, 1)
        ]


_COPIED = (
    "admission",
    "capacity",
    "city",
    "closes_at",
    "created_at",
    "first_language",
    "kind",
    "latitude",
    "longitude",
    "mode",
    "opens_at",
    "published_at",
    "scope",
    "state",
    "state_since",
    "venue_address",
    "venue_name",
    "working_languages",
    "zone",
)


def _span(plan: Plan) -> tuple[datetime, datetime]:
    slots = slots_of(plan)
    if slots:
        return slots[0].starts, slots[-1].ends
    return datetime.combine(plan.day(0), FIRST_HOUR), datetime.combine(plan.day(-1), LAST_HOUR)


def _session(workshop: Workshop, plan: Plan, number: int, slot: Slot) -> AgendaSession:
    # Made from the name, so that the same load gives the same calendar entry.
    uid = uuid5(NAMESPACE_URL, f"https://{UID_DOMAIN}/demo/{workshop.code}/{number}")
    return AgendaSession(
        workshop_id=workshop.id,
        number=number,
        title=slot.title,
        room="" if slot.is_pause else plan.room,
        is_pause=slot.is_pause,
        is_required=not slot.is_pause,
        starts_local=slot.starts,
        ends_local=slot.ends,
        starts_at=local_to_utc(slot.starts, plan.zone),
        ends_at=local_to_utc(slot.ends, plan.zone),
        uid=f"{uid}@{UID_DOMAIN}",
        created_at=plan.created_at,
        changed_at=plan.created_at,
        speakers=[] if slot.is_pause else _speakers(plan, number),
    )


def _speakers(plan: Plan, number: int) -> list[Speaker]:
    name, function = plan.speakers[number // 2 % len(plan.speakers)]
    return [Speaker(position=1, name=name, function=function)]
