"""The parts of an answer about lateness: delays of groups, completeness by age, recent weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nightout.compare.completeness import Growth, Range, measure_growth
from nightout.compare.lag_question import AgeShare, Delay, WeekCount
from nightout.compare.lag_sources import Told
from nightout.compare.ripening import Ripening, RipeningByReport
from nightout.records import first_gap
from nightout.units import ONE_DAY, Period

__all__ = ["DAYS", "ages_of", "delay_of", "growth_of", "week_through", "weeks_of"]

DAYS = 7
# Fewer records say nothing about quantiles of their delays.
FEWEST_DELAYS = 20
Ages = NDArray[np.int64]
Shares = NDArray[np.float64]


def growth_of(ripening: Ripening, ages: Ages) -> Growth | None:
    """Give how days of these ages grow; nothing where too few say so."""
    return measure_growth(ripening.past(ages), ripening.growth(ages))


def week_through(last: dt.date) -> Period:
    """Give the seven days through a day."""
    return Period.of(last - (DAYS - 1) * ONE_DAY, last)


def weeks_of(
    told: Told, through: dt.date, n_weeks: int, spans: Sequence[Period]
) -> Iterator[WeekCount]:
    """Give the weeks that the records cover, the newest first."""
    for back in range(n_weeks):
        days = week_through(through - back * DAYS * ONE_DAY)
        if first_gap(days, spans) or days.start < told.days.start:
            return
        n, age = told.whole.now(days), (told.judged_on - days.through).days
        if age >= told.whole.settled:
            yield WeekCount(days, age, n, Range(1, 1, 1), Range(n, n, n), is_settled=True)
            continue
        growth = growth_of(told.whole, age + np.arange(DAYS))
        complete, nowcast = (growth.complete(), growth.settle(n)) if growth else (None, None)
        yield WeekCount(days, age, n, complete, nowcast)


def ages_of(ripening: Ripening) -> Iterator[AgeShare]:
    """Give how complete each age is, up to the one that is settled."""
    for age in range(ripening.settled):
        growth = growth_of(ripening, ripening.ages_alone(age))
        yield AgeShare(age, growth.complete() if growth else None)
    yield AgeShare(ripening.settled, Range(1, 1, 1))


def delay_of(name: str, ripening: Ripening) -> Delay:
    """Give the quantiles of the delay of one group."""
    n, shares = _curve(ripening)
    if n < FEWEST_DELAYS or np.isnan(shares[0]):
        return Delay(name, n, *([None] * 7))

    def share(age: int) -> float | None:
        return None if age > ripening.settled or np.isnan(shares[age]) else float(shares[age])

    def quantile(wanted: float) -> int:
        # Net counts may fall again: the age from which the share is never below.
        below = np.flatnonzero(~(shares >= wanted))
        return int(below[-1]) + 1 if below.size else 0

    quantiles = [quantile(wanted) for wanted in (0.5, 0.9, 0.95, 0.99)]
    return Delay(name, n, share(0), share(7), share(28), *quantiles)


def _curve(ripening: Ripening) -> tuple[int, Shares]:
    """Give how many records tell the delays, and the share known at each age."""
    if isinstance(ripening, RipeningByReport):
        within = ripening.delays[ripening.seen >= 0, :-1]
        return int(within.sum()), ripening.share_by_age
    grown = [growth_of(ripening, ripening.ages_alone(age)) for age in range(ripening.settled)]
    shares = np.array([*(one.share if one else np.nan for one in grown), 1.0])
    newest = growth_of(ripening, np.arange(DAYS))
    return int(newest.gains.trials) if newest else 0, shares
