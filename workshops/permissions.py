"""Which role may do what: the whole matrix on one page. Whose workshop it is, the grant's scope decides."""

from collections.abc import Mapping

from workshops.accounts.rules import Role

STAFF = frozenset({"today"})
DESK = STAFF | {"attendance.mark"}
HOST = STAFF | {"workshops.manage", "registrations.read"}
CO_ORGANIZER = HOST | DESK | {"workshops.edit", "registrations.export"}
ORGANIZER = CO_ORGANIZER | {
    "workshops.create",
    "workshops.publish",
    "registrations.decide",
    "certificates.issue",
    "certificates.revoke",
    "mail.read",
    "mail.resend",
    "roles.grant",
}
ADMINISTRATOR = ORGANIZER | {"people.read", "people.manage", "programmes.manage", "audit.read"}
DATA_PROTECTION_OFFICER = STAFF | {"people.read", "audit.read"}

POWERS: Mapping[Role, frozenset[str]] = {
    Role.ADMINISTRATOR: ADMINISTRATOR,
    Role.ORGANIZER: ORGANIZER,
    Role.CO_ORGANIZER: CO_ORGANIZER,
    Role.HOST: HOST,
    Role.DESK: DESK,
    Role.DATA_PROTECTION_OFFICER: DATA_PROTECTION_OFFICER,
}
ALL_POWERS = frozenset().union(*POWERS.values())
