"""What only the rooms above can say of a registration; `wiring.py` names those who answer."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from workshops.foundation.questions import Question
from workshops.registrations.messages import Milestone
from workshops.registrations.models import Registration


@dataclass(frozen=True)
class StatusPanel:
    """What a room above shows on the page of a registration.

    `main` and `aside` are names of templates, included under the heading and beside it, where they see this panel as
    `panel` and the registration as `registration`. `heading`, when given, becomes the page's h1.
    """

    facts: Any
    main: str = ""
    aside: str = ""
    heading: str = ""
    milestones: tuple[Milestone, ...] = ()


certificate_stands: Question[[int], bool] = Question()
certified_registrations: Question[[int], Collection[int]] = Question()
status_panels: Question[[Registration], StatusPanel | None] = Question()
