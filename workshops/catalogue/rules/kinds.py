"""The words a workshop is described with, and their names for readers."""

from collections.abc import Mapping
from enum import StrEnum

from workshops.foundation.words import N_

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


class Kind(StrEnum):
    """What sort of event it is."""

    WORKSHOP = "workshop"
    TECHNICAL_EXCHANGE = "technical_exchange"
    STUDY_VISIT = "study_visit"
    WEBINAR = "webinar"
    CONFERENCE = "conference"
    MEETING = "meeting"


class Visibility(StrEnum):
    """Who finds the page: everyone, or only staff and those who are registered."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


class Mode(StrEnum):
    """Where people meet."""

    ON_SITE = "on_site"
    ONLINE = "online"
    HYBRID = "hybrid"


class Admission(StrEnum):
    """Who decides on a registration: the seats that are left, or the organizer."""

    OPEN = "open"
    APPROVAL = "approval"


class ReachScope(StrEnum):
    """How far the subject reaches."""

    NATIONAL = "national"
    BILATERAL = "bilateral"
    REGIONAL = "regional"
    INTERREGIONAL = "interregional"
    GLOBAL = "global"


class Part(StrEnum):
    """What an organisation beside the owner does."""

    HOST = "host"
    CO_ORGANIZER = "co_organizer"
    SPONSOR = "sponsor"


class Audience(StrEnum):
    """Who may read a document."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.WORKSHOP: N_("Workshop"),
    Kind.TECHNICAL_EXCHANGE: N_("Technical exchange"),
    Kind.STUDY_VISIT: N_("Study visit"),
    Kind.WEBINAR: N_("Webinar"),
    Kind.CONFERENCE: N_("Conference"),
    Kind.MEETING: N_("Meeting"),
}
VISIBILITY_NAMES: Mapping[Visibility, str] = {
    Visibility.PUBLIC: N_("Everyone"),
    Visibility.RESTRICTED: N_("Only staff and those who are registered"),
}
MODE_NAMES: Mapping[Mode, str] = {
    Mode.ON_SITE: N_("On site"),
    Mode.ONLINE: N_("Online"),
    Mode.HYBRID: N_("Hybrid"),
}
ADMISSION_NAMES: Mapping[Admission, str] = {
    Admission.OPEN: N_("Confirmed while seats last"),
    Admission.APPROVAL: N_("The organizer decides"),
}
SCOPE_NAMES: Mapping[ReachScope, str] = {
    ReachScope.NATIONAL: N_("National"),
    ReachScope.BILATERAL: N_("Bilateral"),
    ReachScope.REGIONAL: N_("Regional"),
    ReachScope.INTERREGIONAL: N_("Inter-regional"),
    ReachScope.GLOBAL: N_("Global"),
}
PART_NAMES: Mapping[Part, str] = {
    Part.HOST: N_("Host"),
    Part.CO_ORGANIZER: N_("Co-organizer"),
    Part.SPONSOR: N_("Sponsor"),
}
AUDIENCE_NAMES: Mapping[Audience, str] = {
    Audience.PUBLIC: N_("Everyone"),
    Audience.PARTICIPANTS: N_("Participants"),
}
