"""Two counts beside each other: the difference, and how much of it chance explains."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nightout.compare.count import WindowCounts
from nightout.stats import (
    RateComparison,
    Widened,
    compare_rates,
    estimate_dispersion,
    etest_p,
    q_values,
    stabilised_z,
    widen,
)
from nightout.units import Period

__all__ = ["FEWEST_YEARS", "Against", "Change", "compare_counts", "plain_word"]

Against = Literal["last-year", "mean", "each"]
Floats = NDArray[np.float64]
# A trend takes two years; the third is the first that can differ from it.
FEWEST_YEARS = 3


@dataclass(frozen=True)
class Change:
    """One comparison. NaN stands for what cannot be said.

    `n_before` is a mean where several years stand behind it. `percent` is absent where the
    earlier count is 0. The interval `ratio_low` to `ratio_high` allows for Poisson chance;
    `wide_low` to `wide_high` also for years that differ by more, by the factor `dispersion` in
    variance. `word` and `q` rest on the wide one.
    """

    group: tuple[str, ...]
    window: Period
    before: Period | None
    n_years: int
    n: int
    n_before: float
    difference: float
    percent: float
    ratio: float
    ratio_low: float
    ratio_high: float
    dispersion: float
    wide_low: float
    wide_high: float
    p_exact: float
    p_midp: float
    p_etest: float
    p_wide: float
    z: float
    word: str
    q: float = float("nan")


# The fields that hold a measured number, missing where nothing can be said.
NUMBERS = tuple(one.name for one in fields(Change) if one.type == "float" and one.name != "q")


def compare_counts(counts: WindowCounts, *, against: Against = "last-year") -> list[Change]:
    """Compare the first window of `counts` with the later ones, group by group.

    Parameters
    ----------
    counts
        The window first, then its like in earlier years, the latest year first.
    against
        `last-year`: the year before; `mean`: the mean of all the earlier years; `each`: every
        earlier year in turn, the latest first.

    Returns
    -------
    Changes, each earlier year's groups together. Without earlier years, counts alone with the
    word "not comparable". The dispersion is that of all the earlier years after a trend, never of
    the current one; `q` takes the comparisons returned together as one family.
    """
    n_earlier = counts.values.shape[1] - 1
    if n_earlier == 0:
        return [_alone(counts, row) for row in range(len(counts.groups))]
    earlier = range(1, n_earlier + 1)
    picks = {"last-year": [[1]], "mean": [list(earlier)], "each": [[one] for one in earlier]}
    changes = [change for pick in picks[against] for change in _compare(counts, pick)]
    q = q_values(np.array([change.p_wide for change in changes]))
    return [replace(change, q=float(one)) for change, one in zip(changes, q, strict=True)]


def _compare(counts: WindowCounts, pick: list[int]) -> list[Change]:
    """Compare the first window with the sum of those picked, each group a change."""
    years = len(pick)
    now = counts.values[:, 0].astype(float)
    before = counts.values[:, pick].sum(axis=1).astype(float)
    mean = before / years
    compared = compare_rates(now, before, 1.0, float(years))
    dispersion, wide = _widen(counts, compared)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(mean > 0, 100 * (now / mean - 1), np.nan)
    columns = {
        "n_before": mean,
        "difference": now - mean,
        "percent": percent,
        "ratio": compared.ratio,
        "ratio_low": compared.ratio_low,
        "ratio_high": compared.ratio_high,
        "dispersion": dispersion,
        "wide_low": wide.wide_low,
        "wide_high": wide.wide_high,
        "p_exact": compared.p_exact,
        "p_midp": compared.p_midp,
        "p_etest": etest_p(now, before, 1.0, float(years)),
        "p_wide": wide.p_wide,
        "z": stabilised_z(now, mean, years),
    }
    rows = [{name: float(values[i]) for name, values in columns.items()} for i in range(len(now))]
    return [
        Change(
            group=group,
            window=counts.windows[0],
            before=counts.windows[pick[0]],
            n_years=years,
            n=int(now[i]),
            word=plain_word(row["wide_low"], row["wide_high"]),
            **row,
        )
        for i, (group, row) in enumerate(zip(counts.groups, rows, strict=True))
    ]


def plain_word(low: float, high: float) -> str:
    """Say in a word what the interval of a ratio allows."""
    if low > 1:
        return "higher"
    return "lower" if high < 1 else "within the usual range"


def _widen(counts: WindowCounts, compared: RateComparison) -> tuple[Floats, Widened]:
    """Give the dispersion and the wide interval: the Poisson one where years are too few."""
    years = np.array([window.through.year for window in counts.windows[1:]])
    if len(years) < FEWEST_YEARS:
        exact = Widened(compared.ratio_low, compared.ratio_high, compared.p_exact)
        return np.full(len(counts.groups), np.nan), exact
    # Earliest first; the current year, which is being judged, has no say.
    found = estimate_dispersion(counts.values[:, :0:-1].astype(float), years[::-1])
    return found.value, widen(compared, found)


def _alone(counts: WindowCounts, row: int) -> Change:
    """Give a count that has nothing to be held against."""
    unsaid = dict.fromkeys(NUMBERS, float("nan"))
    return Change(
        group=counts.groups[row],
        window=counts.windows[0],
        before=None,
        n_years=0,
        n=int(counts.values[row, 0]),
        word="not comparable",
        **unsaid,
    )
