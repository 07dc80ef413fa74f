"""`nightout flows`: where the guns come from, and which sources to cover."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nightout.cli.flows_options import Files, Scope, Year
from nightout.cli.options import Format, FormatOption

__all__ = ["add_to"]

commands = typer.Typer(
    help="Gun traces: who supplies whom, unusual corridors, change, and a strike-force plan.",
    no_args_is_help=True,
)


@commands.command()
def supply(
    files: Files,
    market: Annotated[
        str | None, typer.Option(help="Who supplies it: NY, or NY,NJ as one market.")
    ] = None,
    population: Annotated[
        Path | None, typer.Option(help="CSV of state, year, population, for rates per 100,000.")
    ] = None,
    year: Year = None,
    scope: Scope = "50+DC",
    form: FormatOption = Format.TEXT,
) -> None:
    """Rank who supplies a market, or every place by what it sells into others.

    Intervals allow for years that differ by more than chance; load several years for them.
    """
    from nightout.cli.flows_answers import answer_suppliers, answer_supply

    if market:
        answer_suppliers(files, market, year, scope, form)
    else:
        answer_supply(files, population, year, scope, form)


@commands.command()
def corridors(
    files: Files,
    year: Year = None,
    scope: Scope = "50+DC",
    centres: Annotated[
        str, typer.Option(help="Distances between centres of area, or of people.")
    ] = "area",
    places: Annotated[
        Path | None, typer.Option(help="CSV of place, lon, lat, where places are not states.")
    ] = None,
    distance: Annotated[
        bool, typer.Option(help="Expect less over distance; without it by sizes alone.")
    ] = True,
    fewest: Annotated[int, typer.Option(help="Leave out corridors of fewer guns.")] = 50,
    top: Annotated[
        int, typer.Option(help="How many to show, the highest low end of the interval first.")
    ] = 30,
    group: Annotated[
        str | None, typer.Option(help="Only a named group: iron-pipeline or i-95.")
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show the corridors that carry more guns than sizes and distance explain."""
    from nightout.cli.flows_corridors import CorridorOptions, answer_corridors

    options = CorridorOptions(centres, places, distance, fewest, top, group)
    answer_corridors(files, year, scope, options, form)


@commands.command()
def change(
    files: Files,
    before: Annotated[str, typer.Option(metavar="YEARS", help="The earlier years: 2010-2015.")],
    after: Annotated[str, typer.Option(metavar="YEARS", help="The later years: 2016-2020.")],
    market: Annotated[
        str | None, typer.Option(help="One market, NY or NY,NJ; every place if absent.")
    ] = None,
    scope: Scope = "50+DC",
    top: Annotated[int, typer.Option(help="How many to show, the largest shift first.")] = 25,
    form: FormatOption = Format.TEXT,
) -> None:
    """Compare two periods, each source's change split into volume and mix."""
    from nightout.cli.flows_answers import answer_change

    answer_change(files, (before, after), market, (scope, top), form)


@commands.command()
def plan(
    files: Files,
    goal: Annotated[
        str, typer.Option(help="volume, fair (the market worst off), or fewest (for --target).")
    ] = "fair",
    sources: Annotated[float, typer.Option(help="How many sources, or how much cost.")] = 10,
    target: Annotated[float, typer.Option(help="Share of every market, for fewest.")] = 0.5,
    market: Annotated[
        list[str] | None,
        typer.Option(help="'Name=NY,NJ', again for each; the five of 2021 if absent."),
    ] = None,
    virginia: Annotated[
        str, typer.Option(help="Of the five of 2021: Virginia as source or market.")
    ] = "source",
    costs: Annotated[
        Path | None, typer.Option(help="CSV of place, cost, capacity (guns a year).")
    ] = None,
    draws: Annotated[int, typer.Option(help="Tables drawn to see how firm the choice is.")] = 100,
    seed: Annotated[int, typer.Option(help="Of the draws.")] = 1,
    year: Year = None,
    scope: Scope = "50+DC",
    form: FormatOption = Format.TEXT,
) -> None:
    """Choose the sources that a strike force should cover, and show how firm the choice is."""
    from nightout.cli.flows_plan import PlanOptions, answer_plan

    options = PlanOptions(goal, sources, target, tuple(market or ()), virginia, costs, draws, seed)
    answer_plan(files, year, scope, options, form)


@commands.command("time-to-crime")
def time_to_crime(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="ATF workbooks of time-to-crime bands by state, one a year, or their folder.",
            show_default=False,
        ),
    ],
    year: Annotated[
        int | None, typer.Option(help="Which year to tell of; the last loaded if absent.")
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show how many guns were recovered within one and three years of their first sale.

    Load several years for intervals that allow for years that differ by more than chance.
    """
    from nightout.cli.flows_age import answer_ages

    answer_ages(files, year, form)


@commands.command()
def trafficked(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV: year, source_place, recovery_place, ttc_band, traced.",
            show_default=False,
        ),
    ],
    scope: Scope = "50+DC",
    form: FormatOption = Format.TEXT,
) -> None:
    """Count likely trafficked guns: recovered in another state within three years of first sale."""
    from nightout.cli.flows_age import answer_trafficked

    answer_trafficked(file, scope, form)


@commands.command()
def cities(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="ATF workbooks of recovery cities, or their folder.",
            show_default=False,
        ),
    ],
    top: Annotated[int, typer.Option(help="How many to show, the most guns first.")] = 50,
    form: FormatOption = Format.TEXT,
) -> None:
    """List the cities where most guns were recovered and traced."""
    from nightout.cli.flows_age import answer_cities

    answer_cities(files, top, form)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="flows")
