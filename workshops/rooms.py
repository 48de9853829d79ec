"""The doors of the rooms: blueprints for people, command groups for operators."""

from flask import Flask

from workshops.audit.cli import audit
from workshops.directory.cli import directory


def init_rooms(app: Flask) -> None:
    """Hang every room's pages and commands on the application."""
    app.cli.add_command(audit)
    app.cli.add_command(directory)
