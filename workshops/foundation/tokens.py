"""Secrets for links and sessions, signed links, and the sealing of single fields."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

NONCE_BYTES = 12


def new_token() -> str:
    """A secret of 256 random bits, 43 URL-safe characters."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(purpose: str, value: str) -> str:
    """A digest only this installation can make, so that a guessable value (an address) cannot be found by trying."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


def sign(purpose: str, value: Any) -> str:
    """A signed, dated token for a link; a token for one purpose opens no other."""
    return str(_serializer(purpose).dumps(value))


def read_signed(purpose: str, token: str, max_age: timedelta) -> Any | None:
    """The value of a signed token, or None when it is altered, of another purpose or too old."""
    try:
        return _serializer(purpose).loads(token, max_age=int(max_age.total_seconds()))
    except BadData:
        return None


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=purpose)


def seal(text: str, context: str) -> str:
    """Encrypt one field under FIELD_KEY (AES-256-GCM), bound to its context, so that it opens in no other row."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return urlsafe_b64encode(nonce + _field_cipher().encrypt(nonce, text.encode(), context.encode())).decode()


def unseal(sealed: str, context: str) -> str:
    """The text of a sealed field. Raises ValueError when it was altered or moved, or the key is another."""
    data = urlsafe_b64decode(sealed)
    try:
        return _field_cipher().decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], context.encode()).decode()
    except InvalidTag as error:
        msg = "a sealed field does not open with this key in this place"
        raise ValueError(msg) from error


def _field_cipher() -> AESGCM:
    return AESGCM(hashlib.sha256(str(current_app.config["FIELD_KEY"]).encode()).digest())
