"""Mail through the outbox and the worker to an SMTP server; the floor sends the same octets with smtplib."""

import smtplib
import time
from collections.abc import Iterator
from email.policy import SMTP
from statistics import median

from bench.figures import Figure
from bench.processes import cpu_seconds
from bench.world import add_workshop, house
from tests.support.factories import make_person
from tests.support.live import LiveHouse, wait_until
from tests.support.smtp import Sink, smtp_sink
from workshops.accounts.actions import ask_for_code
from workshops.accounts.rules import Purpose
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.actions import register
from workshops.registrations.rules import Answers

PEOPLE, MAILS_A_PERSON = 80, 6
ALONE = 15


def measure() -> Iterator[Figure]:
    """Confirmations and invitations of 80 people; then single mails, from the commit to the server."""
    with smtp_sink() as sink, house(MAIL_URL=sink.url) as live:
        _confirm(live, PEOPLE)
        live.worker.start()
        wait_until(lambda: bool(sink.messages))
        arrived, cpu, began = len(sink.messages), cpu_seconds(live.worker.pid), time.perf_counter()
        wait_until(lambda: len(sink.messages) == PEOPLE * MAILS_A_PERSON, seconds=120)
        sent, seconds = len(sink.messages) - arrived, time.perf_counter() - began
        floor_seconds, floor_cpu = _floor(sink, sent)
        yield Figure("mail-rate", sent / seconds, "1/s", sent / floor_seconds)
        yield Figure("mail-cpu", (cpu_seconds(live.worker.pid) - cpu) / sent * 1000, "ms", floor_cpu / sent * 1000)
        yield Figure("mail-commit-to-server", median(_alone(live, sink) for _ in range(ALONE)) * 1000, "ms")


def _confirm(live: LiveHouse, people: int) -> None:
    workshop_id = add_workshop(live.app, capacity=people)
    with live.app.app_context(), unit_of_work():
        for number in range(people):
            answers = Answers(name_latin="Gulnora Rahimova", country_iso3="TJK")
            register(workshop_id, make_person(live.app), answers, once=f"form {number}", is_proved=True)


def _floor(sink: Sink, number: int) -> tuple[float, float]:
    """Seconds on the clock and of CPU to hand over as many messages, each on a connection of its own."""
    octets = [message.as_bytes(policy=SMTP) for message in sink.messages[:number]]
    began, cpu = time.perf_counter(), time.thread_time()
    for message in octets:
        with smtplib.SMTP("127.0.0.1", sink.port) as connection:
            connection.sendmail("workshops@workshops.example", "officer@customs.example", message)
    return time.perf_counter() - began, time.thread_time() - cpu


def _alone(live: LiveHouse, sink: Sink) -> float:
    """Seconds from the commit of one mail, after a moment of quiet, until it is there."""
    person_id = make_person(live.app)
    time.sleep(0.3)
    arrived = len(sink.messages)
    with live.app.app_context(), unit_of_work():
        ask_for_code(person_id, Purpose.SIGN_IN, f"device of {person_id}")
    began = time.perf_counter()
    while len(sink.messages) == arrived:
        time.sleep(0.001)
    return time.perf_counter() - began
