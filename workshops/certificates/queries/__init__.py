"""Reading certificates."""

from workshops.certificates.queries.drawing import certificate_language, holder_facts, specimen_facts
from workshops.certificates.queries.entitlement import Entitlement, entitlement_of, entitlements, last_session_ends_at
from workshops.certificates.queries.records import (
    HeldCertificate,
    certificates_of,
    certified_registrations,
    facts_of,
    family_of,
    find_certificate,
    find_certificates,
    find_live_certificate,
    get_certificate,
    get_live_certificate,
    get_own_certificate,
    issued_so_far,
    public_page_of,
    status_panel,
    was_drawn_from,
)

__all__ = [
    "Entitlement",
    "HeldCertificate",
    "certificate_language",
    "certificates_of",
    "certified_registrations",
    "entitlement_of",
    "entitlements",
    "facts_of",
    "family_of",
    "find_certificate",
    "find_certificates",
    "find_live_certificate",
    "get_certificate",
    "get_live_certificate",
    "get_own_certificate",
    "holder_facts",
    "issued_so_far",
    "last_session_ends_at",
    "public_page_of",
    "specimen_facts",
    "status_panel",
    "was_drawn_from",
]
