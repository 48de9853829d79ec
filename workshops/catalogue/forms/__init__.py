"""What the catalogue asks people."""

from workshops.catalogue.forms.filters import LONGEST_WORDS, FilterForm

__all__ = ["LONGEST_WORDS", "FilterForm"]
