"""The token that proves that a form comes from a page of ours."""

from flask import g
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from workshops.foundation.web import is_typed_kept


class FormTokens(CSRFProtect):
    """Flask-WTF's check of each unsafe request; a view that keeps what was typed runs, and `Form` refuses for it."""

    def protect(self, apply_exemptions: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's signature
        """Check the token of this request. Raises CSRFError."""
        try:
            CSRFProtect.protect(self, apply_exemptions)
        except CSRFError:
            if not is_typed_kept():
                raise
            g.form_token_is_gone = True
