"""The room's blueprint, the words its templates need, and how pages behind mailed links are kept private."""

from flask import Blueprint, Response, make_response
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from workshops.registrations.messages import reason_lines
from workshops.registrations.rules import NEED_NAMES, STATE_CHIPS, STATE_NAMES

registrations = Blueprint("registrations", __name__)
registrations.add_app_template_filter(reason_lines)


@registrations.record_once
def _give_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        registration_names=STATE_NAMES, registration_chips=STATE_CHIPS, need_names=NEED_NAMES
    )


def private(answer: ResponseReturnValue) -> Response:
    """Keep the token in the address out of search engines and of every Referer but the host's own name."""
    response = make_response(answer)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Without any Referer the check of a form's origin over TLS would fail.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
