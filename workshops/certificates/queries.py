"""Who is entitled, what was issued, the record behind a code, and rows as the facts of a certificate."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workshops.agenda.models import AgendaSession
from workshops.attendance.queries import counted_sessions, share_of, shares
from workshops.attendance.rules import Share
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import is_public
from workshops.catalogue.rules import Mode, Part
from workshops.certificates.facts import CODE_ALPHABET, CODE_LENGTH, CertificateFacts
from workshops.certificates.models import Certificate, EntitlementOverride
from workshops.certificates.pdf import WORDS, can_print
from workshops.certificates.rules import CertificateState, Kind, Verdict, is_entitled, normal_code, verdict
from workshops.directory.rules import in_language
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.i18n import force_locale
from workshops.foundation.tokens import digest, unseal
from workshops.foundation.web import absolute_url
from workshops.foundation.zones import get_zone
from workshops.registrations.messages import Milestone
from workshops.registrations.models import Registration
from workshops.registrations.queries import StatusPanel
from workshops.registrations.rules import State

PAGE = 50
_HALF_HOUR_SECONDS = 1800


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


@dataclass(frozen=True)
class HeldCertificate:
    """A certificate with what it says, for its holder."""

    certificate: Certificate
    facts: CertificateFacts


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


def find_live_certificate(registration: Registration) -> Certificate | None:
    """The certificate of this person and workshop that counts."""
    query = select(Certificate).where(
        Certificate.person_id == registration.person_id,
        Certificate.workshop_id == registration.workshop_id,
        Certificate.state == CertificateState.VALID,
    )
    return db.session.scalar(query)


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


def was_drawn_from(registration_id: int) -> bool:
    """Whether a certificate that counts was drawn from the answers of this registration."""
    query = select(Certificate.id).where(
        Certificate.registration_id == registration_id, Certificate.state == CertificateState.VALID
    )
    return db.session.scalar(query) is not None


def certificates_of(workshop: Workshop) -> Sequence[Certificate]:
    """Every certificate of a workshop, ended ones too, by number."""
    query = select(Certificate).where(Certificate.workshop_id == workshop.id)
    return db.session.scalars(query.order_by(Certificate.serial, Certificate.edition)).all()


def get_live_certificate(registration: Registration) -> Certificate:
    """The same. Raises NotFound."""
    return _found(find_live_certificate(registration))


def get_certificate(workshop: Workshop, certificate_id: int) -> Certificate:
    """A certificate of this workshop. Raises NotFound."""
    query = select(Certificate).where(Certificate.id == certificate_id, Certificate.workshop_id == workshop.id)
    return _found(db.session.scalar(query))


def get_own_certificate(slug: str, person_id: int) -> Certificate:
    """The holder's live certificate of the workshop with this slug. Raises NotFound."""
    query = (
        select(Certificate)
        .join(Workshop, Workshop.id == Certificate.workshop_id)
        .where(Workshop.slug == slug, Certificate.person_id == person_id, Certificate.state == CertificateState.VALID)
    )
    return _found(db.session.scalar(query))


def family_of(certificate: Certificate) -> Sequence[Certificate]:
    """The certificate with its corrections, or those it corrects, the first one first."""
    family = (Certificate.workshop_id == certificate.workshop_id, Certificate.serial == certificate.serial)
    return db.session.scalars(select(Certificate).where(*family).order_by(Certificate.edition)).all()


def public_page_of(certificate: Certificate) -> str | None:
    """The slug of the certificate's workshop, when everybody may read its page."""
    return db.session.scalar(select(Workshop.slug).where(Workshop.id == certificate.workshop_id, *is_public()))


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


def specimen_facts(workshop: Workshop, language: str) -> CertificateFacts:
    """What all certificates of a workshop in one language say, with a name, a number and a code that are nobody's."""
    return CertificateFacts(
        kind=Kind.PARTICIPATION.value,
        event_kind=workshop.kind,
        language=language,
        design=workshop.certificate_design,
        name="Specimen",
        name_latin=None,
        body="",
        country=None,
        title=workshop.text_in(language).title,
        starts_on=workshop.starts_local.date(),
        ends_on=workshop.ends_local.date(),
        place=_place(workshop, language),
        hours=_hours(workshop),
        themes=tuple(in_language(theme.names, language) for theme in workshop.themes),
        organisers=_organisers(workshop),
        signatories=tuple((signatory.name, signatory.function) for signatory in workshop.signatories),
        number="SPECIMEN",
        code=CODE_ALPHABET[0] * CODE_LENGTH,
        issued_on=clock.now().astimezone(get_zone(workshop.zone)).date(),
        verify_base_url=absolute_url("/v/"),
    )


def holder_facts(specimen: CertificateFacts, registration: Registration, *, number: str, code: str) -> CertificateFacts:
    """The specimen with what is the holder's own."""
    own, latin, country = registration.name_own, registration.name_latin, registration.country
    name = own if own and can_print(own) else latin
    agency = registration.agency or (registration.organisation.name if registration.organisation else "")
    state = in_language(country.names, specimen.language) if country else ""
    return replace(
        specimen,
        name=name,
        name_latin=latin if latin != name else None,
        body=", ".join(filter(None, (agency, state))),
        country=country.iso2 if country else None,
        number=number,
        code=code,
    )


def certificate_language(registration: Registration) -> str:
    """The language the person chose, as far as certificates are written in it."""
    return registration.certificate_language if registration.certificate_language in WORDS else "en"


def _found(certificate: Certificate | None) -> Certificate:
    if certificate is None:
        raise NotFound
    return certificate


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


def _hours(workshop: Workshop) -> float:
    """The hours as the organizer set them, else those of the sessions that count, to the half hour."""
    if workshop.certificate_hours is not None:
        return workshop.certificate_hours
    seconds = sum((one.ends_at - one.starts_at).total_seconds() for one in counted_sessions(workshop.id))
    return round(seconds / _HALF_HOUR_SECONDS) / 2


def _place(workshop: Workshop, language: str) -> str:
    if workshop.mode == Mode.ONLINE:
        with force_locale(language):
            return _("Online")
    country = in_language(workshop.country.names, language) if workshop.country else ""
    return ", ".join(filter(None, (workshop.city, country)))


def _organisers(workshop: Workshop) -> tuple[str, ...]:
    partners = (partner.organisation.name for partner in workshop.partners if partner.part != Part.SPONSOR)
    return tuple(dict.fromkeys([workshop.organisation.name, *partners]))
