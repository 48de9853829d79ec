"""The pages of accounts; importing them hangs them on the blueprint."""

from workshops.accounts.views import own, passwords, people, signing_in  # noqa: F401 - each adds its routes
from workshops.accounts.views.door import accounts

__all__ = ["accounts"]
