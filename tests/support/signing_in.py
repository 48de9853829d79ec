"""Signing in without the pages that do it: a session row and its cookie; and the secrets that mails would carry."""

from functools import lru_cache

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.factories import committed, stored
from workshops.accounts.actions import MadeCode, make_code
from workshops.accounts.models import OneTimeCode, WebSession
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.passwords import hash_password
from workshops.foundation.tokens import digest, new_token

PASSWORD = "seven grey herons at the ford"


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


@lru_cache
def password_hash() -> str:
    """The hash of `PASSWORD`, made once for all tests."""
    return hash_password(PASSWORD)


def mailed_secret(app: Flask, person_id: int) -> MadeCode | None:
    """What the worker would mail now for the newest request of a person; None when there is nothing to mail."""
    with committed(app):
        newest = select(OneTimeCode.id).where(OneTimeCode.person_id == person_id).order_by(OneTimeCode.id.desc())
        code_id = db.session.scalars(newest.limit(1)).first()
        return make_code(code_id) if code_id else None
