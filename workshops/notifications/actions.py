"""Putting messages into the outbox and taking them out; each function is one short transaction's work."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Update, select, update

from workshops.foundation import clock
from workshops.foundation.database import db, insert_into
from workshops.foundation.jobs import ring
from workshops.notifications.models import OutboxMessage
from workshops.notifications.rules import LEASE, MessageState, next_try


def enqueue(
    kind: str,
    key: str,
    person_id: int | None,
    *,
    workshop_id: int | None = None,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Put one message into the outbox, in the caller's transaction."""
    enqueue_all(
        [{"kind": kind, "key": key, "person_id": person_id, "workshop_id": workshop_id, "payload": payload or {}}]
    )


def enqueue_all(messages: Sequence[Mapping[str, Any]]) -> None:
    """Put messages into the outbox; one whose key is known already is news that was told already."""
    if not messages:
        return
    now = clock.now()
    common = {"state": MessageState.DUE, "due_at": now, "created_at": now, "attempts": 0, "error": ""}
    statement = insert_into(OutboxMessage).on_conflict_do_nothing(index_elements=["key"])
    db.session.execute(statement, [{**common, **message} for message in messages])
    ring()


def claim() -> int | None:
    """Lease the oldest due message to this worker: one at a time, so that stopping leaves none waiting."""
    now = clock.now()
    due = (
        select(OutboxMessage.id)
        .where(OutboxMessage.state == MessageState.DUE, OutboxMessage.due_at <= now)
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    leased = (
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(due.scalar_subquery()))
        .values(state=MessageState.CLAIMED, claim=secrets.token_hex(16), lease_until=now + LEASE)
        .returning(OutboxMessage.id)
    )
    return db.session.scalar(leased)


def release_expired(*, repeatable: bool) -> None:
    """Take over what dead workers left: a lease before DATA is due again, one within DATA is uncertain.

    `repeatable` says that sending twice has no effect (files named by Message-ID), so that nothing is uncertain.
    """
    now = clock.now()
    after_data = MessageState.DUE if repeatable else MessageState.UNCERTAIN
    for before, after in ((MessageState.CLAIMED, MessageState.DUE), (MessageState.SENDING, after_data)):
        expired = (OutboxMessage.state == before, OutboxMessage.lease_until < now)
        db.session.execute(update(OutboxMessage).where(*expired).values(state=after, claim=None, lease_until=None))


def has_expired() -> bool:
    """Whether `release_expired` would find something."""
    open_states = (MessageState.CLAIMED, MessageState.SENDING)
    query = select(OutboxMessage.id).where(
        OutboxMessage.state.in_(open_states), OutboxMessage.lease_until < clock.now()
    )
    return db.session.scalar(query.limit(1)) is not None


def mark_sending(message_id: int, claim: str) -> bool:
    """Note that DATA is about to begin; False when the lease has passed to another worker."""
    return _settle(message_id, claim, MessageState.CLAIMED, state=MessageState.SENDING)


def mark_sent(message_id: int, claim: str) -> None:
    """Note that the receiving side has taken the message."""
    _settle(message_id, claim, MessageState.SENDING, state=MessageState.SENT, ended_at=clock.now(), error="")


def mark_uncertain(message_id: int, claim: str, error: str) -> None:
    """Note that nobody can tell whether the message was taken."""
    _settle(message_id, claim, MessageState.SENDING, state=MessageState.UNCERTAIN, error=error)


def mark_dropped(message_id: int, claim: str) -> None:
    """Note that the news is no longer true, or its person gone; nothing is sent."""
    _settle(message_id, claim, MessageState.CLAIMED, state=MessageState.DROPPED, ended_at=clock.now())


def mark_failed(message: OutboxMessage, error: str, *, final: bool) -> None:
    """Note a refusal: tried again after a pause, or dead when it is final or 48 hours old."""
    attempts = message.attempts + 1
    again = None if final else next_try(message.created_at, attempts, clock.now())
    values: dict[str, Any] = {"attempts": attempts, "error": error[:100], "claim": None, "lease_until": None}
    if again is None:
        values |= {"state": MessageState.DEAD, "ended_at": clock.now()}
    else:
        values |= {"state": MessageState.DUE, "due_at": again}
    open_states = (MessageState.CLAIMED, MessageState.SENDING)
    db.session.execute(
        _of(message.id)
        .where(OutboxMessage.state.in_(open_states), OutboxMessage.claim == message.claim)
        .values(**values)
    )


def send_again(message: OutboxMessage) -> None:
    """A person's word that an uncertain or dead message is to be sent once more, under the same Message-ID."""
    message.state = MessageState.DUE
    message.due_at = message.created_at = clock.now()
    message.attempts, message.claim, message.lease_until, message.ended_at = 0, None, None, None
    db.session.flush()
    ring()


def _of(message_id: int) -> Update:
    return update(OutboxMessage).where(OutboxMessage.id == message_id)


def _settle(message_id: int, claim: str, before: MessageState, **values: Any) -> bool:
    held = _of(message_id).where(OutboxMessage.state == before, OutboxMessage.claim == claim)
    return db.session.execute(held.values(**values).returning(OutboxMessage.id)).first() is not None
