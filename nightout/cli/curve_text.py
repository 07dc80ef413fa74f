"""A curve for a terminal: drawn in characters, its range in a sentence, its record in a table."""

from __future__ import annotations

import datetime as dt
import textwrap
from typing import Any

from nightout.cli.curve_grid import draw_grid
from nightout.cli.options import DATED
from nightout.cli.output import layout
from nightout.compare import Outlook, as_record_rows

__all__ = ["as_curve_text", "say_range_of_ends", "say_record"]

WRAP = 80


def as_curve_text(outlook: Outlook) -> str:
    """Write the curve for a terminal of 80 columns, terms first and last."""
    parts = [_heading(outlook), ""]
    if not outlook.hidden:
        parts += [draw_grid(outlook), "", _fill(say_range_of_ends(outlook))]
        if outlook.record:
            parts += ["", _record(outlook), _fill(say_record(outlook))]
        parts.append("")
    cannot = outlook.curve.terms.measure.cannot_show
    return "\n".join([*parts, _fill(f"What this cannot show: {cannot}"), ""])


def say_range_of_ends(outlook: Outlook) -> str:
    """Say how many there are by the last day, and which year's end that points to."""
    curve, end = outlook.curve, outlook.year_end
    so_far = f"{curve.now[-1]:,} by {_day(curve.terms.window.through)}"
    if end is None:
        return f"{so_far}."
    last = curve.days[-1]
    return (
        f"{so_far} points to {end.low:,} to {end.high:,} by {_day(last)} ({end.level:.0%} range), "
        f"about {end.expected:,.0f}; the calendar alone would say {end.naive:,.0f}."
    )


def say_record(outlook: Outlook) -> str:
    """Say how often such ranges held the year's end, how wide they were, and how far off."""
    many = len(outlook.record)
    return (
        f"The year's end lay inside {outlook.n_inside} of {many} such ranges. They were "
        f"{outlook.mean_width:.0%} of it wide on average, and what was expected missed it by "
        f"{outlook.mean_error:.1%}; the calendar alone by {outlook.mean_naive_error:.1%}."
    )


def _heading(outlook: Outlook) -> str:
    terms = outlook.curve.terms
    made_up = " (made up)" if terms.made_up else ""
    known = terms.known_basis if terms.known_basis != "versions" else f"load of {terms.last_load}"
    rests_on = (
        f"counting {terms.measure.counts}, dated by when they {DATED[terms.measure.date_basis]}, "
        f"as known on {terms.known_on} ({known}), from {', '.join(terms.sources)}"
    )
    window = f"{terms.window.start} through {terms.window.through}"
    return f"{_fill(f'{terms.measure.title}, {terms.place}{made_up}: {window}')}\n{_fill(rests_on)}"


def _record(outlook: Outlook) -> str:
    through = _day(outlook.curve.terms.window.through, with_year=False)
    return layout([_record_line(row, through) for row in as_record_rows(outlook)[1:]])


def _record_line(row: dict[str, Any], through: str) -> dict[str, Any]:
    return {
        "year": str(row["year"]),
        f"by {through}": row["n"],
        "range then": f"{row['low']:,} to {row['high']:,}",
        "expected": round(row["expected"]),
        "by calendar": round(row["naive"]),
        "year's end": row["end"],
        "inside": "yes" if row["inside"] else "NO",
    }


def _day(day: dt.date, *, with_year: bool = False) -> str:
    return f"{day.day} {day:%B %Y}" if with_year else f"{day.day} {day:%B}"


def _fill(text: str) -> str:
    return textwrap.fill(text, WRAP)
