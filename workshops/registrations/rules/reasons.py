"""Why somebody gets no seat: ready sentences that can be read in each language, and the organizer's own words."""

from collections.abc import Mapping

from workshops.foundation.words import N_
from workshops.registrations.rules.refusals import ReasonMissing

READY_REASONS: Mapping[str, str] = {
    "candidates": N_("There were more candidates than seats."),
    "state": N_("The seats of your State are given to other candidates."),
    "audience": N_("The workshop is meant for another kind of work than yours."),
    "agency": N_("Your agency asked us to."),
    "before": N_("You took part in this workshop before."),
}


def reason_from(ready: str, own_words: str) -> str:
    """What is stored of a choice among the ready reasons and of the organizer's own words, a line each."""
    return "\n".join(part for part in (READY_REASONS.get(ready, ""), own_words.strip()) if part)


def ensure_reason(reason: str) -> None:
    """Raise when nothing is said."""
    if not reason.strip():
        raise ReasonMissing
