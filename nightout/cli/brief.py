"""`nightout brief`: the page that says it all, for the weekly meeting and the public."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nightout.cli.options import CityDir

__all__ = ["add_to", "brief"]


def brief(
    city_dir: CityDir,
    through: Annotated[str, typer.Option(metavar="DATE", help="Last day of the year to date.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write it; - for stdout.")
    ] = Path("brief.html"),
    measure: Annotated[
        list[str] | None,
        typer.Option(help="A measure, the most serious first; repeat for more. Five if absent."),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As known on that day; the latest load if absent."),
    ] = None,
    years: Annotated[int, typer.Option(help="Earlier years behind each figure.")] = 5,
    reconstruct: Annotated[
        bool, typer.Option(help="Rebuild a day before the first load from reporting dates.")
    ] = False,
    private: Annotated[
        bool, typer.Option("--private", help="Show small counts too: not for the public.")
    ] = False,
) -> None:
    """Write one page of HTML: the figures that matter, their course, a map, and their terms.

    The page is for the public: small counts are hidden, unless --private. It needs nothing else:
    mail it, print it or put it on any site.
    """
    from nightout.brief import Asked, make_brief, render_page, write_page
    from nightout.cli.options import day_or_none
    from nightout.cli.output import note
    from nightout.records import open_city
    from nightout.units import read_day

    asked = Asked(
        read_day(through, named="--through"),
        tuple(measure or ()),
        day_or_none(known_on, "--known-on"),
        years,
        public=not private,
        reconstruct=reconstruct,
    )
    page = render_page(make_brief(open_city(city_dir), asked))
    if str(out) == "-":
        typer.echo(page, nl=False)
        return
    note(f"Wrote {write_page(page, out)}")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("brief")(brief)
