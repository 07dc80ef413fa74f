"""An outlook as plain rows under shared column names, and what of it may be shown in public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from nightout.compare.outlook import Outlook
from nightout.compare.rows import plain_terms
from nightout.compare.year_end import YearEnd
from nightout.units import day_in_year

__all__ = ["as_curve_rows", "as_outlook_terms", "as_record_rows", "for_public_outlook"]

DAY_BY_DAY = (
    "all is hidden: day by day these counts are too small to show in public, and the measure does "
    "not allow the count of a whole city to be shown whatever it is"
)


def as_curve_rows(outlook: Outlook) -> list[dict[str, Any]]:
    """Give the sums by day, this year's first and then the latest year's before it.

    A year without a 29 February has no row for it. Hidden sums are missing.
    """
    curve = outlook.curve
    rows = list(_year_rows(outlook, curve.terms.window.start.year, curve.now.tolist()))
    for year, sums in reversed(list(zip(curve.years, curve.earlier.tolist(), strict=True))):
        rows += _year_rows(outlook, year, sums)
    return rows


def as_record_rows(outlook: Outlook) -> list[dict[str, Any]]:
    """Give this year's range, and then those that earlier years would have been given.

    `end` and `inside` are missing for this year; without a range there is its count alone. Where a
    load knew an earlier year's count at the age that this year's has now, the row is as known then.
    """
    terms = outlook.curve.terms
    now = int(outlook.curve.now[-1])
    rows = [_record_row(outlook, terms.window.start.year, now, outlook.year_end)]
    for one in outlook.record:
        told: dict[str, Any] = {"end": one.end, "inside": one.inside}
        told |= {"known_on": str(one.known_on)} if one.known_on else {}
        rows.append(_record_row(outlook, one.year, one.given.so_far, one.given) | told)
    nothing = dict.fromkeys(("n", "low", "expected", "high", "naive", "end", "inside"))
    return [row | nothing for row in rows[:1]] if outlook.hidden else rows


def as_outlook_terms(outlook: Outlook) -> dict[str, Any]:
    """Give what the curve and its range rest on as plain values."""
    terms, end = outlook.curve.terms, outlook.year_end
    return {
        **plain_terms(terms),
        "years": list(outlook.curve.years),
        "level": end.level if end else None,
        "range": as_record_rows(outlook)[0] if end else None,
        "record": _record_terms(outlook),
        "cannot_show": terms.measure.cannot_show,
    }


def for_public_outlook(outlook: Outlook) -> Outlook:
    """Hide a curve whose steps could reveal a person.

    A curve tells what happened on every single day, which is one or two in any city. It is shown
    where the measure allows a whole city's count to be shown however small, and is hidden
    altogether where it does not.
    """
    if outlook.curve.terms.measure.whole_city_is_public:
        return outlook
    return replace(outlook, record=(), hidden=True, notes=(DAY_BY_DAY,), year_end=None)


def _record_terms(outlook: Outlook) -> dict[str, Any] | None:
    if not outlook.record:
        return None
    return {
        "years": len(outlook.record),
        "inside": outlook.n_inside,
        "mean_width": outlook.mean_width,
        "mean_error": outlook.mean_error,
        "mean_naive_error": outlook.mean_naive_error,
    }


def _year_rows(outlook: Outlook, year: int, sums: list[int]) -> Iterator[dict[str, Any]]:
    curve = outlook.curve
    turn = year - curve.days[0].year
    for day, n in zip(curve.days, sums, strict=False):
        date = day_in_year(day, day.year + turn)
        if (date.month, date.day) != (day.month, day.day):
            continue
        yield _common(outlook) | {
            "year": year,
            "date": str(date),
            "n": None if outlook.hidden else n,
        }


def _record_row(outlook: Outlook, year: int, n: int, given: YearEnd | None) -> dict[str, Any]:
    window = outlook.curve.terms.window
    back = year - window.start.year
    return _common(outlook) | {
        "year": year,
        "start": str(_moved(window.start, back)),
        "through": str(_moved(window.through, back)),
        "n": n,
        "low": given.low if given else None,
        "expected": given.expected if given else None,
        "high": given.high if given else None,
        "naive": given.naive if given else None,
        "end": None,
        "inside": None,
    }


def _moved(day: dt.date, years: int) -> dt.date:
    return day_in_year(day, day.year + years)


def _common(outlook: Outlook) -> dict[str, Any]:
    terms = outlook.curve.terms
    return {
        "measure": terms.measure.slug,
        "place": terms.place,
        "known_on": str(terms.known_on),
        "known_basis": terms.known_basis,
    }
