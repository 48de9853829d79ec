"""The pages of registrations; importing them hangs them on the blueprint."""

from workshops.registrations.views import counting, deciding, listing, registering, status  # noqa: F401 - each adds its routes
from workshops.registrations.views.room import registrations

__all__ = ["registrations"]
