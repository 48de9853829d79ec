"""Commands of the whole house: make it ready, and work for it."""

import logging
import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from workshops.catalogue.actions import write_all_words
from workshops.demo import sign_ins
from workshops.demo.load import load as load_demonstration
from workshops.directory.actions import load_reference_data
from workshops.foundation.jobs import run_worker
from workshops.foundation.schema import bring_up_to_date
from workshops.foundation.transactions import unit_of_work
from workshops.wiring import WORK


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Bring the tables and the reference data up to date; in a demo, also the demonstration data."""
    bring_up_to_date()
    with unit_of_work():
        if load_reference_data():
            write_all_words()
    if current_app.config["SETTINGS"].is_demo:
        load_demonstration()
        click.echo(f"Demonstration data, no real persons. One sign-in for each role:\n{sign_ins.listing()}")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send mail and do what time brings, until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    run_worker(current_app._get_current_object(), WORK)  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own name


def init_commands(app: Flask) -> None:
    """Hang the commands on `flask`."""
    app.cli.add_command(prepare)
    app.cli.add_command(worker)
