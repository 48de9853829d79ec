"""Issuing, replacing and revoking. A record is frozen when it is made; the file is drawn from it on demand."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from workshops.catalogue.models import Workshop
from workshops.certificates import queries
from workshops.certificates.events import (
    CertificateIssued,
    CertificateReplaced,
    CertificateRevoked,
    EntitlementOverridden,
)
from workshops.certificates.facts import CertificateFacts
from workshops.certificates.models import Certificate, CertificateCounter, EntitlementOverride
from workshops.certificates.pdf import can_print
from workshops.certificates.rules import (
    CertificateState,
    Kind,
    NotEntitled,
    NothingToCorrect,
    NotLive,
    RevocationReason,
    ensure_over,
    is_entitled,
    new_code,
    number,
)
from workshops.directory.rules import in_language
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.foundation.tokens import digest, seal
from workshops.foundation.web import absolute_url
from workshops.foundation.zones import get_zone
from workshops.registrations.models import Registration

CERTIFICATE_LANGUAGES = ("en",)


def issue_all(workshop: Workshop, actor_id: int) -> list[Certificate]:
    """Issue to everybody who is entitled and has none, once, however often it is called.

    Raises NotOverYet before the last session has ended.
    """
    ensure_over(queries.last_session_ends_at(workshop), clock.now())
    first_serial = _lock_counter(workshop.id)
    # Read under the lock: what another transaction issued meanwhile is seen and left alone.
    entitled = [entitlement.registration for entitlement in queries.entitlements(workshop) if entitlement.is_open]
    return _issue(workshop, entitled, first_serial, actor_id)


def issue(workshop: Workshop, registration: Registration, actor_id: int) -> Certificate:
    """Issue to one person; the live certificate she may have already is given back instead.

    Raises NotOverYet, and NotEntitled when the rule says no.
    """
    ensure_over(queries.last_session_ends_at(workshop), clock.now())
    first_serial = _lock_counter(workshop.id)
    entitlement = queries.entitlement_of(registration)
    if entitlement.certificate:
        return entitlement.certificate
    if not is_entitled(entitlement.verdict):
        raise NotEntitled
    return _issue(workshop, [registration], first_serial, actor_id)[0]


def replace(certificate: Certificate, workshop: Workshop, actor_id: int) -> Certificate:
    """Correct a certificate: a new one with the present facts takes its place, under a new code and number.

    Raises NotLive when it has ended, NothingToCorrect when the new one would say the same.
    """
    _ensure_live(certificate)
    registration = db.session.get_one(Registration, certificate.registration_id)
    facts = _facts(workshop, registration, certificate.serial, certificate.edition + 1)
    if _says_the_same(facts, queries.facts_of(certificate)):
        raise NothingToCorrect
    _end(certificate, CertificateState.REPLACED)
    new = _record(workshop, registration, facts, certificate.serial, certificate.edition + 1, actor_id)
    new.replaces_id = certificate.id
    db.session.add(new)
    db.session.flush()
    publish(CertificateReplaced(**_ids(certificate), new_certificate_id=new.id, actor_id=actor_id))
    publish(CertificateIssued(**_ids(new), actor_id=actor_id))
    return new


def revoke(certificate: Certificate, reason: RevocationReason, actor_id: int) -> None:
    """Declare that a certificate no longer counts. Raises NotLive when it has ended already."""
    _ensure_live(certificate)
    _end(certificate, CertificateState.REVOKED, reason)
    publish(CertificateRevoked(**_ids(certificate), reason_class=reason.value, actor_id=actor_id))


def override_entitlement(registration: Registration, reason: str, actor_id: int) -> None:
    """Write down that a person gets the certificate although the rule says no; a later word replaces an earlier one."""
    override = db.session.get(EntitlementOverride, registration.id) or EntitlementOverride(
        registration_id=registration.id
    )
    override.reason, override.decided_by_id, override.decided_at = reason, actor_id, clock.now()
    db.session.add(override)
    db.session.flush()
    publish(
        EntitlementOverridden(registration_id=registration.id, workshop_id=registration.workshop_id, actor_id=actor_id)
    )


def show_full_name(certificate: Certificate, *, shown: bool) -> None:
    """Let the holder decide whether the public page shows her whole name."""
    certificate.shows_name = shown
    db.session.flush()


def _issue(
    workshop: Workshop, registrations: Iterable[Registration], first_serial: int, actor_id: int
) -> list[Certificate]:
    certificates = [
        _record(workshop, registration, _facts(workshop, registration, serial, 1), serial, 1, actor_id)
        for serial, registration in enumerate(registrations, first_serial)
    ]
    db.session.add_all(certificates)
    last = first_serial - 1 + len(certificates)
    db.session.execute(
        update(CertificateCounter).where(CertificateCounter.workshop_id == workshop.id).values(last=last)
    )
    db.session.flush()
    for certificate in certificates:
        publish(CertificateIssued(**_ids(certificate), actor_id=actor_id))
    return certificates


def _lock_counter(workshop_id: int) -> int:
    """Lock the workshop's numbering until the transaction ends, and give the next number."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    touched = (
        dialect.insert(CertificateCounter)
        .values(workshop_id=workshop_id, last=0)
        .on_conflict_do_update(index_elements=["workshop_id"], set_={"last": CertificateCounter.last})
        .returning(CertificateCounter.last)
    )
    return (db.session.scalar(touched) or 0) + 1


