"""Mail as octets, and what each answer of a receiving side means."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import compat32
from pathlib import Path

import pytest

from tests.support.smtp import Sink, smtp_sink
from workshops.foundation.mail import (
    CalendarPart,
    FileTransport,
    Letter,
    Refused,
    SmtpTransport,
    Uncertain,
    Unreachable,
    message_id,
    to_message,
)

ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX-WORDS:Дата — 日期\r\nEND:VCALENDAR\r\n".encode()


def letter(**changes: object) -> Letter:
    values: dict[str, object] = {
        "key": "invitation:7",
        "sender": "workshops@workshops.example",
        "recipient": "n.rahimova@customs.example",
        "recipient_name": 'Rahimova, "Gulnora"',
        "subject": "Приглашение",
        "text": "Здравствуйте",
        "html": "<p>Здравствуйте</p>",
        "language": "ru",
    }
    return Letter(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with smtp_sink() as sink:
        yield sink


def send(sink: Sink, one: Letter) -> list[str]:
    marks: list[str] = []
    SmtpTransport(sink.url).send(to_message(one), one.recipient, lambda: marks.append("data"))
    return marks


def test_an_invitation_arrives_with_the_same_octets_inline_and_attached(sink: Sink) -> None:
    assert send(sink, letter(calendar=CalendarPart(ICS, "REQUEST"))) == ["data"]
    (message,) = sink.messages
    alternative, attachment = message.iter_parts()
    text, html, calendar = alternative.iter_parts()
    assert [part.get_content_type() for part in (message, alternative, text, html, calendar, attachment)] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert calendar.get_payload(decode=True) == attachment.get_payload(decode=True) == ICS
    assert dict(calendar["Content-Type"].params) == {"charset": "utf-8", "method": "REQUEST", "component": "VEVENT"}
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert attachment.get_filename() == "invite.ics"


def test_the_words_and_the_headers_arrive_as_written(sink: Sink) -> None:
    send(sink, letter(in_reply_to="invitation:6"))
    (message,) = sink.messages
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().strip() == "Здравствуйте"
    assert message["Subject"] == "Приглашение"
    assert message["To"].addresses[0].addr_spec == "n.rahimova@customs.example"
    assert message["To"].addresses[0].display_name == 'Rahimova, "Gulnora"'
    assert message["From"].addresses[0].addr_spec == "workshops@workshops.example"
    assert message["Content-Language"] == "ru"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == message_id("invitation:7", "workshops.example")
    assert message["In-Reply-To"] == message["References"] == message_id("invitation:6", "workshops.example")
    assert message["Date"]


@pytest.mark.parametrize(
    "subject",
    [
        "Your seat",
        "Your registration: Social media and encrypted tools, open-source basics for border agencies and partners",
        "Your registration: \u2068Cooperation with airlines, carriers and the agencies of neighbouring States\u2069",
        "Регистрация: предварительная информация о пассажирах на наземных и железнодорожных пунктах пропуска",
        "المسبقة البرية المعابر المعلومات عن المعلومات المعابر المعلومات والتعاون المعابر والتعاون البرية الركاب",
        "您的报名：陆路和铁路口岸旅客信息预报与旅客姓名记录的采集、分析和共享以及边境管理机构间的合作机制研讨会",
        "x" * 200,
    ],
)
def test_a_long_subject_arrives_letter_by_letter_in_lines_that_everybody_takes(sink: Sink, subject: str) -> None:
    one = letter(subject=subject)
    send(sink, one)
    (message,) = sink.messages
    assert message["Subject"] == subject
    (folded,) = re.findall(rb"^Subject:.*\r\n(?: .*\r\n)*", to_message(one).as_bytes(), re.MULTILINE)
    lines = folded.decode("ascii").splitlines()
    assert lines[0].removeprefix("Subject:").strip()
    assert [line for line in lines if len(line) > 76] == []
    assert [word for word in re.findall(r"=\?.*?\?=", folded.decode()) if len(word) > 75] == []


@pytest.mark.parametrize(
    "name",
    [
        "Gulnora Rahimova",
        "Lê Nguyễn Fernández Łukasz Thị Quỳnh Nguyễn Quỳnh José Ñuñez María",
        "María María Ñuñez María Fernández José Thảo Dương Như",
        "é" * 120,
    ],
)
def test_a_long_name_arrives_letter_by_letter(name: str) -> None:
    # Python's newer reader puts spaces between the encoded words of a name; other programs read as the older one does.
    octets = to_message(letter(recipient_name=name)).as_bytes()
    (header,) = message_from_bytes(octets, policy=compat32).get_all("To", [])
    read, address = str(make_header(decode_header(header))).rsplit("<", 1)
    assert (read.strip(' "'), address) == (name, "n.rahimova@customs.example>")


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"recipient_reply": "550 No such user"}, Refused),
        ({"recipient_reply": "450 Later"}, Unreachable),
        ({"data_reply": "554 Not wanted"}, Refused),
        ({"data_reply": "451 Later"}, Unreachable),
        ({"drops_after_data": True}, Uncertain),
    ],
    ids=str,
)
def test_each_answer_of_the_receiving_side_has_its_meaning(
    sink: Sink, answers: dict[str, object], error: type[Exception]
) -> None:
    for name, value in answers.items():
        setattr(sink, name, value)
    with pytest.raises(error):
        send(sink, letter())
    assert sink.messages == []


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        SmtpTransport("smtp://127.0.0.1:1").send(to_message(letter()), "a@b.example", lambda: None)


@pytest.mark.parametrize("name", ["A\r\nBcc: x@y.example", "A\u2028B", "A\x00B", "A\x0bB", "  ", "名" * 120])
def test_no_name_makes_a_second_header_or_a_fault(sink: Sink, name: str) -> None:
    send(sink, letter(recipient_name=name, subject=f"Invitation {name}"))
    (message,) = sink.messages
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["n.rahimova@customs.example"]


def test_a_file_is_written_once_however_often_it_is_sent(tmp_path: Path) -> None:
    transport = FileTransport(tmp_path / "mail")
    for _ in range(2):
        transport.send(to_message(letter()), "n.rahimova@customs.example", lambda: None)
    (written,) = (tmp_path / "mail").iterdir()
    assert written.suffix == ".eml"
    assert written.stat().st_mode & 0o777 == 0o600
