"""What the pages of certificates share."""

from flask import Blueprint, Response, make_response

from workshops.certificates.facts import CertificateFacts
from workshops.certificates.pdf import render_certificate
from workshops.certificates.rules import KIND_NAMES, REVOCATION_REASONS, STATE_CHIPS, STATE_NAMES
from workshops.foundation.web import absolute_url

certificates = Blueprint("certificates", __name__)


@certificates.context_processor
def _words() -> dict[str, object]:
    return {
        "kind_names": KIND_NAMES,
        "state_names": STATE_NAMES,
        "state_chips": STATE_CHIPS,
        "reasons": REVOCATION_REASONS,
        "true_address": absolute_url("/v/"),
    }


def file_of(facts: CertificateFacts) -> Response:
    """The certificate as a file to keep, drawn now from the record."""
    response = make_response(render_certificate(facts))
    response.content_type = "application/pdf"
    name = f"certificate-{facts.number.replace('/', '-')}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
