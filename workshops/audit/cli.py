"""Shell commands of the audit record."""

import sys

import click
from flask.cli import AppGroup

from workshops.audit.queries import first_fault

audit = AppGroup("audit", help="The append-only record.")


@audit.command("verify")
def verify() -> None:
    """Prove that no line was edited, deleted, moved or cut off."""
    fault = first_fault()
    if fault is None:
        click.echo("The audit record is complete and unaltered.")
        return
    click.echo(f"The audit record does not hold at line {fault}.", err=True)
    sys.exit(1)
