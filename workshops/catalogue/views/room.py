"""The room's blueprint, on which each of its pages hangs itself, and the words its templates need."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from workshops.catalogue.rules import KIND_NAMES, MODE_NAMES, PART_NAMES, STAGE_CHIPS, STAGE_NAMES
from workshops.directory.rules import in_language
from workshops.foundation.markdown import to_html

catalogue = Blueprint("catalogue", __name__)
catalogue.add_app_template_filter(to_html, "markdown")
catalogue.add_app_template_filter(in_language)


@catalogue.record_once
def _give_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        kind_names=KIND_NAMES,
        mode_names=MODE_NAMES,
        part_names=PART_NAMES,
        stage_names=STAGE_NAMES,
        stage_chips=STAGE_CHIPS,
    )
