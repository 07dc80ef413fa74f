"""Reading gatherings, units and caravans from files or from tables of other programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from nightout.errors import BadSetting, MissingColumn, NightoutError, PersonColumn, UnreadableFile
from nightout.visits.cells import (
    read_flag,
    read_moment,
    read_number,
    read_promises,
    read_text,
    read_words,
)
from nightout.visits.own_table import read_own_columns, read_own_table
from nightout.visits.request import CaravanStop, Gathering, Unit

__all__ = ["read_caravan", "read_columns", "read_gatherings", "read_table", "read_units"]

T = TypeVar("T")
Row = Mapping[str, Any]
# Other spellings of a column, each read as ours.
ALSO = {
    "neighborhood": "neighbourhood",
    "longitude": "lon",
    "latitude": "lat",
    "break_minutes": "break_min",
    "first_time": "first_timer",
}
MOST_ROWS = 100_000
MOST_FAULTS = 5


def read_gatherings(source: Path | Any, *, date: dt.date | None = None) -> tuple[Gathering, ...]:
    """Read gatherings.

    Parameters
    ----------
    source
        CSV, XLSX, Parquet, JSON lines or GeoJSON points; a table of any engine Narwhals speaks;
        or rows as mappings. Columns: gathering_id, starts, ends; and where known name, address,
        lon, lat, beat, neighbourhood, wanted, declined, languages, expected, first_timer,
        missed_last_year, promised, host, notes. Lists are parted by ';'.
    date
        The day of the night, where times are given without one.

    Raises
    ------
    MissingColumn
        If gathering_id, starts or ends is absent.
    PersonColumn
        If a column or the host's cell says more of a person than a first name.
    BadSetting
        Naming the rows that cannot be read, the first five of them.
    """

    def make(row: Row) -> Gathering:
        return Gathering(
            _need_id(row, "gathering_id"),
            _need_moment(row, "starts", date),
            _need_moment(row, "ends", date),
            lon=_read_cell(read_number, row, "lon"),
            lat=_read_cell(read_number, row, "lat"),
            name=read_text(row.get("name")),
            address=read_text(row.get("address")),
            beat=read_text(row.get("beat")),
            neighbourhood=read_text(row.get("neighbourhood")),
            wanted=read_words(row.get("wanted")),
            declined=read_words(row.get("declined")),
            languages=read_words(row.get("languages")),
            expected=_read_cell(_whole, row, "expected"),
            first_timer=_read_cell(read_flag, row, "first_timer"),
            missed_last_year=_read_cell(read_flag, row, "missed_last_year"),
            promised=read_promises(row.get("promised")),
            host=_first_name(read_text(row.get("host"))),
            notes=read_text(row.get("notes")),
        )

    return _read(source, ("gathering_id", "starts", "ends"), make)


def read_units(source: Path | Any, *, date: dt.date | None = None) -> tuple[Unit, ...]:
    """Read units.

    Parameters
    ----------
    source
        As for gatherings. Columns: unit_id, kind, lon, lat, shift_start, shift_end; and where
        wanted name, station, beats, languages, reserve, break_min, break_from, break_until,
        caravan.
    date
        The day of the night, where times are given without one.

    Raises
    ------
    MissingColumn
        If one of the first six is absent.
    PersonColumn
        If a column says who somebody is.
    BadSetting
        Naming the rows that cannot be read, the first five of them.
    """

    def make(row: Row) -> Unit:
        return Unit(
            _need_id(row, "unit_id"),
            read_text(row["kind"]),
            _need_number(row, "lon"),
            _need_number(row, "lat"),
            _need_moment(row, "shift_start", date),
            _need_moment(row, "shift_end", date),
            name=read_text(row.get("name")),
            station=read_text(row.get("station")),
            beats=read_words(row.get("beats")),
            languages=read_words(row.get("languages")),
            reserve=_read_cell(read_flag, row, "reserve"),
            break_min=_read_cell(read_number, row, "break_min") or 0.0,
            break_from=_read_moment(row, "break_from", date),
            break_until=_read_moment(row, "break_until", date),
            caravan=read_text(row.get("caravan")),
        )

    return _read(source, ("unit_id", "kind", "lon", "lat", "shift_start", "shift_end"), make)


def read_caravan(source: Path | Any, *, date: dt.date | None = None) -> tuple[CaravanStop, ...]:
    """Read the stops of caravans: columns caravan, gathering_id, arrive, leave.

    Raises
    ------
    MissingColumn
        If one of them is absent.
    BadSetting
        Naming the rows that cannot be read, the first five of them.
    """

    def make(row: Row) -> CaravanStop:
        return CaravanStop(
            read_text(row["caravan"]),
            read_text(row["gathering_id"]),
            _need_moment(row, "arrive", date),
            _need_moment(row, "leave", date),
        )

    return _read(source, ("caravan", "gathering_id", "arrive", "leave"), make)


def read_table(source: Path | Any) -> tuple[list[str], list[dict[str, Any]]]:
    """Read the columns and rows of a file or a table, names in lower case and as we spell them."""
    if isinstance(source, Path):
        columns, rows = read_own_table(source) or _rows_of_file(source)
    elif isinstance(source, Sequence):
        rows = [dict(row) for row in source]
        columns = list(dict.fromkeys(name for row in rows for name in row))
    else:
        import narwhals.stable.v2 as nw

        frame = nw.from_native(source).lazy().collect()
        columns, rows = frame.columns, list(frame.iter_rows(named=True))
    ours = {name: ALSO.get(plain := name.strip().lower(), plain) for name in columns}
    return list(ours.values()), [{ours[name]: row[name] for name in row} for row in rows]


def read_columns(path: Path) -> list[str]:
    """Read the names of a file's columns alone, as `read_table` gives them."""
    columns: Sequence[str] | None = read_own_columns(path)
    if columns is None:
        from nightout.records.engine import connect
        from nightout.records.reading import open_rows

        columns = open_rows(connect(), path, table="visits").columns
    return [ALSO.get(plain := name.strip().lower(), plain) for name in columns]


