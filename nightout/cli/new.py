"""`nightout new`: make a city folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["add_to", "new"]


def new(
    city_dir: Annotated[Path, typer.Argument(help="The folder to make.", show_default=False)],
    zone: Annotated[
        str,
        typer.Option(help="Time zone of the city's clock, such as America/New_York."),
    ],
    name: Annotated[
        str | None, typer.Option(help="The city's name; the folder's if absent.")
    ] = None,
) -> None:
    """Make a city folder, ready to load files into."""
    from nightout.cli.output import note
    from nightout.records import create_city

    city = create_city(city_dir, name=name or city_dir.name.replace("_", " ").title(), zone=zone)
    note(f"Made {city.folder} for {city.name} ({city.zone.key}).")
    note(f"Next: nightout load {city.folder} FILE --preset NAME")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new")(new)
