"""The room's blueprint, and the words its templates need."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from workshops.registrations.messages import reason_lines
from workshops.registrations.rules import NEED_NAMES, STATE_CHIPS, STATE_NAMES

registrations = Blueprint("registrations", __name__)
registrations.add_app_template_filter(reason_lines)


@registrations.record_once
def _give_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        registration_names=STATE_NAMES, registration_chips=STATE_CHIPS, need_names=NEED_NAMES
    )
