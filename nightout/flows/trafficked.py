"""Guns that crossed a border soon after their first sale: likely trafficked, never surely."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nightout.flows.intervals import bound_shares
from nightout.flows.reading.pairs import read_pairs

__all__ = ["LikelyTrafficked", "count_likely_trafficked"]

SHORT_MONTHS = 36


@dataclass(frozen=True)
class LikelyTrafficked:
    """One year. `share` is of guns whose two places and time to crime are known; so is `known`.

    `unknown` counts guns with both places and no time, which the share leaves out.
    """

    year: int
    traced: int
    known: int
    unknown: int
    share: float
    share_low: float
    share_high: float


def count_likely_trafficked(path: Path, scope: str = "50+DC") -> list[LikelyTrafficked]:
    """Count guns recovered in another state within three years of first sale, year by year.

    A gun that moved with its owner counts too, and one that was trafficked slowly or within a
    state does not.

    Parameters
    ----------
    path
        Pairs of places by band: year, source_place, recovery_place, ttc_band, traced.
    scope
        As everywhere; places that are no states are all kept.

    Raises
    ------
    MissingColumn
        If there is no column ttc_band.
    BadCount
        If a band is not one.

    References
    ----------
    Everytown (2021), "likely trafficked": crossed a state line and recovered in under three years.
    """
    every, timed, short = (
        read_pairs(path, under_months=months).within(scope)
        for months in (None, float("inf"), SHORT_MONTHS)
    )
    years = timed.years
    moved = [_moved(short.during([year])) if year in short.years else 0 for year in years]
    known = [int(timed.during([year]).sum()) for year in years]
    found = bound_shares([moved], [known], years)
    return [
        LikelyTrafficked(
            year=year,
            traced=moved[at],
            known=known[at],
            unknown=int(every.during([year]).sum()) - known[at],
            share=float(found.value[0, at]),
            share_low=float(found.low[0, at]),
            share_high=float(found.high[0, at]),
        )
        for at, year in enumerate(years)
    ]


def _moved(counts: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> int:
    return int(counts.sum() - np.trace(counts))
