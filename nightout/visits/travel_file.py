"""Travel times that were brought along: a table of from, to, seconds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from nightout.errors import BadSetting, MissingColumn, UnknownName
from nightout.visits.request import Request
from nightout.visits.travel import Travel, where_all

__all__ = ["read_travel"]

NEEDED = ("from", "to", "seconds")
# 5,000 gatherings squared, and a station per unit.
MOST_PAIRS = 30_000_000
LONGEST_S = 4 * 3600


def read_travel(path: Path, request: Request) -> Travel:
    """Read travel times between the places of a night.

    Parameters
    ----------
    path
        CSV, Parquet or another table with the columns from, to and seconds. Places go by
        gathering_id, unit_id, or the unit's station. Directions may differ; a place to itself
        takes no time and need not be there.
    request
        The night, whose places are looked for; others are passed over.

    Raises
    ------
    MissingColumn
        If one of the columns is absent.
    UnknownName
        If a pair of places of the night is not in the table.
    BadSetting
        If a time cannot be read or is longer than four hours, or one id names two things.
    """
    places, _ = where_all(request)
    rows = _rows(path)
    named = _names(request, places)
    code = {name: i for i, name in enumerate(dict.fromkeys(named))}
    of_place = np.array([code[name] for name in named], np.int64)
    table = np.full((len(code), len(code)), -1, np.int64)
    table[np.diag_indices(len(code))] = 0
    for start, end, seconds in rows:
        if start in code and end in code:
            table[code[start], code[end]] = _whole(path, start, end, seconds)
    seconds = table[of_place][:, of_place]
    _check_whole(path, seconds, named)
    return Travel(places, seconds.astype(np.int32), f"the table {path.name}")


def _names(request: Request, places: Iterable[tuple[str, str]]) -> list[str]:
    """Give the name by which each place stands in the table: a unit's station, if it has one."""
    stations = {one.unit_id: one.station or one.unit_id for one in request.units}
    ids = {one.gathering_id for one in request.gatherings}
    both = sorted(ids & set(stations.values()))
    if both:
        raise BadSetting(
            f"{both[0]} is both a gathering and a station",
            "Rename one of them: the table of travel could not tell which is meant.",
        )
    return [key if kind == "gathering" else stations[key] for kind, key in places]


def _rows(path: Path) -> list[tuple[str, str, Any]]:
    from nightout.records.engine import connect, quote
    from nightout.records.reading import open_rows

    connection = connect()
    raw = open_rows(connection, path, table="travel")
    columns = {name.strip().lower(): name for name in raw.columns}
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise MissingColumn(
            f"{path.name} has no column {missing[0]}; it has {', '.join(raw.columns[:12])}",
            f"A table of travel has the columns {', '.join(NEEDED)}.",
        )
    first, last, seconds = (quote(columns[name]) for name in NEEDED)
    query = (
        f"select trim({first}), trim({last}), coalesce(try_cast({seconds} as double), -1) "
        f"from {raw.table} limit {MOST_PAIRS}"
    )
    return [(str(a), str(b), value) for a, b, value in connection.execute(query).fetchall()]


def _whole(path: Path, start: str, end: str, seconds: float) -> int:
    if not 0 <= seconds <= LONGEST_S:
        raise BadSetting(
            f"{path.name}: from {start} to {end} takes "
            f"{'what cannot be read' if seconds < 0 else f'{seconds:g} seconds'}",
            f"Give seconds, from 0 to {LONGEST_S:,}.",
        )
    return round(seconds)


def _check_whole(path: Path, seconds: Any, named: list[str]) -> None:
    lost = np.argwhere(seconds < 0)
    if len(lost):
        start, end = (named[i] for i in lost[0])
        raise UnknownName(
            f"{path.name} does not say how long it is from {start} to {end} "
            f"({len(lost):,} pairs are missing)",
            "Add them, or plan without a table: then travel goes by straight lines.",
        )
