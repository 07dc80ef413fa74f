"""Markets that a strike force serves, and what their out-of-market sources send them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.flows.faults import UnknownPlace
from nightout.flows.matrix import Flows

__all__ = ["FIVE_OF_2021", "Inflow", "draw_inflow", "five_of_2021"]

# Department of Justice, July 2021: New York, Chicago, Los Angeles, the San Francisco Bay Area
# and Washington, D.C. ATF's public table ends at states, so the two in California share one.
FIVE_OF_2021: Mapping[str, tuple[str, ...]] = {
    "New York": ("New York", "New Jersey"),
    "Chicago": ("Illinois",),
    "Los Angeles and Bay Area": ("California",),
    "Washington": ("District of Columbia", "Maryland"),
}
VIRGINIA = "Virginia"


def five_of_2021(virginia: str = "source") -> dict[str, tuple[str, ...]]:
    """Give the five markets of 2021 by the states they lie in.

    Parameters
    ----------
    virginia
        `source` or `market`: its north belongs to the Washington market and its rest supplies
        it, which a table of states cannot tell apart.

    Raises
    ------
    BadSetting
        If it is neither.
    """
    if virginia not in ("source", "market"):
        raise BadSetting(f"Virginia is {virginia!r}", "Put it on either side: source or market.")
    markets = dict(FIVE_OF_2021)
    if virginia == "market":
        markets["Washington"] = (*markets["Washington"], VIRGINIA)
    return markets


@dataclass(frozen=True, eq=False)
class Inflow:
    """Guns from each source outside a market into it.

    Parameters
    ----------
    sources, markets
        Names, in the order of the table.
    guns
        By market and source. A place sends nothing to the market it lies in.
    years
        The years that were added up.
    members
        The places that make up each market.
    """

    sources: tuple[str, ...]
    markets: tuple[str, ...]
    guns: NDArray[np.float64]
    years: tuple[int, ...]
    members: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> str:
        """What the markets are made of."""
        return "; ".join(f"{name} = {' + '.join(held)}" for name, held in self.members.items())

    @property
    def shares(self) -> NDArray[np.float64]:
        """Each source's share of a market's guns from outside; 0 if it has none."""
        totals = self.guns.sum(axis=1, keepdims=True)
        shares = np.zeros(self.guns.shape)
        np.divide(self.guns, totals, out=shares, where=totals > 0)
        return shares


def draw_inflow(flows: Flows, years: Sequence[int], markets: Mapping[str, Sequence[str]]) -> Inflow:
    """Sum what every place sends to each market from outside it.

    Raises
    ------
    BadSetting
        If there is no market, one holds no place, or a place is in two.
    UnknownPlace
        If a place is not among those of the flows, or a market gets no gun from outside.
    """
    named = {name: [flows.index(place) for place in held] for name, held in markets.items()}
    held = [place for places in named.values() for place in places]
    if not held or not all(named.values()) or len(set(held)) < len(held):
        raise BadSetting(
            f"the markets are {dict(markets)}", "Give each at least one place, and no place twice."
        )
    counts = flows.during(years).astype(float)
    guns = np.array([counts[:, places].sum(axis=1) for places in named.values()])
    for row, places in zip(guns, named.values(), strict=True):
        row[places] = 0
    empty = [name for name, row in zip(named, guns, strict=True) if not row.any()]
    if empty:
        raise UnknownPlace(f"{empty[0]} gets no gun from outside", "Draw another market.")
    members = {name: tuple(flows.places[i] for i in held) for name, held in named.items()}
    return Inflow(flows.places, tuple(named), guns, tuple(sorted(years)), members)
