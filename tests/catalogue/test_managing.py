"""The pages on which organizers make workshops and keep them in hand."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser, Page
from tests.support.factories import (
    make_organisation,
    make_person,
    make_registration,
    make_session,
    make_workshop,
    stored,
)
from tests.support.hostile import send_hostile_values
from tests.support.signing_in import sign_in
from tests.support.statements import counted_statements
from workshops.accounts.models import Person, RoleGrant
from workshops.accounts.rules import Role
from workshops.audit.models import AuditEntry
from workshops.catalogue.models import Document, Programme, Workshop
from workshops.catalogue.rules import State, Visibility
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.uploads import path_of

PAGES = ("", "/text", "/settings", "/schedule", "/agenda", "/agenda/new", "/documents", "/people", "/clone", "/cancel")
FORMS = ("/text", "/settings", "/schedule", "/agenda/new", "/agenda/1", "/documents", "/people", "/clone", "/cancel")


@pytest.fixture
def organisation(app: Flask, client: Browser) -> int:
    """The organisation whose organizer is signed in."""
    organisation_id = make_organisation(app, "Border Management Office")
    sign_in(client, make_person(app, role=Role.ORGANIZER, scope_id=organisation_id))
    return organisation_id


def stored_workshop(app: Flask, slug: str) -> dict[str, Any]:
    with app.app_context():
        workshop = db.session.scalars(select(Workshop).where(Workshop.slug == slug)).one()
        columns = {column.name: getattr(workshop, column.name) for column in Workshop.__table__.columns}
        return columns | {
            "themes": [theme.code for theme in workshop.themes],
            "partners": [(partner.organisation.name, partner.part) for partner in workshop.partners],
            "signatories": [(signatory.name, signatory.function) for signatory in workshop.signatories],
        }


# From nothing to a public page


def test_a_draft_becomes_public_once_all_that_is_missing_is_there(
    app: Flask, client: Browser, organisation: int
) -> None:
    page = client.submit(
        client.get("/workshops/new"),
        {
            "title": "Cooperation with airlines",
            "starts_local": "2098-02-16 09:00",
            "ends_local": "2098-02-18 17:00",
            "zone": "Asia/Qatar",
            "capacity": "35",
        },
    )
    page = client.follow(page)
    assert "11 things are missing before this can be published" in page.words
    manage = "/manage/cooperation-with-airlines"
    assert f"{manage}/settings#opens_at" in page.links()
    page = client.get(f"{manage}/publish")
    assert "11 things are missing" in page.words
    refused = client.post(f"{manage}/publish")
    assert refused.status == 422
    assert "not ready to publish" in refused.words
    texts = ("summary", "aims", "learning_outcomes", "target_audience", "admission_criteria")
    client.follow(client.submit(client.get(f"{manage}/text"), dict.fromkeys(texts, "Words")))
    client.follow(
        client.submit(
            client.get(f"{manage}/settings"),
            {
                "themes": ["pnr", "api"],
                "opens_at": "2098-01-01 00:00",
                "closes_at": "2098-01-28 23:59",
                "contact_name": "Programme",
                "contact_email": "programme@workshops.example",
                "signatories": "Ilkka Rautavaara, Head of Programme",
            },
        )
    )
    client.follow(
        client.submit(
            client.get(f"{manage}/schedule"),
            {"venue_name": "Training Centre", "city": "Doha", "country_iso3": "QAT"},
            button="Save",
        )
    )
    page = client.get(manage)
    assert "1 thing is missing before this can be published" in page.words
    client.follow(
        client.submit(
            client.get(f"{manage}/agenda/new"),
            {"title": "Opening", "starts_local": "2098-02-16 09:00", "ends_local": "2098-02-16 10:00"},
        )
    )
    assert "Everything is there" in client.get(manage).words
    assert Browser(app).get("/workshops/cooperation-with-airlines").status == 404
    page = client.follow(client.submit(client.get(f"{manage}/publish"), button="Publish"))
    assert "The workshop is published." in page.words
    public = Browser(app).get("/workshops/cooperation-with-airlines")
    assert "Opening" in public.words
    assert "Opens later" in public.words


# Settings, text, times


def test_settings_are_kept_as_they_were_given(app: Flask, client: Browser, organisation: int) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation)
    page = client.submit(
        client.get("/manage/airlines/settings"),
        {
            "slug": "carriers",
            "kind": "meeting",
            "visibility": "restricted",
            "working_languages": ["fr", "ru"],
            "capacity": "12",
            "hosts": "unodc\nBorder Management Office",
            "sponsors": "UNODC",
            "signatories": "A. Name, Head, Deputy\n\nБ، رئيس",
            "certificate_hours": "18",
        },
    )
    assert page.location == "/manage/carriers/settings"
    row = stored_workshop(app, "carriers")
    assert (row["kind"], row["visibility"], row["capacity"], row["certificate_hours"]) == (
        "meeting",
        "restricted",
        12,
        18,
    )
    assert row["working_languages"] == ["fr", "ru"]
    assert row["signatories"] == [("A. Name", "Head, Deputy"), ("Б", "رئيس")]
    assert row["partners"] == [
        ("United Nations Office on Drugs and Crime", "host"),
        ("Border Management Office", "host"),
        ("United Nations Office on Drugs and Crime", "sponsor"),
    ]
    assert Browser(app).get("/workshops/airlines").status == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"capacity": "2"}, "3 seats are taken already."),
        ({"slug": "other"}, "Another workshop has or had this address."),
        ({"slug": "New Address"}, "Write the address in small letters"),
        ({"attendance_percent": "10"}, "The attendance rule was announced"),
        ({"closes_at": "2098-01-01 00:00"}, "Registration would close after the workshop begins."),
        ({"opens_at": "2090-01-01 00:00", "closes_at": "2089-01-01 00:00"}, "Registration closes before it opens."),
        ({"opens_at": "2026-03-29 02:30"}, "The time 2026-03-29 02:30 does not exist in Europe/Berlin"),
        ({"closes_at": "2026-10-25 02:30"}, "The time 2026-10-25 02:30 comes twice in Europe/Berlin"),
        ({"hosts": "Unodx"}, "We do not know Unodx. Write the name or acronym"),
        ({"hosts": "Unod"}, "Is it one of these: United Nations Office on Drugs and Crime?"),
        ({"kind": "party"}, "Choose from the list."),
        ({"themes": "party"}, "Choose from the list."),
        ({"signatories": "x" * 121}, "Shorten the line that begins with xxxx"),
        ({"contact_email": "nobody"}, "Write the whole e-mail address"),
    ],
)
def test_a_wrong_setting_is_told_beside_its_field_and_nothing_is_lost(
    app: Flask, client: Browser, organisation: int, fields: dict[str, str], sentence: str
) -> None:
    make_workshop(app, slug="other", organisation_id=organisation)
    make_workshop(app, slug="airlines", organisation_id=organisation, taken=3, zone="Europe/Berlin")
    before = stored_workshop(app, "airlines")
    page = client.submit(client.get("/manage/airlines/settings"), {"contact_name": "Typed name"} | fields)
    assert page.status == 422
    assert page.words.count(sentence) == 2
    assert 'value="Typed name"' in page.body
    assert stored_workshop(app, "airlines") == before


def test_each_language_has_its_own_texts(app: Flask, client: Browser, organisation: int) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation, texts={"title": "Airlines"})
    page = client.get("/manage/airlines/text?language=ar")
    assert page.values(next(form for form in page.forms() if "text" in form.get("action", "")))["title"] == [""]
    client.follow(client.submit(page, {"title": "شركات الطيران", "aims": "الاتفاق"}))
    assert "شركات الطيران" in client.get("/manage/airlines/text?language=ar").body
    assert 'value="Airlines"' in client.get("/manage/airlines/text").body
    assert client.get("/manage/airlines/text?language=de").status == 404


def test_a_change_of_date_is_shown_before_it_is_made(app: Flask, client: Browser, organisation: int) -> None:
    workshop_id = make_workshop(app, slug="airlines", organisation_id=organisation)
    make_session(app, workshop_id)
    make_registration(app, workshop_id)
    before = stored_workshop(app, "airlines")
    fields = {"starts_local": "2098-02-16 09:00", "ends_local": "2098-02-18 17:00", "city": "Al Wakrah"}
    page = client.submit(client.get("/manage/airlines/schedule"), fields)
    assert page.status == 200
    assert "DohaAl Wakrah" in page.words
    assert "1 session moves with the beginning. 1 person will be told." in page.words
    assert stored_workshop(app, "airlines") == before
    client.follow(client.submit(page, button="Change date and place"))
    row = stored_workshop(app, "airlines")
    assert (row["starts_local"].isoformat(), row["city"]) == ("2098-02-16T09:00:00", "Al Wakrah")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_local": "2027-03-28 02:30"}, "The time 2027-03-28 02:30 does not exist in Europe/Berlin"),
        ({"ends_local": "2027-10-31 02:30"}, "The time 2027-10-31 02:30 comes twice in Europe/Berlin"),
        ({"ends_local": "1999-11-30 02:30"}, "The end comes before the beginning."),
        ({"starts_local": "16.2.2027"}, "Write day and time like 2027-02-16 09:00."),
        ({"starts_local": ""}, "Write day and time like 2027-02-16 09:00."),
        ({"zone": "CET"}, "Choose from the list."),
        ({"join_url": "http://meet.example"}, "Write the whole address, beginning with https://"),
        ({"join_url": "https://["}, "Write the whole address, beginning with https://"),
        ({"venue_name": ""}, "Give venue, city and country"),
    ],
)
@pytest.mark.parametrize("button", ["Show what changes"])
def test_a_date_or_place_that_cannot_be_is_told_beside_its_field(
    app: Flask, client: Browser, organisation: int, button: str, fields: dict[str, str], sentence: str
) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation, zone="Europe/Berlin", opens_at=None)
    page = client.submit(client.get("/manage/airlines/schedule"), fields, button=button)
    assert page.status == 422
    assert page.words.count(sentence) == 2


# Steps


def test_cancelling_says_how_many_will_be_told_and_asks_why(app: Flask, client: Browser, organisation: int) -> None:
    workshop_id = make_workshop(app, slug="airlines", organisation_id=organisation)
    for _ in range(3):
        make_registration(app, workshop_id)
    page = client.get("/manage/airlines/cancel")
    assert "3 people will be told." in page.words
    assert client.submit(page, {"reason": " "}).status == 422
    page = client.follow(client.submit(page, {"reason": "No funds."}))
    assert "This workshop is cancelled" in page.words
    assert "No funds." in Browser(app).get("/workshops/airlines").words
    assert client.get("/manage/airlines/cancel").status == 409


def test_a_step_that_is_not_open_is_refused_with_a_sentence(app: Flask, client: Browser, organisation: int) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation)
    before = stored_workshop(app, "airlines")
    for step, sentence in (
        ("publish", "Only a draft can be published."),
        ("hold", "its last day has ended"),
        ("archive", "can be archived"),
        ("restore", "Only an archived workshop"),
    ):
        page = client.post(f"/manage/airlines/{step}")
        assert (page.status, sentence in page.words) == (409, True), step
    assert stored_workshop(app, "airlines") == before


@pytest.mark.parametrize(
    ("state", "columns"),
    [("draft", {"published_at": None}), ("held", {}), ("cancelled", {"state_reason": "No funds."})],
)
def test_what_was_archived_comes_back_to_where_it_stood(
    app: Flask, client: Browser, organisation: int, state: str, columns: dict[str, Any]
) -> None:
    workshop = make_workshop(app, slug="airlines", organisation_id=organisation, state=state, **columns)
    page = client.follow(client.submit(client.get("/manage/airlines"), button="Archive"))
    assert (stored_workshop(app, "airlines")["state"], "This workshop is archived" in page.words) == ("archived", True)
    assert Browser(app).get("/workshops/airlines").status == 404
    client.follow(client.submit(page, button="Bring back"))
    assert stored_workshop(app, "airlines")["state"] == state
    assert Browser(app).get("/workshops/airlines").status == (404 if state == "draft" else 200)
    with app.app_context():
        lines = select(AuditEntry.event).where(AuditEntry.object_type == "workshop", AuditEntry.object_id == workshop)
        assert list(db.session.scalars(lines.order_by(AuditEntry.sequence))) == ["WorkshopArchived", "WorkshopRestored"]


def test_what_can_be_taken_back_is_not_asked(app: Flask, client: Browser, organisation: int) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation, state="held")
    assert client.get("/manage/airlines/archive").location == "/manage/airlines"
    assert stored_workshop(app, "airlines")["state"] == "held"


def test_a_copy_leads_to_its_own_overview(app: Flask, client: Browser, organisation: int) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation, texts={"title": "Airlines"})
    page = client.submit(client.get("/manage/airlines/clone"), {"starts_local": "2098-03-01 09:00"})
    assert page.location == "/manage/airlines-2"
    assert client.submit(client.get("/manage/airlines/clone"), {"starts_local": "soon"}).status == 422


# Documents


def test_a_document_is_added_read_and_removed(app: Flask, client: Browser, organisation: int) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation)
    fields = {"title": "Visa note", "language": "fr", "audience": "public", "file": (BytesIO(b"%PDF-1.7 x"), "n.PDF")}
    page = client.follow(client.submit(client.get("/manage/airlines/documents"), fields))
    assert "Visa note" in page.words
    with app.app_context():
        document = db.session.scalars(select(Document)).one()
        assert (document.size, document.media_type, document.language) == (10, "application/pdf", "fr")
        path = path_of(document.stored_name)
        assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"%PDF-1.7 x", 0o600)
        address = f"/manage/airlines/documents/{document.id}/remove"
    assert "Remove Visa note?" in client.get(address).words
    client.follow(client.submit(client.get(address), button="Remove the document"))
    assert not path.exists()
    assert client.get(address).status == 404


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("page.html", b"<script>", 415),
        ("note.pdf", b"<script>alert(1)</script>", 415),
        ("note.pdf.exe", b"%PDF-", 415),
        ("picture.svg", b"<svg/>", 415),
        ("picture.png", b"\xff\xd8\xff", 415),
        ("picture.png", b"\x89PNG\r\n\x1a\n", 303),
        ("picture.JPEG", b"\xff\xd8\xff\xe0", 303),
        ("note.pdf", b"", 422),
        ("", b"", 422),
    ],
)
def test_only_a_file_that_is_what_its_name_says_is_kept(
    app: Flask, client: Browser, organisation: int, name: str, content: bytes, status: int
) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation)
    fields = {"title": "Note", "language": "en", "audience": "public", "file": (BytesIO(content), name)}
    assert client.post("/manage/airlines/documents", fields).status == status
    with app.app_context():
        assert len(db.session.scalars(select(Document)).all()) == (status == 303)


class CountedBody(BytesIO):
    """A body that knows how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        octets = super().read(size)
        self.taken += len(octets)
        return octets


