"""Documents beside a workshop."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from workshops.catalogue.actions.revisions import touch
from workshops.catalogue.events import DocumentAdded, DocumentRemoved
from workshops.catalogue.models import Document, Workshop
from workshops.catalogue.rules import Audience, State, ensure_may_edit
from workshops.foundation import clock, uploads
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.foundation.transactions import afterwards


@dataclass(frozen=True)
class NewDocument:
    """A file that is kept already, and what is said of it; `size` is in octets."""

    title: str
    language: str
    audience: Audience
    media_type: str
    stored_name: str
    size: int


def add_document(workshop: Workshop, new: NewDocument, *, actor_id: int | None) -> Document:
    """Put a document beside a workshop. Raises NoLongerEditable."""
    ensure_may_edit(State(workshop.state))
    document = Document(workshop_id=workshop.id, added_at=clock.now(), added_by_id=actor_id, **vars(new))
    db.session.add(document)
    touch(workshop)
    publish(DocumentAdded(workshop_id=workshop.id, document_id=document.id, actor_id=actor_id))
    return document


def remove_document(workshop: Workshop, document: Document, *, actor_id: int | None) -> None:
    """Take a document away, and then its file. Raises NoLongerEditable."""
    ensure_may_edit(State(workshop.state))
    afterwards(delete_unless_used, document.stored_name)
    document_id = document.id
    db.session.delete(document)
    touch(workshop)
    publish(DocumentRemoved(workshop_id=workshop.id, document_id=document_id, actor_id=actor_id))


def copy_documents(source: Workshop, target: Workshop) -> None:
    """Put the documents of one workshop beside another; each has a file of its own from then on."""
    for document in source.documents:
        stored_name = uploads.copy(document.stored_name)
        afterwards(delete_unless_used, stored_name)
        db.session.add(
            Document(
                workshop_id=target.id,
                title=document.title,
                language=document.language,
                audience=document.audience,
                media_type=document.media_type,
                size=document.size,
                stored_name=stored_name,
                added_at=clock.now(),
                added_by_id=document.added_by_id,
            )
        )
    db.session.flush()


def delete_unless_used(stored_name: str) -> None:
    """Delete a kept file that no document has, because it was taken away or its transaction failed."""
    if not db.session.scalar(select(exists().where(Document.stored_name == stored_name))):
        uploads.delete(stored_name)
