"""Corridors: pairs of places that exchange more guns than their sizes and distance explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.flows.geography import Geography
from nightout.flows.gravity import Expected, expect_flows
from nightout.flows.matrix import Flows
from nightout.flows.scatter import scatter_by_size
from nightout.stats import q_values

__all__ = ["GROUPS", "Corridor", "Corridors", "find_corridors"]

Floats = NDArray[np.float64]
# Named by those who wrote of them; sources, then markets, by postal code.
GROUPS = {
    # Office of the New York State Attorney General (2016), Target on Trafficking.
    "Iron Pipeline to New York": ("PA VA NC SC GA FL", "NY"),
    "I-95 to the Northeast": ("FL GA SC NC VA", "DC MD DE NJ NY CT RI MA"),
}
LEVEL = 0.95
SMALLEST_EXPECTED = 1e-9
# So near to Poisson that no count here can tell, and far enough for the tails to be worked out.
LEAST_SCATTER = 1.01


@dataclass(frozen=True)
class Corridor:
    """Guns first sold in one place and recovered in another.

    `share` is of all guns recovered there whose source is known. `expected` is what the gravity
    model gives, `lift` the count over it, and `q` the Benjamini-Hochberg value over all pairs.
    `leverage` near 1 warns that the corridor itself set what was expected of it.
    """

    source_place: str
    recovery_place: str
    year: str
    traced: int
    share: float
    expected: float
    lift: float
    lift_low: float
    lift_high: float
    q: float
    z: float
    leverage: float


@dataclass(frozen=True, eq=False)
class Corridors:
    """All pairs of two places in some years, by row and column of `places`.

    `scatter` is the dispersion of pairs of that size, on which intervals and `q` rest; it and `q`
    are missing where nothing could be expected.
    """

    places: tuple[str, ...]
    years: tuple[int, ...]
    counts: NDArray[np.int64]
    model: Expected
    scatter: Floats
    q: Floats
    words: str

    def rows(
        self, *, fewest: int = 1, of: Sequence[tuple[int, int]] | None = None
    ) -> list[Corridor]:
        """Give the corridors of at least so many guns, or those named, the highest lift first."""
        away = self.counts >= max(fewest, 1)
        np.fill_diagonal(away, False)
        at = np.argwhere(away) if of is None else np.array(of, int).reshape(-1, 2)
        i, j = at[:, 0], at[:, 1]
        n, mean = self.counts[i, j], self.model.expected[i, j]
        low, high = _bound(n, mean, self.scatter[i, j])
        with np.errstate(divide="ignore", invalid="ignore"):
            columns = {
                "share": n / self.counts.sum(axis=0)[j],
                "expected": mean,
                "lift": n / mean,
                "lift_low": low / mean,
                "lift_high": high / mean,
                "q": self.q[i, j],
                "z": (n - mean) / np.sqrt(self.model.dispersion * mean),
                "leverage": self.model.leverage[i, j],
            }
        found = [
            Corridor(
                source_place=self.places[i[row]],
                recovery_place=self.places[j[row]],
                year=self._span,
                traced=int(n[row]),
                **{name: float(values[row]) for name, values in columns.items()},
            )
            for row in range(len(at))
        ]
        return sorted(found, key=lambda one: (-one.lift, one.source_place, one.recovery_place))

    @property
    def _span(self) -> str:
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}-{last}"


def find_corridors(flows: Flows, years: Sequence[int], geography: Geography | None) -> Corridors:
    """Hold the guns between every two places against a two-way gravity model.

    Null hypothesis of each q-value: the pair exchanges what the sizes of both places, their
    distance and border give, its count being negative binomial with the scatter of pairs of its
    size. The interval of the lift is that test turned round; it takes the expected count as known.
    Where the leverage is high the corridor has drawn its own expectation up, and its lift is too
    near 1. `z` is simpler, with one dispersion for all pairs.

    Parameters
    ----------
    flows
        The years, in scope.
    years
        The years to add up.
    geography
        Of the places of `flows`; None to expect by sizes alone.
    """
    counts = flows.during(years)
    model = expect_flows(counts.astype(float), geography)
    # A pair that can hold a gun expects some; the rest is what rounding leaves of nothing.
    possible = model.expected > SMALLEST_EXPECTED
    n, mean = counts[possible].astype(float), model.expected[possible]
    a, b = scatter_by_size(n, mean, model.leverage[possible])
    scatter = np.maximum(np.exp(a) * mean**b, LEAST_SCATTER)
    return Corridors(
        places=flows.places,
        years=tuple(sorted(years)),
        counts=counts,
        model=model,
        scatter=_spread(scatter, possible),
        q=_spread(q_values(_p_values(n, mean, scatter)), possible),
        words=geography.words if geography else "sizes of the places alone, no distance",
    )


def _p_values(n: Floats, mean: Floats, scatter: Floats) -> Floats:
    """Double the smaller tail of a negative binomial count, what was seen included."""
    from scipy.special import betainc

    shape, chance = mean / (scatter - 1), 1 / scatter
    upper = np.where(n > 0, betainc(np.fmax(n, 1), shape, 1 - chance), 1.0)
    lower = betainc(shape, n + 1, chance)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(upper, lower)))


def _bound(n: NDArray[np.int64], mean: Floats, scatter: Floats) -> tuple[Floats, Floats]:
    """Give the means under which a count as high, or as low, has a chance of 2.5%."""
    from scipy.special import btdtria, btdtrib

    tail, known = (1 - LEVEL) / 2, ~np.isnan(scatter) & (mean > 0)
    over = np.where(known, scatter, 2.0)
    chance = 1 / over
    low = np.where(n > 0, btdtrib(np.fmax(n, 1), tail, 1 - chance), 0.0) * (over - 1)
    high = btdtria(tail, n + 1, chance) * (over - 1)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def _spread(values: Floats, possible: NDArray[np.bool_]) -> Floats:
    """Put values back where they belong; NaN where nothing could be."""
    table = np.full(possible.shape, np.nan)
    table[possible] = values
    return table
