"""When counts of a city's parts come out: once for each quarter, and never again.

A count that came out twice would tell what was added in between; one that came out every week, the
week. So the public sees a quarter's parts as they were known on one day, whenever it asks.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

from nightout.records.coverage import first_gap
from nightout.records.known import Knowledge
from nightout.units import Period

__all__ = ["SETTLE_DAYS", "Edition", "find_edition", "whole_quarters", "whole_years"]

# Most reports of a quarter have come in two weeks after it; waiting longer makes the map old.
SETTLE_DAYS = 14
QUARTER = 3


@dataclass(frozen=True)
class Edition:
    """What came out of a quarter: as known at the end of which day, from which agencies."""

    quarter: Period
    known_on: dt.date
    agencies: tuple[str, ...]


def whole_quarters(span: Period) -> tuple[Period, ...]:
    """Give the calendar quarters that lie whole in a span of days, in order."""
    return _whole(span, QUARTER)


def whole_years(span: Period) -> tuple[Period, ...]:
    """Give the calendar years that lie whole in a span of days, in order."""
    return _whole(span, 12)


def find_edition(quarter: Period, knowledge: Knowledge, *, by: dt.date) -> Edition | None:
    """Find the edition of a quarter: by the first load that covers it and came late enough.

    Parameters
    ----------
    quarter
        The days.
    knowledge
        The loads that speak about what is counted.
    by
        The day on which the edition must be out.

    Returns
    -------
    The edition, which no later load can change; nothing if it is not out by that day.
    """
    settled = quarter.end + dt.timedelta(days=SETTLE_DAYS)
    for day in dict.fromkeys(load.known_on for load in knowledge.loads):
        if day > by:
            return None
        known = knowledge.until(day)
        if day >= settled and not first_gap(quarter, known.spans()):
            return Edition(quarter, day, _agencies(known))
    return None


def _agencies(knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(sorted({agency for load in knowledge.loads for agency in load.agencies}))


def _whole(span: Period, months: int) -> tuple[Period, ...]:
    borders = [
        dt.date(year, month, 1)
        for year in range(span.start.year, span.end.year + 1)
        for month in range(1, 13, months)
    ]
    inside = [day for day in borders if span.start <= day <= span.end]
    return tuple(Period(*pair) for pair in itertools.pairwise(inside))
