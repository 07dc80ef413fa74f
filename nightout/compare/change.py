"""Two counts beside each other: the difference, and how much of it chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nightout.compare.count import WindowCounts
from nightout.compare.windows import Windows
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

__all__ = ["FEWEST_YEARS", "Against", "Change", "as_family", "compare_counts", "plain_word"]

Against = Literal["last-year", "mean", "each", "prior"]
Floats = NDArray[np.float64]
# A trend takes two years; the third is the first that can differ from it.
FEWEST_YEARS = 3


@dataclass(frozen=True)
class Change:
    """One comparison. NaN stands for what cannot be said.

    `n_before` is a mean where several years stand behind it. `percent` is absent where the
    earlier count is 0. The interval `ratio_low` to `ratio_high` allows for Poisson chance;
    `wide_low` to `wide_high` also for years that differ by more, by the factor `dispersion` in
    variance. `word` and `q` rest on the wide one. Where windows of unlike length are held against
    each other, `percent` and all that follows it are `per_day`. `name` is the window's.
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
    per_day: bool = False
    name: str = ""


# The fields that hold a measured number, missing where nothing can be said.
NUMBERS = tuple(one.name for one in fields(Change) if one.type == "float" and one.name != "q")


def compare_counts(
    counts: WindowCounts, *, against: Against = "last-year", windows: Windows | None = None
) -> list[Change]:
    """Compare the first window of `counts` with the later ones, group by group.

    Parameters
    ----------
    counts
        Counts of a window and of those it is held against, the newest first.
    against
        `last-year`: the year before; `mean`: the mean of all the earlier years; `each`: every
        earlier year in turn, the latest first; `prior`: the window just before.
    windows
        What the windows of `counts` are, which are `windows.all`; if absent, the same calendar
        days of earlier years.

    Returns
    -------
    Changes, each earlier year's groups together. Without earlier windows, counts alone with the
    word "not comparable". The dispersion is that of all the earlier years after a trend, never of
    the current one; `q` takes the comparisons returned together as one family.
    """
    windows = windows or Windows(counts.windows[0], counts.windows[1:])
    picks = _picks(windows, against)
    if not picks:
        return [_alone(counts, windows.name, row) for row in range(len(counts.groups))]
    return as_family([change for pick in picks for change in _compare(counts, windows, pick)])


def as_family(changes: list[Change]) -> list[Change]:
    """Give the changes with `q` for all of them as one family."""
    q = q_values(np.array([change.p_wide for change in changes]))
    return [replace(change, q=float(one)) for change, one in zip(changes, q, strict=True)]


def _picks(windows: Windows, against: Against) -> list[list[int]]:
    """Give the columns to compare with, those of one comparison together."""
    earlier = list(range(1, len(windows.before) + 1))
    if against == "prior":
        return [[len(earlier) + 1]] if windows.prior else []
    picks = {"last-year": [[1]], "mean": [earlier], "each": [[one] for one in earlier]}
    return picks[against] if earlier else []


def _compare(counts: WindowCounts, windows: Windows, pick: list[int]) -> list[Change]:
    """Compare the first window with the sum of those picked, each group a change."""
    years = len(pick)
    now = counts.values[:, 0].astype(float)
    before = counts.values[:, pick].sum(axis=1).astype(float)
    mean = before / years
    is_prior = pick[0] > len(windows.before)
    by_day = is_prior or windows.aligned != "dates"
    exposure = _exposure([windows.now], by_day=by_day)
    exposure_before = _exposure([counts.windows[one] for one in pick], by_day=by_day)
    longer = exposure * years / exposure_before
    compared = compare_rates(now, before, exposure, exposure_before)
    dispersion, wide = _widen(counts, windows, compared)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(mean > 0, 100 * (now / (mean * longer) - 1), np.nan)
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
        "p_etest": etest_p(now, before, exposure, exposure_before),
        "p_wide": wide.p_wide,
        # The variance of what a window so much longer should hold, told from so many years.
        "z": stabilised_z(now, mean * longer, years / longer),
    }
    rows: list[dict[str, Any]] = [
        {name: float(values[i]) for name, values in columns.items()} for i in range(len(now))
    ]
    return [
        Change(
            group=group,
            window=counts.windows[0],
            before=counts.windows[pick[0]],
            n_years=years,
            n=int(now[i]),
            word=plain_word(row["wide_low"], row["wide_high"]),
            per_day=longer != 1,
            name=windows.name,
            **row,
        )
        for i, (group, row) in enumerate(zip(counts.groups, rows, strict=True))
    ]


def _exposure(periods: Sequence[Period], *, by_day: bool) -> float:
    """Give what was counted over: days, or years where the same calendar days are compared."""
    return float(sum(one.n_days for one in periods) if by_day else len(periods))


def plain_word(low: float, high: float) -> str:
    """Say in a word what the interval of a ratio allows."""
    if low > 1:
        return "higher"
    return "lower" if high < 1 else "within the usual range"


def _widen(
    counts: WindowCounts, windows: Windows, compared: RateComparison
) -> tuple[Floats, Widened]:
    """Give the dispersion and the wide interval: the Poisson one where years are too few."""
    n_years = len(windows.before)
    if n_years < FEWEST_YEARS:
        exact = Widened(compared.ratio_low, compared.ratio_high, compared.p_exact)
        return np.full(len(counts.groups), np.nan), exact
    # Earliest first; the current year, which is being judged, has no say.
    earlier = counts.values[:, n_years:0:-1].astype(float)
    by_day = windows.aligned != "dates"
    over = np.array([_exposure([one], by_day=by_day) for one in windows.before[::-1]])
    found = estimate_dispersion(earlier, np.array(windows.years[::-1]), over)
    return found.value, widen(compared, found)


def _alone(counts: WindowCounts, name: str, row: int) -> Change:
    """Give a count that has nothing to be held against."""
    unsaid: dict[str, Any] = dict.fromkeys(NUMBERS, float("nan"))
    return Change(
        group=counts.groups[row],
        window=counts.windows[0],
        before=None,
        n_years=0,
        n=int(counts.values[row, 0]),
        word="not comparable",
        name=name,
        **unsaid,
    )
