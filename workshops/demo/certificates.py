"""Certificates as they were issued: by the rule, the facts and the record of the house, without a word to anybody."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from workshops.catalogue.models import Workshop
from workshops.certificates.actions import draw_up, draw_up_correction
from workshops.certificates.models import Certificate, CertificateCounter
from workshops.certificates.queries import entitlements
from workshops.certificates.rules import CertificateState, RevocationReason
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.registrations.models import Registration

ISSUED_AFTER = timedelta(hours=1)
CORRECTED_AFTER = timedelta(days=6)
REVOKED_AFTER = timedelta(days=20)
CORRECTED = 5
REVOKED = (RevocationReason.WRONG_PERSON, RevocationReason.DID_NOT_ATTEND, RevocationReason.ISSUED_IN_ERROR)


def issue(workshop: Workshop, staff_id: int) -> None:
    """Issue to everybody who is entitled when the last day is over."""
    _issue(workshop, _entitled(workshop), staff_id)


def issue_with_mishaps(workshop: Workshop, staff_id: int, rng: Random) -> None:
    """Issue likewise, then replace five whose agency was misspelled, and revoke three."""
    registrations = _entitled(workshop)
    corrected = rng.sample(registrations, CORRECTED)
    written = {registration.id: registration.agency for registration in corrected}
    for registration in corrected:
        registration.agency = registration.agency[:-1]
    issued = {certificate.registration_id: certificate for certificate in _issue(workshop, registrations, staff_id)}
    for registration in corrected:
        registration.agency = written[registration.id]
        _replace(issued.pop(registration.id), workshop, staff_id)
    for certificate, reason in zip(rng.sample(list(issued.values()), len(REVOKED)), REVOKED, strict=True):
        certificate.state, certificate.reason_class = CertificateState.REVOKED, reason
        certificate.ended_at = workshop.ends_at + REVOKED_AFTER
    db.session.flush()


def _entitled(workshop: Workshop) -> list[Registration]:
    return [entitlement.registration for entitlement in entitlements(workshop) if entitlement.is_open]


def _issue(workshop: Workshop, registrations: Sequence[Registration], staff_id: int) -> list[Certificate]:
    with clock.at(workshop.ends_at + ISSUED_AFTER):
        certificates = draw_up(workshop, registrations, 1, staff_id)
    db.session.add_all(certificates)
    db.session.add(CertificateCounter(workshop_id=workshop.id, last=len(certificates)))
    db.session.flush()
    return certificates


def _replace(certificate: Certificate, workshop: Workshop, staff_id: int) -> None:
    with clock.at(workshop.ends_at + CORRECTED_AFTER):
        new = draw_up_correction(certificate, staff_id)
    certificate.state, certificate.ended_at = CertificateState.REPLACED, new.issued_at
    db.session.flush()
    db.session.add(new)
