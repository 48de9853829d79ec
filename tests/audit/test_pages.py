"""The record is read by those who answer for it, and by nobody else."""

from collections.abc import Iterator
from dataclasses import fields

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.factories import make_person
from tests.support.signing_in import sign_in
from workshops.accounts.events import RoleGranted
from workshops.accounts.rules import PersonDetails, Purpose, Role, Scope
from workshops.agenda.rules import PLAIN_FIELDS
from workshops.audit.actions import append
from workshops.audit.handlers import remember
from workshops.audit.models import AuditEntry
from workshops.audit.queries import first_fault
from workshops.audit.rules import OBJECT_NAMES, WORDS
from workshops.catalogue.actions import Changes, Texts
from workshops.catalogue.events import WorkshopEdited, WorkshopPublished
from workshops.catalogue.rules import TimeAndPlace
from workshops.certificates.rules import RevocationReason
from workshops.demo.events import DemonstrationLoaded
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import Event, kinds_of_event, publish
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.events import RegistrationCancelled
from workshops.registrations.rules import Answers, State


def write(app: Flask, workshops: int) -> None:
    with app.app_context(), unit_of_work():
        publish(WorkshopEdited(workshop_id=7, actor_id=3, changed=("title", "summary")))
        for number in range(workshops):
            publish(WorkshopPublished(workshop_id=100 + number))


def test_the_data_protection_officer_reads_the_lines(app: Flask, client: Browser) -> None:
    write(app, 1)
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER), staff=True)
    page = client.get("/audit")
    assert page.heading == "What was done, by whom, in order"
    assert "Texts or settings of the workshop were changed. workshop 7 person 3 Changes: Title, Summary" in page.words
    assert "The workshop was published. workshop 100 the house" in page.words


def test_every_event_of_the_house_has_a_sentence_and_its_object_a_name(house: Flask) -> None:
    kinds = list(kinds_of_event())
    assert [kind for kind in _leaves(Event) if not kind.sentence] == []
    assert {kind.about for kind in kinds} == set(OBJECT_NAMES)
    assert len({kind.__name__ for kind in kinds}) == len(kinds)
    assert len({kind.sentence for kind in kinds}) == len(kinds)


def _leaves(kind: type[Event]) -> Iterator[type[Event]]:
    """The classes of this application that no other is derived from."""
    derived = kind.__subclasses__()
    if not derived and kind.__module__.startswith("workshops."):
        yield kind
    for each in derived:
        yield from _leaves(each)


def test_details_are_read_in_the_words_of_the_pages_and_the_chain_keeps_its_own(app: Flask, client: Browser) -> None:
    with app.app_context(), unit_of_work():
        publish(WorkshopEdited(workshop_id=7, changed=("venue_name", "title_fr", "seal_colour")))
        publish(RoleGranted(person_id=9, grant_id=2, role="host", scope="workshop", scope_id=7))
        # Told to the record alone: there is nobody to write to.
        remember(
            RegistrationCancelled(registration_id=5, workshop_id=7, person_id=9, held_seat=True, with_workshop=False)
        )
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER), staff=True)
    words = client.get("/audit").words
    assert "Changes: Venue, Title (Français), seal_colour" in words
    assert "Workshop: 7; Person: 9; Held a seat: Yes; Together with the workshop: No" in words
    assert "Number of the role: 2; Role: Host; Scope: Workshop; Number: 7" in words
    assert "Modifications: Lieu de réunion, Titre (Français), seal_colour" in client.get("/audit?lang=fr").words
    with app.app_context():
        details = db.session.scalars(select(AuditEntry.details).where(AuditEntry.event == "WorkshopEdited"))
        assert details.all() == [{"changed": ["venue_name", "title_fr", "seal_colour"]}]
        assert first_fault() is None


def test_a_day_among_the_details_is_not_turned_round_in_arabic(app: Flask, client: Browser) -> None:
    with app.app_context(), unit_of_work():
        publish(DemonstrationLoaded(programme_id=3, anchor="2026-11-25"))
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER), staff=True)
    page = client.get("/audit?lang=ar")
    assert "2026-11-25" in [isolated.text for isolated in page.tree.iter("bdi")]


def test_whatever_an_event_says_has_a_word_for_its_readers() -> None:
    said = {field.name for kind in kinds_of_event() for field in fields(kind)} - {"actor_id", "certificate_id"}
    named = {field.name for kind in (Answers, PersonDetails, TimeAndPlace) for field in fields(kind)}
    named |= {*Changes.__annotations__, *Texts.__annotations__, *PLAIN_FIELDS, "speakers", "slug", "zone"}
    meant = {str(value) for kind in (Role, Scope, Purpose, State, RevocationReason) for value in kind}
    assert (said | named | meant) - set(WORDS) == set()


def test_a_line_of_an_event_that_is_no_more_shows_its_name(app: Flask, client: Browser) -> None:
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER), staff=True)
    with app.app_context(), unit_of_work():
        line = {"at": clock.now(), "actor_id": None, "event": "BadgePrinted", "object_type": "badge", "object_id": 4}
        append([line | {"details": {}}])
    assert "BadgePrinted badge 4 the house" in client.get("/audit").words


def test_lines_of_one_object_are_found_by_its_address(app: Flask, client: Browser) -> None:
    write(app, 2)
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER), staff=True)
    page = client.get("/audit?about=workshop&id=101")
    assert "workshop 101" in page.words
    assert "workshop 100" not in page.words


def test_a_long_record_has_pages(app: Flask, client: Browser) -> None:
    write(app, 60)
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER), staff=True)
    first = client.get("/audit")
    (older,) = [link for link in first.links() if "before=" in link]
    assert "settings of the workshop" not in first.words
    assert "settings of the workshop" in client.get(older).words


def test_a_strange_address_is_no_fault(app: Flask, client: Browser) -> None:
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER), staff=True)
    for query in ("before=" + "9" * 400, "before=%00", "about=%00&id=1", "about=workshop&id=-1", "id=٣"):
        assert client.get(f"/audit?{query}").status == 200
