"""Counts that many agencies published, now and before, read from long and wide tables."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from nightout.compare.text_rows import TextTable, read_text_rows, span_of
from nightout.errors import BadSetting, MissingColumn
from nightout.units import Period

__all__ = ["Answer", "SurveyTable", "read_survey"]

PLACES = ("agency", "department", "city", "place", "country")
CATEGORIES = ("offense", "measure", "category", "crime")
THROUGH = ("as_of", "through", "counted_through")
RESPONDING = ("agencies_responding", "responding")
SURVEYED = ("agencies_surveyed", "surveyed")
YEAR = re.compile(r"(?P<head>.*?)_?(?P<year>(?:19|20)\d\d)(?P<tail>_.*)?", re.ASCII)
# Parts of a year that are written as words: first month, last month.
PARTS = {
    "year-end": (1, 12),
    "year": (1, 12),
    "midyear": (1, 6),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
}


@dataclass(frozen=True)
class Answer:
    """What one agency answered of one category; a missing count is not known.

    `span` and `span_before` are the days counted, where the file says them; `through` alone says
    the last. `is_total` marks an answer that is itself a total, of as many agencies as responded.
    """

    place: str
    category: str
    now: int | None
    before: int | None
    label: str = ""
    span: Period | None = None
    span_before: Period | None = None
    through: dt.date | None = None
    responding: int | None = None
    surveyed: int | None = None
    is_total: bool = False


@dataclass(frozen=True)
class SurveyTable:
    """Every answer of a file, in its order."""

    file: str
    answers: tuple[Answer, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """The two columns that hold a category's counts, and what they are called."""

    category: str
    now: str
    before: str
    label: str = ""


def read_survey(path: Path) -> SurveyTable:
    """Read counts that agencies published.

    Columns that end in `_now` and `_before`, or that differ by their year only, are pairs: of each
    category in a wide table, of `count` in a long one, whose category stands in `offense`,
    `measure`, `category` or `crime`. The place stands in `agency`, `city` or the like.

    Raises
    ------
    MissingColumn
        If there is no column of places, or no pair of counts.
    BadSetting
        If a count or a date cannot be read.
    """
    table = read_text_rows(path, places=PLACES)
    pairs = _pairs(table)
    if not pairs:
        raise MissingColumn(
            f"{table.file} has no pair of counts: its columns are {', '.join(table.columns)}",
            "Name a pair homicide_now and homicide_before, or murders_2021 and murders_2020.",
        )
    answers = [_answer(table, row, pair) for row in table.rows for pair in pairs]
    return SurveyTable(table.file, tuple(answers), table.notes)


def _pairs(table: TextTable) -> list[Pair]:
    pairs = []
    years: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for name in table.columns:
        head = name.removesuffix("_now")
        if head != name and f"{head}_before" in table.columns and head not in ("year", "period"):
            pairs.append(Pair(head, name, f"{head}_before"))
        elif found := YEAR.fullmatch(name):
            key = found["head"].strip("_"), (found["tail"] or "").strip("_")
            years.setdefault(key, []).append((int(found["year"]), name))
    for (head, tail), dated in years.items():
        if len(dated) > 1:
            (year_before, before), (year, now) = sorted(dated)[-2:]
            label = " ".join(filter(None, (f"{year} against {year_before}", tail)))
            pairs.append(Pair(head or tail, now, before, label))
    return pairs


def _answer(table: TextTable, row: dict[str, str], pair: Pair) -> Answer:
    place = row[table.need(*PLACES)]
    if state := row.get("state"):
        place = f"{place}, {state}"
    kind = table.find(*CATEGORIES)
    now = _number(row[pair.now], f"{pair.now} of {place}")
    before = _number(row[pair.before], f"{pair.before} of {place}")
    span = _span(row.get("period", ""), row.get("year_now", ""))
    through = table.find(*THROUGH)
    return Answer(
        place,
        row[kind] if kind else pair.category,
        now,
        before,
        _label(row) or pair.label,
        span,
        _span(row.get("period_before", "") or row.get("period", ""), row.get("year_before", "")),
        _last_day(row[through], place) if through else span.through if span else None,
        _number(row.get(table.find(*RESPONDING) or "", ""), f"responding of {place}"),
        _number(row.get(table.find(*SURVEYED) or "", ""), f"surveyed of {place}"),
        is_total=table.find(*RESPONDING) is not None,
    )


def _label(row: dict[str, str]) -> str:
    """Say what a row compares, such as `year-end 2020 against 2019`."""
    period, now, before = (row.get(name, "") for name in ("period", "year_now", "year_before"))
    return f"{period} {now} against {before}".strip() if now and before else ""


def _number(cell: str, what: str) -> int | None:
    if not cell:
        return None
    plain = cell.replace(",", "")
    if not re.fullmatch(r"\d{1,12}", plain, re.ASCII):
        raise BadSetting(f"{what} is {cell!r}", "Write a whole number, or leave it empty.")
    return int(plain)


def _last_day(cell: str, place: str) -> dt.date | None:
    if not cell:
        return None
    found = span_of(cell)
    if found is None:
        raise BadSetting(f"the date of {place} is {cell!r}", "Write it as 2021-07-28.")
    return found[1]


def _span(text: str, year: str) -> Period | None:
    """Read the days that `2020-01-01/2020-12-31`, or `midyear` of a year, mean."""
    start, slash, through = text.partition("/")
    first, last = span_of(start), span_of(through)
    if slash and first and last:
        return Period.of(first[0], last[1])
    of_year = span_of(year)
    if months := PARTS.get(text.lower()):
        if not of_year:
            return None
        end = span_of(f"{of_year[0].year}-{months[1]:02}")
        return Period.of(of_year[0].replace(month=months[0]), end[1]) if end else None
    return None
