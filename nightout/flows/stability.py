"""How far a plan can be relied on: other draws of the same year, and other years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.flows.markets import Inflow, draw_inflow
from nightout.flows.matrix import Flows
from nightout.flows.strike_force import Aim, Plan, choose_again
from nightout.stats import estimate_dispersion

__all__ = ["Chosen", "Stability", "check_stability"]

FEWEST_YEARS = 3
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Chosen:
    """How often a source is chosen: of the drawn tables, and of the single years."""

    source_place: str
    in_plan: bool
    drawn_share: float
    years_chosen: int


@dataclass(frozen=True, eq=False)
class Stability:
    """What became of a plan on other tables.

    `low` and `high` bound each market's covered share in 95 of 100 draws, the plan kept;
    `by_year` is the worst market's share under the same plan in each single year.
    """

    sources: tuple[Chosen, ...]
    low: Floats
    high: Floats
    by_year: dict[int, float]
    n_draws: int


def check_stability(
    flows: Flows,
    inflow: Inflow,
    plan: Plan,
    *,
    rng: np.random.Generator,
    n_draws: int = 200,
) -> Stability:
    """Draw the table anew, and take every single year, and choose again each time.

    Counts are drawn as negative binomial about those seen, with the dispersion that each source's
    yearly counts into each market have about their trend. So the draws say what another such year
    might have shown; not what police would have traced, or a change of policy.

    Parameters
    ----------
    flows
        All the years.
    inflow, plan
        The markets, and the plan that was made for them.
    rng
        For the draws.
    n_draws
        How many tables to draw.

    Raises
    ------
    BadSetting
        If fewer than one table is to be drawn.
    """
    if n_draws < 1:
        raise BadSetting(f"n_draws is {n_draws}", "Draw at least one table; 200 is usual.")
    markets = inflow.members
    scatter = _scatter(flows, markets)
    kept = np.isin(inflow.sources, plan.chosen)
    drawn_times = np.zeros(len(inflow.sources))
    covered = np.empty((n_draws, len(inflow.markets)))
    for draw in range(n_draws):
        table = replace(inflow, guns=_draw(inflow.guns, scatter, rng))
        drawn_times += np.isin(table.sources, choose_again(table, plan.aim))
        covered[draw] = table.shares[:, kept].sum(axis=1)
    by_year, times = _by_year(flows, markets, plan.aim, kept)
    low, high = np.quantile(covered, [0.025, 0.975], axis=0)
    rows = [
        Chosen(name, bool(kept[i]), float(drawn_times[i] / n_draws), int(times[i]))
        for i, name in enumerate(inflow.sources)
        if kept[i] or drawn_times[i] or times[i]
    ]
    rows.sort(key=lambda row: (-row.drawn_share, -row.years_chosen, row.source_place))
    return Stability(tuple(rows), low, high, by_year, n_draws)


def _scatter(flows: Flows, markets: Mapping[str, Sequence[str]]) -> Floats:
    """Give each count's dispersion, of its years about a trend; 1 where years are too few."""
    yearly = np.array([draw_inflow(flows, [year], markets).guns for year in flows.years])
    if len(flows.years) < FEWEST_YEARS:
        return np.ones(yearly.shape[1:])
    found = estimate_dispersion(np.moveaxis(yearly, 0, -1), flows.years)
    return np.maximum(np.nan_to_num(found.value, nan=1.0), 1.0)


def _draw(guns: Floats, scatter: Floats, rng: np.random.Generator) -> Floats:
    """Draw counts with these means, and variances that are `scatter` times as large."""
    extra = np.maximum(scatter - 1, 1e-9)
    rates = rng.gamma(np.maximum(guns, 1e-12) / extra, extra)
    return rng.poisson(np.where(guns > 0, rates, 0.0)).astype(float)


def _by_year(
    flows: Flows, markets: Mapping[str, Sequence[str]], aim: Aim, kept: NDArray[np.bool_]
) -> tuple[dict[int, float], Floats]:
    worst, times = {}, np.zeros(len(kept))
    for year in flows.years:
        inflow = draw_inflow(flows, [year], markets)
        worst[year] = float(inflow.shares[:, kept].sum(axis=1).min())
        times += np.isin(inflow.sources, choose_again(inflow, aim))
    return worst, times