def test_two_megabytes_of_the_wrong_kind_are_refused_before_they_are_read(
    app: Flask, client: Browser, organisation: int
) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="setup.exe"\r\n\r\n'
    body = CountedBody(head + b"MZ" * 2**20 + b"\r\n--x--\r\n")
    page = client.http.post(
        "/manage/airlines/documents",
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
    )
    assert page.status_code == 415
    assert body.taken < 2**17 < len(body.getvalue())


@pytest.mark.parametrize(("path", "limit"), [("documents", 20 * 2**20), ("text", 2**20)])
def test_a_body_that_is_too_large_is_not_read_at_all(
    app: Flask, client: Browser, organisation: int, path: str, limit: int
) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation)
    body = CountedBody(b"x")
    page = client.http.post(
        f"/manage/airlines/{path}",
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(limit + 1)},
    )
    assert (page.status_code, body.taken) == (413, 0)


# People


def test_somebody_new_is_invited_with_a_role_in_one_workshop(app: Flask, client: Browser, organisation: int) -> None:
    workshop_id = make_workshop(app, slug="airlines", organisation_id=organisation)
    fields = {"email": "Host@Customs.example", "role": "host"}
    page = client.submit(client.get("/manage/airlines/people"), fields)
    assert (page.status, "Write the name, and an invitation is sent." in page.words) == (422, True)
    page = client.follow(client.submit(page, {"name_latin": "Zeynep Aksoylu"}))
    assert "Zeynep Aksoylu" in page.words
    with app.app_context():
        grant = db.session.scalars(select(RoleGrant).where(RoleGrant.scope == "workshop")).one()
        assert (grant.role, grant.scope_id, grant.person.email) == ("host", workshop_id, "host@customs.example")
    again = client.submit(client.get("/manage/airlines/people"), fields, button="Give the role")
    assert again.status == 422
    page = client.follow(client.submit(again, button="Take this role"))
    assert rows(page) == []
    page = client.follow(client.submit(page, button="Give it back"))
    assert rows(page) == ["Zeynep Aksoylu"]
    assert "Give it back" not in page.words


