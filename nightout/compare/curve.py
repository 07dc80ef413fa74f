"""The year so far beside earlier years: how a count grew, day by day.

Years are laid over each other by calendar day, on an axis that has a 29 February. Years without
one stay level on it, so that every day of the curve agrees with a comparison through that day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nightout.compare.count import DayCounts, count_days
from nightout.compare.question import Question
from nightout.compare.settled import Settled, Terms, settle_question
from nightout.records import RECONSTRUCTED, City, first_gap, read_knowledge
from nightout.units import Period, day_in_year

__all__ = ["Curve", "cumulative_curve"]

# A leap year, to name the days of the axis by.
LEAP = 2000
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Curve:
    """Counts summed up since the first day, for this year and for whole earlier ones.

    Parameters
    ----------
    terms
        What the figures rest on.
    days
        The calendar days of the axis, in a leap year that stands for all.
    now
        The sum at the end of each day, as far as the window reaches.
    years
        The earlier years in order, each named by the year in which it begins.
    earlier
        A row per earlier year, a column per day.
    notes
        What to know.
    """

    terms: Terms
    days: tuple[dt.date, ...]
    now: Counts
    years: tuple[int, ...]
    earlier: Counts
    notes: tuple[str, ...] = ()

    @property
    def low(self) -> Counts:
        """The lowest of the earlier years on each day; empty without any."""
        return self.earlier.min(axis=0) if self.years else np.zeros(0, np.int64)

    @property
    def high(self) -> Counts:
        """The highest of the earlier years on each day; empty without any."""
        return self.earlier.max(axis=0) if self.years else np.zeros(0, np.int64)

    @property
    def mean(self) -> NDArray[np.float64]:
        """The mean of the earlier years on each day; empty without any."""
        return self.earlier.mean(axis=0) if self.years else np.zeros(0)


def cumulative_curve(city: City, question: Question) -> Curve:
    """Sum up a measure day by day, this year and in earlier ones, in one pass.

    Parameters
    ----------
    city
        The city folder.
    question
        What is asked. All the earlier years stand side by side, whatever it is held `against`;
        it is not broken down.

    Returns
    -------
    Earlier years run on to their end, a year after the day on which the window starts. Those that
    the records do not cover whole are left out, which a note says.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about.
    OutsideRecords
        If the window reaches beyond the days that the loaded files cover.
    """
    settled = settle_question(city, replace(question, against="mean", by=()))
    terms = settled.terms
    years, notes = _whole_years(city, settled)
    first = min(one.start for one in (*years, terms.window))
    counts = count_days(settled.records, terms.measure, Period(first, terms.window.end))
    axis = _axis(terms.window.start)
    reach = int(_slots(terms.window, axis)[-1]) + 1
    return Curve(
        terms,
        tuple(axis.start + dt.timedelta(days=i) for i in range(axis.n_days)),
        _sum_up(counts, terms.window, axis)[:reach],
        tuple(one.start.year for one in years),
        np.array([_sum_up(counts, one, axis) for one in years], np.int64).reshape(-1, axis.n_days),
        settled.notes + notes,
    )


def _whole_years(city: City, settled: Settled) -> tuple[list[Period], tuple[str, ...]]:
    """Give the earlier years that the records cover from end to end, the earliest first."""
    terms = settled.terms
    knowledge = read_knowledge(city).about(terms.measure.offenses)
    if terms.known_basis != RECONSTRUCTED:
        knowledge = knowledge.until(terms.known_on)
    spans = knowledge.spans()
    years = [
        Period(one.start, day_in_year(terms.window.start, one.start.year + 1))
        for one in sorted(settled.windows.before)
    ]
    whole = [one for one in years if not first_gap(one, spans)]
    broken = [str(one.start.year) for one in years if one not in whole]
    notes = (f"not in the curve, for want of the whole year: {', '.join(broken)}",)
    return whole, notes if broken else ()


def _axis(start: dt.date) -> Period:
    """Give a year of calendar days from `start` on that has a 29 February."""
    is_early = (start.month, start.day) <= (2, 29)
    first = start.replace(year=LEAP if is_early else LEAP - 1)
    return Period(first, day_in_year(first, first.year + 1))


def _sum_up(counts: DayCounts, period: Period, axis: Period) -> Counts:
    """Sum up the counts of a period over the days of the axis."""
    skip = (period.start - counts.period.start).days
    values = counts.values[skip : skip + period.n_days]
    sums = np.zeros(axis.n_days, np.int64)
    np.add.at(sums, _slots(period, axis), values)
    return sums.cumsum()


def _slots(period: Period, axis: Period) -> NDArray[np.int64]:
    """Give the place on the axis of each day of a period."""
    turn = axis.start.year - period.start.year
    days = (period.start + dt.timedelta(days=i) for i in range(period.n_days))
    slots = [(day_in_year(day, day.year + turn) - axis.start).days for day in days]
    # A window from 29 February begins on the 28th in years without one: its first day all the same.
    return np.clip(np.array(slots, np.int64), 0, axis.n_days - 1)
