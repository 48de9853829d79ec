"""The front gate: any WSGI server can serve `app` behind a buffering proxy."""

from workshops.app import create_app

app = create_app()
