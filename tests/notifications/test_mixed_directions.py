"""A title that runs both ways stays in one piece in the subject of a mail."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.factories import make_person, make_registration, make_workshop
from tests.support.smtp import Sink
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.actions import withdraw

ARABIC = "تدريب API (2027)"


@pytest.mark.parametrize(
    ("language", "title", "subject"),
    [
        ("en", ARABIC, f"You have withdrawn: \u2068{ARABIC}\u2069"),
        ("en", "Air cargo (2027)", "You have withdrawn: Air cargo (2027)"),
        ("ar", "Air cargo (2027)", "تم الانسحاب: \u2068Air cargo (2027)\u2069"),
        ("ar", "تدريب (2027)", "تم الانسحاب: تدريب (2027)"),
    ],
)
def test_a_title_is_set_apart_where_it_runs_the_other_way(
    house: Flask, work: Callable[[], None], sink: Sink, language: str, title: str, subject: str
) -> None:
    person = make_person(house, language=language)
    registration = make_registration(house, make_workshop(house, texts={"title": title}), person)
    with unit_of_work():
        withdraw(registration, actor_id=person)
    work()
    assert [str(letter["Subject"]) for letter in sink.messages] == [subject]
