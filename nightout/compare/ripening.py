"""What became of counts that were as fresh as these: the same days by age, then and settled.

A count is settled at an age after which nothing more is asked of it. How fresh counts grew until
then is told from the past, age for age, in one of two ways: from reporting dates, every day of
which can be looked back to; or from versions, where only the days of loads can.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nightout.compare.reverse_hazard import reported_by_age
from nightout.units import Period

__all__ = ["Past", "Ripening", "RipeningByLoad", "RipeningByReport"]

Counts = NDArray[np.int64]
Bools = NDArray[np.bool_]
WEEK = 7


@dataclass(frozen=True, eq=False)
class Past:
    """Earlier counts of the same freshness, none sharing a day with another, the latest first.

    `n` is what was known then, `gains` what days gained until they were settled, `losses` what
    days lost: withdrawn, reclassified, dated otherwise. Gains and losses of one day are set off.
    Reports are never taken back: counts of them may not lose.
    """

    n: Counts
    gains: Counts
    losses: Counts
    may_lose: bool = True


class Ripening(Protocol):
    """Counts of one group that can be looked back to, as they ripened."""

    @property
    def settled(self) -> int:
        """The age at which a day is settled."""

    def settle_at(self, age: int) -> Ripening:
        """Give the same counts, settled at another age that is no later."""

    def past(self, ages: Counts) -> Past:
        """Give what became of earlier days of these ages, the newest day's age first."""

    def now(self, days: Period) -> int:
        """Give the count of these days as known now."""

    def growth(self, ages: Counts) -> float | None:
        """Give how much days of these ages grow, as a ratio; none where the past alone says it."""

    def ages_alone(self, age: int) -> Counts:
        """Give the days to look at together when one age is asked about."""

    def after(self) -> tuple[int, int]:
        """Give how much came or went after days were settled, and their count."""


@dataclass(frozen=True, eq=False)
class RipeningByReport:
    """Counts by day and delay of report.

    Parameters
    ----------
    days
        The days of the rows.
    delays
        By day and delay from 0 to `settled`; one more column for later ones.
    seen
        How old each day was at the end of the reports that its file holds; -1 for a day that no
        file covers.
    """

    days: Period
    delays: Counts
    seen: Counts

    @property
    def settled(self) -> int:
        """The age at which a day is settled."""
        return int(self.delays.shape[1]) - 2

    def settle_at(self, age: int) -> RipeningByReport:
        """Count delays past this age together with the later ones."""
        later = self.delays[:, age + 1 :].sum(axis=1, keepdims=True)
        return replace(self, delays=np.hstack([self.delays[:, : age + 1], later]))

    def past(self, ages: Counts) -> Past:
        """Look back by whole weeks, so that weekdays stay what they are."""
        rows = self._look_back(len(ages))
        n = self._by_age[rows, np.minimum(ages, self.settled)].sum(axis=1)
        gains = self._by_age[rows, self.settled].sum(axis=1) - n
        return Past(n, gains, np.zeros_like(n), may_lose=False)

    def now(self, days: Period) -> int:
        """Give the count of these days as reported by now."""
        first = (days.start - self.days.start).days
        return int(self.delays[first : first + days.n_days].sum())

    def growth(self, ages: Counts) -> float | None:
        """Give the growth of a steady count, from the reverse-time hazard."""
        share = self.share_by_age[np.minimum(ages, self.settled)]
        return float((1 - share).sum() / share.sum()) if share.sum() > 0 else None

    @cached_property
    def share_by_age(self) -> NDArray[np.float64]:
        """The share of a day's settled count that is reported by each age."""
        return reported_by_age(self.delays[:, :-1], self.seen)

    def ages_alone(self, age: int) -> Counts:
        """Take seven days at one age, as weekdays differ."""
        return np.full(WEEK, age)

    def after(self) -> tuple[int, int]:
        """Give how many reports came after days were settled, and the count of these days."""
        whole = self.delays[self.seen >= self.settled]
        return int(whole[:, -1].sum()), int(whole.sum())

    @cached_property
    def _by_age(self) -> Counts:
        """The count of each day as reported by each age."""
        return np.asarray(self.delays[:, :-1].cumsum(axis=1))

    def _look_back(self, n_days: int) -> Counts:
        """Give earlier spans of days that are settled, a row each, the last day first."""
        whole = self.seen >= self.settled
        newest = int(np.flatnonzero(whole)[-1]) if whole.any() else -1
        step = -(-n_days // WEEK) * WEEK
        rows = np.arange(newest, n_days - 2, -step)[:, np.newaxis] - np.arange(n_days)
        return np.asarray(rows[whole[rows].all(axis=1)])


@dataclass(frozen=True, eq=False)
class RipeningByLoad:
    """Counts by day as known at each load.

    Parameters
    ----------
    days
        The days of the columns.
    loads
        The days of loads, in order.
    values
        Counts by load and day.
    covered
        Whether a load spoke about a day: a count that no load looked at again does not ripen.
    settled
        The age at which a day is settled: its count is that of the first load at or after it.
    """

    days: Period
    loads: tuple[dt.date, ...]
    values: Counts
    covered: Bools
    settled: int

    def settle_at(self, age: int) -> RipeningByLoad:
        """Take the first load at or after this age as final."""
        return replace(self, settled=age)

    def past(self, ages: Counts) -> Past:
        """Look back to each load that knew days of these ages, and that lies far enough apart."""
        final, is_final = self._final
        n, gains, losses = [], [], []
        barrier = self.days.n_days
        for k in range(len(self.loads) - 1, -1, -1):
            rows = (self.loads[k] - self.days.start).days - ages
            if rows.min() < 0 or rows.max() >= barrier:
                continue
            if not (self.covered[k, rows].all() and is_final[rows].all()):
                continue
            settled = ages >= self.settled
            known = np.where(settled, final[rows], self.values[k, rows])
            change = final[rows] - known
            n.append(int(known.sum()))
            gains.append(int(change[change > 0].sum()))
            losses.append(int(-change[change < 0].sum()))
            barrier = int(rows.min())
        return Past(np.array(n, np.int64), np.array(gains, np.int64), np.array(losses, np.int64))

    def now(self, days: Period) -> int:
        """Give the count of these days as known at the last load."""
        first = (days.start - self.days.start).days
        return int(self.values[-1, first : first + days.n_days].sum())

    def growth(self, ages: Counts) -> float | None:  # noqa: ARG002
        """Leave it to the past: loads are too far apart to tell a hazard by the day."""
        return None

    def ages_alone(self, age: int) -> Counts:
        """Take the days about this age, at most a week: each load knew only one of each age.

        The younger, the fewer, as completeness bends most there.
        """
        reach = min(age // 2, WEEK // 2, self.settled - age)
        return np.arange(age - reach, age + reach + 1)

    def after(self) -> tuple[int, int]:
        """Give how much counts of single days changed since, and the count of these days."""
        final, is_final = self._final
        change = np.abs(self.values[-1, is_final] - final[is_final])
        return int(change.sum()), int(self.values[-1, is_final].sum())

    @cached_property
    def _final(self) -> tuple[Counts, Bools]:
        """Each day's settled count, and whether there is one."""
        age = np.array([(load - self.days.start).days for load in self.loads])[:, np.newaxis]
        age = age - np.arange(self.days.n_days)
        can = self.covered & (age >= self.settled)
        first = can.argmax(axis=0)
        is_final = np.asarray(can.any(axis=0))
        return self.values[first, np.arange(self.days.n_days)], is_final
