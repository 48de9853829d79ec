"""What is done to workshops: one imperative verb a use case."""

from workshops.catalogue.actions.cloning import clone_workshop
from workshops.catalogue.actions.documents import NewDocument, add_document, delete_unless_used, remove_document
from workshops.catalogue.actions.editing import Changes, Texts, change_slug, create_workshop, edit_workshop, write_text
from workshops.catalogue.actions.life import (
    archive_workshop,
    cancel_workshop,
    hold_workshop,
    postpone_workshop,
    publish_workshop,
    reschedule_workshop,
    restore_workshop,
)
from workshops.catalogue.actions.programmes import create_programme
from workshops.catalogue.actions.revisions import touch
from workshops.catalogue.actions.seats import change_capacity, next_in_line, release_seat, take_seat
from workshops.catalogue.actions.words import write_all_words, write_words

__all__ = [
    "Changes",
    "NewDocument",
    "Texts",
    "add_document",
    "archive_workshop",
    "cancel_workshop",
    "change_capacity",
    "change_slug",
    "clone_workshop",
    "create_programme",
    "create_workshop",
    "delete_unless_used",
    "edit_workshop",
    "hold_workshop",
    "next_in_line",
    "postpone_workshop",
    "publish_workshop",
    "release_seat",
    "remove_document",
    "reschedule_workshop",
    "restore_workshop",
    "take_seat",
    "touch",
    "write_all_words",
    "write_text",
    "write_words",
]
