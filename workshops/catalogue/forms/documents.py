"""Putting a file beside a workshop."""

from typing import Any

from wtforms import Field, FileField, ValidationError

from workshops.catalogue.forms.fields import LANGUAGE_CHOICES, named
from workshops.catalogue.rules import AUDIENCE_NAMES, Audience
from workshops.foundation.forms import Choice, Form, Line, _l, filled
from workshops.foundation.uploads import kind_of


class DocumentForm(Form):
    """The file and what is said of it."""

    title = Line(_l("Title"), [filled(_l("Write a title."))])
    language = Choice(_l("Language"), choices=LANGUAGE_CHOICES)
    audience = Choice(_l("Who may read it"), choices=named(AUDIENCE_NAMES), default=Audience.PUBLIC.value)
    file = FileField(_l("File"), description=_l("PDF, PNG or JPEG, at most 20 MB."))

    def validate_file(self, field: Field) -> None:
        """There must be a file with something in it; its kind was checked while it arrived."""
        sent = field.data
        if isinstance(sent, str) or not sent or not sent.filename:
            raise ValidationError(_l("Choose a file."))
        if not sent.stream.read(1):
            raise ValidationError(_l("This file is empty. Choose another one."))
        sent.stream.seek(0)

    @property
    def about(self) -> dict[str, Any]:
        """What is said of the file."""
        kind = kind_of(self.file.data.filename)
        return {
            "title": self.title.data or "",
            "language": self.language.data,
            "audience": Audience(self.audience.data),
            "media_type": kind.media_type if kind else "",
        }
