"""A new draft from an old workshop."""

from dataclasses import replace
from datetime import datetime

from workshops.catalogue.actions.documents import copy_documents
from workshops.catalogue.actions.editing import create_workshop, edit_workshop, write_text
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Admission, Kind, Outline, Part, ReachScope, Visibility


def clone_workshop(workshop: Workshop, *, starts_local: datetime, actor_id: int | None) -> Workshop:
    """A draft that begins at another wall-clock time, with everything of the old one but its people.

    Registrations, staff and speakers stay behind, and so does the registration window, which belongs to its date.
    Raises UnusableTime for a time that names no single moment.
    """
    old = workshop.time_and_place
    shift = starts_local - old.starts_local
    outline = Outline(
        title=workshop.text_in(workshop.first_language).title,
        language=workshop.first_language,
        organisation_id=workshop.organisation_id,
        kind=Kind(workshop.kind),
        capacity=workshop.capacity,
    )
    moved = replace(old, starts_local=starts_local, ends_local=old.ends_local + shift)
    clone = create_workshop(outline, moved, actor_id=actor_id, cloned_from_id=workshop.id)
    for text in workshop.texts:
        write_text(
            clone,
            text.language,
            actor_id=actor_id,
            title=text.title,
            summary=text.summary,
            description=text.description,
            aims=text.aims,
            learning_outcomes=text.learning_outcomes,
            target_audience=text.target_audience,
            admission_criteria=text.admission_criteria,
        )
    edit_workshop(
        clone,
        actor_id=actor_id,
        visibility=Visibility(workshop.visibility),
        programme_id=workshop.programme_id,
        scope=ReachScope(workshop.scope),
        working_languages=workshop.working_languages,
        document_languages=workshop.document_languages,
        interpretation=workshop.interpretation,
        admission=Admission(workshop.admission),
        offer_hours=workshop.offer_hours,
        attendance_percent=workshop.attendance_percent,
        certificate_hours=workshop.certificate_hours,
        contact_name=workshop.contact_name,
        contact_email=workshop.contact_email,
        themes=[theme.code for theme in workshop.themes],
        instruments=[instrument.code for instrument in workshop.instruments],
        groupings=[grouping.code for grouping in workshop.groupings],
        signatories=[(signatory.name, signatory.function) for signatory in workshop.signatories],
        partners=[(partner.organisation_id, Part(partner.part)) for partner in workshop.partners],
    )
    copy_documents(workshop, clone)
    return clone
