"""The E-test of two counts: which pairs of counts would differ as much, and how likely are they?"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.stats.rates import Counts

__all__ = ["etest_p"]

Floats = NDArray[np.float64]

# Two counts of 5,000 take 0.03 s, and the time grows with the root of their product.
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
    now, before = _likely_counts(rate * exposure), _likely_counts(rate * exposure_before)
    seen = _squared_difference(np.array(n), np.array(n_before), exposure, exposure_before)
    differ = _squared_difference(now[:, None], before, exposure, exposure_before)
    as_much = differ >= seen * (1 - ROUNDING)
    chance = _chances(now, rate * exposure) @ as_much @ _chances(before, rate * exposure_before)
    return min(1.0, float(chance))


def _squared_difference(
    n: Floats, n_before: Floats, exposure: float, exposure_before: float
) -> Floats:
    """Give the difference of two rates over its standard error, squared; none if both are 0."""
    difference = n / exposure - n_before / exposure_before
    variance = n / exposure**2 + n_before / exposure_before**2
    with np.errstate(invalid="ignore"):
        return np.asarray(difference**2 / variance)


def _likely_counts(mean: float) -> Floats:
    """Give the counts that a Poisson count of this mean can have, but for one part in 10**16."""
    spread = DEVIATIONS * np.sqrt(mean)
    return np.arange(max(0, np.floor(mean - spread)), np.ceil(mean + spread + MARGIN) + 1)


def _chances(counts: Floats, mean: float) -> Floats:
    from scipy.special import gammaln, xlogy

    return np.asarray(np.exp(xlogy(counts, mean) - mean - gammaln(counts + 1)))


def _fits(count: Floats) -> NDArray[np.bool_]:
    return np.asarray((count <= LARGEST) & (count == np.floor(count)))
