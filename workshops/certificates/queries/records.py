"""The records of certificates: by workshop, by holder, by code."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select

from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import Issued, is_public
from workshops.certificates.facts import CertificateFacts
from workshops.certificates.models import Certificate
from workshops.certificates.rules import CertificateState, Unreadable, normal_code
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.tokens import digest, unseal
from workshops.registrations.messages import Milestone
from workshops.registrations.models import Registration
from workshops.registrations.queries import StatusPanel

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class HeldCertificate:
    """A certificate with what it says, for its holder."""

    certificate: Certificate
    facts: CertificateFacts


def find_live_certificate(registration: Registration) -> Certificate | None:
    """The certificate of this person and workshop that counts."""
    query = select(Certificate).where(
        Certificate.person_id == registration.person_id,
        Certificate.workshop_id == registration.workshop_id,
        Certificate.state == CertificateState.VALID,
    )
    return db.session.scalar(query)


def get_live_certificate(registration: Registration) -> Certificate:
    """The same. Raises NotFound."""
    return _found(find_live_certificate(registration))


def get_own_certificate(slug: str, person_id: int) -> Certificate:
    """The holder's live certificate of the workshop with this slug. Raises NotFound."""
    query = (
        select(Certificate)
        .join(Workshop, Workshop.id == Certificate.workshop_id)
        .where(Workshop.slug == slug, Certificate.person_id == person_id, Certificate.state == CertificateState.VALID)
    )
    return _found(db.session.scalar(query))


def was_drawn_from(registration_id: int) -> bool:
    """Whether a certificate that counts was drawn from the answers of this registration."""
    query = select(Certificate.id).where(
        Certificate.registration_id == registration_id, Certificate.state == CertificateState.VALID
    )
    return db.session.scalar(query) is not None


def certified_registrations(person_id: int) -> Collection[int]:
    """The registrations of a person for which she has a certificate that counts."""
    query = select(Certificate.registration_id).where(
        Certificate.person_id == person_id, Certificate.state == CertificateState.VALID
    )
    return frozenset(db.session.scalars(query))


def issued_so_far(workshop_id: int) -> Issued:
    """How many certificates of a workshop count, and since when."""
    query = select(func.count(), func.min(Certificate.issued_at)).where(
        Certificate.workshop_id == workshop_id, Certificate.state == CertificateState.VALID
    )
    return Issued(*db.session.execute(query).one())


def status_panel(registration: Registration) -> StatusPanel | None:
    """The person's certificate on the page of her registration; None while there is none."""
    query = select(Certificate).where(
        Certificate.person_id == registration.person_id, Certificate.workshop_id == registration.workshop_id
    )
    certificate = db.session.scalar(query.order_by(Certificate.id.desc()).limit(1))
    if certificate is None:
        return None
    milestones = [Milestone(_("Your certificate was issued"), certificate.issued_at, "done")]
    if certificate.state == CertificateState.REVOKED:
        milestones.append(Milestone(_("Your certificate was revoked"), certificate.ended_at, "done"))
    return StatusPanel(
        HeldCertificate(certificate, facts_of(certificate)),
        main="certificates/held.html",
        aside="certificates/panel.html",
        heading=_("Your certificate is ready") if certificate.state == CertificateState.VALID else "",
        milestones=tuple(milestones),
    )


def certificates_of(workshop: Workshop) -> Sequence[Certificate]:
    """Every certificate of a workshop, ended ones too, by number."""
    query = select(Certificate).where(Certificate.workshop_id == workshop.id)
    return db.session.scalars(query.order_by(Certificate.serial, Certificate.edition)).all()


def get_certificate(workshop: Workshop, certificate_id: int) -> Certificate:
    """A certificate of this workshop. Raises NotFound."""
    query = select(Certificate).where(Certificate.id == certificate_id, Certificate.workshop_id == workshop.id)
    return _found(db.session.scalar(query))


def family_of(certificate: Certificate) -> Sequence[Certificate]:
    """The certificate with its corrections, or those it corrects, the first one first."""
    family = (Certificate.workshop_id == certificate.workshop_id, Certificate.serial == certificate.serial)
    return db.session.scalars(select(Certificate).where(*family).order_by(Certificate.edition)).all()


def find_certificate(typed_code: str) -> Certificate | None:
    """The certificate with this code, in any spelling; nothing else finds one."""
    # An impossible code takes the same look-up, so that it takes the same time.
    code = normal_code(typed_code) or ""
    return db.session.scalar(select(Certificate).where(Certificate.code_digest == digest(code)))


def find_certificates(typed_codes: Collection[str]) -> dict[str, Certificate | None]:
    """The certificate behind each of these codes, in one statement."""
    digests = {typed: digest(normal_code(typed) or "") for typed in typed_codes}
    query = select(Certificate).where(Certificate.code_digest.in_(digests.values()))
    found = {certificate.code_digest: certificate for certificate in db.session.scalars(query)}
    return {typed: found.get(code_digest) for typed, code_digest in digests.items()}


def facts_of(certificate: Certificate, typed_code: str = "") -> CertificateFacts:
    """The frozen facts with the code put back in: the one that it was found by, in any spelling, else the sealed one.

    Raises Unreadable when the sealed one does not open.
    """
    return CertificateFacts.from_json(
        {**certificate.facts, "code": normal_code(typed_code) or _sealed_code(certificate)}
    )


def _sealed_code(certificate: Certificate) -> str:
    try:
        return unseal(certificate.sealed_code, f"certificate:{certificate.code_digest}")
    except ValueError as error:
        message = "FIELD_KEY does not open the code of certificate %d: it is not the key of its day"
        log.error(message, certificate.id)  # noqa: TRY400 - where it happened says nothing about why
        raise Unreadable from error


def public_page_of(certificate: Certificate) -> str | None:
    """The slug of the certificate's workshop, when everybody may read its page."""
    return db.session.scalar(select(Workshop.slug).where(Workshop.id == certificate.workshop_id, *is_public()))


def _found(certificate: Certificate | None) -> Certificate:
    if certificate is None:
        raise NotFound
    return certificate
