"""`nightout areas`: bring a map of beats, districts or neighbourhoods into a city."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nightout.cli.options import CityDir

__all__ = ["add_to", "areas"]


def areas(
    city_dir: CityDir,
    file: Annotated[
        Path,
        typer.Argument(
            help="GeoJSON, GeoPackage, GeoParquet, or a shapefile in a zip.", show_default=False
        ),
    ],
    kind: Annotated[str, typer.Option(help="What the areas are, such as beat.")],
    area_id: Annotated[str, typer.Option("--id", help="The column that names an area.")],
    name: Annotated[str | None, typer.Option(help="The column with what people call it.")] = None,
    population: Annotated[str | None, typer.Option(help="The column with its residents.")] = None,
    valid_from: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day the map was in force.")
    ] = None,
) -> None:
    """Bring a map into a city; incidents are placed on it when a question asks for it."""
    from nightout.cli.options import day_or_none
    from nightout.cli.output import note
    from nightout.records import AreaColumns, load_areas, open_city

    drawn = load_areas(
        open_city(city_dir),
        file,
        kind=kind,
        columns=AreaColumns(area_id, name, population),
        valid_from=day_or_none(valid_from, "--valid-from"),
    )
    note(f"Brought {drawn.read().num_rows} areas: {drawn.kind}, map of {drawn.map_version}.")
    note(f"Next: nightout compare {city_dir} --measure MEASURE --through DATE --by {kind}")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("areas")(areas)