def rows(page: Page) -> list[str]:
    """The names in the table of a page."""
    return ["".join(head.itertext()) for head in page.tree.findall(".//tbody/tr/th")]


def test_a_role_comes_back_as_it_was_and_only_for_a_day(app: Flask, client: Browser, organisation: int) -> None:
    workshop = make_workshop(app, slug="airlines", organisation_id=organisation)
    ends, now = clock.now() + timedelta(days=9), clock.now()
    desk = {"role": Role.DESK, "scope": "workshop", "scope_id": workshop, "starts_at": now, "ends_at": ends}
    lately, long_ago, over, foreign = (
        stored(app, RoleGrant(**desk | {"person_id": make_person(app), "ended_at": now} | other))
        for other in (
            {},
            {"ended_at": now - timedelta(days=2)},
            {"ends_at": now - timedelta(hours=1)},
            {"scope_id": make_workshop(app)},
        )
    )
    page = client.get("/manage/airlines/people")
    restores = [form.get("action") for form in page.forms() if form.get("action").endswith("/restore")]
    assert restores == [f"/manage/airlines/people/{lately}/restore"]
    for other in (long_ago, over, foreign):
        assert client.post(f"/manage/airlines/people/{other}/restore").status == 404
    assert client.post(restores[0]).status == 303
    with app.app_context():
        grant = db.session.scalars(select(RoleGrant).where(RoleGrant.id > foreign)).one()
        assert (grant.role, grant.scope_id, grant.ends_at) == (Role.DESK, workshop, ends)
    assert client.post(restores[0]).status == 404


