"""What range of year's ends a count so far points to, told from whole earlier years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting
from nightout.stats import predict_count, student_tail

__all__ = ["FEWEST_WHOLE_YEARS", "YearEnd", "YearsBefore", "point_to_year_end"]

Floats = NDArray[np.float64]
# The turns of three years leave two degrees of freedom: with fewer, any range is a guess.
FEWEST_WHOLE_YEARS = 3
# A few changes from year to year seldom hold as large a one as may come: their mean is doubled.
DRIFT_MARGIN = 2.0
# Years that split alike by luck would tell effective events without end.
SMALLEST_DISPERSION = 0.01


@dataclass(frozen=True)
class YearEnd:
    """The year's end that a count so far points to: the whole year's count, and its range.

    `naive` is the count so far stretched by the calendar alone. `dispersion` says how much more
    than by chance the split of earlier years at that day differed.
    """

    so_far: int
    low: int
    expected: float
    high: int
    naive: float
    level: float
    dispersion: float
    years: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class YearsBefore:
    """Whole earlier years, the earliest first: each one's count by the day, and after it.

    Raises
    ------
    BadSetting
        If there are fewer than 3, they are out of order, or a count is negative.
    """

    years: tuple[int, ...]
    so_far: Floats
    rest: Floats

    def __post_init__(self) -> None:
        if len(self.years) < FEWEST_WHOLE_YEARS:
            raise BadSetting(
                f"{len(self.years)} whole earlier years are given",
                f"Give {FEWEST_WHOLE_YEARS} or more: fewer do not tell how years differ.",
            )
        if list(self.years) != sorted(set(self.years)):
            raise BadSetting(f"years is {self.years}", "Give each once, the earliest first.")
        if self.so_far.shape != (len(self.years),) or self.rest.shape != self.so_far.shape:
            raise BadSetting("years and counts differ in number", "Give two counts per year.")
        if min(self.so_far.min(), self.rest.min()) < 0:
            raise BadSetting("a count is below 0", "Counts are 0 or more.")

    @classmethod
    def of(cls, years: Sequence[int], so_far: ArrayLike, rest: ArrayLike) -> YearsBefore:
        """Make them from numbers of any kind."""
        return cls(tuple(years), np.asarray(so_far, float), np.asarray(rest, float))

    @property
    def totals(self) -> Floats:
        """Each year's whole count."""
        return self.so_far + self.rest

    @property
    def share(self) -> float:
        """The share of a year's count that had come by the day, all the years together."""
        # Half an event on either side: a share is never known to be 0 or 1.
        return float((self.so_far.sum() + 0.5) / (self.totals.sum() + 1))

    @property
    def dispersion(self) -> float:
        """How much more than by chance the years' splits at the day differ, as measured.

        Pearson's chi-square of the table of years by before and after, over its degrees of
        freedom: the levels of the years have no part in it.
        """
        expected = self.totals * self.share * (1 - self.share)
        has = expected > 0
        off = (self.rest - self.totals * (1 - self.share))[has] ** 2 / expected[has]
        return float(off.sum()) / (len(self.years) - 1)

    @property
    def drift(self) -> float:
        """The variance of the logarithm of the level from one year to the next, beyond chance."""
        totals = self.totals + 0.5
        steps = np.diff(np.log(totals)) ** 2 / np.diff(np.array(self.years))
        chance = max(self.dispersion, 1.0) * (1 / totals[1:] + 1 / totals[:-1])
        return max(float((steps - chance).mean()), 0.0)


def point_to_year_end(
    so_far: int, before: YearsBefore, *, year: int, elapsed: float, level: float = 0.95
) -> YearEnd:
    """Say which range of year's ends a count so far points to.

    Two things are known: how high the last whole year was, with how much years have moved from
    one to the next; and how much came by this day, with the share of a year that had come by it in
    earlier years. Each is weighed by how surely it tells (a gamma prior, a Poisson count). The
    rest of the year is then a negative binomial whose variance holds chance, what is not known of
    the level, of the share, and how years turned after this day before; its tails are taken as far
    out as Student's t asks for with so few years. Early in a year last year speaks; from spring on
    the count itself does.

    The assumption that fails most often in police data: that this year moves like earlier ones. A
    year such as 2020 lay outside what any year before it could tell.

    Parameters
    ----------
    so_far
        The count by the end of the day.
    before
        Whole earlier years, split at the same day.
    year
        The year that is asked about.
    elapsed
        The share of the year's days that is over, above 0 and below 1; for `naive` alone.
    level
        How often the range should hold the year's end.

    Raises
    ------
    BadSetting
        If the count is negative, the level or the elapsed share is not between 0 and 1, or the
        year does not follow those before.

    References
    ----------
    docs/explanation/curve.md: how often it was right, and what it was chosen among.
    """
    _check(so_far, elapsed, level)
    gap = year - before.years[-1]
    if gap < 1:
        raise BadSetting(f"year is {year}", f"It must follow {before.years[-1]}.")
    # Chance alone is known for sure; a measured dispersion no surer than so few years can tell it.
    by_chance = _range_of_rest(so_far, before, gap, 1.0, (1 - level) / 2)
    student = student_tail(level, len(before.years) - 1)
    ranges = (by_chance, _range_of_rest(so_far, before, gap, before.dispersion, student))
    return YearEnd(
        so_far,
        so_far + min(low for low, _ in ranges),
        so_far + _expect_rest(so_far, before, gap, max(before.dispersion, 1.0))[0],
        so_far + max(high for _, high in ranges),
        so_far / elapsed,
        level,
        before.dispersion,
        before.years,
    )


def _expect_rest(
    so_far: int, before: YearsBefore, gap: int, dispersion: float
) -> tuple[float, float]:
    """Give what is expected of the rest of the year, and the events that it rests on."""
    share, last = before.share, float(before.totals[-1]) + 0.5
    prior = 1 / (DRIFT_MARGIN * before.drift * gap + dispersion / last)
    known = prior + so_far
    return (1 - share) * known / (prior / last + share), known


def _range_of_rest(
    so_far: int, before: YearsBefore, gap: int, dispersion: float, tail: float
) -> tuple[int, int]:
    dispersion = max(dispersion, SMALLEST_DISPERSION)
    share = before.share
    rest, known = _expect_rest(so_far, before, gap, dispersion)
    # Shares of the rest's square: what is unknown of the level, of the share, and of the turn.
    unsure = 1 / known + dispersion / (share * (1 - share) * (before.totals.sum() + 1))
    turn = (so_far / known) ** 2 * max(dispersion - 1, 0.0) / max(so_far, 0.5)
    variance = dispersion * rest + rest**2 * (unsure + turn)
    # Counts steadier than chance are told in effective events, of which each is less than one.
    unit = min(dispersion, 1.0)
    low, high = predict_count(rest / unit, variance / unit**2, tail=tail)
    return math.floor(low * unit), math.ceil(high * unit)


def _check(so_far: int, elapsed: float, level: float) -> None:
    if so_far < 0:
        raise BadSetting(f"the count so far is {so_far}", "Counts are 0 or more.")
    if not 0 < elapsed < 1:
        raise BadSetting(
            f"the share of the year that is over is {elapsed}", "Give it between 0 and 1."
        )
    if not 0 < level < 1:
        raise BadSetting(f"the level is {level}", "Give a share between 0 and 1, such as 0.95.")
