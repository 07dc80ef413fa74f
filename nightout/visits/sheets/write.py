"""Writing all sheets of a night into one folder, whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from nightout.errors import BadSetting
from nightout.visits.sheets.ground import NO_GROUND, Ground
from nightout.visits.sheets.ics import Edition, gathering_calendar, unit_calendar
from nightout.visits.sheets.model import NightSheet
from nightout.visits.sheets.names import name_files
from nightout.visits.sheets.page import Pages
from nightout.visits.sheets.paper import Paper, print_gatherings, print_night, print_units
from nightout.visits.sheets.table import as_csv, visit_rows

__all__ = ["FORMS", "SheetOptions", "Sheets", "write_sheets"]

#: Forms that sheets can be written in.
FORMS = ("html", "pdf", "csv", "ics")
# What tells a folder of sheets from any other; without it nothing is replaced.
ABOUT = "about-these-sheets.txt"
TOLD = """{title}, {day}
{made_up}
{lines}
They hold hosts' first names and exact addresses: for crews, dispatch and each host alone.
Delete them when the night is over.
"""
LINES = {
    "html": "night.html: the whole night; units/ and gatherings/: a page for each",
    "pdf": "units.pdf, gatherings.pdf, night.pdf: the same on paper",
    "csv": "visits.csv: the same as a table",
    "ics": "units/ and gatherings/: a calendar for each",
}
BESIDE = {
    "units.pdf": "All units on paper (PDF)",
    "gatherings.pdf": "Slips for hosts (PDF)",
    "night.pdf": "The whole night on paper (PDF)",
    "visits.csv": "All visits (CSV)",
}
Watch = Callable[[str, float], None]


def _unwatched(_step: str, _share: float) -> None:
    """Watch nothing."""


@dataclass(frozen=True)
class SheetOptions:
    """How sheets are written.

    Parameters
    ----------
    forms
        Which of html, pdf, csv and ics.
    paper
        Letter or A4.
    ground
        What lies under the maps.
    edition
        Which edition the calendars are; the first, made now, if absent.

    Raises
    ------
    BadSetting
        If there is no such form, or none.
    """

    forms: tuple[str, ...] = FORMS
    paper: Paper = Paper.LETTER
    ground: Ground = NO_GROUND
    edition: Edition = field(default_factory=lambda: Edition(dt.datetime.now(dt.UTC)))

    def __post_init__(self) -> None:
        odd = [one for one in self.forms if one not in FORMS]
        if odd or not self.forms:
            raise BadSetting(
                f"the forms of the sheets are {', '.join(self.forms) or 'none'}",
                f"Choose among {', '.join(FORMS)}.",
            )


@dataclass(frozen=True)
class Sheets:
    """What was written: its folder, and the files in it by their path within."""

    folder: Path
    files: tuple[str, ...]


def write_sheets(
    night: NightSheet,
    folder: Path,
    options: SheetOptions | None = None,
    *,
    watch: Watch = _unwatched,
) -> Sheets:
    """Write all sheets of a night.

    Parameters
    ----------
    night
        The view model.
    folder
        A folder that does not exist yet, or is empty, or holds an earlier edition, which is
        replaced only when the new one is whole.
    options
        How to write them; everything on Letter paper if absent.
    watch
        Told the step and the share of it that is done.

    Raises
    ------
    BadSetting
        If the folder holds anything else.
    """
    named, folder = folder, folder.absolute()
    _check_ours(folder)
    building = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(building, ignore_errors=True)
    try:
        written = _write_all(night, building, options or SheetOptions(), watch)
        _swap(building, folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Sheets(named, written)


def _check_ours(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and _is_ours(folder)):
        raise BadSetting(
            f"{folder} holds something else than sheets",
            "Name a folder that does not exist yet, or that holds an earlier edition of them.",
        )


def _is_ours(folder: Path) -> bool:
    return (folder / ABOUT).is_file() or not any(folder.iterdir())


def _swap(building: Path, folder: Path) -> None:
    """Put the new folder where the old one was: there may be none for a moment, never a half."""
    old = building.with_suffix(".old")
    if folder.exists():
        folder.rename(old)
    try:
        building.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write_all(
    night: NightSheet, folder: Path, options: SheetOptions, watch: Watch
) -> tuple[str, ...]:
    writers = {"html": _write_pages, "pdf": _write_paper, "csv": _write_table, "ics": _write_ics}
    for part in ("units", "gatherings"):
        (folder / part).mkdir(parents=True)
    most = 1 + len(night.units) + len(night.gatherings)
    for form in options.forms:
        for done, (name, text) in enumerate(writers[form](night, options)):
            watch(f"writing sheets: {form}", done / most)
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        watch(f"writing sheets: {form}", 1.0)
    made_up = "MADE UP: nothing here happened.\n" if night.made_up else ""
    lines = "".join(f"{said}\n" for form, said in LINES.items() if form in options.forms)
    told = TOLD.format(title=night.title, day=night.day, made_up=made_up, lines=lines)
    (folder / ABOUT).write_text(told, encoding="utf-8")
    for part in ("units", "gatherings"):
        if not any((folder / part).iterdir()):
            (folder / part).rmdir()
    return tuple(sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*")))


Written = Iterable[tuple[str, str | bytes]]


def _write_pages(night: NightSheet, options: SheetOptions) -> Written:
    pages = Pages(night, options.ground)
    beside = {name: said for name, said in BESIDE.items() if Path(name).suffix[1:] in options.forms}
    yield "night.html", pages.whole(beside)
    for unit in night.units:
        yield f"units/{pages.files.units[unit.unit_id]}.html", pages.unit(unit)
    for one in night.gatherings:
        yield f"gatherings/{pages.files.gatherings[one.gathering_id]}.html", pages.gathering(one)


def _write_paper(night: NightSheet, options: SheetOptions) -> Written:
    yield "units.pdf", print_units(night, options.ground, options.paper)
    yield "gatherings.pdf", print_gatherings(night, options.paper)
    yield "night.pdf", print_night(night, options.ground, options.paper)


def _write_table(night: NightSheet, _options: SheetOptions) -> Written:
    yield "visits.csv", as_csv(visit_rows(night))


def _write_ics(night: NightSheet, options: SheetOptions) -> Written:
    files = name_files(night)
    for unit in night.units:
        yield f"units/{files.units[unit.unit_id]}.ics", unit_calendar(night, unit, options.edition)
    for one in night.gatherings:
        name = files.gatherings[one.gathering_id]
        yield f"gatherings/{name}.ics", gathering_calendar(night, one, options.edition)
