"""The pages of the catalogue: for everybody, and for those who work on workshops."""

from workshops.catalogue.views import (  # noqa: F401 - each hangs its pages on the blueprint
    documents,
    editing,
    managing,
    people,
    programmes,
    public,
    steps,
)
from workshops.catalogue.views.room import catalogue

__all__ = ["catalogue"]
