"""The record is read by those who answer for it, and by nobody else."""

from collections.abc import Iterator

from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_person
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.audit.actions import append
from workshops.audit.rules import OBJECT_NAMES
from workshops.catalogue.events import WorkshopEdited, WorkshopPublished
from workshops.foundation import clock
from workshops.foundation.events import Event, kinds_of_event, publish
from workshops.foundation.transactions import unit_of_work


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
    assert "Texts or settings of the workshop were changed. workshop 7 person 3 changed: title, summary" in page.words
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
