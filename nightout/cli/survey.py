"""`nightout survey`: what many agencies published, added up and compared honestly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nightout.cli.options import Format, FormatOption

__all__ = ["add_to", "survey"]


def survey(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A table of agencies' counts, long or wide.", show_default=False
        ),
    ],
    totals_only: Annotated[
        bool, typer.Option("--totals", help="Leave out the agencies one by one.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Add up and compare counts that many agencies published, now and before.

    Totals hold the agencies that answered of both years only. No dispersion can be known from two
    years: the intervals allow for Poisson chance only, and the notes say so.
    """
    from nightout.cli.output import Sheet, show
    from nightout.cli.survey_text import as_survey_terms, as_survey_text
    from nightout.compare import as_survey_rows, compare_survey, read_survey

    table = read_survey(file)
    found = compare_survey(table)
    rows = as_survey_rows(found)
    if totals_only:
        one_by_one = {one.answer.place for one in found.changes if not one.answer.is_total}
        rows = [row for row in rows if row["place"] not in one_by_one]
    terms = as_survey_terms(found, table.file)
    show(
        Sheet("survey", terms, rows, found.notes, as_survey_text(found, terms, rows), table.file),
        form,
    )


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("survey")(survey)
