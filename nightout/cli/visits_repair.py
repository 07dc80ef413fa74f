"""`nightout visits repair`: the night changes, and the plan with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightout.cli.options import Format, FormatOption
from nightout.cli.visits_files import Files, StreetFiles
from nightout.cli.visits_happened import Happened, list_events
from nightout.cli.visits_log import log_beside

if TYPE_CHECKING:
    from nightout.visits import Event, NightState, Plan, Repaired

__all__ = ["add_to", "repair"]

Several = list[str] | None


def repair(
    files: Files,
    streets: StreetFiles = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When it became known: 19:05; now, if absent."),
    ] = None,
    away: Annotated[Several, typer.Option(metavar="UNIT", help="Called away; repeat.")] = None,
    late: Annotated[
        Several, typer.Option(metavar="UNIT=MIN", help="Cannot set out for some minutes.")
    ] = None,
    back: Annotated[
        Several, typer.Option(metavar="UNIT[@ID]", help="Back: at its station, or at a gathering.")
    ] = None,
    cancel: Annotated[
        Several, typer.Option(metavar="ID", help="A gathering that is not held.")
    ] = None,
    move: Annotated[
        Several, typer.Option(metavar="ID=LON,LAT", help="A gathering that is elsewhere now.")
    ] = None,
    add: Annotated[
        Path | None, typer.Option(metavar="FILE", help="New gatherings, as in gatherings.csv.")
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The log of the night; PLAN.log.jsonl if absent."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write the plan as it is now."),
    ] = None,
    gatherings_out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the gatherings as they are now (CSV)."),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed mends in the same way.")] = 1,
    form: FormatOption = Format.TEXT,
) -> None:
    """Mend the plan after what happened; without any option, show it as the log has it.

    Give the plan that the night began with, each time: the log knows what happened since. What has
    begun stays. No promise is broken that can be kept, and few visits change hands. Each event is
    in the log before this command answers, and the plan is proved after each.
    """
    from nightout.cli.extras import need_extra

    need_extra("solve", "numba")
    from nightout.cli.visits_files import read_request, read_the_plan, read_the_travel, sort_out
    from nightout.cli.visits_write import check_out, check_place, refuse_unsound
    from nightout.visits import rebuild_night

    check_out(out)
    check_place("--gatherings-out", gatherings_out)
    paths = sort_out(files)
    request, plan = read_request(paths), read_the_plan(paths)
    log = log or log_beside(paths.plan or Path("plan.csv"))
    travel = read_the_travel(paths, request, streets, keep=paths.plan)
    happened = Happened(at, away or (), late or (), back or (), cancel or (), move or (), add)
    if happened.anything:
        check_place("--log", log)
    state, _, notes = rebuild_night(request, plan, log, travel)
    events = list_events(happened, state)
    if events:
        refuse_unsound(state)
    done = _live_through(state, events, (log, plan), seed)
    last = done[-1].state if done else state
    _write_gatherings(last, gatherings_out)
    _answer(state, last, list(zip(events, done, strict=True)), (notes, log, seed), (out, form))


def _live_through(
    state: NightState, events: Iterable[Event], kept_in: tuple[Path, Plan], seed: int
) -> list[Repaired]:
    """Mend and prove event by event; they are logged once all of them can be stood by."""
    import numpy as np

    from nightout.cli.visits_write import raise_faults
    from nightout.visits import append_entry, check_night, entry_of, repair_night

    done, entries = [], []
    for event in events:
        repaired = repair_night(state, event, rng=np.random.default_rng(seed))
        after = repaired.state
        raise_faults(check_night(after.night, after.plan, after.travel, announced=state.plan))
        entries.append(entry_of(state, event, repaired))
        done.append(repaired)
        state = after
    for entry in entries:
        append_entry(*kept_in, entry)
    return done


def _answer(
    before: NightState,
    after: NightState,
    done: Sequence[tuple[Event, Repaired]],
    said: tuple[Sequence[str], Path, int],
    wanted: tuple[Path | None, Format],
) -> None:
    from nightout.cli.output import Sheet, show
    from nightout.cli.visits_repair_text import as_repair_text
    from nightout.cli.visits_text import figure_terms, night_terms
    from nightout.cli.visits_write import write_plan
    from nightout.visits import as_plan_rows, measure_night

    (notes, log, seed), (out, form) = said, wanted
    figures = measure_night(after.night, after.plan)
    terms = night_terms(after.night.request, after.travel) | {
        "log": log.name,
        "seed": seed,
        "events": [str(event) for event, _ in done],
        **{f"churn_{name}": value for name, value in _add_up(done).items()},
        **figure_terms(figures),
    }
    notes = [*notes, *after.travel.notes, *(note for _, one in done for note in one.notes)]
    text = as_repair_text(before.plan, after.plan, done)
    sheet = Sheet("visits repair", terms, as_plan_rows(after.plan), notes, text,
                  f"{after.night.request.rules.event}: the plan as it is now")  # fmt: skip
    if out:
        write_plan(out, sheet)
    show(sheet, form)


def _add_up(done: Sequence[tuple[Event, Repaired]]) -> dict[str, int]:
    from dataclasses import fields

    from nightout.visits import Churn

    return {
        one.name: sum(getattr(repaired.churn, one.name) for _, repaired in done)
        for one in fields(Churn)
    }


def _write_gatherings(state: NightState, path: Path | None) -> None:
    """Write the gatherings as they stand: those that are cancelled are left out."""
    import csv
    import io

    from nightout.cli.visits_write import write_whole
    from nightout.visits.events import as_gathering_row

    if path is None:
        return
    there = {one.gathering_id for one in state.plan.visits}
    rows = [
        as_gathering_row(one)
        for one in state.night.request.gatherings
        if one.gathering_id not in state.night.cancelled or one.gathering_id in there
    ]
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    write_whole(path, text.getvalue().encode())


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("repair")(repair)
