"""`nightout visits sheets`: the plan on paper, on phones and in calendars."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nightout.cli.options import Format, FormatOption
from nightout.cli.visits_files import Files, StreetFiles

if TYPE_CHECKING:
    from nightout.visits import Plan, Request, Travel
    from nightout.visits.sheets import NightSheet, SheetOptions, Sheets

__all__ = ["add_to", "sheets"]


def sheets(
    files: Files,
    streets: StreetFiles = None,
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
        int, typer.Option(help="Number of the edition; the changes in the log, if absent.")
    ] = 0,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The log that `visits repair` keeps, for the sheets as "
                     "the night is now; PLAN.log.jsonl if it is there."),
    ] = None,
    language: Annotated[
        str, typer.Option(help="Of what hosts and crews hold: en or es.")
    ] = "en",
    form: FormatOption = Format.TEXT,
) -> None:  # fmt: skip
    """Write the sheets of a plan: for each unit, for each gathering, and for the whole night.

    Pages for phones, PDF for paper, CSV and calendars, all in one folder. They hold hosts' first
    names and exact addresses: they are for crews, dispatch and hosts, not for the public.
    """
    read = _read(_Asked(files, city, before, log, streets, language))
    options = _options(read, forms, paper, (tuple(ground or ()), sequence))
    _write(read, out, options, form)


@dataclass(frozen=True)
class _Asked:
    """What was named on the command line."""

    files: list[Path]
    city: Path | None
    before: Path | None
    log: Path | None
    streets: list[Path] | None
    language: str


@dataclass(frozen=True)
class _Read:
    """The night, as it was in earlier editions, how often it changed, and what to say of that."""

    night: NightSheet
    before: tuple[NightSheet, ...] = ()
    n_changes: int = 0
    notes: tuple[str, ...] = ()


def _read(asked: _Asked) -> _Read:
    """Read the night as it is now: as it was planned, and then as its log has it."""
    from nightout.cli.visits_files import read_request, read_the_plan, read_the_travel, sort_out
    from nightout.cli.visits_log import find_log
    from nightout.records import open_city
    from nightout.visits import explain_plan, read_plan
    from nightout.visits.sheets import make_sheets
    from nightout.visits.sheets.words import find_words

    find_words(asked.language)
    paths = sort_out(asked.files)
    request, plan = read_request(paths), read_the_plan(paths)
    city = open_city(asked.city) if asked.city else None
    named: dict[str, Any] = {"city": city.name, "made_up": city.made_up} if city else {}
    named["language"] = asked.language
    travel = read_the_travel(paths, request, asked.streets)
    log = find_log(asked.log, paths.plan)
    if log:
        return _read_log(request, plan, (log, travel), named)
    night = make_sheets(request, plan, why=explain_plan(request, plan, travel), **named)
    if asked.before is None:
        return _Read(night)
    return _Read(night, (make_sheets(request, read_plan(asked.before), **named),))


def _read_log(
    request: Request, plan: Plan, kept: tuple[Path, Travel], named: dict[str, Any]
) -> _Read:
    """Live through the night again: each change was an edition of its own."""
    from nightout.cli.visits_log import as_after
    from nightout.visits import explain_night, rebuild_night
    from nightout.visits.night_log import replay_entry
    from nightout.visits.repair import begin_night
    from nightout.visits.sheets import Changes, make_sheets

    log, travel = kept
    _, entries, notes = rebuild_night(request, plan, log, travel)
    states = [begin_night(request, plan, travel)]
    for entry in entries:
        states.append(replay_entry(states[-1], entry))
    # Of the evening as it stands: earlier editions only say what changed.
    last = states[-1]
    why = explain_night(last.night, last.plan, last.travel)
    editions = [
        make_sheets(
            state.night.request,
            state.plan,
            why=why if state is last else (),
            changes=Changes(
                request,
                frozenset(state.night.cancelled),
                plan,
                max(state.night.changed_at, default=None),
            ),
            **named,
        )
        for state in states
    ]
    n = len(entries)
    told = (as_after(n, log),) if n else ()
    return _Read(editions[-1], tuple(editions[:-1]), n, (*told, *notes))


def _options(
    read: _Read, forms: str, paper: str, drawn: tuple[tuple[Path, ...], int]
) -> SheetOptions:
    import datetime as dt

    from nightout.errors import BadSetting
    from nightout.visits.sheets import Edition, Paper, SheetOptions, read_ground

    ground, sequence = drawn
    if paper.casefold() not in ("letter", "a4"):
        raise BadSetting(f"--paper is {paper!r}", "Choose letter or a4.")
    if sequence < 0:
        raise BadSetting(
            f"--sequence is {sequence}", "Give 0 for the first edition, then 1, 2, ..."
        )
    sequence = max(sequence, read.n_changes)
    if read.before and not sequence:
        raise BadSetting(
            "--before is given and --sequence is 0",
            "Give the number of this edition, such as --sequence 1: calendars keep the higher.",
        )
    chosen = tuple(one.strip().casefold() for one in forms.split(",") if one.strip())
    return SheetOptions(
        chosen,
        Paper.A4 if paper.casefold() == "a4" else Paper.LETTER,
        read_ground(ground),
        Edition(dt.datetime.now(dt.UTC), sequence, read.before),
    )


def _write(read: _Read, out: Path, options: SheetOptions, form: Format) -> None:
    from nightout.cli.output import Sheet, note, show
    from nightout.cli.progress import progress_bar
    from nightout.visits.sheets import visit_rows, write_sheets

    night = read.night
    with progress_bar() as watch:
        written = write_sheets(night, out, options, watch=watch)
    terms = {
        "event": night.event,
        "city": night.city or None,
        "day": str(night.day),
        "gatherings": night.n_held,
        "visited": night.n_visited,
        "sequence": options.edition.sequence,
    }
    text = as_text(night, written)
    show(Sheet("visits sheets", terms, visit_rows(night), read.notes, text, night.title), form)
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
        f"{night.title}, {night.day}: {night.n_visited:,} of {night.n_held:,} gatherings "
        f"visited, {night.n_visits:,} visits\n\nIn {written.folder}:\n"
    )
    return said + "".join(f"  {name:15} {what}\n" for name, what in told.items())


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sheets")(sheets)
