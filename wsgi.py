"""The front gate: any WSGI server can serve `app` behind a buffering proxy."""

import sys

from workshops.app import create_app
from workshops.foundation.settings import WeakSettings

try:
    app = create_app()
except WeakSettings as reasons:
    sys.exit(str(reasons))
