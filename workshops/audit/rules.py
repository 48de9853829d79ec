"""How a line of the chain is hashed, and what its objects are called."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workshops.foundation.words import N_

# What an event can be about.
OBJECT_NAMES: Mapping[str, str] = {
    "workshop": N_("workshop %(id)s"),
    "session": N_("session %(id)s"),
    "registration": N_("registration %(id)s"),
    "certificate": N_("certificate %(id)s"),
    "person": N_("person %(id)s"),
    "programme": N_("programme %(id)s"),
}
FIRST_HASH = "0" * 64


def line_hash(key: str, previous: str, sequence: int, line: Mapping[str, Any]) -> str:
    """HMAC-SHA256 over the previous hash and the line in canonical JSON (security rule C88)."""
    at: datetime = line["at"]
    facts = [line[name] for name in ("actor_id", "event", "object_type", "object_id", "details")]
    body = json.dumps(
        [sequence, at.isoformat(), *facts],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    )
    return hmac.new(key.encode(), f"{previous}\n{body}".encode(), hashlib.sha256).hexdigest()
