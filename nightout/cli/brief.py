"""`nightout brief`: the page that says it all, for the weekly meeting and the public."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from nightout.cli.options import CityDir, ReconstructOption

if TYPE_CHECKING:
    from nightout.brief import NightOut

__all__ = ["add_to", "brief"]


def brief(
    context: typer.Context,
    city_dir: CityDir,
    through: Annotated[
        str | None, typer.Option(metavar="DATE", help="Last day of the year to date.")
    ] = None,
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Where to write it, .html or .pdf; - for stdout."
        ),
    ] = Path("brief.html"),
    measure: Annotated[
        list[str] | None,
        typer.Option(help="A measure, the most serious first; repeat for more. Five if absent."),
    ] = None,
    window: Annotated[
        list[str] | None,
        typer.Option(
            help="Spans beside the year to date, as for compare: 7d,28d,ytd if absent, or none."
        ),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As known on that day; the latest load if absent."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="When the last brief was known; the latest load a week or more before if absent.",
        ),
    ] = None,
    years: Annotated[int, typer.Option(help="Earlier years behind each figure.")] = 5,
    reconstruct: ReconstructOption = False,
    private: Annotated[
        bool, typer.Option("--private", help="Show small counts too: not for the public.")
    ] = False,
    lang: Annotated[Literal["en", "es"], typer.Option(help="English or Spanish.")] = "en",
    paper: Annotated[
        Literal["us-letter", "a4"], typer.Option(help="The sheet of a PDF.")
    ] = "us-letter",
    night: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="A planned night to tell of: its gatherings, units, rules and plan, or their "
            "folder; repeat.",
        ),
    ] = None,
    terms: Annotated[
        str | None,
        typer.Option(help="Make a page again from the terms it ends with, or say why it cannot."),
    ] = None,
) -> None:
    """Write one page of HTML or PDF: the figures that matter, their course, a map, and their terms.

    With the latest days and weeks, milestones, and what changed since the last brief. The page is
    for the public: small counts are hidden, unless --private. It needs nothing else: mail it,
    print it or put it on any site. It ends with the command that makes it again, to the byte.
    """
    from nightout.brief import (
        Asked,
        check_ending,
        compose,
        make_again,
        make_brief,
        read_terms,
        render_as,
        write_whole,
    )
    from nightout.cli.options import day_or_none
    from nightout.cli.output import note
    from nightout.records import open_city

    to_stdout = str(out) == "-"
    if not to_stdout:
        check_ending(out)
    city, told = open_city(city_dir), _read_night(night)
    if terms is not None:
        _refuse_others(context)
        link = read_terms(terms)
        asked, document = link.asked, make_again(city, link, told)
    else:
        asked = Asked(
            _last_day(through),
            tuple(measure or ()),
            day_or_none(known_on, "--known-on"),
            years,
            public=not private,
            reconstruct=reconstruct,
            windows=_windows(window),
            since=day_or_none(since, "--since"),
            language=lang,
            paper=paper,
        )
        document = compose(make_brief(city, asked, told))
    content = render_as(document, Path("-.html") if to_stdout else out, paper=asked.paper)
    if to_stdout:
        typer.echo(content, nl=False)
        return
    note(f"Wrote {write_whole(content, out)}")


def _last_day(through: str | None) -> dt.date:
    from nightout.errors import BadSetting
    from nightout.units import read_day

    if through is None:
        raise BadSetting(
            "--through is missing",
            "Say the last day of the year to date, as --through 2021-07-28, or give the --terms "
            "that a page ends with.",
        )
    return read_day(through, named="--through")


def _windows(named: list[str] | None) -> tuple[str, ...]:
    """Read the names of windows, `none` for none; the brief's own if nothing is said."""
    names = [one.strip() for names in named or ("7d,28d,ytd",) for one in names.split(",")]
    return () if names == ["none"] else tuple(names)


def _read_night(paths: list[Path] | None) -> NightOut | None:
    """Read the night that was named, if one was."""
    from nightout.brief import tell_of
    from nightout.cli.visits_files import read_request, read_the_plan, sort_out

    if not paths:
        return None
    found = sort_out(paths)
    return tell_of(read_request(found), read_the_plan(found), tuple(one.name for one in paths))


def _refuse_others(context: typer.Context) -> None:
    """Refuse options that the terms say already."""
    from nightout.errors import BadSetting

    given = [
        f"--{name.replace('_', '-')}"
        for name in context.params
        if name not in ("city_dir", "out", "night", "terms")
        and getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"
    ]
    if given:
        raise BadSetting(
            f"--terms comes with {', '.join(given)}",
            "The terms say all but the city, the night and the file: leave the others out, or "
            "change the term itself and leave page=... out.",
        )


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("brief")(brief)
