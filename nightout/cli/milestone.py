"""`nightout milestone`: when did the count reach n, and was that the earliest since?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nightout.cli.options import DateBasisOption, Format, FormatOption, ReconstructOption

__all__ = ["add_to", "milestone"]


def milestone(
    measure: Annotated[str, typer.Option(help="What to count; `nightout measures` lists them.")],
    n: Annotated[int, typer.Option("--n", help="Which one: 100 for the 100th of each year.")],
    city_dir: Annotated[
        Path | None,
        typer.Argument(metavar="[CITY]", help="A city folder; --dates alone needs none."),
    ] = None,
    dates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Published dates: columns year, date, precision, note."),
    ] = None,
    place: Annotated[
        str, typer.Option(help="What to call the place; the city's name if absent.")
    ] = "",
    year: Annotated[
        int | None, typer.Option(help="The year to put in words; the latest known if absent.")
    ] = None,
    years: Annotated[
        int | None, typer.Option(help="How many earlier years; all that are known if absent.")
    ] = None,
    date_basis: DateBasisOption = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As known on that day; the latest load if absent."),
    ] = None,
    reconstruct: ReconstructOption = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Find the day on which each year's count reached n, and since when none was as early.

    Days are compared by month and day. What is missing or inexact is never taken for later: a
    claim that it could overturn is "not contradicted, not proved".
    """
    from nightout.cli.milestone_text import as_milestone_terms, as_milestone_text, milestone_of
    from nightout.cli.options import day_or_none
    from nightout.cli.output import Sheet, show
    from nightout.compare import (
        MilestoneQuestion,
        as_milestone_rows,
        find_milestones,
        read_dates,
    )
    from nightout.errors import BadSetting
    from nightout.records import find_measure, open_city

    if city_dir is None and dates is None:
        raise BadSetting(
            "neither a city nor --dates is given", "Name a city folder, a file of dates, or both."
        )
    published, notes = read_dates(dates) if dates else ([], ())
    question = MilestoneQuestion(
        find_measure(measure),
        n,
        known_on=day_or_none(known_on, "--known-on"),
        date_basis=date_basis,  # type: ignore[arg-type]
        n_years=years,
        reconstruct=reconstruct,
        published=tuple(published),
    )
    city = open_city(city_dir) if city_dir else None
    answer = find_milestones(question, city=city, place=place)
    told = milestone_of(answer, year)
    show(
        Sheet(
            "milestone",
            as_milestone_terms(answer),
            as_milestone_rows(answer),
            (*notes, *answer.notes),
            as_milestone_text(answer, told),
            f"{question.measure.title}, {answer.place}",
        ),
        form,
    )


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("milestone")(milestone)
