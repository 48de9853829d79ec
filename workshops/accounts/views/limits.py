"""How often one may try a password, a code or the patience of a mailbox."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar, cast

from flask import Response, g, request

from workshops.accounts.actions import this_device
from workshops.foundation.forms import normal_address
from workshops.foundation.limits import limiter, network
from workshops.foundation.text import clean_line
from workshops.foundation.tokens import keyed_digest

View = TypeVar("View", bound=Callable[..., Any])

FAILURES = "10 per 15 minutes"
FAILURES_OF_NETWORK = "100 per hour"
MAILS = "5 per hour"
# A whole training centre may stand behind one address when the day begins.
MAILS_OF_NETWORK = "60 per 15 minutes"


def failures_limited(view: View) -> View:
    """Refuse a form that was answered with an error too often: for one account, and for anything, from one network."""
    return _limited(view, FAILURES, FAILURES_OF_NETWORK, deduct_when=_failed)


def mails_limited(view: View) -> View:
    """Refuse to send more mails than a person asks for: for one account, and for anybody, from one network."""
    return _limited(view, MAILS, MAILS_OF_NETWORK)


def _limited(view: View, limit: str, limit_of_network: str, **options: Any) -> View:
    for_network = limiter.limit(limit_of_network, methods=["POST"], **options)
    for_account = limiter.limit(limit, key_func=_account_at_network, methods=["POST"], **options)
    return cast("View", for_account(for_network(view)))


def _failed(response: Response) -> bool:
    return response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def _account_at_network() -> str:
    """The network and whom a form is about: an address, the signed-in person, or whom this browser asked a code for."""
    if "email" in request.form:
        account = _address(request.form["email"])
    elif g.actor:
        account = str(g.actor.person_id)
    else:
        account = this_device()
    return keyed_digest("account", f"{network()}\0{account}")


def _address(typed: str) -> str:
    try:
        return normal_address(clean_line(typed))
    except UnicodeError:
        return typed
