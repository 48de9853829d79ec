"""The doors of the rooms: blueprints for people, command groups for operators."""

from pathlib import Path

from flask import Flask

from workshops.accounts.cli import accounts as accounts_commands
from workshops.accounts.views import accounts
from workshops.agenda.views import agenda
from workshops.attendance.views import attendance
from workshops.audit.cli import audit as audit_commands
from workshops.audit.views import audit
from workshops.calendars.views import calendars
from workshops.catalogue.views import catalogue
from workshops.certificates.pdf import keep_fonts_in
from workshops.certificates.views import certificates
from workshops.demo.cli import demo
from workshops.home.views import home
from workshops.notifications.views import notifications
from workshops.registrations.views import registrations


def init_rooms(app: Flask) -> None:
    """Hang every room's pages and commands on the application."""
    keep_fonts_in(Path(app.instance_path) / "fonts")
    app.register_blueprint(accounts)
    app.register_blueprint(agenda)
    app.register_blueprint(attendance)
    app.register_blueprint(audit)
    app.register_blueprint(calendars)
    app.register_blueprint(catalogue)
    app.register_blueprint(certificates)
    app.register_blueprint(notifications)
    app.register_blueprint(registrations)
    app.register_blueprint(home)
    app.cli.add_command(accounts_commands)
    app.cli.add_command(audit_commands)
    app.cli.add_command(demo)
