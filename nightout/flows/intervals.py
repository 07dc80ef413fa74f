"""Shares and counts of one year, with intervals for years that differ by more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting
from nightout.stats import estimate_dispersion

__all__ = ["FEWEST_YEARS", "Bounded", "bound_counts", "bound_shares", "rank_range"]

Floats = NDArray[np.float64]
# A trend takes two years; the third is the first that can differ from it.
FEWEST_YEARS = 3
SMALLEST_RAW = 1e-4
STEPS = 40
# Past this the share is 0 or 1 to eight digits, and a step may not jump further at once.
STEEPEST, LONGEST_STEP = 20.0, 4.0


@dataclass(frozen=True, eq=False)
class Bounded:
    """A value for each year with its interval, years along the last axis.

    `dispersion` is the variance as a multiple of what plain chance gives, one per series, missing
    with fewer than three years; the interval is then the plain one, which is too narrow.
    """

    value: Floats
    low: Floats
    high: Floats
    dispersion: Floats


def bound_shares(
    part: ArrayLike, whole: ArrayLike, years: ArrayLike, level: float = 0.95
) -> Bounded:
    """Give each year's share with an interval that allows for scatter between years.

    The dispersion is Pearson's chi-square over its degrees of freedom about a log-linear trend of
    the odds. Counts are divided by it, and the Clopper-Pearson interval of these effective counts
    taken at the level that Student's t asks for; the wider of that and the plain one is given. The
    assumption that fails most often: that years scatter at random. A new tracing policy shifts
    all later years at once.

    Parameters
    ----------
    part, whole
        Counts with the years along the last axis; broadcast to each other.
    years
        The year of each count, earliest first.
    level
        How often the interval should hold the true share.

    Returns
    -------
    A `Bounded`; missing where the whole is 0.

    Raises
    ------
    BadSetting
        If a part is more than its whole, or the years are of another number.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., section 4.5.2; Clopper and
    Pearson (1934), Biometrika 26, 404-413.
    """
    hits, totals = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    when = np.asarray(years, float)
    if hits.shape[-1:] != when.shape or (hits > totals).any() or (hits < 0).any():
        raise BadSetting("a part is more than its whole, or not of each year", "Check the counts.")
    raw = _binomial_dispersion(hits, totals, when)
    plain = _clopper_pearson(hits, totals, (1 - level) / 2)
    tail = _student_tail(when.size - 2, level)
    divisor = np.fmax(raw, SMALLEST_RAW)[..., np.newaxis]
    wide = _clopper_pearson(hits / divisor, totals / divisor, tail)
    return _wider(_divide(hits, totals), plain, wide, raw)


def bound_counts(
    counts: ArrayLike, years: ArrayLike, exposure: ArrayLike = 1.0, level: float = 0.95
) -> Bounded:
    """Give each year's count over its exposure, with an interval for scatter between years.

    As `bound_shares`, for counts without a whole: the dispersion is that of `estimate_dispersion`
    over all the years, the interval the exact Poisson one of the effective counts.

    Parameters
    ----------
    counts
        Counts, the years along the last axis.
    years
        The year of each count, earliest first.
    exposure
        What each is counted over, such as people; missing (NaN) gives a missing answer.
    level
        How often the interval should hold the true rate.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442.
    """
    given, over = np.broadcast_arrays(np.asarray(counts, float), np.asarray(exposure, float))
    known = np.where(np.isnan(over), 1.0, over)
    raw = estimate_dispersion(given, years, known).raw
    plain = _garwood(given, (1 - level) / 2)
    divisor = np.fmax(raw, SMALLEST_RAW)[..., np.newaxis]
    low, high = _garwood(given / divisor, _student_tail(given.shape[-1] - 2, level))
    wide = (low * divisor, high * divisor)
    found = _wider(given, plain, wide, raw)
    return Bounded(found.value / over, found.low / over, found.high / over, found.dispersion)


def rank_range(low: Floats, high: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the best and the worst rank that intervals allow each of several values.

    A value can rank no better than behind all whose interval lies wholly above its own. Missing
    values have no rank and take none.
    """
    above = np.sort(low[~np.isnan(low)])
    below = np.sort(high[~np.isnan(high)])
    best = 1 + above.size - np.searchsorted(above, high, side="right")
    worst = below.size - np.searchsorted(below, low, side="left")
    return best, worst


