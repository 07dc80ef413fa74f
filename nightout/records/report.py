"""The report of a load: what came, what it changed, what was dropped and why."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from nightout.units import Period

__all__ = ["BadRow", "LoadHeader", "LoadReport", "LoadedFile", "write_report"]


@dataclass(frozen=True)
class LoadedFile:
    """A file of a load: its name, its size and its digest."""

    name: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True)
class BadRow:
    """A row that was dropped: where it stands and why."""

    file: str
    row: int
    reason: str


@dataclass(frozen=True)
class LoadHeader:
    """What a load is, before anything was counted: see `LoadReport`."""

    load_id: str
    known_on: dt.date
    source: str
    files: tuple[LoadedFile, ...]
    spans: tuple[Period, ...]
    span_basis: str


@dataclass(frozen=True)
class LoadReport:
    """What a load did.

    `n_incidents` and `n_victims` count what the files hold; `n_kept` the pairs of incident and
    offense (and part): of these `n_new`, `n_changed` and
    `n_unchanged` add up to it. `n_reclassified` and `n_withdrawn` count versions closed without
    one of the same offense taking their place. `n_late` of the new ones belong to days that an
    earlier load already covered. `spans` are the days the files cover, by `span_basis`;
    `date_bases` are the dates that some row has, `agencies` those that speak.
    """

    load_id: str
    known_on: dt.date
    source: str
    files: tuple[LoadedFile, ...]
    n_rows: int
    n_incidents: int
    n_victims: int
    n_kept: int
    n_bad: int
    n_repeated: int
    n_new: int
    n_changed: int
    n_unchanged: int
    n_reclassified: int
    n_withdrawn: int
    n_late: int
    n_unplaced: int
    offenses: tuple[str, ...]
    spans: tuple[Period, ...]
    span_basis: str
    date_bases: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    bad_rows: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()

    def repeated(self) -> LoadReport:
        """Give the report of the same load once more, which adds nothing."""
        return replace(
            self,
            n_new=0,
            n_changed=0,
            n_unchanged=self.n_kept,
            n_reclassified=0,
            n_withdrawn=0,
            n_late=0,
            notes=(*self.notes, "these files were the last load already: nothing was added"),
        )

    def as_json(self) -> dict[str, Any]:
        """Give the report as plain values, days as text."""
        plain = asdict(self)
        plain["known_on"] = str(self.known_on)
        plain["spans"] = [{"start": str(s.start), "through": str(s.through)} for s in self.spans]
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> LoadReport:
        """Read a report back from `as_json`; keys of later editions are passed over."""
        known = {field.name for field in fields(cls)}
        values = {key: value for key, value in plain.items() if key in known}
        day = dt.date.fromisoformat
        values["known_on"] = day(plain["known_on"])
        values["files"] = tuple(LoadedFile(**one) for one in plain["files"])
        values["spans"] = tuple(
            Period.of(day(one["start"]), day(one["through"])) for one in plain["spans"]
        )
        values["bad_rows"] = tuple(BadRow(**one) for one in plain["bad_rows"])
        for name in ("offenses", "date_bases", "agencies"):
            values[name] = tuple(plain.get(name, ()))
        values["notes"] = tuple(plain["notes"])
        return cls(**values)


def write_report(report: LoadReport, folder: Path) -> Path:
    """Write a report for people to read, swapped in whole; one that is there is left alone."""
    path = folder / f"{report.load_id}.json"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(report.as_json(), indent=2) + "\n", encoding="utf-8")
        os.replace(draft, path)
    return path
