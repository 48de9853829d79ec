"""The room's blueprint, on which each of its pages hangs itself, and the words its templates need."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from workshops.catalogue.rules import (
    ADMISSION_NAMES,
    KIND_NAMES,
    MODE_NAMES,
    PART_NAMES,
    STAGE_CHIPS,
    STAGE_NAMES,
    VISIBILITY_NAMES,
    Place,
)
from workshops.directory.rules import in_language
from workshops.foundation.words import N_
from workshops.foundation.zones import utc_to_local

# Where a missing thing is given; the agenda's page belongs to the room above.
PLACE_ENDPOINTS = {
    Place.TEXT: "catalogue.text",
    Place.SETTINGS: "catalogue.settings",
    Place.SCHEDULE: "catalogue.schedule",
    Place.AGENDA: "agenda.index",
}
PLACE_LABELS = {
    Place.TEXT: N_("Text"),
    Place.SETTINGS: N_("Settings"),
    Place.SCHEDULE: N_("Date and place"),
    Place.AGENDA: N_("Agenda"),
}

catalogue = Blueprint("catalogue", __name__)
catalogue.add_app_template_filter(in_language)
catalogue.add_app_template_filter(utc_to_local, "local_time")


@catalogue.record_once
def _give_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        kind_names=KIND_NAMES,
        mode_names=MODE_NAMES,
        part_names=PART_NAMES,
        stage_names=STAGE_NAMES,
        stage_chips=STAGE_CHIPS,
        visibility_names=VISIBILITY_NAMES,
        admission_names=ADMISSION_NAMES,
        place_endpoints=PLACE_ENDPOINTS,
        place_labels=PLACE_LABELS,
    )
