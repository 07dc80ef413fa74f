"""One cell of a table of gatherings or units, as the value it stands for.

Cells are text from a file, or typed already where a table comes from another program.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

from nightout.errors import BadSetting
from nightout.visits.request import Promise

__all__ = [
    "read_flag",
    "read_moment",
    "read_number",
    "read_promises",
    "read_text",
    "read_words",
]

YES = {"1", "y", "yes", "true", "t", "x"}
NO = {"", "0", "n", "no", "false", "f"}
CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?(?::(\d\d))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)


def read_text(cell: Any) -> str:
    """Read a cell as text, without the blanks around it."""
    # What other programs have for nothing, NaN and NaT, is not even equal to itself.
    if cell is None or cell != cell:
        return ""
    # A column of whole numbers with a gap in it comes as floats: beat 11 is not 11.0.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_words(cell: Any) -> tuple[str, ...]:
    """Read words that ';' parts, each once; lists are taken as they are."""
    parts = cell if isinstance(cell, (list, tuple)) else read_text(cell).split(";")
    return tuple(dict.fromkeys(word for part in parts if (word := read_text(part))))


def read_promises(cell: Any) -> tuple[Promise, ...]:
    """Read promises written kind or kind:unit_id, parted by ';'."""
    pairs = (word.partition(":") for word in read_words(cell))
    return tuple(Promise(kind.strip(), unit.strip()) for kind, _, unit in pairs)


def read_number(cell: Any) -> float | None:
    """Read a number; None if the cell is empty.

    Raises
    ------
    BadSetting
        If it is neither.
    """
    text = read_text(cell)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise BadSetting(f"{text!r} is no number", "Write digits alone, such as 12 or -93.26.")
    return number


def read_flag(cell: Any) -> bool:
    """Read yes or no; an empty cell is no.

    Raises
    ------
    BadSetting
        If it is neither.
    """
    text = read_text(cell).lower()
    if text in YES | NO:
        return text in YES
    raise BadSetting(f"{text!r} is neither yes nor no", "Write yes or no.")


def read_moment(cell: Any, day: dt.date | None = None) -> dt.datetime | None:
    """Read a wall-clock time; None if the cell is empty.

    Parameters
    ----------
    cell
        2026-08-04T18:00, or a time alone (18:00, 6:30 pm) where the day of the night is known.
    day
        The day of the night.

    Raises
    ------
    BadSetting
        If it cannot be read, has a zone, or is a time alone without a day.
    """
    text = read_text(cell)
    if not text:
        return None
    if isinstance(cell, dt.datetime) and cell.tzinfo is None:
        # Field by field: other programs have datetimes of their own.
        return dt.datetime(*cell.timetuple()[:6])
    try:
        if len(text) >= len("2026-08-04T18:00"):
            moment = dt.datetime.fromisoformat(text)
            if moment.tzinfo is None:
                return moment.replace(microsecond=0)
        elif day is not None:
            return dt.datetime.combine(day, _clock(text))
    except ValueError:
        pass
    also = f"; a time alone, such as 18:00, will do where {DAY_OF}" if day is None else " or 18:00"
    raise BadSetting(
        f"the time is {text!r}", f"Write the city's wall-clock time as 2026-08-04T18:00{also}."
    )


DAY_OF = "the rules say `date`"


def _clock(text: str) -> dt.time:
    found = CLOCK.fullmatch(text)
    if not found:
        raise ValueError(text)
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if half := found[4]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    elif found[2] is None:
        raise ValueError(text)
    return dt.time(hour, minute, second)
