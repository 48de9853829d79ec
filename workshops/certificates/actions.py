"""Issuing, replacing and revoking. A record is frozen when it is made; the file is drawn from it on demand."""

from collections.abc import Sequence
from dataclasses import replace as with_changes

from sqlalchemy import update

from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import State
from workshops.certificates import queries
from workshops.certificates.events import (
    CertificateIssued,
    CertificateReplaced,
    CertificateRevoked,
    EntitlementOverridden,
    FullNameSwitched,
)
from workshops.certificates.facts import CertificateFacts
from workshops.certificates.models import Certificate, CertificateCounter, EntitlementOverride
from workshops.certificates.rules import (
    CertificateState,
    NobodyToIssueTo,
    NothingToCorrect,
    NotLive,
    RevocationReason,
    ensure_may_override,
    ensure_over,
    new_code,
    number,
)
from workshops.foundation import clock
from workshops.foundation.database import db, insert_into
from workshops.foundation.events import publish
from workshops.foundation.tokens import digest, seal
from workshops.registrations.models import Registration


def issue_all(workshop: Workshop, actor_id: int) -> list[Certificate]:
    """Issue to everybody who is entitled and has none, once, however often it is called.

    Raises NotOverYet before the last session has ended, NobodyToIssueTo when all have theirs.
    """
    ensure_over(State(workshop.state), queries.last_session_ends_at(workshop), clock.now())
    first = _lock_counter(workshop.id) + 1
    # Read under the lock: what another transaction issued meanwhile is seen and left alone.
    entitled = [entitlement.registration for entitlement in queries.entitlements(workshop) if entitlement.is_open]
    if not entitled:
        raise NobodyToIssueTo
    certificates = draw_up(workshop, entitled, first, actor_id)
    db.session.add_all(certificates)
    counter = update(CertificateCounter).where(CertificateCounter.workshop_id == workshop.id)
    db.session.execute(counter.values(last=certificates[-1].serial))
    db.session.flush()
    for certificate in certificates:
        publish(CertificateIssued(**_ids(certificate), actor_id=actor_id))
    return certificates


def replace(certificate: Certificate, actor_id: int) -> Certificate:
    """Correct a certificate: a new one with the present facts takes its place, under a new code and number.

    Raises NotLive when it has ended, NothingToCorrect when the new one would say the same.
    """
    _lock_live(certificate)
    new = draw_up_correction(certificate, actor_id)
    _end(certificate, CertificateState.REPLACED)
    db.session.add(new)
    db.session.flush()
    publish(CertificateReplaced(**_ids(certificate), new_certificate_id=new.id, actor_id=actor_id))
    publish(CertificateIssued(**_ids(new), actor_id=actor_id))
    return new


def revoke(certificate: Certificate, reason: RevocationReason, actor_id: int) -> None:
    """Declare that a certificate no longer counts. Raises NotLive when it has ended already."""
    _lock_live(certificate)
    _end(certificate, CertificateState.REVOKED, reason)
    publish(CertificateRevoked(**_ids(certificate), reason_class=reason.value, actor_id=actor_id))


def override_entitlement(registration: Registration, reason: str, actor_id: int) -> None:
    """Write down that a person gets the certificate although the rule says no; a later word replaces an earlier one.

    Raises NothingToOverride when the rule gives it anyway, or the person has no seat.
    """
    ensure_may_override(queries.entitlement_of(registration).verdict)
    word = {"reason": reason, "decided_by_id": actor_id, "decided_at": clock.now()}
    override = insert_into(EntitlementOverride).values(registration_id=registration.id, **word)
    db.session.execute(override.on_conflict_do_update(index_elements=["registration_id"], set_=word))
    publish(
        EntitlementOverridden(registration_id=registration.id, workshop_id=registration.workshop_id, actor_id=actor_id)
    )


def switch_full_name(certificate: Certificate, *, shown: bool) -> None:
    """Let the holder decide whether the public page shows her whole name."""
    if certificate.shows_name == shown:
        return
    certificate.shows_name = shown
    db.session.flush()
    publish(FullNameSwitched(**_ids(certificate), shown=shown, actor_id=certificate.person_id))


def _lock_counter(workshop_id: int) -> int:
    """Lock the workshop's numbering until the transaction ends, and give the last number taken."""
    start = insert_into(CertificateCounter).values(workshop_id=workshop_id, last=0)
    touch = start.on_conflict_do_update(index_elements=["workshop_id"], set_={"last": CertificateCounter.last})
    return db.session.scalars(touch.returning(CertificateCounter.last)).one()


def draw_up(workshop: Workshop, registrations: Sequence[Registration], first: int, actor_id: int) -> list[Certificate]:
    """The certificates of these people, numbered from `first`; neither stored nor announced."""
    languages = {queries.certificate_language(registration) for registration in registrations}
    # What all of a language share is read once, not once a person.
    specimens = {language: queries.specimen_facts(workshop, language) for language in languages}
    return [
        _record(
            registration,
            _facts(specimens[queries.certificate_language(registration)], registration, serial, 1),
            serial,
            actor_id,
        )
        for serial, registration in enumerate(registrations, first)
    ]


def draw_up_correction(certificate: Certificate, actor_id: int) -> Certificate:
    """The certificate that would take the place of this one; neither stored nor announced.

    Raises NothingToCorrect when it would say the same.
    """
    registration = db.session.get_one(Registration, certificate.registration_id)
    edition = certificate.edition + 1
    specimen = queries.specimen_facts(registration.workshop, queries.certificate_language(registration))
    facts = _facts(specimen, registration, certificate.serial, edition)
    if _says_the_same(facts, queries.facts_of(certificate)):
        raise NothingToCorrect
    new = _record(registration, facts, certificate.serial, actor_id)
    new.edition, new.replaces_id, new.shows_name = edition, certificate.id, certificate.shows_name
    return new


def _facts(specimen: CertificateFacts, registration: Registration, serial: int, edition: int) -> CertificateFacts:
    shown = number(registration.workshop.code, serial, edition)
    return queries.holder_facts(specimen, registration, number=shown, code=new_code())


def _record(registration: Registration, facts: CertificateFacts, serial: int, actor_id: int) -> Certificate:
    code_digest = digest(facts.code)
    stored = facts.to_json()
    del stored["code"]
    return Certificate(
        workshop_id=registration.workshop_id,
        registration_id=registration.id,
        person_id=registration.person_id,
        kind=facts.kind,
        language=facts.language,
        number=facts.number,
        serial=serial,
        code_digest=code_digest,
        sealed_code=seal(facts.code, f"certificate:{code_digest}"),
        facts=stored,
        facts_digest=facts.digest(),
        state=CertificateState.VALID,
        issued_at=clock.now(),
        issued_by_id=actor_id,
    )


def _says_the_same(new: CertificateFacts, old: CertificateFacts) -> bool:
    return with_changes(new, number=old.number, code=old.code, issued_on=old.issued_on) == old


def _lock_live(certificate: Certificate) -> None:
    db.session.refresh(certificate, with_for_update=True)
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
