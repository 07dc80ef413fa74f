"""The commands, gathered. Their work is imported when they run: help answers at once."""

from __future__ import annotations

from typing import Annotated

import typer

from nightout import __version__
from nightout.cli import (
    account,
    areas,
    brief,
    compare,
    curve,
    demo,
    flows,
    hours,
    lag,
    load,
    measures,
    milestone,
    new,
    serve,
    site,
    status,
    survey,
    visits,
)

__all__ = ["app"]

app = typer.Typer(
    help="From honest figures to the block party: the open workbench of community policing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Help in plain text: drawn in boxes it took half as long again to answer.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nightout {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Take the options that come before any command."""


COMMANDS = (
    new,
    load,
    areas,
    measures,
    status,
    compare,
    curve,
    hours,
    lag,
    milestone,
    survey,
    brief,
    flows,
    visits,
    demo,
    serve,
    account,
    site,
)
for command in COMMANDS:
    command.add_to(app)