def _facts(workshop: Workshop, registration: Registration, serial: int, edition: int) -> CertificateFacts:
    language = _language(registration)
    own, latin = registration.name_own, registration.name_latin
    name = own if own and can_print(own) else latin
    country = registration.country
    body = [registration.agency or (registration.organisation.name if registration.organisation else "")]
    body.append(in_language(country.names, language) if country else "")
    return CertificateFacts(
        kind=Kind.PARTICIPATION.value,
        event_kind=workshop.kind,
        language=language,
        design=workshop.certificate_design,
        name=name,
        name_latin=latin if latin != name else None,
        body=", ".join(part for part in body if part),
        country=country.iso2 if country else None,
        title=workshop.text_in(language).title,
        starts_on=workshop.starts_local.date(),
        ends_on=workshop.ends_local.date(),
        place=_place(workshop, language),
        hours=queries.scheduled_hours(workshop),
        themes=tuple(in_language(theme.names, language) for theme in workshop.themes),
        organisers=_organisers(workshop),
        signatories=tuple((signatory.name, signatory.function) for signatory in workshop.signatories),
        number=number(workshop.code, serial, edition),
        code=new_code(),
        issued_on=_today(workshop),
        verify_base_url=absolute_url("/v/"),
    )


def _record(
    workshop: Workshop, registration: Registration, facts: CertificateFacts, serial: int, edition: int, actor_id: int
) -> Certificate:
    code_digest = digest(facts.code)
    stored = facts.to_json()
    del stored["code"]
    return Certificate(
        workshop_id=workshop.id,
        registration_id=registration.id,
        person_id=registration.person_id,
        kind=facts.kind,
        language=facts.language,
        number=facts.number,
        serial=serial,
        edition=edition,
        code_digest=code_digest,
        sealed_code=seal(facts.code, f"certificate:{code_digest}"),
        facts=stored,
        facts_digest=facts.digest(),
        state=CertificateState.VALID,
        issued_at=clock.now(),
        issued_by_id=actor_id,
    )


def _says_the_same(new: CertificateFacts, old: CertificateFacts) -> bool:
    as_printed = [
        {name: value for name, value in facts.to_json().items() if name not in ("code", "number", "issued_on")}
        for facts in (new, old)
    ]
    return as_printed[0] == as_printed[1]


def _ensure_live(certificate: Certificate) -> None:
    if certificate.state != CertificateState.VALID:
        raise NotLive


def _end(certificate: Certificate, state: CertificateState, reason: RevocationReason | None = None) -> None:
    certificate.state = state
    certificate.ended_at = clock.now()
    certificate.reason_class = reason
    db.session.flush()


def _ids(certificate: Certificate) -> dict[str, int]:
    return {
        "certificate_id": certificate.id,
        "registration_id": certificate.registration_id,
        "workshop_id": certificate.workshop_id,
        "person_id": certificate.person_id,
    }


def _language(registration: Registration) -> str:
    wanted = registration.certificate_language
    return wanted if wanted in CERTIFICATE_LANGUAGES else CERTIFICATE_LANGUAGES[0]


def _place(workshop: Workshop, language: str) -> str:
    country = in_language(workshop.country.names, language) if workshop.country else ""
    return ", ".join(part for part in (workshop.city, country) if part)


def _organisers(workshop: Workshop) -> tuple[str, ...]:
    partners = (partner.organisation.name for partner in workshop.partners if partner.part != "sponsor")
    return tuple(dict.fromkeys([workshop.organisation.name, *partners]))


def _today(workshop: Workshop) -> date:
    return clock.now().astimezone(get_zone(workshop.zone)).date()
