"""What the pages of certificates share."""

from flask import Blueprint, Response, make_response
from flask.blueprints import BlueprintSetupState

from workshops.certificates.facts import CertificateFacts
from workshops.certificates.pdf import render_certificate
from workshops.certificates.rules import KIND_NAMES, REVOCATION_REASONS, STATE_CHIPS, STATE_NAMES
from workshops.foundation.web import absolute_url

certificates = Blueprint("certificates", __name__)


@certificates.record_once
def _give_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        certificate_kinds=KIND_NAMES,
        certificate_states=STATE_NAMES,
        certificate_chips=STATE_CHIPS,
        certificate_reasons=REVOCATION_REASONS,
        verification_address=lambda: absolute_url("/v/"),
    )


def file_of(facts: CertificateFacts) -> Response:
    """The certificate as a file to keep, drawn now from the record."""
    response = make_response(render_certificate(facts))
    response.content_type = "application/pdf"
    name = f"certificate-{facts.number.replace('/', '-')}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
