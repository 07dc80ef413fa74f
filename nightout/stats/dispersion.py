"""How much more than by chance the years differ, and the interval that allows for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nightout.errors import BadSetting
from nightout.stats.rates import (
    Floats,
    RateComparison,
    central_interval,
    central_p,
    need_above,
    need_counts,
)

__all__ = ["Dispersion", "Widened", "estimate_dispersion", "widen"]

# Years that lie on a line by luck would make counts endless; 0.0001 is past where it matters.
SMALLEST_RAW = 1e-4
# Tails end at 37 standard deviations, where doubles do: p_wide is never below 0.017 with df = 1.
SMALLEST_TAIL = 1e-300
# The trend is sought up to a factor of e to this power from the first year to the last.
STEEPEST = 1e4
# Newton needs 5 to 10 steps; the rest is for rows that halve the bracket first.
STEPS = 60


@dataclass(frozen=True, eq=False)
class Dispersion:
    """The variance of yearly counts as a multiple of what Poisson chance gives.

    `raw` is as measured, missing when no event was counted; `value` is `raw` or 1, whichever is
    more, and missing when a count is or when there are fewer than 3 years. `df` is `years` - 2.
    """

    value: Floats
    raw: Floats
    df: int
    years: int


@dataclass(frozen=True, eq=False)
class Widened:
    """The interval of a ratio of rates and its p-value, with overdispersion allowed for."""

    wide_low: Floats
    wide_high: Floats
    p_wide: Floats


def estimate_dispersion(
    counts_of_earlier_years: ArrayLike, years: ArrayLike, exposure: ArrayLike = 1.0
) -> Dispersion:
    """Measure how much more than Poisson chance the earlier years differ from a steady trend.

    Pearson's chi-square over its degrees of freedom, about a log-linear Poisson trend, so that a
    steady rise is not taken for noise. The current year is no part of it: it would hide the
    change that is being asked about. The assumption that fails most often in police data: that
    the years differ in rate only. A change of definition, system or reporting looks like noise.

    Parameters
    ----------
    counts_of_earlier_years
        Counts, the years along the last axis, any number of comparisons before it.
    years
        The year of each count, earliest first; gaps are allowed.
    exposure
        What each count was counted over; broadcasts to the counts.

    Returns
    -------
    A `Dispersion`, one element per comparison. Where all events fall in the first or the last
    year no trend fits, and the spread is about a constant rate.

    Raises
    ------
    BadSetting
        If a count is negative, an exposure not above 0, the years not in order, or of another
        number than the counts.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., section 6.2.3.
    """
    counts, when = np.asarray(counts_of_earlier_years, float), np.asarray(years, float)
    over = np.asarray(exposure, float)
    _check_years(counts, when, over)
    n_years = when.size
    df = max(n_years - 2, 0)
    if df == 0:
        missing = np.full(counts.shape[:-1], np.nan)
        return Dispersion(missing, missing, df, n_years)
    expected = _fit_trend(counts, when, np.broadcast_to(over, counts.shape))
    # A steep trend may expect less than a double can hold, of a year that counted none.
    scatter = np.zeros(counts.shape)
    np.divide((counts - expected) ** 2, expected, out=scatter, where=expected != 0)
    empty = counts.sum(axis=-1) == 0
    raw = np.where(empty, np.nan, scatter.sum(axis=-1) / df)
    return Dispersion(np.where(empty, 1.0, np.maximum(raw, 1.0)), raw, df, n_years)


def widen(compared: RateComparison, dispersion: Dispersion) -> Widened:
    """Widen an exact interval for years that differ by more than Poisson chance.

    Null hypothesis of `p_wide`: one rate underlies both counts, and years scatter about it with
    variance `dispersion` times the mean. Counts are divided by the raw dispersion into effective
    counts, whose exact interval is taken at the level that Student's t asks for in place of the
    normal, because the dispersion itself is known from a few years only. The answer is the wider
    of that interval and the exact one, and `p_wide` the larger of the two p-values; it is below
    1 - `level` exactly when the interval leaves out 1. The assumption that fails most often in
    police data: that the scatter of one year says nothing of the next.

    Parameters
    ----------
    compared
        The comparison, with its counts and level.
    dispersion
        Of the earlier years of the same series; broadcasts to the comparison.

    Returns
    -------
    A `Widened`, missing where the dispersion is.

    References
    ----------
    docs/explanation/uncertainty.md: the coverage measured, and the methods it was chosen among.
    """
    from scipy.special import ndtr, ndtri, stdtr, stdtrit

    raw = np.fmax(dispersion.raw, SMALLEST_RAW)
    effective = compared.counts.divided_by(raw)
    quantile = stdtrit(dispersion.df, (1 + compared.level) / 2)
    low, high = central_interval(effective, float(ndtr(-quantile)))
    tail = np.maximum(central_p(effective) / 2, SMALLEST_TAIL)
    p_student = 2 * stdtr(dispersion.df, ndtri(tail))
    known = np.where(np.isnan(dispersion.value), np.nan, 1.0)
    return Widened(
        known * np.minimum(low, compared.ratio_low),
        known * np.maximum(high, compared.ratio_high),
        known * np.maximum(p_student, compared.p_exact),
    )


def _check_years(counts: Floats, years: Floats, exposure: Floats) -> None:
    need_counts(counts, "counts_of_earlier_years")
    need_above(0, exposure, "exposure")
    if years.ndim != 1 or not (np.diff(years) > 0).all():
        raise BadSetting(f"years holds {years.tolist()}", "Give each year once, earliest first.")
    if counts.shape[-1:] != years.shape:
        raise BadSetting(
            f"there are counts of {counts.shape[-1:]} years and {years.size} years",
            "Give one count per year, the years along the last axis.",
        )


def _fit_trend(counts: Floats, years: Floats, exposure: Floats) -> Floats:
    """Give the counts that a log-linear Poisson trend expects, each row keeping its total."""
    time = (years - years.mean()) / np.ptp(years)
    total = counts.sum(axis=-1, keepdims=True)
    has_trend = (counts[..., 1:].sum(-1) > 0) & (counts[..., :-1].sum(-1) > 0)
    rise = np.where(has_trend, _solve_rise(counts, time, exposure), 0.0)
    return np.asarray(total * _shares(rise, time, exposure))


def _solve_rise(counts: Floats, time: Floats, exposure: Floats) -> Floats:
    """Find the rise at which the mean time of expected events is that of the counted ones.

    With the total kept, that is the only equation left of a Poisson regression. The mean time
    grows with the rise, so Newton's steps stay inside a bracket and cannot run away.
    """
    with np.errstate(invalid="ignore"):
        wanted = (counts * time).sum(axis=-1) / counts.sum(axis=-1)
    rise = np.zeros(wanted.shape)
    low, high = np.full(wanted.shape, -STEEPEST), np.full(wanted.shape, STEEPEST)
    for _ in range(STEPS):
        share = _shares(rise, time, exposure)
        mean = (share * time).sum(axis=-1)
        spread = (share * (time - mean[..., np.newaxis]) ** 2).sum(axis=-1)
        low, high = np.where(mean < wanted, rise, low), np.where(mean < wanted, high, rise)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = rise + (wanted - mean) / spread
        rise = np.where((newton >= low) & (newton <= high), newton, (low + high) / 2)
    return rise


def _shares(rise: Floats, time: Floats, exposure: Floats) -> Floats:
    """Give the share of all events that each year should hold."""
    log_rate = rise[..., np.newaxis] * time
    weight = exposure * np.exp(log_rate - log_rate.max(axis=-1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=-1, keepdims=True))
