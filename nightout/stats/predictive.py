"""Where a count still to come will lie, when its mean and its variance are expected."""

from __future__ import annotations

import math

from nightout.errors import BadSetting

__all__ = ["CountRange", "predict_count", "student_tail"]

# A variance of the mean itself is Poisson's: the negative binomial comes as near as this.
POISSON = 1 + 1e-6

CountRange = tuple[int, int]


def predict_count(mean: float, variance: float, *, tail: float) -> CountRange:
    """Give the counts that a negative binomial of this mean and variance seldom leaves.

    The assumption that fails most often in police data: that the mean was expected rightly. A
    change of definition or of recording moves a count out of any such range.

    Parameters
    ----------
    mean
        What is expected, above 0.
    variance
        About the mean; taken as the mean itself, which is Poisson's, where it is less.
    tail
        The chance that a count may have to lie below the range, and as much above it.

    Returns
    -------
    The lowest and the highest count of the range, both inclusive.

    Raises
    ------
    BadSetting
        If the mean is not above 0, the variance no number, or the tail not between 0 and a half.
    """
    if not (0 < mean < math.inf) or not math.isfinite(variance):
        raise BadSetting(
            f"the mean is {mean} and the variance {variance}",
            "Give a mean above 0 and a variance, both finite.",
        )
    if not 0 < tail < 0.5:
        raise BadSetting(f"the tail is {tail}", "Give a share between 0 and 0.5, such as 0.025.")
    shape = mean * mean / (max(variance, mean * POISSON) - mean)
    return _first(mean, shape, tail), _first(mean, shape, 1 - tail)


def student_tail(level: float, df: int) -> float:
    """Give the tail of a normal that lies beyond Student's t for that level.

    A spread that was itself told from a few years is held less surely: its range is taken
    further out by so much.
    """
    from scipy.special import ndtr, stdtrit

    return float(ndtr(-stdtrit(df, (1 + level) / 2)))


def _first(mean: float, shape: float, share: float) -> int:
    """Find the first count at which the chance of it or less is more than `share`."""
    from scipy.special import betainc

    chance = shape / (shape + mean)
    low, high = -1, 1
    while betainc(shape, high + 1, chance) <= share:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if betainc(shape, middle + 1, chance) <= share:
            low = middle
        else:
            high = middle
    return high
