"""The cities where most guns were recovered: ATF's sheet of recovery cities by state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nightout.flows.faults import BadCount, NotATraceTable, UnknownPlace
from nightout.flows.reading.sheets import Rows, check_columns, find_year, read_sheets
from nightout.flows.states import find_state

__all__ = ["CityTraces", "read_cities"]


@dataclass(frozen=True)
class CityTraces:
    """Guns recovered and traced in a city in a year, whatever is known of their source."""

    year: int
    state: str
    city: str
    traced: int


def read_cities(path: Path) -> tuple[CityTraces, ...]:
    """Read the sheet of recovery cities from a workbook.

    A state may stand beside each city or once above its cities.

    Raises
    ------
    NotATraceTable
        If no sheet has a header that names a city and a number of traces.
    BadCount
        If a number is negative, a fraction or no number.
    PersonColumn
        If a column says who somebody is.
    """
    for _, rows in read_sheets(path):
        found = _find_header(rows)
        if found is not None:
            top, columns = found
            check_columns([str(cell) for cell in rows[top] if cell])
            return tuple(_read(rows[top + 1 :], columns, find_year(path, rows)))
    raise NotATraceTable(
        f"{path.name} holds no table of recovery cities",
        "Its header must name a city and a number, as in 'City' and 'Number of Firearms'.",
    )


def _find_header(rows: Rows) -> tuple[int, dict[str, int]] | None:
    words = {"state": ("state",), "city": ("city",), "traced": ("number", "trac", "count", "total")}
    for top, row in enumerate(rows[:30]):
        cells = [cell.lower() if isinstance(cell, str) and len(cell) < 60 else "" for cell in row]
        columns: dict[str, int] = {}
        for key, said in words.items():
            hits = [
                at
                for at, cell in enumerate(cells)
                if any(word in cell for word in said) and at not in columns.values()
            ]
            if hits:
                columns[key] = hits[0]
        if {"city", "traced"} <= set(columns):
            return top, columns
    return None


def _read(rows: Rows, columns: dict[str, int], year: int) -> Iterator[CityTraces]:
    state = ""
    for row in rows:
        city, number = row[columns["city"]], row[columns["traced"]]
        beside = row[columns["state"]] if "state" in columns else city
        state = _state(beside) or state
        if not isinstance(city, str) or not city.strip() or number in ("", None):
            continue
        if "total" in city.lower() or len(city) > 60:
            continue
        if not isinstance(number, int | float) or number < 0 or number != int(number):
            raise BadCount(f"the traces of {city} are {number!r}", "Correct them at the source.")
        yield CityTraces(year, state, city.strip().title(), int(number))


def _state(cell: object) -> str:
    try:
        return find_state(cell).name if isinstance(cell, str) and cell.strip() else ""
    except UnknownPlace:
        return ""
