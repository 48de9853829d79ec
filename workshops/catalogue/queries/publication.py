"""What a workshop still needs before it may be published."""

from workshops.catalogue.models import Workshop
from workshops.catalogue.queries.questions import also_missing
from workshops.catalogue.rules import Kind, Missing, Mode, Part, PublicationFacts, missing_for_publication
from workshops.foundation import clock


def publication_facts(workshop: Workshop) -> PublicationFacts:
    """What publishing is judged by."""
    text = workshop.text_in(workshop.first_language)
    hosts = {partner.organisation_id for partner in workshop.partners if partner.part == Part.HOST}
    sides = hosts | {partner.organisation_id for partner in workshop.partners if partner.part == Part.CO_ORGANIZER}
    return PublicationFacts(
        kind=Kind(workshop.kind),
        mode=Mode(workshop.mode),
        summary=text.summary,
        aims=text.aims,
        learning_outcomes=text.learning_outcomes,
        target_audience=text.target_audience,
        admission_criteria=text.admission_criteria,
        working_languages=tuple(workshop.working_languages),
        contact_name=workshop.contact_name,
        contact_email=workshop.contact_email,
        venue_name=workshop.venue_name,
        city=workshop.city,
        country_iso3=workshop.country_iso3,
        join_url=workshop.join_url,
        opens_at=workshop.opens_at,
        closes_at=workshop.closes_at,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        themes=len(workshop.themes),
        signatories=len(workshop.signatories),
        hosts=len(hosts),
        sides=len(sides),
    )


def missing_before_publication(workshop: Workshop) -> list[Missing]:
    """Everything the workshop still needs, from this room and from those above."""
    own = missing_for_publication(publication_facts(workshop), clock.now())
    return own + [missing for answer in also_missing(workshop.id) for missing in answer]