def test_a_role_that_reaches_further_cannot_be_given_here(app: Flask, client: Browser, organisation: int) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation)
    for role in ("administrator", "organizer", "data_protection_officer"):
        fields = {"email": "a@customs.example", "name_latin": "A", "role": role, "scope_id": "1", "is_admin": "1"}
        assert client.post("/manage/airlines/people", fields).status == 422
    with app.app_context():
        assert db.session.scalars(select(Person).where(Person.email == "a@customs.example")).all() == []


# Programmes


def test_programmes_are_the_administrators(app: Flask, client: Browser, organisation: int) -> None:
    assert client.get("/manage/programmes").status == 403
    sign_in(client, make_person(app, role=Role.ADMINISTRATOR))
    page = client.submit(client.get("/manage/programmes"), {"code": "dushanbe", "name_en": "Dushanbe Process"})
    page = client.follow(page)
    with app.app_context():
        parent = db.session.scalars(select(Programme)).one().id
    fields = {"code": "kuwait-phase", "name_en": "Kuwait phase", "name_fr": "Phase du Koweït", "parent": str(parent)}
    page = client.follow(client.submit(page, fields))
    assert "Kuwait phase" in page.words
    assert client.submit(page, fields).status == 422
    send_hostile_values(client, "/manage/programmes")


