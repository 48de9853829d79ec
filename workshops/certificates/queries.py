"""Who is entitled, what was issued, and the record behind a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from workshops.agenda.models import AgendaSession
from workshops.attendance.queries import share_of, shares
from workshops.attendance.rules import Share
from workshops.catalogue.models import Workshop
from workshops.certificates.facts import CertificateFacts
from workshops.certificates.models import Certificate, EntitlementOverride
from workshops.certificates.rules import CertificateState, Verdict, is_entitled, normal_code, verdict
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.tokens import digest, unseal
from workshops.registrations.models import Registration
from workshops.registrations.rules import State

PAGE = 50


@dataclass(frozen=True)
class Entitlement:
    """One participant, her attendance, what the rule says, and her live certificate."""

    registration: Registration
    share: Share
    verdict: Verdict
    certificate: Certificate | None

    @property
    def is_open(self) -> bool:
        """Whether issuing would give her a certificate now."""
        return is_entitled(self.verdict) and self.certificate is None


def entitlements(workshop: Workshop) -> list[Entitlement]:
    """Every participant with a confirmed seat, by Latin name; the number of statements does not grow with people."""
    live = {certificate.registration_id: certificate for certificate in live_certificates(workshop.id)}
    overridden = _overridden(workshop.id)
    share_by_registration = shares(workshop)
    return [
        Entitlement(
            registration,
            share_by_registration[registration.id],
            verdict(
                is_confirmed=True,
                share=share_by_registration[registration.id],
                is_overridden=registration.id in overridden,
            ),
            live.get(registration.id),
        )
        for registration in db.session.scalars(_participants(workshop.id))
    ]


def entitlement_of(registration: Registration) -> Entitlement:
    """The same for one registration, whatever its state."""
    share = share_of(registration)
    answer = verdict(
        is_confirmed=registration.state == State.CONFIRMED,
        share=share,
        is_overridden=db.session.get(EntitlementOverride, registration.id) is not None,
    )
    return Entitlement(registration, share, answer, live_certificate_of(registration.id))


def live_certificates(workshop_id: int) -> Sequence[Certificate]:
    """The certificates of a workshop that count."""
    query = select(Certificate).where(
        Certificate.workshop_id == workshop_id, Certificate.state == CertificateState.VALID
    )
    return db.session.scalars(query).all()


def live_certificate_of(registration_id: int) -> Certificate | None:
    """The certificate of a registration that counts."""
    query = select(Certificate).where(
        Certificate.registration_id == registration_id, Certificate.state == CertificateState.VALID
    )
    return db.session.scalar(query)


def certificates_of_workshop(workshop_id: int) -> Sequence[Certificate]:
    """Every certificate of a workshop, ended ones too, by number."""
    query = select(Certificate).where(Certificate.workshop_id == workshop_id)
    return db.session.scalars(query.order_by(Certificate.serial, Certificate.edition)).all()


def get_certificate(workshop: Workshop, certificate_id: int) -> Certificate:
    """A certificate of this workshop, locked until the transaction ends. Raises NotFound."""
    query = select(Certificate).where(Certificate.id == certificate_id, Certificate.workshop_id == workshop.id)
    certificate = db.session.scalar(query.with_for_update())
    if certificate is None:
        raise NotFound
    return certificate


def get_own_certificate(slug: str, person_id: int) -> Certificate:
    """The holder's live certificate of the workshop with this slug. Raises NotFound."""
    query = (
        select(Certificate)
        .join(Workshop, Workshop.id == Certificate.workshop_id)
        .where(Workshop.slug == slug, Certificate.person_id == person_id, Certificate.state == CertificateState.VALID)
    )
    certificate = db.session.scalar(query)
    if certificate is None:
        raise NotFound
    return certificate


def find_certificate(typed_code: str) -> Certificate | None:
    """The certificate with this code, in any spelling; nothing else finds one."""
    code = normal_code(typed_code)
    # An impossible code takes the same look-up, so that it takes the same time.
    return db.session.scalar(select(Certificate).where(Certificate.code_digest == digest(code or "")))


def facts_of(certificate: Certificate) -> CertificateFacts:
    """The frozen facts with the code put back in."""
    code = unseal(certificate.sealed_code, f"certificate:{certificate.code_digest}")
    return CertificateFacts.from_json({**certificate.facts, "code": code})


def last_session_ends_at(workshop: Workshop) -> datetime:
    """When the last session ends that takes place; the workshop's own end when there is none."""
    query = select(func.max(AgendaSession.ends_at)).where(
        AgendaSession.workshop_id == workshop.id,
        AgendaSession.is_cancelled.is_(False),
        AgendaSession.is_pause.is_(False),
    )
    return db.session.scalar(query) or workshop.ends_at


def scheduled_hours(workshop: Workshop) -> float:
    """The hours a certificate names: as the organizer set them, else those of the scheduled required sessions."""
    if workshop.certificate_hours is not None:
        return workshop.certificate_hours
    query = select(AgendaSession.starts_at, AgendaSession.ends_at).where(
        AgendaSession.workshop_id == workshop.id,
        AgendaSession.is_required,
        AgendaSession.is_pause.is_(False),
        AgendaSession.is_cancelled.is_(False),
    )
    seconds = sum((ends - starts).total_seconds() for starts, ends in db.session.execute(query))
    # To the half hour, as certificates say it.
    return round(seconds / 1800) / 2


def get_registration(workshop: Workshop, registration_id: int) -> Registration:
    """A registration of this workshop. Raises NotFound."""
    query = select(Registration).where(Registration.id == registration_id, Registration.workshop_id == workshop.id)
    registration = db.session.scalar(query)
    if registration is None:
        raise NotFound
    return registration


def _participants(workshop_id: int) -> Select[tuple[Registration]]:
    return (
        select(Registration)
        .options(joinedload(Registration.country), joinedload(Registration.organisation))
        .where(Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED)
        .order_by(Registration.name_latin, Registration.id)
    )


def _overridden(workshop_id: int) -> frozenset[int]:
    query = (
        select(EntitlementOverride.registration_id)
        .join(Registration, Registration.id == EntitlementOverride.registration_id)
        .where(Registration.workshop_id == workshop_id)
    )
    return frozenset(db.session.scalars(query))
