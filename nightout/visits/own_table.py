"""Tables of a night that hold our columns and nothing else, read without a database.

On the night an officer waits for each answer, and loading what reads any file takes half a second.
What is read here is read just so there (a test compares them); all other files are left to it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

__all__ = ["COLUMNS", "read_own_columns", "read_own_table"]

COLUMNS = frozenset(
    {
        "gathering_id", "name", "address", "lon", "lat", "starts", "ends", "beat",
        "neighbourhood", "neighborhood", "wanted", "declined", "languages", "expected",
        "first_timer", "missed_last_year", "promised", "host", "notes", "unit_id", "kind",
        "station", "shift_start", "shift_end", "beats", "reserve", "break_min", "break_from",
        "break_until", "caravan", "arrive", "leave", "travel_s", "own_beat",
    }
)  # fmt: skip
MOST_BYTES = 1 << 25

Table = tuple[list[str], list[dict[str, str | None]]]


def read_own_columns(path: Path) -> list[str] | None:
    """Read the names of the columns; None if they are not ours, or it is no plain CSV."""
    try:
        if path.suffix != ".csv":
            return None
        with path.open(encoding="utf-8-sig", newline="") as stream:
            columns = next((row for row in csv.reader(stream, strict=True) if row), [])
    except (OSError, ValueError, csv.Error):
        return None
    ours = COLUMNS.issuperset(columns) and len(set(columns)) == len(columns) > 1
    return columns if ours else None


def read_own_table(path: Path) -> Table | None:
    """Read columns and rows, an empty cell as None; None where another reader has to look."""
    columns = read_own_columns(path)
    if columns is None or path.stat().st_size > MOST_BYTES:
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except (ValueError, csv.Error):
        return None
    if "\x00" in text or any(len(row) != len(columns) for row in rows):
        return None
    return columns, [
        dict(zip(columns, [cell or None for cell in row], strict=True)) for row in rows[1:]
    ]
