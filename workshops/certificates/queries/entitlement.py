"""Who is entitled to a certificate, and why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workshops.agenda.models import AgendaSession
from workshops.attendance.queries import share_of, shares
from workshops.attendance.rules import Share
from workshops.catalogue.models import Workshop
from workshops.certificates.models import Certificate, EntitlementOverride
from workshops.certificates.queries.records import find_live_certificate
from workshops.certificates.rules import CertificateState, Verdict, is_entitled, verdict
from workshops.foundation.database import db
from workshops.registrations.models import Registration
from workshops.registrations.rules import State


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

    @property
    def needs_decision(self) -> bool:
        """Whether only a decision in writing would give her one."""
        return not is_entitled(self.verdict) and self.certificate is None


def entitlements(workshop: Workshop) -> list[Entitlement]:
    """Every participant with a confirmed seat, by Latin name; the number of statements does not grow with people."""
    live = {certificate.person_id: certificate for certificate in _live_certificates(workshop.id)}
    revoked, overridden = _revoked_at(workshop.id), _overridden_at(workshop.id)
    share_by_registration = shares(workshop)
    query = (
        select(Registration)
        .options(joinedload(Registration.country), joinedload(Registration.organisation))
        .where(Registration.workshop_id == workshop.id, Registration.state == State.CONFIRMED)
        .order_by(Registration.name_latin, Registration.id)
    )
    return [
        Entitlement(
            registration,
            share_by_registration[registration.id],
            verdict(
                is_confirmed=True,
                share=share_by_registration[registration.id],
                revoked_at=revoked.get(registration.person_id),
                overridden_at=overridden.get(registration.id),
            ),
            live.get(registration.person_id),
        )
        for registration in db.session.scalars(query)
    ]


def entitlement_of(registration: Registration) -> Entitlement:
    """The same for one registration, whatever its state."""
    share = share_of(registration)
    answer = verdict(
        is_confirmed=registration.state == State.CONFIRMED,
        share=share,
        revoked_at=_revoked_at(registration.workshop_id).get(registration.person_id),
        overridden_at=_overridden_at(registration.workshop_id).get(registration.id),
    )
    return Entitlement(registration, share, answer, find_live_certificate(registration))


def last_session_ends_at(workshop: Workshop) -> datetime:
    """When the last session ends that takes place; the workshop's own end when there is none."""
    query = select(func.max(AgendaSession.ends_at)).where(
        AgendaSession.workshop_id == workshop.id,
        AgendaSession.is_cancelled.is_(False),
        AgendaSession.is_pause.is_(False),
    )
    return db.session.scalar(query) or workshop.ends_at


def _live_certificates(workshop_id: int) -> Sequence[Certificate]:
    query = select(Certificate).where(
        Certificate.workshop_id == workshop_id, Certificate.state == CertificateState.VALID
    )
    return db.session.scalars(query).all()


def _revoked_at(workshop_id: int) -> Mapping[int, datetime]:
    """When the last certificate of each person was revoked."""
    query = (
        select(Certificate.person_id, func.max(Certificate.ended_at).label("at"))
        .where(Certificate.workshop_id == workshop_id, Certificate.state == CertificateState.REVOKED)
        .group_by(Certificate.person_id)
    )
    return {row.person_id: row.at for row in db.session.execute(query)}


def _overridden_at(workshop_id: int) -> Mapping[int, datetime]:
    query = (
        select(EntitlementOverride.registration_id, EntitlementOverride.decided_at)
        .join(Registration, Registration.id == EntitlementOverride.registration_id)
        .where(Registration.workshop_id == workshop_id)
    )
    return {row.registration_id: row.decided_at for row in db.session.execute(query)}
