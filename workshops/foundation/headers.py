"""The security headers of every answer, and who may keep a copy of it."""

from flask import Flask, Response, current_app, g, request

from workshops.foundation.lowdata import is_low_data

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'"
)
# What an answer does not say itself.
_FIXED = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "private, no-store"),
)
_ONE_YEAR_TLS = "max-age=31536000; includeSubDomains"


def shared_copy(response: Response, etag: str) -> Response:
    """Let caches keep a public answer under a validator, as long as nobody is signed in; may turn it into a 304."""
    response.headers["Vary"] = "Cookie, Accept-Language, Save-Data"
    if g.get("actor") is None:
        response.headers["Cache-Control"] = "public, no-cache"
        # What is sent packed or not means the same, and only a weak validator may say so.
        response.set_etag(etag, weak=is_low_data())
        response.make_conditional(request)
    return response


def _finish(response: Response) -> Response:
    headers = response.headers
    given = {name.lower() for name, _value in headers}
    headers.extend([(name, value) for name, value in _FIXED if name.lower() not in given])
    if current_app.config["SETTINGS"].is_secure:
        headers["Strict-Transport-Security"] = _ONE_YEAR_TLS
    return response


def init_headers(app: Flask) -> None:
    """Add the headers to every answer, errors included."""
    app.after_request(_finish)
