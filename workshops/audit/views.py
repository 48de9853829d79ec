"""The record as those see it who answer for it."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshops.audit import queries
from workshops.audit.rules import OBJECT_NAMES, WORDS
from workshops.foundation.events import kinds_of_event
from workshops.foundation.i18n import NATIVE_NAMES, comma_list
from workshops.foundation.text import clean_line
from workshops.foundation.web import asked_number, requires

audit = Blueprint("audit", __name__)


@audit.get("/audit")
@requires("audit.read")
def index() -> ResponseReturnValue:
    """The newest lines, a page at a time; of one object when the address names it."""
    before = asked_number("before")
    object_type, object_id = clean_line(request.args.get("about", ""))[:40], asked_number("id")
    is_of_one = bool(object_type and object_id)
    lines = queries.lines(before=before, about=(object_type, object_id) if object_type and object_id else None)
    return render_template(
        "audit/index.html",
        lines=lines,
        sentences={kind.__name__: kind.sentence for kind in kinds_of_event()},
        object_names=OBJECT_NAMES,
        in_words=_in_words,
        about={"about": object_type, "id": object_id} if is_of_one else {},
        older=lines[-1].sequence if len(lines) == queries.PAGE else None,
    )


def _in_words(value: Any) -> str:
    """A name or a value of the chain as the pages call it; what they have no word for is shown as it is."""
    if isinstance(value, list):
        return comma_list(map(_in_words, value))
    field, _sep, code = str(value).rpartition("_")
    if field in WORDS and code in NATIVE_NAMES:  # a text of one language
        return f"{_(WORDS[field])} ({NATIVE_NAMES[code]})"
    return _(WORDS[str(value)]) if str(value) in WORDS else str(value)
