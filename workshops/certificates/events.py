"""What certificates announce."""

from dataclasses import dataclass

from workshops.foundation.events import Event


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


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(CertificateEvent):
    """The certificate no longer counts."""

    reason_class: str


@dataclass(frozen=True, kw_only=True)
class CertificateReplaced(CertificateEvent):
    """A corrected certificate took the place of this one."""

    new_certificate_id: int


@dataclass(frozen=True, kw_only=True)
class EntitlementOverridden(Event):
    """An organizer decided, in writing, that the rule does not stop this certificate."""

    about = "registration"
    registration_id: int
    workshop_id: int


@dataclass(frozen=True, kw_only=True)
class FullNameSwitched(CertificateEvent):
    """The holder decided whether the public page shows her whole name."""

    shown: bool
