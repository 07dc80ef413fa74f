"""Two counts side by side: the ratio of their rates, its exact interval, and p-values.

Every function takes numbers or arrays that broadcast, one element per comparison. A count that is
missing (NaN) gives a missing answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting

__all__ = ["Counts", "RateComparison", "compare_rates", "stabilised_z"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts now and before, with the exposure (days, people, ...) each was counted over.

    Counts may be fractions: a count divided by its dispersion is an effective count.
    """

    n: Floats
    n_before: Floats
    exposure: Floats
    exposure_before: Floats

    @classmethod
    def of(
        cls, n: ArrayLike, n_before: ArrayLike, exposure: ArrayLike, exposure_before: ArrayLike
    ) -> Counts:
        """Make counts of one shape from numbers or arrays that broadcast.

        Raises
        ------
        BadSetting
            If a count is negative or infinite, or an exposure is not above 0.
        """
        arrays = (np.asarray(given, float) for given in (n, n_before, exposure, exposure_before))
        counts = cls(*np.broadcast_arrays(*arrays))
        need_counts(counts.n, "n")
        need_counts(counts.n_before, "n_before")
        need_above(0, counts.exposure, "exposure")
        need_above(0, counts.exposure_before, "exposure_before")
        return counts

    def divided_by(self, dispersion: Floats) -> Counts:
        """Give the effective counts: as many independent events as these counts are worth."""
        return Counts(
            self.n / dispersion, self.n_before / dispersion, self.exposure, self.exposure_before
        )

    @property
    def share_of_exposure(self) -> tuple[Floats, Floats]:
        """The chance that an event falls now, or before, when both rates are equal."""
        both = self.exposure + self.exposure_before
        return self.exposure / both, self.exposure_before / both


@dataclass(frozen=True, eq=False)
class RateComparison:
    """The ratio of two rates with its exact interval and p-values, one element per comparison.

    `ratio` is missing when both counts are 0, and infinite when only the earlier one is.
    """

    counts: Counts
    level: float
    ratio: Floats
    ratio_low: Floats
    ratio_high: Floats
    p_exact: Floats
    p_midp: Floats


def compare_rates(
    n: ArrayLike,
    n_before: ArrayLike,
    exposure: ArrayLike = 1.0,
    exposure_before: ArrayLike = 1.0,
    level: float = 0.95,
) -> RateComparison:
    """Compare two counts as Poisson counts: ratio of rates, exact interval, exact and mid p.

    Given the sum of the two counts, the later one is binomial; its Clopper-Pearson interval,
    turned into odds, is the interval of the ratio. Null hypothesis of both p-values: one rate
    underlies both counts. Both follow the central convention (twice the smaller tail, at most 1),
    so that `p_exact` is below 1 - `level` exactly when the interval leaves out 1. Mid-p counts
    half of the outcome seen; it has no interval here and may fall a little short of its promise.

    The assumption that fails most often in police data: events come one at a time. Retaliation,
    several victims of one shooting, a hot summer make years differ by more than Poisson chance,
    and the interval is then too narrow; see `widen`.

    Parameters
    ----------
    n, n_before
        Counts now and before, 0 or more; fractions are allowed.
    exposure, exposure_before
        What each was counted over, in one unit: days, years, people.
    level
        How often the interval should hold the true ratio, between 0 and 1.

    Returns
    -------
    A `RateComparison`. Two counts of 0 say nothing: the interval runs from 0 to infinity, p is 1.

    Raises
    ------
    BadSetting
        If a count is negative, an exposure not above 0, or the level not between 0 and 1.

    References
    ----------
    Clopper and Pearson (1934), Biometrika 26, 404-413. The conditional test is that of Przyborowski
    and Wilenski (1940), Biometrika 31, 313-323.
    """
    if not 0 < level < 1:
        raise BadSetting(f"the level is {level}", "Give a share between 0 and 1, such as 0.95.")
    counts = Counts.of(n, n_before, exposure, exposure_before)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (counts.n / counts.exposure) / (counts.n_before / counts.exposure_before)
    low, high = central_interval(counts, (1 - level) / 2)
    return RateComparison(
        counts, level, ratio, low, high, central_p(counts), central_p(counts, seen=0.5)
    )


