"""What `nightout flows plan` answers: sources to cover, and how firm the choice is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightout.cli.flows_options import hide_rows, read_costs, read_markets, read_years, show_flows
from nightout.cli.flows_text import lay_plan
from nightout.cli.options import Format
from nightout.flows import (
    Aim,
    Flows,
    Inflow,
    Plan,
    Stability,
    as_terms,
    check_stability,
    draw_inflow,
    read_flows,
    solve_plan,
)

__all__ = ["PlanOptions", "answer_plan"]

UNITS = {"volume": "guns", "fair": "of the market worst off", "fewest": "cost"}


@dataclass(frozen=True)
class PlanOptions:
    """What `plan` was asked for, as on the command line."""

    goal: str
    sources: float
    target: float
    markets: tuple[str, ...]
    virginia: str
    costs: Path | None
    draws: int
    seed: int


def answer_plan(
    files: list[Path], year: str | None, scope: str, options: PlanOptions, form: Format
) -> None:
    """Plan, test the plan, and show both."""
    import numpy as np

    from nightout.flows.picture import draw_map, draw_sankey

    flows = read_flows(files).within(scope)
    years = read_years(year, flows)
    inflow = draw_inflow(flows, years, read_markets(options.markets, options.virginia))
    aim = Aim(
        options.goal,  # type: ignore[arg-type]
        n_sources=options.sources,
        target=options.target,
        **read_costs(options.costs, flows),
    )
    plan = solve_plan(inflow, aim)
    rng = np.random.default_rng(options.seed)
    firm = check_stability(flows, inflow, plan, rng=rng, n_draws=options.draws)
    rows, hidden = _shown(flows, inflow, _rows(inflow, plan, firm))
    covered = [row["source_place"] for row in rows if row["covered"] and row["traced"] is not None]
    pairs = _pairs(inflow, covered)
    pictures = [
        ("Sources covered (hatched), and what they send", draw_map(flows.level, pairs, "traced")),
        ("What the covered sources send to each market", draw_sankey(pairs)),
    ]
    terms = as_terms(flows, years) | _outcome(inflow, plan, firm, options)
    title = f"{len(plan.chosen)} sources to cover, {options.goal}, {terms['years']}"
    notes = [*_notes(inflow, plan, firm, options), *hidden, *flows.notes]
    texts = (title, notes, pictures, lay_plan)
    show_flows("flows plan", terms, rows, texts, form)


def _outcome(inflow: Inflow, plan: Plan, firm: Stability, options: PlanOptions) -> dict[str, Any]:
    return {
        "markets": inflow.words,
        "share_is_of": "a market's guns first sold outside it, with a known source, in scope",
        "goal": options.goal,
        "value": plan.value,
        "bound": plan.bound,
        "proved_best": plan.proved,
        "greedy_value": plan.greedy_value,
        "draws": firm.n_draws,
        "seed": options.seed,
    } | {
        f"covered_{name}": f"{share:.1%} ({low:.1%} to {high:.1%})"
        for name, share, low, high in zip(
            inflow.markets, plan.covered, firm.low, firm.high, strict=True
        )
    }


def _rows(inflow: Inflow, plan: Plan, firm: Stability) -> list[dict[str, Any]]:
    """Give a row per source that is in the plan or was chosen on another table."""
    at = {name: i for i, name in enumerate(inflow.sources)}
    rows = []
    for one in firm.sources:
        guns = inflow.guns[:, at[one.source_place]]
        shares = inflow.shares[:, at[one.source_place]]
        rows.append(
            {
                "source_place": one.source_place,
                "covered": one.in_plan,
                "greedy": one.source_place in plan.greedy,
                "chosen_in_draws": round(one.drawn_share, 3),
                "chosen_in_years": one.years_chosen,
                "traced": int(guns.sum()),
            }
            | {
                f"share_{name}": round(float(share), 4)
                for name, share in zip(inflow.markets, shares, strict=True)
            }
        )
    return sorted(rows, key=lambda row: (not row["covered"], -row["traced"]))


def _shown(
    flows: Flows, inflow: Inflow, rows: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Hide what small places send where it is little; that they are chosen is said.

    Judged on all sources, shown here or not: the rest of a market's guns may be known.
    """
    every = [{"source_place": name, "traced": 1} for name in inflow.sources]
    judged, notes = hide_rows(flows, every, inflow.guns.T.tolist(), ("source_place",))
    hidden = {row["source_place"] for row in judged if row["traced"] is None}
    shown = [
        {name: None if row["source_place"] in hidden and _counts(name) else value
         for name, value in row.items()}
        for row in rows
    ]  # fmt: skip
    return shown, notes


def _counts(name: str) -> bool:
    return name == "traced" or name.startswith("share_")


def _pairs(inflow: Inflow, covered: list[str]) -> list[dict[str, Any]]:
    """Give a row per covered source and place of a market, for the pictures."""
    return [
        {
            "source_place": source,
            "recovery_place": " + ".join(inflow.members[market]),
            "traced": int(inflow.guns[m, inflow.sources.index(source)]),
            "covered": True,
        }
        for m, market in enumerate(inflow.markets)
        for source in covered
        if inflow.guns[m, inflow.sources.index(source)] > 0
    ]


def _notes(inflow: Inflow, plan: Plan, firm: Stability, options: PlanOptions) -> list[str]:
    unit = UNITS[options.goal]
    if options.goal == "fewest" and options.costs is None:
        unit = "sources"
    said = "" if plan.proved else "NOT "
    worst = ", ".join(f"{year} {share:.3f}" for year, share in firm.by_year.items())
    notes = [
        f"The plan reaches {plan.value:.4g} {unit}, {said}proved best (bound {plan.bound:.4g}).",
        f"One source after the other reaches {plan.greedy_value:.4g}: {', '.join(plan.greedy)}.",
        f"Its worst market's share in each year: {worst}.",
        "Draws vary counts as years have varied; they know nothing of a change in tracing.",
    ]
    if "Los Angeles and Bay Area" in inflow.markets:
        notes.append(
            "Five markets were named in 2021; Los Angeles and the Bay Area share California here, "
            "as ATF's public table ends at states."
        )
    return notes
