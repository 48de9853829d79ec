"""The mail that opens a saved form: to the address that was typed, though nobody may be known there."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.browser import Browser
from tests.support.factories import make_organisation, make_person, make_workshop
from tests.support.signing_in import sign_in
from tests.support.smtp import Sink
from workshops.accounts.models import Person
from workshops.accounts.rules import Role
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.transactions import unit_of_work
from workshops.notifications.models import OutboxMessage
from workshops.registrations.actions import save_for_later
from workshops.registrations.models import Draft

EMAIL = "gulnora@customs.example"
ANSWERS = {"name_own": "Гулнора Раҳимова", "name_latin": "Gulnora Rahimova", "country": "GBR"}
Work = Callable[[], None]


def save(house: Flask, **columns: Any) -> int:
    """Save a form for later; gives back the workshop's id."""
    texts = {"title": "Air cargo"}
    workshop_id = make_workshop(house, slug="cargo", texts=texts, **columns)
    with unit_of_work():
        save_for_later(workshop_id, EMAIL, ANSWERS, once="form", language="en", actor_id=None)
    return workshop_id


def words(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body
    return " ".join(str(body.get_content()).split())


def link(letter: EmailMessage) -> str:
    found = re.search(r"/workshops/cargo/register/(\S+)", words(letter))
    assert found
    return found[0]


def states() -> list[str]:
    query = select(OutboxMessage.state).order_by(OutboxMessage.id).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def test_the_mail_says_what_was_saved_until_when_and_opens_it(client: Browser, sink: Sink, work: Work) -> None:
    save(client.app)
    until = db.session.scalars(select(Draft.kept_until)).one()
    work()
    (letter,) = sink.messages
    assert (letter["To"], letter["Subject"], letter["Content-Language"]) == (
        EMAIL,
        "Your saved answers: Air cargo",
        "en",
    )
    assert "Nothing has reached the organizer yet, and no seat is held for you." in words(letter)
    assert f"The answers are kept until {until.day} {until:%B} {until.year}, " in words(letter)
    assert "London time" in words(letter)
    assert "Whoever has this message can read them." in words(letter)
    assert "Gulnora" not in words(letter)
    page = client.get(link(letter))
    assert (page.status, page.heading) == (200, "Register")
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_the_mail_is_in_the_language_of_the_form(client: Browser, sink: Sink, work: Work) -> None:
    make_workshop(client.app, slug="cargo", texts={"title": "Air cargo"})
    page = client.get("/workshops/cargo/register?lang=ar")
    assert client.submit(page, {**ANSWERS, "email": EMAIL}, button="حفظ للمتابعة لاحقاً").status == 303
    work()
    (letter,) = sink.messages
    assert (letter["Content-Language"], letter["Subject"]) == ("ar", "إجاباتك المحفوظة: \u2068Air cargo\u2069")
    assert "فتح إجاباتي" in words(letter)


def test_a_mail_that_has_to_be_sent_again_has_a_new_link_and_the_former_opens_nothing(
    client: Browser, sink: Sink, work: Work
) -> None:
    save(client.app)
    work()
    with unit_of_work():
        message = db.session.scalars(select(OutboxMessage)).one()
        message.state = "due"
    work()
    former, newest = (link(letter) for letter in sink.messages)
    assert [client.get(each).status for each in (former, newest)] == [404, 200]


@pytest.mark.parametrize("days", [0, 14])
def test_nothing_is_mailed_of_a_draft_that_is_gone_or_over(house: Flask, sink: Sink, work: Work, days: int) -> None:
    save(house)
    if not days:
        with unit_of_work():
            db.session.delete(db.session.scalars(select(Draft)).one())
    with clock.at(clock.now() + timedelta(days=days)):
        work()
    assert (sink.messages, states()) == ([], ["dropped"])


def test_a_form_saved_after_all_earlier_ones_were_erased_is_mailed_too(house: Flask, sink: Sink, work: Work) -> None:
    workshop_id = save(house)
    work()
    with unit_of_work():
        db.session.delete(db.session.scalars(select(Draft)).one())
    with unit_of_work():
        save_for_later(workshop_id, EMAIL, ANSWERS, once="form", language="en", actor_id=None)
    work()
    assert states() == ["sent", "sent"]


def test_staff_see_that_such_a_mail_came_back_and_not_to_whom_it_went(client: Browser, sink: Sink, work: Work) -> None:
    organisation = make_organisation(client.app)
    save(client.app, organisation_id=organisation)
    sink.data_reply = "550 No such mailbox"
    work()
    sign_in(client, make_person(client.app, role=Role.ORGANIZER, scope_id=organisation))
    page = client.get("/mail")
    assert "Somebody who saved a form" in page.words
    assert "Link to saved answers" in page.words
    assert EMAIL not in page.body
