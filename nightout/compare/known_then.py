"""What a load of the same age knew of earlier years, where there was one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nightout.compare.answering import Answering
from nightout.compare.curve import Curve
from nightout.compare.snapshots import take_snapshots
from nightout.records import VERSIONS, City, first_gap, read_incidents
from nightout.units import Period, day_in_year

__all__ = ["KnownThen", "known_then"]

# Weekly loads have one within three days of any day.
NEAREST = dt.timedelta(days=3)


@dataclass(frozen=True)
class KnownThen:
    """The count of an earlier year's window as a load knew it."""

    n: int
    known_on: dt.date


def known_then(city: City, answering: Answering, curve: Curve) -> dict[int, KnownThen]:
    """Count the windows of earlier years as loads of the same age knew them, in one pass.

    Parameters
    ----------
    city, answering
        The records, and the loads that answer.
    curve
        Whose earlier years, and how long after its last day it is known.

    Returns
    -------
    By year, for those in which a load was within 3 days of that age and covered the window whole;
    none where the past is rebuilt from reporting dates.
    """
    if answering.basis != VERSIONS:
        return {}
    windows = {year: _moved(curve.terms.window, year) for year in curve.years}
    age = curve.terms.known_on - curve.terms.window.through
    days = {year: _load_of(answering, one, one.through + age) for year, one in windows.items()}
    loads = sorted({day for day in days.values() if day})
    if not loads:
        return {}
    span = Period(
        min(windows[year].start for year, day in days.items() if day),
        max(windows[year].end for year, day in days.items() if day),
    )
    taken = take_snapshots(read_incidents(city), curve.terms.measure, span, loads)
    return {
        year: KnownThen(_sum(taken.values[0, loads.index(day)], span, windows[year]), day)
        for year, day in days.items()
        if day
    }


def _moved(window: Period, year: int) -> Period:
    """Give the like of a window that begins in another year."""
    back = year - window.start.year
    start, through = (day_in_year(day, day.year + back) for day in (window.start, window.through))
    return Period.of(start, through)


def _load_of(answering: Answering, window: Period, day: dt.date) -> dt.date | None:
    """Give the load nearest to a day that knew a whole window; nothing if none is near."""
    knowledge = answering.knowledge
    loads = sorted({load.known_on for load in knowledge.loads}, key=lambda one: abs(one - day))
    near = (one for one in loads if abs(one - day) <= NEAREST)
    return next((one for one in near if not first_gap(window, knowledge.until(one).spans())), None)


def _sum(values: object, span: Period, window: Period) -> int:
    import numpy as np

    skip = (window.start - span.start).days
    return int(np.asarray(values)[skip : skip + window.n_days].sum())
