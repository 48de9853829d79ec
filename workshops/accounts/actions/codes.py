"""Proving an address with a mailed code, on the browser that asked, or with a link, on any."""

import hmac
import secrets
from dataclasses import dataclass

from flask import session
from sqlalchemy import update

from workshops.accounts.events import AddressProofRequested, AddressProved
from workshops.accounts.models import OneTimeCode, Person
from workshops.accounts.queries import find_address_link, find_code_of_device
from workshops.accounts.rules import (
    ADDRESS_PURPOSES,
    CODE_LASTS,
    CODE_TRIES,
    Purpose,
    code_digits,
)
from workshops.foundation import clock
from workshops.foundation.database import db
from workshops.foundation.events import publish
from workshops.foundation.tokens import digest, keyed_digest, new_token
from workshops.foundation.transactions import afterwards

CODE_DIGITS = 8
_DEVICE = "device"


@dataclass(frozen=True)
class MadeCode:
    """The secrets of one mail. `code` is None for links to choose a password."""

    person_id: int
    purpose: Purpose
    code: str | None
    link_token: str


@dataclass(frozen=True)
class ProvedAddress:
    """Who proved her address, and the page she was on the way to."""

    person_id: int
    next_path: str | None


def this_device() -> str:
    """The digest of a random mark in the reader's form cookie: a code works only where it was asked for."""
    if _DEVICE not in session:
        session[_DEVICE] = new_token()
    return digest(session[_DEVICE])


def ask_for_code(person_id: int | None, purpose: Purpose, device_digest: str, next_path: str | None = None) -> None:
    """Have a code and a link mailed to a person; nobody (None) is mailed nothing.

    `next_path` is where she goes once the address is proved.
    """
    if person_id is None:
        return
    publish(
        AddressProofRequested(
            person_id=person_id, code_id=add_code(person_id, purpose, device_digest, next_path), purpose=purpose
        )
    )


def ask_again(device_digest: str) -> None:
    """Have a new mail sent in place of the last one that this browser asked for, if it asked for any."""
    last = find_code_of_device(device_digest)
    if last:
        ask_for_code(last.person_id, Purpose(last.purpose), device_digest, last.next_path)


def add_code(person_id: int, purpose: Purpose, device_digest: str = "", next_path: str | None = None) -> int:
    """Store a request for a mailed secret and give back its id."""
    row = OneTimeCode(
        person_id=person_id, purpose=purpose, device_digest=device_digest, next_path=next_path, asked_at=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def make_code(code_id: int) -> MadeCode | None:
    """Make the secrets of a mail that is about to be sent; only their digests are kept.

    Made again, the former are dead. None when the request was used, or the person was disabled.
    """
    row = db.session.get(OneTimeCode, code_id, with_for_update=True)
    if row is None or row.used_at or not db.session.get_one(Person, row.person_id).active:
        return None
    purpose = Purpose(row.purpose)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}" if purpose in ADDRESS_PURPOSES else None
    link_token = new_token()
    row.code_digest = _code_digest(row.id, code) if code else None
    row.link_digest = digest(link_token)
    row.tries = 0
    row.made_at = clock.now()
    db.session.flush()
    return MadeCode(person_id=row.person_id, purpose=purpose, code=code, link_token=link_token)


def _code_digest(code_id: int, code: str) -> str:
    # Eight digits are soon tried against a plain hash; against a keyed one only with the key.
    return keyed_digest("one-time code", f"{code_id}:{code}")


def use_code(device_digest: str, typed: str) -> ProvedAddress | None:
    """Prove the address with the typed code. None when it is wrong, too old, used, tried too often or asked elsewhere.

    A wrong try is counted in a transaction of its own, so that the refusal does not undo it.
    """
    row = find_code_of_device(device_digest)
    if row is None or row.used_at or row.made_at is None or row.code_digest is None:
        return None
    if row.tries >= CODE_TRIES or clock.now() - row.made_at >= CODE_LASTS:
        return None
    if not hmac.compare_digest(_code_digest(row.id, code_digits(typed)), row.code_digest):
        afterwards(_count_try, row.id)
        return None
    return _prove(row)


def use_link(token: str) -> ProvedAddress | None:
    """Prove the address with a mailed link. None when it is unknown, too old or used."""
    row = find_address_link(token)
    return _prove(row) if row else None


def _count_try(code_id: int) -> None:
    db.session.execute(update(OneTimeCode).where(OneTimeCode.id == code_id).values(tries=OneTimeCode.tries + 1))


def take(code_id: int) -> bool:
    """Use a mailed secret up; False when another request was faster."""
    unused = (OneTimeCode.id == code_id, OneTimeCode.used_at.is_(None))
    query = update(OneTimeCode).where(*unused).values(used_at=clock.now()).returning(OneTimeCode.id)
    return db.session.scalars(query).first() is not None


def _prove(row: OneTimeCode) -> ProvedAddress | None:
    if not take(row.id) or not mark_proved(row.person_id, row.purpose):
        return None
    return ProvedAddress(person_id=row.person_id, next_path=row.next_path)


def mark_proved(person_id: int, purpose: str) -> bool:
    """Note that the person reads the mail of her address, as a mail for this purpose showed; False if disabled."""
    query = (
        update(Person)
        .where(Person.id == person_id, Person.active)
        .values(email_proved_at=clock.now())
        .returning(Person.id)
    )
    if db.session.scalars(query).first() is None:
        return False
    publish(AddressProved(person_id=person_id, actor_id=person_id, purpose=purpose))
    return True