# Whose workshop it is


def test_an_organizer_lists_only_what_is_hers(app: Flask, client: Browser, organisation: int) -> None:
    make_workshop(app, organisation_id=organisation, texts={"title": "Ours"}, state=State.DRAFT, published_at=None)
    make_workshop(app, texts={"title": "Theirs"})
    words = client.get("/manage/").words
    assert ("Ours" in words, "Theirs" in words) == (True, False)


def test_the_list_of_many_takes_as_many_statements_as_that_of_one(
    app: Flask, client: Browser, organisation: int
) -> None:
    counts = []
    for _ in range(2):
        for _ in range(30):
            make_workshop(app, organisation_id=organisation)
        with counted_statements() as statements:
            page = client.get("/manage/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    older = client.get(next(link for link in page.links() if "before=" in link))
    assert len([link for link in older.links() if link.startswith("/manage/workshop-")]) == 10


@pytest.mark.parametrize("visibility", Visibility)
def test_another_organizers_workshop_is_not_found_and_does_not_change(
    app: Flask, client: Browser, organisation: int, visibility: Visibility
) -> None:
    workshop_id = make_workshop(app, slug="theirs", texts={"title": "Their secret"}, visibility=visibility)
    make_session(app, workshop_id)
    before = stored_workshop(app, "theirs")
    for path in PAGES:
        page = client.get(f"/manage/theirs{path}")
        assert page.status == 404, path
        assert "Their secret" not in page.body
    for path in (*FORMS, "/agenda/1/cancel", "/people/1/end", "/documents/1/remove", "/publish", "/postpone"):
        fields = {"title": "Mine", "reason": "Mine", "starts_local": "2098-01-01 09:00", "do": "change"}
        assert client.post(f"/manage/theirs{path}", fields).status == 404, path
    assert stored_workshop(app, "theirs") == before


def test_the_parts_of_another_workshop_are_not_found_through_ones_own(
    app: Flask, client: Browser, organisation: int
) -> None:
    make_workshop(app, slug="ours", organisation_id=organisation)
    theirs = make_workshop(app, slug="theirs")
    make_session(app, theirs)
    grant_holder = make_person(app, role=Role.HOST, scope_id=theirs)
    with app.app_context():
        grant_id = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == grant_holder)).one().id
    assert client.get("/manage/ours/agenda/1").status == 404
    assert client.post("/manage/ours/agenda/1/cancel").status == 404
    assert client.post(f"/manage/ours/people/{grant_id}/end").status == 404
    with app.app_context():
        assert db.session.get_one(RoleGrant, grant_id).ended_at is None


