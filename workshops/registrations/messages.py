"""What a person reads on her page: how it stands, what happened, what comes next. Facts in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from workshops.registrations.rules import LIVE_STATES, READY_REASONS, State


@dataclass(frozen=True)
class Milestone:
    """A point in what happened and what comes next; `at` is an aware moment, or None while it is not known.

    `state` is "done", "now" or "", the last for what is ahead.
    """

    title: str
    at: datetime | None = None
    state: str = ""


@dataclass(frozen=True)
class StepFacts:
    """A step as it was written down; `is_own` says that the person took it herself."""

    before: State | None
    after: State
    at: datetime
    is_own: bool


@dataclass(frozen=True)
class StatusFacts:
    """What the words about a registration follow from; moments are aware, `place` is that in the waitlist."""

    state: State
    steps: Sequence[StepFacts]
    place: int
    expires_at: datetime | None
    decision_due_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    is_postponed: bool
    is_workshop_cancelled: bool
    now: datetime

    @property
    def has_lapsed(self) -> bool:
        """Whether the registration ended because time was over, not by anybody's decision."""
        return self.state is State.WITHDRAWN and bool(self.steps) and not self.steps[-1].is_own

    @property
    def is_ahead(self) -> bool:
        """Whether the workshop has yet to begin."""
        return self.is_postponed or self.now < self.starts_at

    @property
    def is_over(self) -> bool:
        """Whether the workshop has ended."""
        return not self.is_postponed and self.now >= self.ends_at

    @property
    def is_her_turn(self) -> bool:
        """Whether it waits for the person, and ends when she does nothing in time."""
        waits = self.state in (State.OFFERED, State.UNCONFIRMED) and self.is_ahead
        return waits and self.expires_at is not None and self.now < self.expires_at

    @property
    def leads_on(self) -> bool:
        """Whether it can still lead to a seat, or holds one, in a workshop that is not over."""
        return self.state in LIVE_STATES and not self.is_over and not self.is_workshop_cancelled

    @property
    def order(self) -> tuple[int, float]:
        """Where it stands among the person's own: her turn first, by its end; then what is ahead; the last at last."""
        if self.is_her_turn and self.expires_at:
            return 0, self.expires_at.timestamp()
        return (1, self.starts_at.timestamp()) if self.leads_on else (2, -self.starts_at.timestamp())


def heading(facts: StatusFacts) -> str:
    """How it stands, in one sentence."""
    if facts.is_workshop_cancelled:
        return _("The workshop was cancelled")
    if facts.state is State.CONFIRMED and facts.is_over:
        return _("The workshop is over")
    if facts.state in (State.SUBMITTED, State.WAITLISTED) and not facts.is_ahead:
        return _("No seat became free for you")
    if facts.has_lapsed:
        return _("The offer has ended") if facts.steps[-1].before is State.OFFERED else _("Your address was not proved")
    return {
        State.UNCONFIRMED: _("One step is missing: prove your e-mail address"),
        State.SUBMITTED: _("Your registration is sent"),
        State.CONFIRMED: _("You have a seat"),
        State.WAITLISTED: _("You are number %(place)d on the waitlist", place=facts.place),
        State.OFFERED: _("A seat is free for you"),
        State.DECLINED: _("The organizer could not give you a seat"),
        State.WITHDRAWN: _("You withdrew your registration"),
        State.CANCELLED: _("The organizer ended your registration"),
    }[facts.state]


def milestones(facts: StatusFacts) -> list[Milestone]:
    """What happened, oldest first, then the one thing that is next, then what follows."""
    done = [milestone for step in facts.steps for milestone in _happened(step, facts)]
    return done + _next(facts)


def next_step(facts: StatusFacts) -> Milestone | None:
    """The next thing ahead, if there is any."""
    return next(iter(_next(facts)), None)


def _happened(step: StepFacts, facts: StatusFacts) -> list[Milestone]:
    if step.before is None:
        return [Milestone(_("You registered"), step.at, "done")]
    words = [_words(step, facts)]
    if step.before is State.UNCONFIRMED and step.is_own and not facts.steps[0].is_own:
        words.insert(0, _("Your e-mail address was proved"))
    return [Milestone(word, step.at, "done") for word in words if word]


def _words(step: StepFacts, facts: StatusFacts) -> str:
    after = step.after
    if after is State.CONFIRMED:
        if step.before is State.OFFERED:
            return _("You took the seat")
        return _("You have a seat") if step.before is State.UNCONFIRMED else _("The organizer gave you a seat")
    if after is State.WITHDRAWN and not step.is_own:
        return _("The offer ended") if step.before is State.OFFERED else _("The hour to prove your address ended")
    if after is State.CANCELLED and facts.is_workshop_cancelled:
        return _("The workshop was cancelled")
    return {
        State.SUBMITTED: _("The organizer has your registration"),
        State.WAITLISTED: _("You were put on the waitlist"),
        State.OFFERED: _("A seat was offered to you"),
        State.DECLINED: _("The organizer decided"),
        State.WITHDRAWN: _("You withdrew"),
        State.CANCELLED: _("The organizer ended your registration"),
    }[after]


def _next(facts: StatusFacts) -> list[Milestone]:
    if not facts.is_ahead:
        return []
    waiting = {
        State.UNCONFIRMED: Milestone(_("Prove your e-mail address"), facts.expires_at, "now"),
        State.SUBMITTED: Milestone(_("The organizer decides"), facts.decision_due_at, "now"),
        State.WAITLISTED: Milestone(_("A seat becomes free and is offered to you"), None, "now"),
        State.OFFERED: Milestone(_("Your turn: take the seat"), facts.expires_at, "now"),
    }
    begins = Milestone(_("The workshop begins"), None if facts.is_postponed else facts.starts_at)
    if facts.state is State.CONFIRMED:
        return [begins]
    return [waiting[facts.state], begins] if facts.state in waiting else []


def reason_lines(reason: str) -> list[str]:
    """A reason as the candidate reads it: ready sentences in her language, the organizer's own words as written."""
    ready = set(READY_REASONS.values())
    return [_(line) if line in ready else line for line in reason.splitlines() if line.strip()]
