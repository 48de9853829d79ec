"""The form of the style guide: every kind of field, some with an error. Not translated, since builders read it."""

from werkzeug.datastructures import MultiDict
from wtforms import FileField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, Optional

from workshops.foundation.forms import (
    Choice,
    Choices,
    Day,
    Email,
    Form,
    Line,
    LocalTime,
    Number,
    Radio,
    Secret,
    Text,
    Tick,
    filled,
)

LANGUAGES = [
    SelectChoice("ar", "العربية"),
    SelectChoice("zh", "中文"),
    SelectChoice("en", "English"),
    SelectChoice("fr", "Français"),
    SelectChoice("ru", "Русский"),
    SelectChoice("es", "Español"),
    SelectChoice("other", "Another language"),
]
NEEDS = [
    SelectChoice("visa", "A letter for my visa"),
    SelectChoice("step-free", "Step-free access"),
    SelectChoice("sign", "A sign-language interpreter"),
]
STATES = [SelectChoice("", "Choose a State"), SelectChoice("TJ", "Tajikistan"), SelectChoice("TN", "Tunisia")]
TYPED = [
    ("theme", "Any"),
    ("place", "Online"),
    ("name", "Гулнора Раҳимова"),
    ("email", "gulnora.rahimova@customs"),
    ("agency", "Customs Service"),
    ("state", "TJ"),
    ("language", "ru"),
    ("spoken", "ar"),
    ("spoken", "es"),
    ("needs", "visa"),
    ("seats", "four hundred"),
    ("opens", "tomorrow"),
    ("why", "Our unit receives passenger data from two carriers only."),
]


class SpecimenForm(Form):
    """A field of each kind."""

    words = Line("Words")
    theme = Choice("Theme", choices=[SelectChoice("Any"), SelectChoice("Passenger data")])
    place = Choice("Place", choices=[SelectChoice("Any"), SelectChoice("Online"), SelectChoice("On site")])
    title = Line("Title", [filled("Write a title, for example: Data protection for border agencies")])
    name = Line("Your name in your own script", description="In the order you use it. It is printed like this.")
    email = Email("E-mail address", description="We send a code to this address.")
    password = Secret("Password")
    code = Line("Code", description="Eight digits, from the newest message.")
    agency = Line("Agency", description="Start to write, then choose.")
    state = Choice("State", choices=STATES)
    post = Line("Post or rank", [Optional()])
    why = Text("What do you want to change in your work?", description="Two or three sentences.")
    seats = Number("Seats", least=1, most=500)
    day = Day("Day", [Optional()])
    opens = LocalTime("Registration opens")
    language = Radio("Language of your certificate", choices=LANGUAGES[:3], description="Your name comes first.")
    needs = Choices("What should we prepare?", choices=NEEDS)
    spoken = Choices("Languages you work in", [Optional()], choices=LANGUAGES)
    letter = FileField("Letter of your agency", [Optional()], description="PDF or photo, up to 5 MB.")
    agree = Tick("I agree that the organizer and the host use these data.", [InputRequired("Tick the box.")])


def specimen_form() -> SpecimenForm:
    """The form as it comes back after it was sent with mistakes."""
    form = SpecimenForm(formdata=MultiDict(TYPED))
    form.validate()
    return form
