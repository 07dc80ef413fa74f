"""How answers about a night read in a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from nightout.cli.output import layout

if TYPE_CHECKING:
    from nightout.visits import Explanation, Figures, Plan, Planned, Request, Share, Travel

__all__ = ["as_plan_text", "explain_rows", "figure_lines", "plan_terms", "wrap"]

WIDTH = 78
MOST_TOLD = 10
# A neighbourhood of four has a share of 25, 50 or 75 in 100 and nothing between.
FEW = 5


def plan_terms(request: Request, travel: Travel, planned: Planned) -> dict[str, Any]:
    """Say what a plan rests on, and what it does."""
    from nightout.visits import measure_plan

    figures = measure_plan(request, planned.plan)
    return night_terms(request, travel) | {
        "rounds": planned.n_rounds,
        "changes_tried": planned.n_tried,
        "stopped_early": planned.interrupted,
        **figure_terms(figures),
    }


def night_terms(request: Request, travel: Travel) -> dict[str, Any]:
    """Say which night is meant and how travel is told."""
    hours = [one.starts for one in request.gatherings]
    return {
        "event": request.rules.event,
        "date": min(hours).date().isoformat() if hours else None,
        "zone": request.rules.zone or None,
        "gatherings": len(request.gatherings),
        "units": len(request.units),
        "travel": travel.words,
    }


def figure_terms(figures: Figures) -> dict[str, Any]:
    """Give what a plan does as terms."""
    spread = figures.spread
    own = figures.own_beat_share
    return {
        "visited": figures.visited,
        "visits": figures.n_visits,
        "wanted": figures.wanted,
        "wanted_met": figures.wanted_met,
        "promised": figures.promised,
        "promised_kept": figures.promised_kept,
        "own_beat_share": None if own is None else round(own, 4),
        "language_met": figures.language,
        "language_asked": figures.may_language,
        "neighbourhood_spread": None if spread is None else round(spread, 4),
    }


def as_plan_text(
    request: Request, plan: Plan, why: Sequence[Explanation], terms: dict[str, Any]
) -> str:
    """Write what a plan does: the figures, the neighbourhoods, and who is left out and why."""
    from nightout.visits import measure_plan

    figures = measure_plan(request, plan)
    head = f"{terms['event']}, {terms['date'] or 'no date'}"
    made_of = (
        f"{_many(len(request.gatherings), 'gathering')}, {_many(len(request.units), 'unit')}; seed "
        f"{terms['seed']}, {terms['changes_tried']:,} changes tried; travel by {terms['travel']}"
    )
    parts = [head, wrap(made_of), "", *figure_lines(figures), *_neighbourhoods(figures.shares)]
    return "\n".join([*parts, *left_out(why), ""])


def figure_lines(figures: Figures) -> list[str]:
    """Write the figures of a plan, a line each."""
    each = figures.n_visits / figures.n_gatherings if figures.n_gatherings else 0.0
    lines = [
        ("visited", _of(figures.visited, figures.n_gatherings), "gatherings"),
        ("wishes met", _of(figures.wanted_met, figures.wanted), "kinds asked for"),
        ("promises kept", _of(figures.promised_kept, figures.promised), ""),
        ("visits", f"{figures.n_visits:,}", f"{each:.2f} per gathering"),
        ("to own beats", _of(figures.own_beat, figures.may_own_beat), "that could be"),
        ("language met", _of(figures.language, figures.may_language), "that named one"),
    ]
    return [f"  {name:14} {value:26} {said}".rstrip() for name, value, said in lines]


def left_out(why: Sequence[Explanation]) -> list[str]:
    """Write who is not visited, by reason, and the first of them one by one."""
    if not why:
        return []
    rows = [
        {"not visited": one.gathering_id, "reason": one.reason, "what would help": one.fix}
        for one in why[:MOST_TOLD]
    ]
    lines = ["", *layout(rows).splitlines()]
    if len(why) > MOST_TOLD:
        lines.append(
            f"... and {len(why) - MOST_TOLD:,} more: `nightout visits explain` has them all"
        )
    return lines


def explain_rows(why: Iterable[Explanation]) -> list[dict[str, Any]]:
    """Give a row per explanation."""
    from dataclasses import asdict

    return [asdict(one) for one in why]


def _neighbourhoods(shares: Sequence[Share]) -> list[str]:
    named = [one for one in shares if one.neighbourhood]
    if len(named) < 2:
        return []
    low, high = named[0], named[-1]
    spread = f"{high.share - low.share:.0%} apart"
    lines = [f"  {'neighbourhoods':14} {f'{low.share:.0%} to {high.share:.0%}':26} {spread}"]
    if low.visited == low.n:
        return lines
    rows = [
        {"least visited": one.neighbourhood, "visited": f"{one.visited} of {one.n}",
         "": "few: one more or less moves it far" if one.n < FEW else ""}
        for one in named[:5] if one.visited < one.n
    ]  # fmt: skip
    return [*lines, "", *layout(rows).splitlines()]


def _many(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _of(n: int, whole: int) -> str:
    return f"{n:,} of {whole:,}" + (f" ({n / whole:.1%})" if whole else "")


def wrap(text: str) -> str:
    """Break a sentence into lines that a narrow terminal holds."""
    return textwrap.fill(text, WIDTH)
