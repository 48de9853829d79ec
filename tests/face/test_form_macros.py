"""Forms as a reader meets them: label, hint, error, control, tied together for those who listen."""

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from flask import Flask
from wtforms import Field, StringField

from workshops.foundation.forms import Form
from workshops.home.forms import SpecimenForm, specimen_form


@pytest.fixture
def macros(app: Flask) -> Iterator[Any]:
    with app.test_request_context():
        yield app.jinja_env.get_template("macros/forms.html").module


@pytest.fixture
def form(macros: Any) -> SpecimenForm:
    return specimen_form()


class NoteForm(Form):
    """One field that brings attributes of its own."""

    note = StringField("Note", render_kw={"dir": "rtl", "autocomplete": "off"})


def tree(html: str) -> Any:
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def control(html: str) -> dict[str, str]:
    found = tree(html)
    return dict(next(element for tag in ("input", "select", "textarea") for element in found.iter(tag)).attrib)


def test_a_field_says_label_hint_error_and_control_in_this_order(macros: Any, form: SpecimenForm) -> None:
    field = tree(macros.field(form.email))[0]
    assert field.get("class") == "field field-bad"
    assert [(part.tag, "".join(part.itertext())) for part in field] == [
        ("label", "E-mail address"),
        ("p", "We send a code to this address."),
        ("p", "Error: Write the whole e-mail address, for example name@customs.example"),
        ("input", ""),
    ]


def test_a_control_is_tied_to_its_label_its_hint_and_its_error(macros: Any, form: SpecimenForm) -> None:
    assert control(macros.field(form.email, width="m", autocomplete="email", dir="ltr")) == {
        "aria-describedby": "email-hint email-error",
        "aria-invalid": "true",
        "autocomplete": "email",
        "class": "input w-m",
        "dir": "ltr",
        "id": "email",
        "maxlength": "254",
        "name": "email",
        "type": "text",
        "value": "gulnora.rahimova@customs",
    }


def test_what_is_right_and_needs_no_hint_is_described_by_nothing(macros: Any, form: SpecimenForm) -> None:
    assert set(control(macros.field(form.post))) == {"class", "dir", "id", "maxlength", "name", "type", "value"}


def test_optional_is_said_and_required_is_not(macros: Any, form: SpecimenForm) -> None:
    labels = ["".join(tree(macros.field(field)).find("div/label").itertext()) for field in (form.post, form.title)]
    assert labels == ["Post or rank (optional)", "Title"]


def test_numbers_and_moments_are_text_so_that_what_was_typed_comes_back(macros: Any, form: SpecimenForm) -> None:
    controls = [control(macros.field(field)) for field in (form.seats, form.opens, form.day)]
    assert [(c["type"], c["value"], c["dir"]) for c in controls] == [
        ("text", "four hundred", "ltr"),
        ("text", "tomorrow", "ltr"),
        ("text", "", "ltr"),
    ]


def test_a_date_without_a_hint_of_its_own_shows_how_to_write_it(macros: Any, form: SpecimenForm) -> None:
    assert tree(macros.field(form.day)).find("div/p").text == "Year, month, day, for example 2027-02-16"


@pytest.mark.parametrize(
    ("name", "kind", "ticked"),
    [("language", "radio", []), ("needs", "checkbox", ["visa"]), ("spoken", "checkbox", ["ar", "es"])],
)
def test_a_choice_is_a_group_of_named_boxes(
    macros: Any, form: SpecimenForm, name: str, kind: str, ticked: list[str]
) -> None:
    group = tree(macros.field(form[name])).find("fieldset")
    boxes = list(group.iter("input"))
    assert {(box.get("type"), box.get("name")) for box in boxes} == {(kind, name)}
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == ticked
    assert [box.get("id") for box in boxes] == [label.get("for") for label in group.iter("label")]


def test_the_summary_counts_the_answers_and_leads_to_each(macros: Any, form: SpecimenForm) -> None:
    summary = tree(macros.error_summary(form)).find("div")
    assert summary.get("role") == "alert"
    assert summary.find("h2").text == "6 answers need your attention"
    ids = {element.get("id") for f in form for element in tree(macros.field(f)).iter() if element.get("id")}
    targets = [link.get("href").removeprefix("#") for link in summary.iter("a")]
    assert targets == ["title", "email", "seats", "opens", "language-0", "agree"]
    assert set(targets) <= ids


def test_the_summary_says_what_the_fields_say(macros: Any, form: SpecimenForm) -> None:
    said = [link.text for link in tree(macros.error_summary(form)).iter("a")]
    assert said == [field.errors[0] for field in form if field.errors]


def test_a_form_without_errors_has_no_summary(macros: Any) -> None:
    form = NoteForm()
    assert (macros.error_summary(form).strip(), macros.error_mark(form)) == ("", "")


def test_the_page_wins_over_the_field_about_an_attribute(macros: Any) -> None:
    attributes = control(macros.field(NoteForm().note, dir="ltr"))
    assert (attributes["dir"], attributes["autocomplete"]) == ("ltr", "off")


def test_what_a_person_typed_stays_text(macros: Any) -> None:
    form = NoteForm(data={"note": '"><script>alert(1)</script>'})
    assert control(macros.field(form.note))["value"] == '"><script>alert(1)</script>'


def test_help_opens_between_the_label_and_the_hint(macros: Any, form: SpecimenForm) -> None:
    field = tree(macros.field(form.email, help="A code proves that it is yours."))[0]
    assert [(part.tag, part.get("class")) for part in field] == [
        ("label", "helped"),
        ("details", "help"),
        ("p", "hint"),
        ("p", "wrong"),
        ("input", "input"),
    ]
    summary, text = field.find("details")
    assert ["".join(part.itertext()) for part in (summary, text)] == [
        "Help: E-mail address",
        "A code proves that it is yours.",
    ]


@pytest.mark.parametrize("name", ["language", "needs", "agree"])
def test_boxes_have_help_too_outside_of_their_label(macros: Any, form: SpecimenForm, name: str) -> None:
    field = tree(macros.field(form[name], help="Why we ask."))
    assert [details.find("p").text for details in field.iter("details")] == ["Why we ask."]
    assert [label for label in field.iter("label") if label.find("details") is not None] == []


def test_a_field_without_help_has_no_disclosure(macros: Any, form: SpecimenForm) -> None:
    assert [field.name for field in form if "<details" in macros.field(field)] == []


def test_suggestions_are_a_list_that_the_control_names(macros: Any, form: SpecimenForm) -> None:
    field = tree(macros.field(form.agency, suggestions=["Customs Service", "Border Guard"]))
    assert control(macros.field(form.agency, suggestions=["Customs Service"]))["list"] == "agency-list"
    assert [option.get("value") for option in field.find("div/datalist")] == ["Customs Service", "Border Guard"]


def test_every_kind_of_field_is_drawn(macros: Any, form: SpecimenForm) -> None:
    fields: list[Field] = list(form)
    assert [field.name for field in fields if f'name="{field.name}"' not in macros.field(field)] == []
