"""Shell commands of the directory."""

import click
from flask.cli import AppGroup

from workshops.directory.actions import load_reference_data
from workshops.foundation.transactions import unit_of_work

directory = AppGroup("directory", help="Countries, groupings, organisations, themes and instruments.")


@directory.command("load")
def load() -> None:
    """Load the reference files that changed since the last load."""
    with unit_of_work():
        changed = load_reference_data()
    click.echo(f"Loaded {', '.join(changed)}." if changed else "The reference data is up to date.")
