"""Reading workshops: one for its page, one for those who manage it, lists of both."""

from workshops.catalogue.queries.lists import (
    Card,
    Listing,
    catalogue_version,
    count_matches,
    is_public,
    public_list,
)
from workshops.catalogue.queries.managed import (
    MANAGED_PAGE,
    documents_of,
    find_public_workshop,
    find_workshop_id,
    get_document,
    get_locked_workshop,
    get_managed_workshop,
    managed_workshops,
    owning_organisations,
    programmes,
    staff_of,
    within,
    workshop_titles,
)
from workshops.catalogue.queries.pages import Edition, WorkshopPage, find_edition, read_page
from workshops.catalogue.queries.publication import missing_before_publication, publication_facts
from workshops.catalogue.queries.questions import (
    AgendaLine,
    agenda_lines,
    also_missing,
    count_sessions,
    is_participant,
    is_registrant,
    people_told,
)
from workshops.catalogue.queries.searching import workshops_found

__all__ = [
    "MANAGED_PAGE",
    "AgendaLine",
    "Card",
    "Edition",
    "Listing",
    "WorkshopPage",
    "agenda_lines",
    "also_missing",
    "catalogue_version",
    "count_matches",
    "count_sessions",
    "documents_of",
    "find_edition",
    "find_public_workshop",
    "find_workshop_id",
    "get_document",
    "get_locked_workshop",
    "get_managed_workshop",
    "is_participant",
    "is_public",
    "is_registrant",
    "managed_workshops",
    "missing_before_publication",
    "owning_organisations",
    "people_told",
    "programmes",
    "public_list",
    "publication_facts",
    "read_page",
    "staff_of",
    "within",
    "workshop_titles",
    "workshops_found",
]
