"""Shell commands of the demonstration."""

from datetime import datetime

import click
from flask.cli import AppGroup

from workshops.demo import sign_ins
from workshops.demo.load import NotADemonstration
from workshops.demo.load import load as load_demonstration

demo = AppGroup("demo", help="Demonstration data: invented people, real organisations.")


@demo.command("load")
@click.option(
    "--anchor", type=click.DateTime(["%Y-%m-%d"]), help="The day its workshops lie around; today unless given."
)
def load(anchor: datetime | None) -> None:
    """Load the demonstration data once, and show a sign-in for each role."""
    try:
        loaded = load_demonstration(anchor.date() if anchor else None)
    except NotADemonstration as error:
        raise click.ClickException(str(error)) from error
    click.echo("The demonstration data is loaded." if loaded else "The demonstration data was loaded before.")
    click.echo(sign_ins.listing())
