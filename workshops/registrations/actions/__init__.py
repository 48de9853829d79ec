"""What is done to registrations: one imperative verb a use case. Each locks the workshop's row before it decides."""

from workshops.registrations.actions.deciding import approve, decline, waitlist
from workshops.registrations.actions.drafting import forget_outlived_drafts, make_draft_link, save_for_later
from workshops.registrations.actions.leaving import cancel, cancel_all_of, withdraw
from workshops.registrations.actions.registering import acknowledge, correct, correct_printed, prove, register
from workshops.registrations.actions.waiting import (
    accept_offer,
    expire_due,
    move_in_waitlist,
    promote_from_waitlist,
    shorten_offers,
)

__all__ = [
    "accept_offer",
    "acknowledge",
    "approve",
    "cancel",
    "cancel_all_of",
    "correct",
    "correct_printed",
    "decline",
    "expire_due",
    "forget_outlived_drafts",
    "make_draft_link",
    "move_in_waitlist",
    "promote_from_waitlist",
    "prove",
    "register",
    "save_for_later",
    "shorten_offers",
    "waitlist",
    "withdraw",
]
