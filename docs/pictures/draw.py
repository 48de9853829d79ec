# ruff: noqa: INP001 - a script beside its pictures, not a package
"""Draws every picture of the guides anew from the demonstration data, with the system's Chromium: `make pictures`."""

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from sqlalchemy import select

from tests.support.live import Program, answers, run_flask, wait_until
from tests.support.ports import free_port
from workshops.accounts.actions import open_session
from workshops.accounts.models import Person
from workshops.app import create_app
from workshops.catalogue.models import Workshop
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of
from workshops.demo.sign_ins import PARTICIPANT, STAFF
from workshops.foundation.database import db
from workshops.foundation.settings import Settings
from workshops.foundation.transactions import unit_of_work

FOLDER = Path(__file__).parent
DESKTOP, PHONE = ViewportSize(width=1120, height=760), ViewportSize(width=360, height=760)
COLOURS, LARGEST_BYTES = 48, 60_000
OVER = "social-media-and-encrypted-tools-open-source-basics"
ADMINISTRATOR, ORGANIZER, DESK = (
    next(staff.email for staff in STAFF if staff.role.value == role) for role in ("administrator", "organizer", "desk")
)


class Picture(NamedTuple):
    """A page as somebody sees it; `top` names what stands at the head of the picture.

    Before that, `typed` is written into the search field, and `press` is opened or pressed.
    """

    name: str
    screen: ViewportSize
    path: str
    reader: str | None = None
    top: str = ""
    press: str = ""
    typed: str = ""


PICTURES = (
    Picture("workshop", DESKTOP, "/workshops/cooperation-with-airlines-and-carriers"),
    Picture("organizer-today", DESKTOP, "/today", ORGANIZER),
    Picture("organizer-registrations", DESKTOP, "/manage/api-for-land-and-rail/registrations", ORGANIZER, ".filters"),
    Picture(
        "organizer-help",
        DESKTOP,
        "/manage/api-for-land-and-rail/settings",
        ORGANIZER,
        top="#registration",
        press="label[for=admission] + details > summary",
    ),
    Picture("organizer-certificates", DESKTOP, f"/manage/{OVER}/certificates", ORGANIZER),
    Picture("participant-form", PHONE, "/workshops/cooperation-with-airlines-and-carriers/register", top="#you"),
    Picture("participant-page", PHONE, "/me/cooperation-with-airlines-and-carriers", PARTICIPANT),
    Picture("desk", PHONE, "/desk/mobile-biometrics-pilot-exchange/7", DESK, press="[name=find]", typed="man"),
    Picture("verifier", PHONE, "/v/{code}"),
    Picture("operator-audit", DESKTOP, "/audit", ADMINISTRATOR),
)


def main() -> None:
    """Prepare a demonstration in a folder that is thrown away, run it, and look at it."""
    with tempfile.TemporaryDirectory() as folder, demonstration(Path(folder)) as (app, address):
        gaps = {"code": code_of_a_certificate(app)}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for picture in PICTURES:
                path = FOLDER / f"{picture.name}.png"
                path.write_bytes(packed(shot(browser, app, address, picture, gaps)))
                print(f"{path.stat().st_size:6} {path.name}")  # noqa: T201 - says what it has drawn
    too_large = [path.name for path in FOLDER.glob("*.png") if path.stat().st_size > LARGEST_BYTES]
    if too_large:
        sys.exit(f"larger than {LARGEST_BYTES} bytes: {', '.join(too_large)}")


@contextmanager
def demonstration(instance: Path) -> Iterator[tuple[Flask, str]]:
    """The program with demonstration data, at an address of its own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"ENVIRONMENT": "demo", "INSTANCE_PATH": str(instance), "PORT": str(port), "FLASK_APP": "wsgi"}
    environ = os.environ | settings
    run_flask(environ, "prepare")
    web = Program(["wsgi"], environ, instance / "web.log")
    web.start()
    try:
        wait_until(lambda: answers(address, "/readyz"))
        app = create_app(Settings.from_environment(environ))
        yield app, address
        with app.app_context():
            db.engine.dispose()
    finally:
        web.stop()


def code_of_a_certificate(app: Flask) -> str:
    """The code of the first certificate in English of a workshop that is over."""
    with app.app_context():
        query = select(Certificate).join(Workshop, Certificate.workshop_id == Workshop.id).order_by(Certificate.id)
        found = db.session.scalars(query.where(Workshop.slug == OVER, Certificate.language == "en")).first()
        assert found  # noqa: S101 - the demonstration has them
        return facts_of(found).code


def shot(browser: Browser, app: Flask, address: str, picture: Picture, gaps: dict[str, str]) -> bytes:
    """What the reader of the picture sees, as the browser writes it."""
    context = browser.new_context(viewport=picture.screen, locale="en", reduced_motion="reduce")
    if picture.reader:
        context.add_cookies([{"name": "sid", "value": signed_in(app, picture.reader), "url": address}])
    page = context.new_page()
    page.goto(address + picture.path.format_map(gaps))
    if picture.typed:
        page.locator("[type=search]").fill(picture.typed)
    if picture.press:
        page.locator(picture.press).click()
        page.mouse.move(0, 0)
        page.wait_for_load_state("networkidle")
    if picture.top:
        page.locator(picture.top).evaluate("element => element.scrollIntoView()")
    octets = page.screenshot()
    context.close()
    return octets


def signed_in(app: Flask, email: str) -> str:
    """The cookie of somebody who has just signed in."""
    with app.app_context(), unit_of_work():
        person = db.session.scalars(select(Person).where(Person.email == email)).one()
        return open_session(person.id, is_staff=email != PARTICIPANT, user_agent="", replaces=None)


def packed(octets: bytes) -> bytes:
    """The picture in a palette, without what a program may write beside it."""
    image = Image.open(io.BytesIO(octets)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small = io.BytesIO()
    image.save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    main()
