"""What certificates announce."""

from dataclasses import dataclass

from workshops.foundation.events import Event
from workshops.foundation.words import N_


@dataclass(frozen=True, kw_only=True)
class CertificateEvent(Event):
    """Something that happened to a certificate."""

    about = "certificate"
    certificate_id: int
    registration_id: int
    workshop_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(CertificateEvent):
    """A certificate exists and its holder may be told."""

    sentence = N_("A certificate was issued.")


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(CertificateEvent):
    """The certificate no longer counts."""

    sentence = N_("A certificate was revoked.")
    reason_class: str


@dataclass(frozen=True, kw_only=True)
class CertificateReplaced(CertificateEvent):
    """A corrected certificate took the place of this one."""

    sentence = N_("A certificate was replaced by a corrected one.")
    new_certificate_id: int


@dataclass(frozen=True, kw_only=True)
class EntitlementOverridden(Event):
    """An organizer decided, in writing, that the rule does not stop this certificate."""

    about = "registration"
    sentence = N_("Somebody became entitled to a certificate by a decision.")
    registration_id: int
    workshop_id: int


@dataclass(frozen=True, kw_only=True)
class FullNameSwitched(CertificateEvent):
    """The holder decided whether the public page shows her whole name."""

    sentence = N_("The holder decided whether the public page shows the whole name.")
    shown: bool
