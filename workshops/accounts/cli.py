"""Shell commands of accounts."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from workshops.accounts import actions
from workshops.accounts.queries import find_person_by_email, live_grants
from workshops.accounts.rules import PersonDetails, Role
from workshops.foundation.forms import is_address, normal_address
from workshops.foundation.transactions import unit_of_work
from workshops.foundation.web import absolute_url

accounts = AppGroup("accounts", help="People who sign in.")


def _address(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> str | None:
    if typed is None:
        return None
    if not is_address(typed):
        raise click.BadParameter("write the whole e-mail address, for example name@customs.example")
    return normal_address(typed)


@accounts.command("create-admin")
@click.argument("email", callback=_address)
@click.option("--name", required=True, help="The name in Latin letters.")
def create_admin(email: str, name: str) -> None:
    """Make EMAIL an administrator and print a link, good once for 60 minutes, to choose a password."""
    with unit_of_work():
        person = actions.find_or_create_person(email, PersonDetails(name_latin=name))
        if not any(grant.role == Role.ADMINISTRATOR for grant in live_grants(person)):
            actions.grant_role(person.id, Role.ADMINISTRATOR)
        token = actions.issue_password_link(person.id)
    path = current_app.url_map.bind("").build("accounts.set_password", {"token": token})
    click.echo(f"Open this link within 60 minutes to choose the password:\n{absolute_url(path)}")


@accounts.command("end-sessions")
@click.argument("email", required=False, callback=_address)
@click.option("--all", "everybody", is_flag=True, help="The sessions of everybody.")
def end_sessions(email: str | None, *, everybody: bool) -> None:
    """Sign out every browser of EMAIL, or with --all of everybody."""
    if everybody == bool(email):
        raise click.UsageError("Name one address, or --all.")
    with unit_of_work():
        person = None if everybody else find_person_by_email(email or "")
        if person is None and not everybody:
            click.echo("Nobody has this address.", err=True)
            sys.exit(1)
        ended = actions.end_sessions(person.id, actor_id=None) if person else actions.end_all_sessions()
    click.echo(f"Sessions ended: {ended}.")