def _rows_of_file(path: Path) -> tuple[list[str], list[dict[str, Any]]]:
    from nightout.records.engine import connect, quote
    from nightout.records.reading import open_rows, refuse_person_columns

    connection = connect()
    raw = open_rows(connection, path, table="visits")
    refuse_person_columns(raw.columns, places=("name", "address"))
    lost = connection.execute(f"select source_row, reason from {raw.rejected} limit 1").fetchall()
    if lost:
        raise UnreadableFile(
            f"{path.name}, row {lost[0][0]}: {lost[0][1]}", "Mend the row, or remove it."
        )
    names = ", ".join(quote(name) for name in raw.columns)
    ordered = f"select {names} from {raw.table} order by source_row limit {MOST_ROWS + 1}"
    cells = connection.execute(ordered).fetchall()
    if len(cells) > MOST_ROWS:
        raise UnreadableFile(
            f"{path.name} holds more than {MOST_ROWS:,} rows", "Give one night's alone."
        )
    columns = list(raw.columns)
    return columns, [dict(zip(columns, row, strict=True)) for row in cells]


def _read(source: Path | Any, needed: Sequence[str], make: Callable[[Row], T]) -> tuple[T, ...]:
    columns, rows = read_table(source)
    named = source.name if isinstance(source, Path) else "the table"
    missing = [name for name in needed if name not in columns]
    if missing and (columns or rows or isinstance(source, Path)):
        raise MissingColumn(
            f"{named} has no column {missing[0]}; it has {', '.join(columns[:12])}",
            f"It needs {', '.join(needed)}: rename the one that is meant.",
        )
    return tuple(_make_all(named, rows, make))


def _make_all(named: str, rows: Iterable[Row], make: Callable[[Row], T]) -> list[T]:
    """Make one of each row; say of all rows that fail what is wrong, not of the first alone."""
    made, faults = [], []
    for number, row in enumerate(rows, 1):
        # Spreadsheets leave rows of nothing behind.
        if not any(map(read_text, row.values())):
            continue
        try:
            made.append(make(row))
        except PersonColumn:
            raise
        except NightoutError as error:
            faults.append((_name_row(number, row, error), error))
    if not faults:
        return made
    said = "; ".join(f"{named_row}: {error.what}" for named_row, error in faults[:MOST_FAULTS])
    more = f"; and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
    rows_bad = "1 bad row" if len(faults) == 1 else f"{len(faults)} bad rows"
    mends = dict.fromkeys(error.mend for _, error in faults[:MOST_FAULTS])
    raise BadSetting(f"{named} has {rows_bad}: {said}{more}", " ".join(mends))


def _name_row(number: int, row: Row, error: NightoutError) -> str:
    """Name a row by its number, and by its id where the error does not say it."""
    key = read_text(row.get("gathering_id")) or read_text(row.get("unit_id"))
    return f"row {number} ({key})" if key and key not in error.what.split() else f"row {number}"


def _read_cell(read: Callable[[Any], T], row: Row, name: str) -> T:
    """Read a cell; say in which column it stands that cannot be read."""
    try:
        return read(row.get(name))
    except BadSetting as error:
        raise BadSetting(f"{name}: {error.what}", error.mend) from None


def _need_id(row: Row, name: str) -> str:
    key = read_text(row[name])
    if not key:
        raise BadSetting(f"{name} is empty", "Give each row an id of its own, or remove it.")
    return key


def _read_moment(row: Row, name: str, date: dt.date | None) -> dt.datetime | None:
    return _read_cell(lambda cell: read_moment(cell, date), row, name)


def _need_moment(row: Row, name: str, date: dt.date | None) -> dt.datetime:
    moment = _read_moment(row, name, date)
    if moment is None:
        raise BadSetting(f"{name} is empty", "Write it as 2026-08-04T18:00, or remove the row.")
    return moment


def _need_number(row: Row, name: str) -> float:
    number = _read_cell(read_number, row, name)
    if number is None:
        raise BadSetting(f"{name} is empty", "Give it in degrees.")
    return number


def _whole(cell: Any) -> int | None:
    number = read_number(cell)
    return None if number is None else round(number)


def _first_name(text: str) -> str:
    if "@" in text or sum(letter.isdigit() for letter in text) > 4:
        raise PersonColumn(
            f"a host is given as {text!r}",
            "Give the first name alone: sheets leave the station, and how to reach a host stays.",
        )
    return text
