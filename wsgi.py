"""The front gate. `python -m wsgi` answers readers; any other WSGI server can serve `app` behind a buffering proxy."""

import logging
import sys

from workshops.app import create_app
from workshops.foundation.serve import serve
from workshops.foundation.settings import WeakSettings

try:
    app = create_app()
except WeakSettings as reasons:
    sys.exit(str(reasons))

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    settings = app.config["SETTINGS"]
    logging.getLogger(__name__).info("Workshops answers at %s", settings.base_url)
    sys.exit(serve(app, settings.host, settings.port))
