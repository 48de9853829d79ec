"""Telling a refused action where the person is: in her form."""

from typing import Any

from workshops.foundation.database import db
from workshops.foundation.errors import DomainError
from workshops.foundation.forms import Form
from workshops.foundation.i18n import sentence


def refused(form: Form, error: DomainError, field: Any = None) -> None:
    """Undo what the action began, and say why it was refused, beside a field or above the form."""
    db.session.rollback()
    if field is None:
        form.form_errors.append(sentence(error))
    else:
        field.errors = [*field.errors, sentence(error)]
