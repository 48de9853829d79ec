"""Beginning, renewing and ending the sessions of browsers."""

from sqlalchemy import delete, update

from workshops.accounts.events import IdentityConfirmed, SessionsEnded, SignedIn, SignedOut
from workshops.accounts.models import WebSession
from workshops.accounts.rules import Actor, browser_family
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.errors import NotFound
from workshops.foundation.events import publish
from workshops.foundation.tokens import digest, new_token


def open_session(person_id: int, *, is_staff: bool, user_agent: str, replaces: Actor | None) -> str:
    """Begin a session and give back the token for its cookie; the browser's former session is over.

    `is_staff` says that a password proved the person, not only a mail.
    """
    token, now = new_token(), clock.now()
    if replaces:
        db.session.execute(delete(WebSession).where(WebSession.id == replaces.session_id))
    db.session.add(
        WebSession(
            token_digest=digest(token),
            person_id=person_id,
            is_staff=is_staff,
            created_at=now,
            last_seen_at=now,
            proved_at=now,
            browser=browser_family(user_agent),
        )
    )
    db.session.flush()
    publish(SignedIn(person_id=person_id, actor_id=person_id, means="password" if is_staff else "mail"))
    return token


def renew_session(actor: Actor) -> str:
    """Give the session a new token, now that the person has proved again that it is she; the old token is dead."""
    token, now = new_token(), clock.now()
    db.session.execute(
        update(WebSession)
        .where(WebSession.id == actor.session_id)
        .values(token_digest=digest(token), proved_at=now, last_seen_at=now)
    )
    publish(IdentityConfirmed(person_id=actor.person_id, actor_id=actor.person_id))
    return token


def mark_seen(session_id: int) -> None:
    """Note that the session was used just now."""
    db.session.execute(update(WebSession).where(WebSession.id == session_id).values(last_seen_at=clock.now()))


def sign_out(actor: Actor) -> None:
    """End the session the person is in."""
    db.session.execute(delete(WebSession).where(WebSession.id == actor.session_id))
    publish(SignedOut(person_id=actor.person_id, actor_id=actor.person_id))


def end_single_session(actor: Actor, session_id: int) -> None:
    """End one session of the person's own. Raises NotFound when it is not hers."""
    ended = db.session.scalars(
        delete(WebSession)
        .where(WebSession.id == session_id, WebSession.person_id == actor.person_id)
        .returning(WebSession.id)
    ).first()
    if ended is None:
        raise NotFound
    publish(SessionsEnded(person_id=actor.person_id, actor_id=actor.person_id, sessions=1))


def end_sessions(person_id: int, *, actor_id: int | None, spared: int | None = None) -> int:
    """End all sessions of a person but the spared one; gives back how many there were."""
    query = delete(WebSession).where(WebSession.person_id == person_id).returning(WebSession.id)
    if spared is not None:
        query = query.where(WebSession.id != spared)
    ended = len(db.session.scalars(query).all())
    if ended:
        publish(SessionsEnded(person_id=person_id, actor_id=actor_id, sessions=ended))
    return ended


def end_all_sessions() -> int:
    """End every session of everybody; gives back how many there were."""
    people = db.session.scalars(delete(WebSession).returning(WebSession.person_id)).all()
    for person_id in sorted(set(people)):
        publish(SessionsEnded(person_id=person_id, sessions=people.count(person_id)))
    return len(people)
