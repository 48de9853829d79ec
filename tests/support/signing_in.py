"""Signing in without the pages that do it: a session row and its cookie."""

from tests.support.browser import Browser
from tests.support.factories import stored
from workshops.accounts.models import WebSession
from workshops.foundation import clock
from workshops.foundation.tokens import digest, new_token


def sign_in(client: Browser, person_id: int, *, staff: bool = True) -> int:
    """Open a session just now, as staff or with a mailed code; gives back the id of the session."""
    token, now = new_token(), clock.now()
    row = WebSession(
        token_digest=digest(token),
        person_id=person_id,
        is_staff=staff,
        created_at=now,
        last_seen_at=now,
        proved_at=now,
    )
    client.http.set_cookie("sid", token, httponly=True, samesite="Lax")
    return stored(client.app, row)