@pytest.mark.parametrize(
    ("role", "open_pages"),
    [
        (Role.HOST, {""}),
        (Role.DESK, set()),
        (Role.CO_ORGANIZER, {"", "/text", "/settings", "/schedule", "/agenda", "/agenda/new", "/documents"}),
    ],
)
def test_a_helper_opens_exactly_the_pages_of_her_role(
    app: Flask, client: Browser, role: Role, open_pages: set[str]
) -> None:
    workshop_id = make_workshop(app, slug="airlines")
    sign_in(client, make_person(app, role=role, scope_id=workshop_id))
    assert {path for path in PAGES if client.get(f"/manage/airlines{path}").status == 200} == open_pages


def test_what_a_form_does_not_ask_is_not_changed(app: Flask, client: Browser, organisation: int) -> None:
    # The forms show and take whole minutes.
    opens = clock.now().replace(second=0)
    make_workshop(
        app, slug="airlines", organisation_id=organisation, state=State.DRAFT, published_at=None, opens_at=opens
    )
    before = stored_workshop(app, "airlines")
    extra = {"state": "published", "taken": "0", "organisation_id": "1", "code": "X", "id": "9", "revision": "9"}
    client.follow(client.submit(client.get("/manage/airlines/settings"), extra))
    client.follow(client.submit(client.get("/manage/airlines/text"), extra))
    client.follow(client.submit(client.get("/manage/airlines/schedule"), extra, button="Save"))
    assert stored_workshop(app, "airlines") == before


# Hostile input


@pytest.mark.parametrize("path", FORMS)
def test_no_input_breaks_a_form(app: Flask, client: Browser, organisation: int, path: str) -> None:
    workshop_id = make_workshop(app, slug="airlines", organisation_id=organisation)
    make_session(app, workshop_id)
    send_hostile_values(client, f"/manage/airlines{path}")


def test_no_input_breaks_the_form_of_a_new_workshop(client: Browser, organisation: int) -> None:
    send_hostile_values(client, "/workshops/new")


@pytest.mark.parametrize(
    "address", ["/manage/?before=%00", "/manage/?before=99999999T999999.1", "/manage/airlines/text?language=%00"]
)
def test_no_address_breaks_a_page(app: Flask, client: Browser, organisation: int, address: str) -> None:
    make_workshop(app, slug="airlines", organisation_id=organisation)
    assert client.get(address).status in (200, 404)
