"""`nightout compare`: is it up, by how much, and is that more than chance?"""

from __future__ import annotations

from typing import Annotated

import typer

from nightout.cli.options import CityDir, DateBasisOption, Format, FormatOption, ReconstructOption

__all__ = ["add_to", "compare"]


def compare(
    city_dir: CityDir,
    measure: Annotated[str, typer.Option(help="What to count; `nightout measures` lists them.")],
    through: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day of the window, where it does not say its own."),
    ] = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="Its first day; 1 January if absent.")
    ] = None,
    window: Annotated[
        list[str] | None,
        typer.Option(
            help="7d, 28d, week, month, quarter, ytd, FROM..THROUGH or a holiday such as "
            "july-fourth; several at once as 7d,28d,ytd."
        ),
    ] = None,
    align: Annotated[
        str | None,
        typer.Option(
            help="Against the same dates or weekdays; if absent, days and weeks go by weekdays, "
            "holidays by their rule, all else by dates."
        ),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As known on that day; the latest load if absent."),
    ] = None,
    years: Annotated[
        int, typer.Option(help="Earlier years behind the comparison and its dispersion.")
    ] = 5,
    by: Annotated[
        str | None, typer.Option(help="Break it down: beat, district, offense, ... or two of them.")
    ] = None,
    against: Annotated[
        str,
        typer.Option(
            help="last-year, mean (of the earlier years), each, or prior: the days before."
        ),
    ] = "last-year",
    date_basis: DateBasisOption = None,
    reconstruct: ReconstructOption = False,
    equal_age: Annotated[
        bool,
        typer.Option(
            "--equal-age",
            help="Earlier years as known at the age that this year's data have now: by versions, "
            "or else by reporting dates.",
        ),
    ] = False,
    public: Annotated[
        bool, typer.Option(help="Hide small counts and what would give them away.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Compare a count with the same days of earlier years.

    With the difference, the percent (never alone), the ratio of the rates with its exact 95%
    interval, and that interval widened for years that differ by more than chance. The plain word
    rests on the wide interval.
    """
    from nightout.cli.compare_text import as_text
    from nightout.cli.options import day_or_none, last_day
    from nightout.cli.output import Sheet, show
    from nightout.compare import Question, as_rows, as_terms, compare_city, compare_public
    from nightout.records import find_measure, open_city

    windows = tuple(one.strip() for names in window or () for one in names.split(","))
    question = Question(
        measure=find_measure(measure),
        through=last_day(through, windows),
        start=day_or_none(start, "--start"),
        known_on=day_or_none(known_on, "--known-on"),
        n_years=years,
        by=tuple(one.strip() for one in by.split(",")) if by else (),
        against=against,  # type: ignore[arg-type]
        date_basis=date_basis,  # type: ignore[arg-type]
        reconstruct=reconstruct,
        windows=windows,
        align=align,
        equal_age=equal_age,
    )
    answer = (compare_public if public else compare_city)(open_city(city_dir), question)
    title = f"{answer.terms.measure.title}, {answer.terms.place}"
    show(
        Sheet(
            "compare",
            as_terms(answer),
            as_rows(answer),
            answer.notes,
            as_text(answer),
            title,
        ),
        form,
    )


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("compare")(compare)
