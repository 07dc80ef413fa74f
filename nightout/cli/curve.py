"""`nightout curve`: the year so far beside earlier years, and the year's end it points to."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from nightout.cli.options import CityDir, DateBasisOption, Format, FormatOption, ReconstructOption

__all__ = ["add_to", "curve"]


class Rows(StrEnum):
    """What the rows of csv, json and parquet are."""

    DAILY = "daily"
    RECORD = "record"


def curve(
    city_dir: CityDir,
    measure: Annotated[str, typer.Option(help="What to count; `nightout measures` lists them.")],
    through: Annotated[
        str, typer.Option(metavar="DATE", help="Last day of this year's curve.", show_default=False)
    ],
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="Its first day; 1 January if absent.")
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As known on that day; the latest load if absent."),
    ] = None,
    years: Annotated[
        int | None,
        typer.Option(help="Earlier years; if absent 10, or as many as are covered whole."),
    ] = None,
    level: Annotated[
        str, typer.Option(help="How often the range should hold the year's end: 95% or 0.8.")
    ] = "95%",
    date_basis: DateBasisOption = None,
    reconstruct: ReconstructOption = False,
    rows: Annotated[
        Rows,
        typer.Option(help="Rows of csv, json, parquet: the sums by day, or the range and record."),
    ] = Rows.DAILY,
    public: Annotated[
        bool, typer.Option(help="Hide the curve where its steps could reveal a person.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Draw the count day by day beside earlier years, with the year's end it points to.

    The range is held to account: for each earlier year, the range that would have been given on
    the same day, and whether the year's end lay in it.
    """
    from nightout.cli.curve_text import as_curve_text
    from nightout.cli.options import day_or_none, read_share
    from nightout.cli.output import Sheet, show
    from nightout.compare import (
        Question,
        as_curve_rows,
        as_outlook_terms,
        as_record_rows,
        for_public_outlook,
        look_ahead,
    )
    from nightout.records import find_measure, open_city
    from nightout.units import read_day

    question = Question(
        find_measure(measure),
        read_day(through, named="--through"),
        start=day_or_none(start, "--start"),
        known_on=day_or_none(known_on, "--known-on"),
        date_basis=date_basis,  # type: ignore[arg-type]
        reconstruct=reconstruct,
    )
    share = read_share(level, "--level")
    outlook = look_ahead(open_city(city_dir), question, n_years=years, level=share)
    outlook = for_public_outlook(outlook) if public else outlook
    terms = outlook.curve.terms
    # A page has the days in its picture, and the record in its table.
    is_record = rows is Rows.RECORD or form is Format.HTML
    show(
        Sheet(
            "curve",
            as_outlook_terms(outlook),
            _legible(as_record_rows(outlook), form) if is_record else as_curve_rows(outlook),
            (*outlook.notes, *outlook.curve.notes),
            as_curve_text(outlook) if form is Format.TEXT else None,
            f"{terms.measure.title}, {terms.place}: {terms.window.start} through "
            f"{terms.window.through}",
            _pictures(outlook) if form is Format.HTML else (),
        ),
        form,
    )


def _legible(rows: list[dict[str, object]], form: Format) -> list[dict[str, object]]:
    """Leave out of a page's table what its terms say once."""
    said = {"measure", "place", "known_on", "known_basis"} if form is Format.HTML else set()
    return [{name: value for name, value in row.items() if name not in said} for row in rows]


def _pictures(outlook: object) -> tuple[tuple[str, str], ...]:
    from nightout.cli.curve_picture import draw_outlook, explain_outlook
    from nightout.compare import Outlook

    if not isinstance(outlook, Outlook) or outlook.hidden:
        return ()
    return ((explain_outlook(outlook), draw_outlook(outlook)),)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("curve")(curve)
