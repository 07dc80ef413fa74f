"""Files on their way in: safe, read, checked for persons, cleaned, judged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nightout.errors import TooManyBadRows
from nightout.records.clean import Columns, clean_rows, need_columns
from nightout.records.engine import ask, quote, text
from nightout.records.mapping import COMMON_FORMATS, SourceMapping, spell
from nightout.records.reading import drop_rows, open_rows, refuse_person_columns
from nightout.records.report import BadRow

__all__ = ["Staging", "find_bad_rows", "judge_bad_rows", "stage_file"]

# A report names this many bad rows; the rest are counted.
NAMED_ROWS = 50
SAMPLE_ROWS = 1000


@dataclass(frozen=True)
class Staging:
    """What is staged so far: how, the files by number, and what was noticed.

    `zone` is the city's clock, `day` the day on which the files were known.
    """

    mapping: SourceMapping
    zone: ZoneInfo
    day: dt.date
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def stage_file(connection: Any, staging: Staging, path: Path) -> Staging:
    """Read one file into the table `staged`, a row per row, each with the reason if it is bad.

    Raises
    ------
    NightoutError
        If the file is unsafe, unreadable, names persons or lacks a column.
    """
    file_no = len(staging.files)
    rows = open_rows(connection, path, table=f"raw_{file_no}")
    places = [name for name in rows.columns if spell(name) in staging.mapping.places]
    refuse_person_columns(rows.columns, places=places)
    columns = _rename(connection, rows.table, rows.columns)
    mapping, notes = staging.mapping, rows.notes
    if mapping.settle is not None:
        mapping = mapping.settle(
            mapping,
            lambda query: ask(connection, query.format(table="renamed")),
            columns.names,
        )
        clock = next(iter(mapping.moments.values())).clock
        notes += (f"dates are on the {clock} clock",)
    need_columns(mapping, columns, file=path.name)
    mapping = _likeliest_formats_first(connection, mapping, columns)
    cleaned = clean_rows(mapping, columns, zone=staging.zone, known_on=staging.day, raw="renamed")
    _keep(connection, f"select {file_no} as file_no, * from ({cleaned})")
    _keep(
        connection,
        f"select {file_no} as file_no, source_row, reason from {rows.rejected}",
    )
    connection.execute("drop view renamed")
    drop_rows(connection, rows)
    notes = (*staging.notes, *(f"{path.name}: {note}" for note in notes))
    return replace(staging, files=(*staging.files, path.name), notes=notes)


def find_bad_rows(connection: Any, staging: Staging) -> tuple[BadRow, ...]:
    """Name the first bad rows of the staged files, in their order."""
    found = connection.execute(
        "select file_no, source_row, reason from staged where reason is not null "
        f"order by file_no, source_row limit {NAMED_ROWS}"
    ).fetchall()
    return tuple(BadRow(staging.files[file_no], row, why) for file_no, row, why in found)


def judge_bad_rows(connection: Any, staging: Staging, *, max_bad: float) -> None:
    """Refuse the whole load if too large a share of its rows is bad.

    Raises
    ------
    TooManyBadRows
        Naming the share and the first few rows.
    """
    n_rows, n_bad = ask(connection, "select count(*), count(reason) from staged")
    if n_bad <= max_bad * n_rows:
        return
    first = "; ".join(
        f"{bad.file} row {bad.row}: {bad.reason}" for bad in find_bad_rows(connection, staging)[:3]
    )
    raise TooManyBadRows(
        f"{n_bad:,} of {n_rows:,} rows ({n_bad / n_rows:.1%}) cannot be read, over the limit of "
        f"{max_bad:.1%}; nothing was loaded. {first}",
        "Mend the file or the mapping, or allow more with --max-bad.",
    )


def _keep(connection: Any, query: str) -> None:
    """Append rows to `staged`, which the first query makes."""
    (exists,) = ask(connection, "select count(*) from duckdb_tables() where table_name = 'staged'")
    verb = "insert into staged by name" if exists else "create table staged as"
    connection.execute(f"{verb} {query}")


def _likeliest_formats_first(
    connection: Any, mapping: SourceMapping, columns: Columns
) -> SourceMapping:
    """Try the formats that a file's first rows use before the others.

    Trying thirteen formats in turn took 5.5 s a million rows, the right one first 0.1 s. The
    common formats exclude each other, so that their order does not matter otherwise.
    """
    changed: dict[str, Any] = {}
    for name, moment in mapping.moments.items():
        if moment.formats is COMMON_FORMATS:
            cell = columns.cell(moment.column)
            used = ", ".join(f"count(try_strptime({cell}, {text(one)}))" for one in COMMON_FORMATS)
            rows = f"(select * from renamed limit {SAMPLE_ROWS})"
            counts = ask(connection, f"select {used} from {rows} renamed")
            order = sorted(zip(COMMON_FORMATS, counts, strict=True), key=lambda pair: -pair[1])
            changed[name] = replace(moment, formats=tuple(one for one, _ in order))
    return replace(mapping, **changed)


def _rename(connection: Any, table: str, names: tuple[str, ...]) -> Columns:
    """Make the view `renamed`: the same rows under our spelling of the columns' names."""
    ours: dict[str, str] = {}
    for name in names:
        spelled = spell(name)
        if spelled and spelled != "source_row":
            ours.setdefault(spelled, name)
    pairs = "".join(f", {quote(name)} as {quote(spelled)}" for spelled, name in ours.items())
    connection.execute(
        f"create or replace temp view renamed as select source_row{pairs} from {table}"
    )
    return Columns(frozenset(ours))
