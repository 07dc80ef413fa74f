"""Which days a source speaks about: a day without records is zero only if it was covered.

A file says by its rows from when until when it reaches. A silence inside or after them that is far
longer than chance allows at the file's own pace means that days are missing, not that nothing
happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from nightout.units import ONE_DAY, Period

__all__ = ["common_spans", "find_spans", "first_gap", "merge_spans"]

# At a pace of r rows a day, a silence of d days has a chance of about exp(-r d).
# exp(-20) within the file: even over decades and with bursts no such silence is chance.
GAP_ROWS = 20.0
GAP_DAYS = 3
# exp(-1) at its ends, and never over a year's boundary: files come by the year.
END_ROWS = 1.0


def find_spans(
    days: Sequence[dt.date], counts: Sequence[int], *, known_on: dt.date
) -> list[Period]:
    """Find the spans of days that a file covers from the days on which it has rows.

    Parameters
    ----------
    days
        Days that have rows, ascending.
    counts
        Rows on each of them.
    known_on
        The day the file was known; nothing later is covered.

    Returns
    -------
    Spans in order. Stretches that hold under 1% of the rows are stray dates and cover nothing.
    """
    spans = []
    for first, last, n_rows in _stretches(days, counts):
        if n_rows < 0.01 * sum(counts):
            continue
        pace = n_rows / ((last - first).days + 1)
        slack = dt.timedelta(days=int(END_ROWS / pace))
        start = max(first - slack, dt.date(first.year, 1, 1))
        through = min(last + slack, dt.date(last.year, 12, 31), known_on)
        spans.append(Period.of(start, max(through, start)))
    return merge_spans(spans)


def merge_spans(spans: Iterable[Period]) -> list[Period]:
    """Join spans that touch or overlap; the result is in order."""
    merged: list[Period] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def common_spans(some: Iterable[Period], others: Iterable[Period]) -> list[Period]:
    """Give the spans that lie in both."""
    both = [
        Period(max(one.start, other.start), min(one.end, other.end))
        for one in some
        for other in others
        if max(one.start, other.start) < min(one.end, other.end)
    ]
    return merge_spans(both)


def first_gap(period: Period, spans: Iterable[Period]) -> Period | None:
    """Give the first days of `period` that no span covers; nothing if all are covered."""
    day = period.start
    for span in merge_spans(spans):
        if span.end <= day:
            continue
        if span.start > day:
            return Period(day, min(span.start, period.end))
        day = span.end
        if day >= period.end:
            return None
    return Period(day, period.end)


def _stretches(
    days: Sequence[dt.date], counts: Sequence[int]
) -> Iterable[tuple[dt.date, dt.date, int]]:
    """Cut the days at silences that chance cannot explain; (first, last, rows) of each piece."""
    pace = sum(counts) / max(len(set(_months(days))) * 30.4, 1.0)
    gap = dt.timedelta(days=max(GAP_DAYS, GAP_ROWS / pace)) if pace else dt.timedelta.max
    start = 0
    for i in range(1, len(days) + 1):
        if i == len(days) or days[i] - days[i - 1] > gap + ONE_DAY:
            yield days[start], days[i - 1], sum(counts[start:i])
            start = i


def _months(days: Sequence[dt.date]) -> Iterable[tuple[int, int]]:
    return ((day.year, day.month) for day in days)
