"""The record is read by those who answer for it, and by nobody else."""

from flask import Flask

from tests.support.browser import Browser
from tests.support.factories import make_person
from tests.support.signing_in import sign_in
from workshops.accounts.rules import Role
from workshops.catalogue.events import WorkshopEdited, WorkshopPublished
from workshops.foundation.events import publish
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
    assert "WorkshopEdited workshop 7 person 3 changed: title, summary" in page.words
    assert "WorkshopPublished workshop 100 the house" in page.words


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
    assert "WorkshopEdited" not in first.words
    assert "WorkshopEdited" in client.get(older).words


def test_a_strange_address_is_no_fault(app: Flask, client: Browser) -> None:
    sign_in(client, make_person(app, role=Role.DATA_PROTECTION_OFFICER), staff=True)
    for query in ("before=" + "9" * 400, "before=%00", "about=%00&id=1", "about=workshop&id=-1", "id=٣"):
        assert client.get(f"/audit?{query}").status == 200
