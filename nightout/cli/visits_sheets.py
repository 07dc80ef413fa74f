"""`nightout visits sheets`: the plan on paper, on phones and in calendars."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nightout.cli.options import Format, FormatOption
from nightout.cli.visits_files import Files

if TYPE_CHECKING:
    from nightout.visits.sheets import NightSheet, SheetOptions, Sheets

__all__ = ["add_to", "sheets"]


def sheets(
    files: Files,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write.")
    ] = Path("sheets"),
    city: Annotated[
        Path | None, typer.Option(metavar="CITY", help="A city folder: its name on every sheet.")
    ] = None,
    ground: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="GeoJSON under the maps: streets, water, beats; repeat."),
    ] = None,
    forms: Annotated[
        str, typer.Option(help="Which of html, pdf, csv and ics, with commas.")
    ] = "html,pdf,csv,ics",
    paper: Annotated[str, typer.Option(help="letter or a4.")] = "letter",
    before: Annotated[
        Path | None,
        typer.Option(metavar="PLAN", help="The plan of the last edition: what is gone from it "
                     "stays in the calendars as cancelled."),
    ] = None,
    sequence: Annotated[
        int, typer.Option(help="Number of the edition: one more after each change.")
    ] = 0,
    form: FormatOption = Format.TEXT,
) -> None:  # fmt: skip
    """Write the sheets of a plan: for each unit, for each gathering, and for the whole night.

    Pages for phones, PDF for paper, CSV and calendars, all in one folder. They hold hosts' first
    names and exact addresses: they are for crews, dispatch and hosts, not for the public.
    """
    asked = _Asked(files, city, tuple(ground or ()), before)
    night, earlier = _read(asked)
    options = _options(asked, forms, paper, (sequence, earlier))
    _write(night, out, options, form)


@dataclass(frozen=True)
class _Asked:
    """What was named on the command line."""

    files: list[Path]
    city: Path | None
    ground: tuple[Path, ...]
    before: Path | None


def _read(asked: _Asked) -> tuple[NightSheet, NightSheet | None]:
    """Read the night, and as it was before where that is known."""
    from nightout.cli.visits_files import read_request, read_the_plan, read_the_travel, sort_out
    from nightout.records import open_city
    from nightout.visits import explain_plan, read_plan
    from nightout.visits.sheets import make_sheets

    paths = sort_out(asked.files)
    request = read_request(paths)
    city = open_city(asked.city) if asked.city else None
    named: dict[str, Any] = {"city": city.name, "made_up": city.made_up} if city else {}
    plan = read_the_plan(paths)
    why = explain_plan(request, plan, read_the_travel(paths, request))
    night = make_sheets(request, plan, why=why, **named)
    if asked.before is None:
        return night, None
    return night, make_sheets(request, read_plan(asked.before), **named)


def _options(
    asked: _Asked, forms: str, paper: str, edition: tuple[int, NightSheet | None]
) -> SheetOptions:
    import datetime as dt

    from nightout.errors import BadSetting
    from nightout.visits.sheets import Edition, Paper, SheetOptions, read_ground

    if paper.casefold() not in ("letter", "a4"):
        raise BadSetting(f"--paper is {paper!r}", "Choose letter or a4.")
    sequence, before = edition
    if sequence < 0:
        raise BadSetting(
            f"--sequence is {sequence}", "Give 0 for the first edition, then 1, 2, ..."
        )
    if before and not sequence:
        raise BadSetting(
            "--before is given and --sequence is 0",
            "Give the number of this edition, such as --sequence 1: calendars keep the higher.",
        )
    chosen = tuple(one.strip().casefold() for one in forms.split(",") if one.strip())
    return SheetOptions(
        chosen,
        Paper.A4 if paper.casefold() == "a4" else Paper.LETTER,
        read_ground(asked.ground),
        Edition(dt.datetime.now(dt.UTC), sequence, before),
    )


def _write(night: NightSheet, out: Path, options: SheetOptions, form: Format) -> None:
    from nightout.cli.output import Sheet, note, show
    from nightout.cli.progress import progress_bar
    from nightout.visits.sheets import visit_rows, write_sheets

    with progress_bar() as watch:
        written = write_sheets(night, out, options, watch=watch)
    terms = {
        "event": night.event,
        "city": night.city or None,
        "day": str(night.day),
        "gatherings": len(night.gatherings),
        "visited": night.n_visited,
        "sequence": options.edition.sequence,
    }
    text = as_text(night, written)
    show(Sheet("visits sheets", terms, visit_rows(night), night.notes, text, night.title), form)
    note("For crews, dispatch and hosts: delete them when the night is over.")


def as_text(night: NightSheet, written: Sheets) -> str:
    """Say what was written, and where to look first."""
    first = {
        "night.html": "the whole night",
        "units.pdf": "all units on paper",
        "gatherings.pdf": "slips for hosts",
        "night.pdf": "the whole night on paper",
        "visits.csv": "all visits as a table",
    }
    told = {name: said for name, said in first.items() if name in written.files}
    for part in ("units", "gatherings"):
        inside = sum(Path(name).parent.name == part for name in written.files)
        told |= {f"{part}/": f"{inside:,} files, by {part[:-1]}"} if inside else {}
    said = (
        f"{night.title}, {night.day}: {night.n_visited:,} of {len(night.gatherings):,} gatherings "
        f"visited, {night.n_visits:,} visits\n\nIn {written.folder}:\n"
    )
    return said + "".join(f"  {name:15} {what}\n" for name, what in told.items())


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sheets")(sheets)
