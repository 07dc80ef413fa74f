"""Who supplies a market: every source's share of the guns recovered there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nightout.flows.intervals import bound_shares, rank_range
from nightout.flows.matrix import Flows

__all__ = ["Supplier", "rank_suppliers"]


@dataclass(frozen=True)
class Supplier:
    """A source of a market in a year.

    `share` is of all guns recovered in the market whose source is known, those first sold in it
    included; `share_of_imports` of those first sold elsewhere, missing for the market itself.
    """

    source_place: str
    recovery_place: str
    year: int
    traced: int
    share: float
    share_low: float
    share_high: float
    share_of_imports: float
    rank: int
    rank_best: int
    rank_worst: int
    dispersion: float


def rank_suppliers(flows: Flows, market: Sequence[str], year: int) -> list[Supplier]:
    """Rank the sources of a market, the largest first; sources without a gun are left out.

    Parameters
    ----------
    flows
        The years, in the scope that is asked about.
    market
        The place or places that make up the market; its own guns stand under its name.
    year
        The year to tell of; others serve to measure the scatter.
    """
    flows.during([year])
    at = flows.years.index(year)
    inside = [flows.index(place) for place in market]
    name = " + ".join(flows.places[i] for i in inside)
    counts = flows.traced[:, :, inside].sum(axis=2).T
    own = counts[inside].sum(axis=0)
    outside = [i for i in range(len(flows.places)) if i not in inside]
    table = np.vstack([own, counts[outside]])
    names = [name, *(flows.places[i] for i in outside)]
    bounded = bound_shares(table, table.sum(axis=0), flows.years)
    best, worst = rank_range(bounded.low[:, at], bounded.high[:, at])
    order = np.argsort(-table[:, at], kind="stable")
    imports = int(table[1:, at].sum())
    return [
        Supplier(
            source_place=names[i],
            recovery_place=name,
            year=year,
            traced=int(table[i, at]),
            share=float(bounded.value[i, at]),
            share_low=float(bounded.low[i, at]),
            share_high=float(bounded.high[i, at]),
            share_of_imports=float(table[i, at] / imports) if i and imports else float("nan"),
            rank=rank,
            rank_best=int(best[i]),
            rank_worst=int(worst[i]),
            dispersion=float(bounded.dispersion[i]),
        )
        for rank, i in enumerate(order, 1)
        if table[i, at] > 0
    ]
