"""What changed between two periods: how many guns, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.flows.matrix import Flows
from nightout.stats import Dispersion, compare_rates, estimate_dispersion, q_values, widen

__all__ = ["FlowChange", "compare_periods"]

Floats = NDArray[np.float64]
FEWEST_YEARS = 3


@dataclass(frozen=True)
class FlowChange:
    """One source of one market, before and after. NaN stands for what cannot be said.

    Counts are means per year. `volume` is what the market's growth alone would have added, `mix`
    what the source's changed share did; they add up to `difference`. `ratio` is that of the
    shares, with an interval that allows for scatter between years, and `word` rests on it.
    """

    source_place: str
    recovery_place: str
    before: str
    after: str
    n_before: float
    n: float
    difference: float
    volume: float
    mix: float
    share_before: float
    share: float
    ratio: float
    ratio_low: float
    ratio_high: float
    dispersion: float
    q: float
    word: str


def compare_periods(
    flows: Flows, before: Sequence[int], after: Sequence[int], market: Sequence[str] | None = None
) -> list[FlowChange]:
    """Compare the sources of each market between two periods, the largest change in mix first.

    A change in guns from a source is split in two parts that add up to it: the market's change
    at the mean share, and the share's change at the mean market (Shapley values of the two).
    Null hypothesis of each q-value: the source's share of the market is the same, years
    scattering about it as the years before the later period did about a trend. With fewer than
    three such years the scatter is unknown, and the interval is plain and too narrow.

    Parameters
    ----------
    flows
        The years, in scope.
    before, after
        The years of the two periods; they may not overlap.
    market
        Places that make up one market; each place by itself if None. A market's own guns are
        one of its sources.

    Raises
    ------
    BadSetting
        If a year is not loaded, or is in both periods.
    """
    both = sorted(set(before) & set(after))
    if both:
        raise BadSetting(f"the year {both[0]} is in both periods", "Give each year to one.")
    flows.during([*before, *after])
    found = [
        part
        for table in _markets(flows, market)
        for part in _compare_market(flows, table, (sorted(before), sorted(after)))
    ]
    q = q_values([p for _, p in found])
    rows = [_named(row, float(one)) for (row, _), one in zip(found, q, strict=True)]
    return sorted(rows, key=lambda row: -abs(row.mix))


def _markets(
    flows: Flows, market: Sequence[str] | None
) -> list[tuple[str, tuple[str, ...], NDArray[np.int64]]]:
    """Give each market's name, its sources and their guns by year."""
    if market is None:
        return [
            (place, flows.places, flows.traced[:, :, i]) for i, place in enumerate(flows.places)
        ]
    inside = [flows.index(place) for place in market]
    name = " + ".join(flows.places[i] for i in inside)
    guns = flows.traced[:, :, inside].sum(axis=2)
    outside = [i for i in range(len(flows.places)) if i not in inside]
    joined = np.column_stack([guns[:, inside].sum(axis=1), guns[:, outside]])
    return [(name, (name, *(flows.places[i] for i in outside)), joined)]


def _compare_market(
    flows: Flows,
    table: tuple[str, tuple[str, ...], NDArray[np.int64]],
    periods: tuple[list[int], list[int]],
) -> list[tuple[dict[str, object], float]]:
    name, sources, guns = table
    rows_of = [[flows.years.index(year) for year in period] for period in periods]
    (n1, n2), (t1, t2) = (
        [one[rows].sum(axis=0).astype(float) for rows in rows_of]
        for one in (guns, np.broadcast_to(guns.sum(axis=1, keepdims=True), guns.shape))
    )
    seen = (n1 + n2 > 0) & (t1 > 0) & (t2 > 0)
    y1, y2 = (len(period) for period in periods)
    compared = compare_rates(n2[seen], n1[seen], t2[seen], t1[seen])
    scatter = _scatter(flows, guns[:, seen], periods[1])
    low, high, p = compared.ratio_low, compared.ratio_high, compared.p_exact
    if scatter is not None:
        wide = widen(compared, scatter)
        low, high, p = wide.wide_low, wide.wide_high, wide.p_wide
    value = np.full(len(low), np.nan) if scatter is None else scatter.value
    share1, share2 = n1[seen] / t1[seen], n2[seen] / t2[seen]
    market1, market2 = t1[seen] / y1, t2[seen] / y2
    columns = {
        "n_before": n1[seen] / y1,
        "n": n2[seen] / y2,
        "difference": n2[seen] / y2 - n1[seen] / y1,
        "volume": (market2 - market1) * (share1 + share2) / 2,
        "mix": (share2 - share1) * (market1 + market2) / 2,
        "share_before": share1,
        "share": share2,
        "ratio": compared.ratio,
        "ratio_low": low,
        "ratio_high": high,
        "dispersion": value,
    }
    fixed = {"recovery_place": name, "before": _span(periods[0]), "after": _span(periods[1])}
    return [
        (
            {"source_place": sources[i], **fixed}
            | {key: float(values[at]) for key, values in columns.items()},
            float(p[at]),
        )
        for at, i in enumerate(np.flatnonzero(seen))
    ]


def _scatter(flows: Flows, guns: NDArray[np.int64], after: list[int]) -> Dispersion | None:
    """Measure the scatter of the shares in the years before the later period."""
    market = guns.sum(axis=1, keepdims=True)
    earlier = [i for i, year in enumerate(flows.years) if year < after[0] and market[i] > 0]
    if len(earlier) < FEWEST_YEARS:
        return None
    years = [flows.years[i] for i in earlier]
    return estimate_dispersion(guns[earlier].T, years, market[earlier].T)


def _span(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _named(row: dict[str, object], q: float) -> FlowChange:
    low, high = float(str(row["ratio_low"])), float(str(row["ratio_high"]))
    word = "higher" if low > 1 else "lower" if high < 1 else "within the usual range"
    return FlowChange(**row, q=q, word=word)  # type: ignore[arg-type]
