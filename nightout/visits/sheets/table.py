"""The whole night as one table: a row per visit, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from nightout.visits.sheets.model import NightSheet, Stop, UnitSheet

__all__ = ["as_csv", "visit_rows"]

# A cell that begins so is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def visit_rows(night: NightSheet) -> list[dict[str, Any]]:
    """Give a row per visit, unit by unit in the order of time."""
    return [_row(unit, stop) for unit in night.units for stop in unit.stops]


def _row(unit: UnitSheet, stop: Stop) -> dict[str, Any]:
    return {
        "unit_id": unit.unit_id, "unit": unit.name, "kind": unit.kind, "stop": stop.number,
        "arrive": f"{stop.arrive:%Y-%m-%d %H:%M}", "leave": f"{stop.leave:%Y-%m-%d %H:%M}",
        "travel_min": stop.travel_min, "gathering_id": stop.gathering_id, "gathering": stop.name,
        "address": stop.address, "neighbourhood": stop.neighbourhood, "lon": stop.lon,
        "lat": stop.lat, "host": stop.host, "notes": stop.notes,
        "languages": "; ".join(stop.languages), "expected": stop.expected,
        "marks": "; ".join(stop.marks),
    }  # fmt: skip


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Write rows as CSV; texts that a spreadsheet would run are quoted, numbers stay numbers."""
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({key: _inert(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _inert(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
