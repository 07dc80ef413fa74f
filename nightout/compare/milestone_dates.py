"""Milestones that others published: a date per year, and how exactly it is known."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from nightout.compare.milestones import Reached
from nightout.compare.text_rows import month_of, read_text_rows, span_of
from nightout.errors import BadSetting

__all__ = ["read_dated", "read_dates"]

# "About" a day is taken as up to half a month either side.
APPROXIMATE = dt.timedelta(days=15)
VAGUE = ("approx", "about", "around", "circa", "middle")
EXACT = ("", "day", "exact")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_dates(path: Path) -> tuple[list[Reached], tuple[str, ...]]:
    """Read published dates: `year, date` and, where given, `precision` and `note`.

    Two rows of a year are two sources: the day lies somewhere in what either says. An empty date
    says that the year did not reach the milestone.

    Returns
    -------
    A `Reached` per year, and what to know about the file.

    Raises
    ------
    MissingColumn
        If the file has no year or no date.
    BadSetting
        If a year, a date or a precision cannot be read.
    """
    table = read_text_rows(path)
    year, date = table.need("year"), table.need("date")
    precision, note = table.find("precision"), table.find("note", "notes")
    reached: dict[int, Reached] = {}
    for row in table.rows:
        how = row[precision] if precision else ""
        one = read_dated(row[year], row[date], how, row[note] if note else "")
        reached[one.year] = _either(reached[one.year], one) if one.year in reached else one
    return list(reached.values()), table.notes


def read_dated(year: str, date: str, precision: str = "", note: str = "") -> Reached:
    """Read one year's date: between which days it lies, and why it is not known to the day.

    A precision is `day`, `month`, `year` or `approximate`, in a few words of one's own; `or
    earlier` and `or later` open one end. Other days of that year that the precision or the note
    names are what another source says: the day lies between them.

    Raises
    ------
    BadSetting
        If the year, the date or the precision cannot be read.
    """
    if not re.fullmatch(r"\d{4}", year, re.ASCII):
        raise BadSetting(f"the year is {year!r}", "Write it as 2021.")
    if not date:
        return Reached(int(year), None, None)
    span = span_of(date)
    if span is None or span[0].year != int(year):
        raise BadSetting(
            f"the date of {year} is {date!r}",
            "Write a day, a month or the year itself, as 2021-07-10, 2021-07 or 2021.",
        )
    first, last = _blur(*span, precision.lower(), of=year)
    others = [span_of(one) for one in ISO_DAY.findall(f"{precision} {note}")]
    named = [one[0] for one in others if one and one[0].year == int(year)]
    first, last = min([first, *named]), max([last, *named])
    if first == last:
        return Reached(int(year), first, last)
    is_disputed = bool(named) and span[0] == span[1]
    why = precision if precision.lower() not in EXACT else ""
    return Reached(
        int(year), first, last, why or ("sources disagree" if is_disputed else "not to the day")
    )


def _blur(first: dt.date, last: dt.date, precision: str, *, of: str) -> tuple[dt.date, dt.date]:
    """Widen the days that a date may mean by what its precision says."""
    word = re.split(r"[^a-z]", precision, maxsplit=1)[0]
    if any(vague in precision for vague in VAGUE):
        first = max(first - APPROXIMATE, dt.date(first.year, 1, 1))
        last = min(last + APPROXIMATE, dt.date(last.year, 12, 31))
    elif word == "month":
        first, last = month_of(first)[0], month_of(last)[1]
    elif word == "year":
        first, last = dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)
    elif word not in EXACT:
        raise BadSetting(
            f"the precision of {of} is {precision!r}",
            "Write day, month, year or approximate, with `or earlier` or `or later` if need be.",
        )
    if "or earlier" in precision:
        first = dt.date(first.year, 1, 1)
    if "or later" in precision:
        last = dt.date(last.year, 12, 31)
    return first, last


def _either(one: Reached, other: Reached) -> Reached:
    """Join what two sources say of a year."""
    if one == other:
        return one
    first = min(day for day in (one.earliest, other.earliest) if day)
    last = max(one.latest, other.latest) if one.latest and other.latest else None
    return Reached(one.year, first, last, "" if first == last else "sources disagree")
