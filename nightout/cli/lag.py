"""`nightout lag`: is it real, or are reports late?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from nightout.cli.options import CityDir, DateBasisOption, Format, FormatOption

__all__ = ["add_to", "lag"]


def lag(
    city_dir: CityDir,
    measure: Annotated[
        str, typer.Option(help="What to count; several at once as homicide,robbery.")
    ],
    through: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day of the newest week; the latest if absent."),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As known on that day; the latest load if absent."),
    ] = None,
    weeks: Annotated[int, typer.Option(help="How many weeks to show.")] = 8,
    years: Annotated[int, typer.Option(help="How many years back lateness is told from.")] = 3,
    settled: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            help="Age at which a day counts as settled; the longest of 91, 56, 28 and 14 that the "
            "records can show if absent.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            help="Break delays down: agency, offense, weapon or domestic; by agency where there "
            "are several if absent."
        ),
    ] = None,
    date_basis: DateBasisOption = None,
    reconstruct: Annotated[
        bool, typer.Option(help="Tell lateness from reporting dates, though versions could.")
    ] = False,
    public: Annotated[
        bool, typer.Option(help="Hide small counts and what would give them away.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Say how late records come, how complete recent days are, and what weeks will be.

    The raw count always stands beside the nowcast. Intervals hold 90 times in 100: they allow for
    chance, for what little the past shows, and for weeks that differ by more than chance. With
    few data the answer is "unknown".
    """
    from nightout.cli.lag_page import make_lag_page
    from nightout.cli.lag_text import as_lag_text
    from nightout.cli.options import day_or_none
    from nightout.cli.output import Sheet, show
    from nightout.compare import (
        LagQuestion,
        as_lag_rows,
        as_lag_terms,
        find_lag,
        lag_for_public,
    )
    from nightout.records import find_measure, open_city

    measures = [find_measure(one.strip()) for one in dict.fromkeys(measure.split(","))]
    city = open_city(city_dir)
    answers = [
        find_lag(
            city,
            LagQuestion(
                one,
                through=day_or_none(through, "--through"),
                known_on=day_or_none(known_on, "--known-on"),
                settled_days=settled,
                n_weeks=weeks,
                n_years=years,
                by=by,
                date_basis=date_basis,  # type: ignore[arg-type]
                reconstruct=reconstruct,
            ),
        )
        for one in measures
    ]
    answers = [lag_for_public(one) for one in answers] if public else answers
    if form is Format.HTML:
        typer.echo(make_lag_page(answers), nl=False)
        return
    terms = [as_lag_terms(one) for one in answers]
    show(
        Sheet(
            "lag",
            terms[0] if len(terms) == 1 else {"measures": terms},
            [row for one in answers for row in as_lag_rows(one)],
            _notes(answers),
            as_lag_text(answers),
        ),
        form,
    )


def _notes(answers: Sequence[Any]) -> list[str]:
    """Give the notes of all answers; with the measure's name where there are several."""
    if len(answers) == 1:
        return list(answers[0].notes)
    return [f"{one.terms.measure.slug}: {note}" for one in answers for note in one.notes]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lag")(lag)
