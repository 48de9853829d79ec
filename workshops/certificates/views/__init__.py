"""The pages of certificates; importing them hangs them on the blueprint."""

from workshops.certificates.views import holding, managing, verifying  # noqa: F401 - each adds its routes
from workshops.certificates.views.blueprint import certificates

__all__ = ["certificates"]
