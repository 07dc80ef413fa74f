"""`nightout visits plan`: who visits whom, and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightout.cli.options import Format, FormatOption
from nightout.cli.visits_files import Files, StreetFiles

if TYPE_CHECKING:
    from nightout.visits import Effort, Planned, Request, Travel

__all__ = ["add_to", "plan"]


def plan(
    files: Files,
    streets: StreetFiles = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Write the plan there: .csv, .json or .parquet."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed makes the same plan.")] = 1,
    rounds: Annotated[
        int | None,
        typer.Option(help="How often each of two searches changes it; by size if absent."),
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(help="Stop after so many seconds, whatever rounds are left.")
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Plan the night: promises first, one visit each, then wishes, then second visits.

    The officers of a gathering's own beat come where they can. Ctrl-C stops the search and gives
    the best plan so far. Every plan is proved by a checker of its own before it is given.
    """
    from nightout.cli.extras import need_extra

    need_extra("solve", "numba")
    from nightout.cli.output import Sheet, show
    from nightout.cli.visits_files import read_request, read_the_travel, sort_out
    from nightout.cli.visits_text import as_plan_text, plan_terms
    from nightout.cli.visits_write import check_out, write_plan
    from nightout.visits import Effort, as_plan_rows, explain_plan
    from nightout.visits.fairness import tell_short
    from nightout.visits.wishes import tell_unknown_kinds

    check_out(out)
    paths = sort_out(files)
    request = read_request(paths)
    travel = read_the_travel(paths, request, streets, keep=out)
    planned = _search(request, travel, seed, Effort(rounds, seconds))
    why = explain_plan(request, planned.plan, travel)
    terms = plan_terms(request, travel, planned) | {"seed": seed}
    short = tell_short(request, planned.plan.visits)
    notes = (
        *tell_unknown_kinds(request),
        *short,
        *planned.notes,
        *travel.notes,
        *_told(planned, seconds),
    )
    text = as_plan_text(request, planned.plan, why, terms)
    sheet = Sheet("visits plan", terms, as_plan_rows(planned.plan), notes, text,
                  f"{request.rules.event}: the plan")  # fmt: skip
    if out:
        write_plan(out, sheet)
    show(sheet, form)


def _search(request: Request, travel: Travel, seed: int, effort: Effort) -> Planned:
    """Search with a bar to look at, and prove what was found."""
    from dataclasses import replace

    import numpy as np

    from nightout.cli.progress import progress_bar
    from nightout.cli.visits_write import refuse_faults
    from nightout.visits import plan_night

    with progress_bar() as watch:
        watch("planning", 0.0)
        watched = replace(effort, on_progress=lambda share, _: watch("planning", share))
        planned = plan_night(request, travel, rng=np.random.default_rng(seed), effort=watched)
        watch("planning", 1.0)
    refuse_faults(request, planned.plan, travel)
    return planned


def _told(planned: Planned, seconds: float | None) -> list[str]:
    if not planned.interrupted:
        return []
    why = f"after {seconds:g} seconds" if seconds else "by Ctrl-C"
    return [f"The search was stopped {why}: this is the best plan so far, and keeps every rule."]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("plan")(plan)