def _student_tail(df: int, level: float) -> float:
    """Give the normal tail that reaches as far as Student's t of so many degrees."""
    from scipy.special import ndtr, stdtrit

    return float(ndtr(-stdtrit(max(df, 1), (1 + level) / 2)))


def _wider(
    value: Floats, plain: tuple[Floats, Floats], wide: tuple[Floats, Floats], raw: Floats
) -> Bounded:
    known = ~np.isnan(raw)[..., np.newaxis]
    low = np.where(known, np.fmin(plain[0], wide[0]), plain[0])
    high = np.where(known, np.fmax(plain[1], wide[1]), plain[1])
    missing = np.isnan(value)
    low, high = np.where(missing, np.nan, low), np.where(missing, np.nan, high)
    return Bounded(value, low, high, np.fmax(raw, 1.0) * np.where(np.isnan(raw), np.nan, 1.0))


def _divide(part: Floats, whole: Floats) -> Floats:
    answer = np.full(part.shape, np.nan)
    np.divide(part, whole, out=answer, where=whole > 0)
    return answer


def _clopper_pearson(hits: Floats, totals: Floats, tail: float) -> tuple[Floats, Floats]:
    from scipy.special import betaincinv

    misses = totals - hits
    low = np.where(hits > 0, betaincinv(np.fmax(hits, 1e-12), misses + 1, tail), 0.0)
    high = np.where(misses > 0, betaincinv(hits + 1, np.fmax(misses, 1e-12), 1 - tail), 1.0)
    return low, high


def _garwood(counts: Floats, tail: float) -> tuple[Floats, Floats]:
    from scipy.special import gammaincinv

    low = np.where(counts > 0, gammaincinv(np.fmax(counts, 1e-12), tail), 0.0)
    return low, gammaincinv(counts + 1, 1 - tail)


def _binomial_dispersion(hits: Floats, totals: Floats, years: Floats) -> Floats:
    """Measure the scatter of yearly shares about a trend of their odds; NaN where it is unknown."""
    filled = (totals > 0).sum(axis=-1)
    expected = totals * _fit_odds(hits, totals, years)
    spread = expected * (1 - _divide(expected, totals))
    scatter = np.zeros(hits.shape)
    np.divide((hits - expected) ** 2, spread, out=scatter, where=spread > 0)
    df = filled - 2
    return np.where(df >= 1, scatter.sum(axis=-1) / np.maximum(df, 1), np.nan)


def _fit_odds(hits: Floats, totals: Floats, years: Floats) -> Floats:
    """Give the yearly shares of a logistic trend, by Newton's steps for all series at once."""
    time = (years - years.mean()) / max(float(np.ptp(years)), 1.0)
    mean = (hits.sum(-1) + 0.5) / (totals.sum(-1) + 1)
    level, rise = np.log(mean / (1 - mean)), np.zeros(mean.shape)
    for _ in range(STEPS):
        odds = np.clip(level[..., np.newaxis] + rise[..., np.newaxis] * time, -STEEPEST, STEEPEST)
        share = 1 / (1 + np.exp(-odds))
        weight, gap = totals * share * (1 - share), hits - totals * share
        a, b, c = weight.sum(-1), (weight * time).sum(-1), (weight * time**2).sum(-1)
        up, tilt = gap.sum(-1), (gap * time).sum(-1)
        inverse = 1 / np.maximum(a * c - b * b, 1e-12)
        step = np.clip(inverse * (c * up - b * tilt), -LONGEST_STEP, LONGEST_STEP)
        turn = np.clip(inverse * (a * tilt - b * up), -LONGEST_STEP, LONGEST_STEP)
        level, rise = level + step, rise + turn
        if max(np.abs(step).max(initial=0), np.abs(turn).max(initial=0)) < 1e-10:
            break
    odds = np.clip(level[..., np.newaxis] + rise[..., np.newaxis] * time, -STEEPEST, STEEPEST)
    return np.asarray(1 / (1 + np.exp(-odds)))
