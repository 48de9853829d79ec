"""The pages of the catalogue: for everybody, and for those who work on workshops."""

from workshops.catalogue.views import public
from workshops.catalogue.views.room import catalogue

__all__ = ["catalogue", "public"]
