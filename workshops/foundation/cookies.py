"""The signed cookie that holds the form token of a browser."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class FormCookies(SecureCookieSessionInterface):
    """Flask's own, but for the signer: Flask makes a new one for every request, this keeps it."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The signer of this application."""
        self._signer = self._signer or super().get_signing_serializer(app)
        return self._signer
