"""What a workshop must say before it may be published: everything missing, at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workshops.catalogue.rules.kinds import Kind, Mode
from workshops.foundation.words import N_


class Place(StrEnum):
    """The page on which a missing thing is given."""

    TEXT = "text"
    SETTINGS = "settings"
    SCHEDULE = "schedule"
    AGENDA = "agenda"


@dataclass(frozen=True)
class Missing:
    """One thing to do before publishing, as a sentence, and where: the page, and the control on it."""

    sentence: str
    place: Place
    control: str = ""


@dataclass(frozen=True)
class PublicationFacts:
    """What the question is answered from: texts are those of the workshop's first language, moments are aware."""

    kind: Kind
    mode: Mode
    summary: str
    aims: str
    learning_outcomes: str
    target_audience: str
    admission_criteria: str
    working_languages: tuple[str, ...]
    contact_name: str
    contact_email: str
    venue_name: str
    city: str
    country_iso3: str | None
    join_url: str
    opens_at: datetime | None
    closes_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    themes: int
    signatories: int
    hosts: int
    sides: int


def missing_for_publication(facts: PublicationFacts, now: datetime) -> list[Missing]:
    """Everything that must be given or put right before the workshop may be published; empty when nothing is."""
    return [*_texts(facts), *_settings(facts), *_kind(facts), *_schedule(facts, now), *_window(facts, now)]


def _texts(facts: PublicationFacts) -> Iterator[Missing]:
    for control, sentence in (
        ("summary", N_("Write the summary that the catalogue shows.")),
        ("aims", N_("Write the aims.")),
        ("learning_outcomes", N_("Write the learning outcomes.")),
        ("target_audience", N_("Write whom the workshop is for.")),
        ("admission_criteria", N_("Write the admission criteria.")),
    ):
        if not getattr(facts, control).strip():
            yield Missing(sentence, Place.TEXT, control)


def _settings(facts: PublicationFacts) -> Iterator[Missing]:
    has_contact = facts.contact_name and facts.contact_email
    for given, control, sentence in (
        (facts.working_languages, "working_languages-0", N_("Choose the working languages.")),
        (facts.themes, "themes-0", N_("Choose at least one theme.")),
        (has_contact, "contact_name", N_("Name a contact with an e-mail address.")),
        (facts.signatories, "signatories", N_("Name who signs the certificates.")),
    ):
        if not given:
            yield Missing(sentence, Place.SETTINGS, control)


def _kind(facts: PublicationFacts) -> Iterator[Missing]:
    if facts.kind is Kind.TECHNICAL_EXCHANGE and facts.sides < 2:  # noqa: PLR2004 - one side alone exchanges nothing
        sentence = N_("Name at least two hosts or co-organizers: an exchange has two sides.")
        yield Missing(sentence, Place.SETTINGS, "hosts")
    if facts.kind is Kind.STUDY_VISIT and not facts.hosts:
        yield Missing(N_("Name the host of the study visit."), Place.SETTINGS, "hosts")
    if facts.kind is Kind.WEBINAR and facts.mode is not Mode.ONLINE:
        yield Missing(N_("A webinar is online. Change its place, or choose another kind."), Place.SCHEDULE, "mode")


def _place(facts: PublicationFacts) -> Iterator[Missing]:
    if facts.mode is not Mode.ONLINE and not (facts.venue_name and facts.city and facts.country_iso3):
        yield Missing(N_("Give the venue with its city and country."), Place.SCHEDULE, "venue_name")
    if facts.mode is not Mode.ON_SITE and not facts.join_url:
        yield Missing(N_("Give the link to join online."), Place.SCHEDULE, "join_url")


def is_place_complete(facts: PublicationFacts) -> bool:
    """Whether people know where to go, or what to open."""
    return not any(_place(facts))


def _schedule(facts: PublicationFacts, now: datetime) -> Iterator[Missing]:
    yield from _place(facts)
    if facts.ends_at <= now:
        yield Missing(N_("The dates are over. Choose dates ahead."), Place.SCHEDULE, "starts_local")


def _window(facts: PublicationFacts, now: datetime) -> Iterator[Missing]:
    if facts.opens_at is None or facts.closes_at is None:
        yield Missing(N_("Say when registration opens and closes."), Place.SETTINGS, "opens_at")
    elif facts.closes_at > facts.starts_at:
        yield Missing(N_("Let registration close before the workshop begins."), Place.SETTINGS, "closes_at")
    elif facts.closes_at <= now:
        yield Missing(N_("Registration would be closed already. Choose a later end."), Place.SETTINGS, "closes_at")