def central_interval(counts: Counts, tail: float) -> tuple[Floats, Floats]:
    """Bound the ratio of rates so that each bound errs with a chance of at most `tail`."""
    scale = counts.exposure_before / counts.exposure
    low = _lower_odds(counts.n, counts.n_before, tail) * scale
    with np.errstate(divide="ignore", over="ignore"):  # past 1e308 there is no upper bound
        high = scale / _lower_odds(counts.n_before, counts.n, tail)
    return low, high


def central_p(counts: Counts, seen: float = 1.0) -> Floats:
    """Double the smaller tail, at most 1; `seen` is the share of the outcome seen that counts."""
    now, before = counts.share_of_exposure
    upper = _upper_tail(counts.n, counts.n_before, now, seen)
    lower = _upper_tail(counts.n_before, counts.n, before, seen)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(upper, lower)))


def _upper_tail(n: Floats, others: Floats, chance: Floats, seen: float) -> Floats:
    """Give the binomial chance of more than `n` of `n + others`, plus a share of exactly `n`."""
    from scipy.special import betainc

    # Adding the two tails, not subtracting the point, keeps every digit of a tiny p.
    with_it, without = betainc(n, others + 1, chance), betainc(n + 1, others, chance)
    return np.asarray(seen * with_it + (1 - seen) * without)


def _lower_odds(n: Floats, others: Floats, tail: float) -> Floats:
    """Give the odds under which `n` or more of `n + others` has a chance of `tail`."""
    from scipy.special import betaincinv

    chance = betaincinv(n, others + 1, tail)
    # scipy gives the smallest normal double in place of less, which is no bound at all.
    chance = np.where((n == 0) | (chance <= np.finfo(float).tiny), 0.0, chance)
    with np.errstate(divide="ignore"):  # a chance that rounds to 1 has endless odds
        return np.asarray(chance / (1 - chance))


def stabilised_z(n: ArrayLike, mean_before: ArrayLike, n_years: ArrayLike) -> Floats:
    """Give how many standard deviations a count lies from the mean of earlier years.

    Twice the square root of a Poisson count has variance 1 whatever its mean, so the difference
    from the mean of k years has variance 1 + 1/k; dividing by its root makes |z| > 1.96 as rare as
    it should be, for means of about 10 and more. Null hypothesis: one rate underlies all the
    years. It fails with overdispersed counts and with a trend, both common in police data.

    Parameters
    ----------
    n
        Count of the current year, 0 or more.
    mean_before
        Mean count of the earlier years, over equal exposure.
    n_years
        How many earlier years, 1 or more.

    Raises
    ------
    BadSetting
        If a count is negative or the number of years is not above 0.

    References
    ----------
    Wheeler (2016), Int. J. Police Science & Management 18, 159-172, whose z leaves the variance
    of the earlier years out; the transformation is that of Bartlett (1936).
    """
    counts = Counts.of(n, mean_before, 1.0, 1.0)
    years = np.asarray(n_years, float)
    need_above(0, years, "n_years")
    return np.asarray(2 * (np.sqrt(counts.n) - np.sqrt(counts.n_before)) / np.sqrt(1 + 1 / years))


def need_counts(values: Floats, name: str) -> None:
    """Refuse counts below 0 or infinite; a missing count (NaN) may pass."""
    bad = (values < 0) | np.isinf(values)
    if bad.any():
        raise BadSetting(
            f"{name} holds {values[bad][0]:g}",
            "A count is 0 or more; leave a count that is not known missing (NaN).",
        )


def need_above(least: float, values: Floats, name: str) -> None:
    """Refuse values that are not finite and above `least`."""
    bad = ~((values > least) & np.isfinite(values))
    if bad.any():
        raise BadSetting(
            f"{name} holds {values[bad][0]:g}", f"Every value must be finite and above {least:g}."
        )
