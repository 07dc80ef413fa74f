"""The E-test of two counts: which pairs of counts would differ as much, and how likely are they?"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.stats.rates import Counts

__all__ = ["etest_p"]

Floats = NDArray[np.float64]

LARGEST = 5_000
# Outside these bounds of a Poisson count lies less than one part in 10**16, whatever its mean.
DEVIATIONS, MARGIN = 9.0, 30.0
# Pairs that differ exactly as much as those seen must not be told apart by rounding: 3 against 0
# and 0 against 3 always do, over whatever exposures.
ROUNDING = 1e-9


def etest_p(
    n: ArrayLike, n_before: ArrayLike, exposure: ArrayLike = 1.0, exposure_before: ArrayLike = 1.0
) -> Floats:
    """Test two rates with the E-test, which finds more than the exact test in small counts.

    Null hypothesis: one rate underlies both counts. It fails with overdispersed counts as the
    exact test does. Missing where it was not done: for a fraction, a missing count, or a count
    above 5,000, where it is slow and hardly differs from the exact test.

    Returns
    -------
    One two-sided p-value per comparison.

    Raises
    ------
    BadSetting
        If a count is negative or an exposure not above 0.

    References
    ----------
    Krishnamoorthy and Thomson (2004), J. Statistical Planning and Inference 119, 23-35, section 3.
    """
    counts = Counts.of(n, n_before, exposure, exposure_before)
    p_values = np.full(counts.n.shape, np.nan)
    done = _fits(counts.n) & _fits(counts.n_before)
    # Many beats have the same few small counts.
    test = functools.cache(_test)
    for row in np.ndindex(counts.n.shape):
        if done[row]:
            pair = (float(counts.n[row]), float(counts.n_before[row]))
            over = (float(counts.exposure[row]), float(counts.exposure_before[row]))
            p_values[row] = test(*pair, *over)
    return p_values


def _test(n: float, n_before: float, exposure: float, exposure_before: float) -> float:
    """Add up the chances of all pairs whose rates differ by as many standard errors, or more."""
    rate = (n + n_before) / (exposure + exposure_before)
    if rate == 0:
        return 1.0
    difference = n / exposure - n_before / exposure_before
    variance = n / exposure**2 + n_before / exposure_before**2
    as_much = difference**2 / variance * (1 - ROUNDING)
    now, before = _likely_counts(rate * exposure), _likely_counts(rate * exposure_before)
    below, above = _bounds(now / exposure, as_much, exposure, exposure_before)
    n_below = _rank(np.floor(below * exposure_before) + 1, before)
    # Where nothing was seen to differ both bounds are one count, which is not to count twice.
    n_not_above = np.maximum(n_below, _rank(np.ceil(above * exposure_before), before))
    if now[0] == before[0] == 0:
        # Nothing against nothing has no standard error to differ by.
        n_below[0] = 0
    chance = _chances(before, rate * exposure_before)
    up_to = np.concatenate([[0.0], np.cumsum(chance)])
    # Summed from the far end, so that small tails keep their digits.
    from_there = np.concatenate([[0.0], np.cumsum(chance[::-1])])[::-1]
    total = _chances(now, rate * exposure) @ (up_to[n_below] + from_there[n_not_above])
    return min(1.0, float(total))


def _bounds(
    rate: Floats, as_much: float, exposure: float, exposure_before: float
) -> tuple[Floats, Floats]:
    """Give the rates before that lie just so many standard errors, squared, from each rate now.

    They solve (rate - before)**2 = as_much * (rate / exposure + before / exposure_before).
    """
    step = as_much / exposure_before / 2
    middle = rate + step
    reach = np.sqrt(step * (2 * rate + step) + as_much * rate / exposure)
    return middle - reach, middle + reach


def _rank(count: Floats, among: Floats) -> NDArray[np.int64]:
    """Give how many of consecutive counts lie below each of these."""
    return np.asarray(np.clip(count - among[0], 0, len(among)), np.int64)


def _likely_counts(mean: float) -> Floats:
    """Give the counts that a Poisson count of this mean can have, but for one part in 10**16."""
    spread = DEVIATIONS * np.sqrt(mean)
    return np.arange(max(0, np.floor(mean - spread)), np.ceil(mean + spread + MARGIN) + 1)


def _chances(counts: Floats, mean: float) -> Floats:
    from scipy.special import gammaln, xlogy

    return np.asarray(np.exp(xlogy(counts, mean) - mean - gammaln(counts + 1)))


def _fits(count: Floats) -> NDArray[np.bool_]:
    return np.asarray((count <= LARGEST) & (count == np.floor(count)))
