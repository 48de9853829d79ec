"""What a reader of the demonstration finds: every public page opens and says that nobody in it is real."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from workshops.catalogue.models import Document, Workshop
from workshops.catalogue.queries import is_public
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of
from workshops.foundation import uploads
from workshops.foundation.database import db

pytestmark = pytest.mark.real_db

BANNER = "Demonstration data: no real persons."


def test_every_public_page_opens_and_carries_the_banner(demo: Flask) -> None:
    with demo.app_context():
        slugs = db.session.scalars(select(Workshop.slug).where(*is_public())).all()
    assert len(slugs) == 23
    browser = Browser(demo)
    for path in ("/", "/workshops/", *(f"/workshops/{slug}" for slug in slugs)):
        page = browser.get(path)
        assert page.status == 200
        assert BANNER in page.words


@pytest.mark.parametrize("state", ["valid", "revoked", "replaced"])
def test_the_public_page_of_a_certificate_says_how_it_stands(demo: Flask, state: str) -> None:
    with demo.app_context():
        query = select(Certificate).where(Certificate.state == state).limit(1)
        code = facts_of(db.session.scalars(query).one()).code
    page = Browser(demo).get(f"/v/{code}")
    assert page.status == 200
    assert state in page.words.lower()


def test_a_workshop_has_documents_for_everybody_and_for_participants(told: Flask) -> None:
    documents = db.session.scalars(select(Document).order_by(Document.id)).all()
    assert [(document.language, document.audience) for document in documents] == [
        ("en", "public"),
        ("ar", "public"),
        ("en", "participants"),
    ]
    for document in documents:
        octets = uploads.path_of(document.stored_name).read_bytes()
        assert (octets[:5], len(octets)) == (b"%PDF-", document.size)
