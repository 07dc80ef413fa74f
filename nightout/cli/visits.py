"""`nightout visits`: which unit drops in at which block party, and when."""

from __future__ import annotations

import typer

from nightout.cli import (
    visits_capacity,
    visits_check,
    visits_plan,
    visits_repair,
    visits_sheets,
)

__all__ = ["add_to"]

commands = typer.Typer(
    help="The night: which unit drops in at which block party, and when.",
    no_args_is_help=True,
)
for part in (visits_capacity, visits_plan, visits_repair, visits_check, visits_sheets):
    part.add_to(commands)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="visits")
