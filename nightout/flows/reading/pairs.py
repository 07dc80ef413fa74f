"""A file with a row per pair of places: states, counties, cities or dealers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nightout.errors import MissingColumn
from nightout.flows.faults import BadCount, DuplicateYear, NotATraceTable, UnknownPlace
from nightout.flows.matrix import Flows, Origin
from nightout.flows.reading.sheets import check_columns
from nightout.flows.reading.time_to_crime import band_end
from nightout.flows.states import find_state, list_states

__all__ = ["read_pairs"]

COLUMNS = {
    "year": ("year",),
    "source": ("source_place", "source_state", "source", "origin", "source_county"),
    "recovery": ("recovery_place", "recovery_state", "recovery", "destination", "recovery_county"),
    "traced": ("traced", "count", "guns", "n"),
}
OPTIONAL = {"queried_on": ("queried_on",), "band": ("ttc_band",)}
# 3,100 counties squared, four years of them: 300 MB of counts.
MOST_CELLS = 40_000_000
# Every other place being a state, a name that is none is a slip and no county.
MOSTLY = 0.8


def read_pairs(path: Path, *, under_months: float | None = None) -> Flows:
    """Read guns by year and pair of places; a row without a source counts as not known.

    Parameters
    ----------
    path
        The file.
    under_months
        Only guns whose time to crime is known and shorter; needs the column ttc_band. Infinity
        keeps all whose time is known.

    Raises
    ------
    MissingColumn
        If year, source_place, recovery_place or traced is absent.
    PersonColumn
        If a column says who somebody is, or which gun.
    BadCount
        If a number of guns or a year is negative, a fraction or no number.
    DuplicateYear
        If a pair stands twice in one year.
    UnknownPlace
        If most places are states and one is not.
    """
    import duckdb

    from nightout.records.reading import open_rows

    with duckdb.connect(config={"memory_limit": "1GB"}) as connection:
        raw = open_rows(connection, path, table="pairs")
        check_columns(raw.columns)
        named = _find_columns(raw.columns, path.name)
        _check_counts(connection, named, path.name)
        _check_twice(connection, named, path.name)
        if under_months is not None:
            _keep_bands(connection, named, under_months, path.name)
        cells = connection.execute(
            f"SELECT CAST({named['year']} AS INT) AS year, trim({named['source']}) AS source, "
            f"trim({named['recovery']}) AS recovery, sum(CAST({named['traced']} AS DOUBLE)) "
            "AS traced FROM pairs GROUP BY ALL ORDER BY ALL"
        ).fetchnumpy()
        queried = _queried(connection, named)
    return _flows(path.name, cells, queried)


def _find_columns(columns: Sequence[str], file: str) -> dict[str, str]:
    lower = {column.strip().lower(): column for column in columns}
    named = {}
    for key, names in (COLUMNS | OPTIONAL).items():
        found = [lower[name] for name in names if name in lower]
        if found:
            named[key] = '"' + found[0].replace('"', '""') + '"'
        elif key in COLUMNS:
            raise MissingColumn(
                f"{file} has no column {names[0]}; it has {', '.join(columns[:12])}",
                f"Name it {' or '.join(names)}, or give a workbook of ATF's.",
            )
    return named


def _check_counts(connection: Any, named: dict[str, str], file: str) -> None:
    for key in ("traced", "year"):
        number = f"TRY_CAST({named[key]} AS DOUBLE)"
        bad = connection.execute(
            f"SELECT source_row, {named[key]} FROM pairs WHERE coalesce("
            f"{number} IS NULL OR {number} < 0 OR {number} <> floor({number}), true) LIMIT 1"
        ).fetchone()
        if bad:
            raise BadCount(
                f"{file}, row {bad[0]}: {key} is {bad[1]!r}",
                "It must be a whole number, 0 or more; correct it at its source.",
            )


def _check_twice(connection: Any, named: dict[str, str], file: str) -> None:
    keys = ", ".join(named[key] for key in ("year", "source", "recovery", "band") if key in named)
    twice = connection.execute(
        f"SELECT {named['year']}, {named['source']}, {named['recovery']} FROM pairs "
        f"WHERE {named['source']} IS NOT NULL GROUP BY {keys}, {named['source']}, "
        f"{named['recovery']}, {named['year']} HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    if twice:
        raise DuplicateYear(
            f"{file} gives {twice[1]} to {twice[2]} twice in {twice[0]}",
            "Keep one row per year and pair, or add the rows up if both are meant.",
        )


def _keep_bands(connection: Any, named: dict[str, str], months: float, file: str) -> None:
    """Leave only rows in bands that end by then; of a band that ends later, none."""
    if "band" not in named:
        raise MissingColumn(f"{file} has no column ttc_band", "Time to crime needs its bands.")
    bands = connection.execute(f"SELECT DISTINCT {named['band']} FROM pairs").fetchall()
    ends = {band: band_end(band) for (band,) in bands if band is not None}
    strange = [band for band, end in ends.items() if end is None]
    if strange:
        raise BadCount(f"{file}: the band {strange[0]!r} is none", "Write 'Under 3 Months'.")
    kept = [band for band, end in ends.items() if end is not None and end <= months]
    band = named["band"]
    connection.execute(
        f"CREATE TEMP TABLE banded AS SELECT * FROM pairs WHERE list_contains($1, {band})", [kept]
    )
    connection.execute("CREATE OR REPLACE TEMP VIEW pairs AS SELECT * FROM banded")


def _queried(connection: Any, named: dict[str, str]) -> str:
    if "queried_on" not in named:
        return ""
    days = connection.execute(f"SELECT DISTINCT {named['queried_on']} FROM pairs").fetchall()
    return ", ".join(sorted(str(day) for (day,) in days if day))


def _flows(file: str, cells: dict[str, Any], queried: str) -> Flows:
    filled: dict[str, Any] = {
        key: np.ma.filled(np.ma.asarray(cells[key], object), "") for key in cells
    }
    source, recovery = filled["source"].astype(str), filled["recovery"].astype(str)
    years, guns = filled["year"].astype(int), filled["traced"].astype(float).astype(np.int64)
    placed = (source != "") & (recovery != "")
    names, level = _places({*source[placed], *recovery[placed]})
    places, at = sorted(set(names.values())), sorted(set(years.tolist()))
    if len(at) * len(places) ** 2 > MOST_CELLS:
        raise NotATraceTable(
            f"{file} has {len(places):,} places in {len(at)} years",
            f"At most {MOST_CELLS:,} cells are held: load fewer years, or join small places.",
        )
    place_of, year_of = ({one: i for i, one in enumerate(given)} for given in (places, at))
    traced = np.zeros((len(at), len(places), len(places)), np.int64)
    spots = ([place_of[names[one]] for one in side[placed]] for side in (source, recovery))
    np.add.at(traced, ([year_of[one] for one in years[placed]], *spots), guns[placed])
    blank = [(source == "") & (years == year) for year in at]
    counts_blank = bool((source == "").any())
    origins = tuple(
        Origin(
            year,
            file,
            queried,
            int(traced[i].sum()),
            int(guns[blank[i]].sum()) if counts_blank else None,
        )
        for i, year in enumerate(at)
    )
    lost = int(guns[(recovery == "") & (source != "")].sum())
    notes = (f"{file}: {lost:,} guns without a place of recovery are left out",) if lost else ()
    return Flows(tuple(places), tuple(at), traced, level, _scope(level), origins, notes)


def _scope(level: str) -> str:
    return "all" if level == "state" else "as given"


def _places(written: set[str]) -> tuple[dict[str, str], str]:
    """Give each place the name it goes by, and whether the places are states."""
    known = {}
    for one in written:
        try:
            known[one] = find_state(one).name
        except UnknownPlace:
            continue
    if len(known) == len(written):
        return known, "state"
    if len(known) >= MOSTLY * len(written) and len(written) <= 2 * len(list_states()):
        find_state(min(written - set(known)))  # raises, with the nearest name
    return {one: one for one in written}, "place"
