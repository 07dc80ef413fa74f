"""Names of columns as the database can hold them: quoted, none empty, no two alike."""

from __future__ import annotations

from collections.abc import Sequence

from nightout.errors import UnreadableFile

__all__ = ["SOURCE_ROW", "name_columns", "quote_name", "quote_text"]

SOURCE_ROW = "source_row"
MAX_COLUMNS = 5_000


def quote_name(name: str) -> str:
    """Write a name for SQL, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """Write a text for SQL, whatever it holds."""
    return "'" + text.replace("'", "''") + "'"


def name_columns(header: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give each column a name of its own, and a note on each that had to be changed.

    The database does not tell `ID` from `id`, so they count as alike; `source_row` is taken.

    Raises
    ------
    UnreadableFile
        If there are more columns than any table has.
    """
    if len(header) > MAX_COLUMNS:
        raise UnreadableFile(
            f"the file has {len(header):,} columns; {MAX_COLUMNS:,} are allowed",
            "Check that it holds one record a row, and that keys are names, not values.",
        )
    taken = {SOURCE_ROW} | {name.lower() for name in header}
    seen: set[str] = {SOURCE_ROW}
    names, notes = [], []
    for position, given in enumerate(header, 1):
        name = given
        if not name.strip() or name.lower() in seen:
            name = _free_name(given.strip(), position, taken)
            notes.append(f"column {position} was named {given!r} and is read as {name!r}")
        seen.add(name.lower())
        taken.add(name.lower())
        names.append(name)
    return tuple(names), tuple(notes)


def _free_name(given: str, position: int, taken: set[str]) -> str:
    base = given or f"column_{position}"
    if base.lower() not in taken:
        return base
    number = 2
    while f"{base}_{number}".lower() in taken:
        number += 1
    return f"{base}_{number}"
