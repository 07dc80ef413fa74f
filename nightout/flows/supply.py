"""What each place sells into and takes from others: shares, rates, ranks and roles."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nightout.errors import MissingColumn
from nightout.flows.intervals import bound_counts, bound_shares, rank_range
from nightout.flows.matrix import Flows
from nightout.flows.states import find_state

__all__ = ["Population", "Supply", "interstate_share", "measure_supply", "read_population"]

Floats = NDArray[np.float64]
Population = Mapping[tuple[str, int], int]
PER = 100_000
ROLE_COLUMNS = ("state", "year", "population")


@dataclass(frozen=True)
class Supply:
    """One place in one year. NaN stands for what cannot be said.

    `sold` counts traced guns first sold there, `recovered` those found there, both with the other
    end known and in scope; `exports` and `imports` leave out those that never moved. Rates are per
    100,000 people. `rank` is by export rate, or by exports where no population is given, and
    `rank_best` to `rank_worst` what the intervals allow. `role` is "source", "market" or "neither
    clear"; places of transit cannot be seen in traces.
    """

    place: str
    year: int
    sold: int
    recovered: int
    in_state: int
    exports: int
    imports: int
    import_share: float
    import_share_low: float
    import_share_high: float
    export_share: float
    export_share_low: float
    export_share_high: float
    export_rate: float
    export_rate_low: float
    export_rate_high: float
    import_rate: float
    net_rate: float
    exports_per_import: float
    rank: int
    rank_best: int
    rank_worst: int
    role: str
    dispersion: float


def interstate_share(flows: Flows, years: Sequence[int]) -> float:
    """Give the share of guns recovered in another place than they were first sold in."""
    counts = flows.during(years)
    return float(1 - np.trace(counts) / counts.sum())


def measure_supply(flows: Flows, year: int, population: Population | None = None) -> list[Supply]:
    """Measure every place's supply in a year, the highest export rate first.

    Intervals take their dispersion from all the years loaded: on ATF's tables plain binomial ones
    are about two times too narrow. A place is a source where exports are the larger part of the
    guns that crossed its border, interval included; a market where imports are, and its import
    share is above that of all places together.

    Parameters
    ----------
    flows
        The years, in the scope that is asked about.
    year
        The year to tell of; one that is loaded.
    population
        People by place and year; without it rates are missing.

    References
    ----------
    Mayors Against Illegal Guns (2010), Trace the Guns: export rate and ratio of exports to imports.
    """
    flows.during([year])
    at = flows.years.index(year)
    sold, recovered = flows.traced.sum(axis=2).T, flows.traced.sum(axis=1).T
    in_state = np.diagonal(flows.traced, axis1=1, axis2=2).T
    exports, imports = sold - in_state, recovered - in_state
    people = _people(flows, population)
    rates = bound_counts(exports, flows.years, people / PER)
    imported = bound_shares(imports, recovered, flows.years)
    exported = bound_shares(exports, sold, flows.years)
    balance = bound_shares(exports, exports + imports, flows.years)
    ranked = rates if population else bound_counts(exports, flows.years)
    best, worst = rank_range(ranked.low[:, at], ranked.high[:, at])
    order = np.argsort(-np.nan_to_num(ranked.value[:, at], nan=-1.0), kind="stable")
    usual = interstate_share(flows, [year])
    columns = {
        "import_share": imported.value,
        "import_share_low": imported.low,
        "import_share_high": imported.high,
        "export_share": exported.value,
        "export_share_low": exported.low,
        "export_share_high": exported.high,
        "export_rate": rates.value,
        "export_rate_low": rates.low,
        "export_rate_high": rates.high,
        "import_rate": imports / people * PER,
        "net_rate": (exports - imports) / people * PER,
    }
    return [
        Supply(
            place=flows.places[i],
            year=year,
            sold=int(sold[i, at]),
            recovered=int(recovered[i, at]),
            in_state=int(in_state[i, at]),
            exports=int(exports[i, at]),
            imports=int(imports[i, at]),
            exports_per_import=_ratio(int(exports[i, at]), int(imports[i, at])),
            rank=rank,
            rank_best=int(best[i]),
            rank_worst=int(worst[i]),
            role=_role(balance.low[i, at], balance.high[i, at], imported.value[i, at], usual),
            dispersion=float(ranked.dispersion[i]),
            **{name: float(values[i, at]) for name, values in columns.items()},
        )
        for rank, i in enumerate(order, 1)
    ]


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _role(low: float, high: float, import_share: float, usual: float) -> str:
    if low > 0.5:
        return "source"
    return "market" if high < 0.5 and import_share > usual else "neither clear"


def _people(flows: Flows, population: Population | None) -> Floats:
    """Give people by place and year; NaN where nobody counted them."""
    given = population or {}
    return np.array(
        [[given.get((place, year), np.nan) for year in flows.years] for place in flows.places],
        float,
    )


def read_population(path: Path) -> Population:
    """Read people by state and year from a CSV with the columns state, year and population.

    Raises
    ------
    MissingColumn
        If one of the columns is absent.
    """
    with path.open(newline="", encoding="utf-8-sig") as stream:
        reader = csv.DictReader(stream)
        absent = [name for name in ROLE_COLUMNS if name not in (reader.fieldnames or ())]
        if absent:
            raise MissingColumn(
                f"{path.name} has no column {absent[0]}", f"It needs {', '.join(ROLE_COLUMNS)}."
            )
        return {
            (find_state(row["state"]).name, int(row["year"])): int(row["population"])
            for row in reader
        }
