"""Several files of traces brought together: every year once, every place by one name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nightout.errors import BadSetting, UnreadableFile
from nightout.flows.faults import DuplicateYear
from nightout.flows.matrix import Flows
from nightout.flows.reading.pairs import read_pairs
from nightout.flows.reading.workbook import read_workbook

__all__ = ["read_flows"]


def read_flows(paths: Sequence[Path]) -> Flows:
    """Read ATF's yearly workbooks, or files with a row per pair of places, as one table.

    A folder stands for the workbooks, or else the CSV files, in it. Places that a year does not
    name have no guns in that year: ATF lists every place that has one.

    Raises
    ------
    DuplicateYear
        If two files hold the same year.
    BadSetting
        If no file is given, or states are mixed with other places.
    """
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise BadSetting("no file of traces is given", "Name ATF workbooks or a CSV file.")
    tables = [_read(path) for path in files]
    _check_years(tables)
    if len({table.level for table in tables}) > 1:
        raise BadSetting("states are mixed with smaller places", "Load one kind at a time.")
    return _join(tables)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.xlsx")) or sorted(path.glob("*.csv"))
    if not found:
        raise UnreadableFile(f"{path} holds no .xlsx and no .csv file", "Name the files.")
    return found


def _read(path: Path) -> Flows:
    if path.suffix.lower() not in (".xlsx", ".xls", ".xlsm", ".xlsb"):
        return read_pairs(path)
    table = read_workbook(path)
    places = tuple(sorted({*table.sources, *table.recoveries}))
    traced = np.zeros((1, len(places), len(places)), np.int64)
    rows = [places.index(one) for one in table.sources]
    columns = [places.index(one) for one in table.recoveries]
    traced[0][np.ix_(rows, columns)] = table.traced
    origins = (table.origin,)
    return Flows(places, (table.origin.year,), traced, origins=origins, notes=table.notes)


def _check_years(tables: list[Flows]) -> None:
    seen: dict[int, str] = {}
    for table in tables:
        for origin in table.origins:
            if origin.year in seen:
                raise DuplicateYear(
                    f"the year {origin.year} is in {seen[origin.year]} and in {origin.file}",
                    "Load one of them: years are never added to each other unasked.",
                )
            seen[origin.year] = origin.file


def _join(tables: list[Flows]) -> Flows:
    places = sorted({place for table in tables for place in table.places})
    at = {place: i for i, place in enumerate(places)}
    origins = sorted((one for table in tables for one in table.origins), key=lambda one: one.year)
    years = [origin.year for origin in origins]
    traced = np.zeros((len(years), len(places), len(places)), np.int64)
    for table in tables:
        spots = [at[place] for place in table.places]
        for year, counts in zip(table.years, table.traced, strict=True):
            traced[years.index(year)][np.ix_(spots, spots)] = counts
    first = tables[0]
    notes = tuple(note for table in tables for note in table.notes)
    return Flows(
        tuple(places), tuple(years), traced, first.level, first.scope, tuple(origins), notes
    )
