"""`nightout hours`: when in the week does it happen?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nightout.cli.options import CityDir, Format, FormatOption, ReconstructOption

if TYPE_CHECKING:
    from nightout.compare import Hours

__all__ = ["add_to", "hours"]


def hours(
    city_dir: CityDir,
    measure: Annotated[str, typer.Option(help="What to count; `nightout measures` lists them.")],
    through: Annotated[str, typer.Option(metavar="DATE", help="Last day.", show_default=False)],
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day; 1 January if absent.")
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As known on that day; the latest load if absent."),
    ] = None,
    longest: Annotated[
        int,
        typer.Option(
            metavar="HOURS",
            help="Spans so long or longer leave the time unknown; at most 144.",
        ),
    ] = 24,
    block: Annotated[
        int, typer.Option(metavar="HOURS", help="Hours counted together: 1, 2, 3, 4, 6, 8, 12, 24.")
    ] = 1,
    unknown_at: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HH:00", help="A time entered where none is known, left out: 00:00, 12:00."
        ),
    ] = None,
    reconstruct: ReconstructOption = False,
    public: Annotated[
        bool,
        typer.Option(
            help="A whole year as it came out, more hours together until none tells of too few."
        ),
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show in which hours of the week something happens.

    What is known only between two times is spread evenly over the hours in between (aoristic
    count). Beside it stand the rigid count by the beginning, an interval, and what is sure and
    possible. Hours are those of the city's clock, though it leaves out or repeats one.
    """
    from nightout.cli.hours_text import as_hours_text
    from nightout.cli.options import day_or_none
    from nightout.cli.output import Sheet, show
    from nightout.compare import (
        HoursQuestion,
        Question,
        as_hour_rows,
        as_hours_terms,
        ask_public_hours,
        find_hours,
        for_public_hours,
    )
    from nightout.records import find_measure, open_city
    from nightout.units import read_day

    question = Question(
        find_measure(measure),
        read_day(through, named="--through"),
        start=day_or_none(start, "--start"),
        known_on=day_or_none(known_on, "--known-on"),
        reconstruct=reconstruct,
    )
    unknown = tuple(_read_hour(one) for names in unknown_at or () for one in names.split(","))
    city, asked = open_city(city_dir), HoursQuestion(question, longest, block, unknown)
    answer = find_hours(city, ask_public_hours(city, asked) if public else asked)
    answer = for_public_hours(answer) if public else answer
    terms = answer.terms
    show(
        Sheet(
            "hours",
            as_hours_terms(answer),
            _legible(as_hour_rows(answer), form),
            answer.notes,
            as_hours_text(answer) if form is Format.TEXT else None,
            f"{terms.measure.title} by hour of the week, {terms.place}: {terms.window.start} "
            f"through {terms.window.through}",
            _pictures(answer) if form is Format.HTML else (),
        ),
        form,
    )


def _read_hour(text: str) -> int:
    """Read a full hour written 00:00 or 12:00."""
    from nightout.errors import BadSetting

    hour, colon, minute = text.strip().partition(":")
    if not (hour.isdecimal() and hour.isascii() and colon and minute == "00" and int(hour) < 24):
        raise BadSetting(f"--unknown-at is {text!r}", "Write a full hour, as 00:00 or 12:00.")
    return int(hour)


def _legible(rows: list[dict[str, object]], form: Format) -> list[dict[str, object]]:
    """Leave out of a page's table what its terms say once."""
    said = {"measure", "place", "start", "through", "known_on", "known_basis"}
    dropped = said if form is Format.HTML else set()
    return [{name: value for name, value in row.items() if name not in dropped} for row in rows]


def _pictures(answer: Hours) -> tuple[tuple[str, str], ...]:
    from nightout.cli.hours_picture import draw_hours, explain_hours

    return ((explain_hours(answer), draw_hours(answer)),)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("hours")(hours)
