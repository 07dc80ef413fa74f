"""`nightout visits check` and `explain`: is the plan sound, and why is somebody left out?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightout.cli.options import Format, FormatOption
from nightout.cli.visits_files import Files, StreetFiles
from nightout.cli.visits_log import as_after, need_log

if TYPE_CHECKING:
    from nightout.visits import Fault, Night, NightState, Plan, Request, Travel, Visit

__all__ = ["add_to", "check", "explain"]

BROKEN = 2


def check(
    files: Files,
    streets: StreetFiles = None,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The log of the night: proves the plan as it is now."),
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Prove that a plan obeys every rule, or say which it breaks (exit code 2).

    The checker shares no code with the planner. It takes plans that were edited by hand. With
    --log give the plan that the night began with.
    """
    from dataclasses import asdict

    from nightout.cli.output import Sheet, show
    from nightout.cli.visits_files import read_request, read_the_plan, read_the_travel, sort_out
    from nightout.cli.visits_text import figure_lines, figure_terms, night_terms, wrap
    from nightout.cli.visits_write import count_rules
    from nightout.visits import Night, check_plan, measure_night

    paths = sort_out(files)
    request, made = read_request(paths), read_the_plan(paths)
    travel = read_the_travel(paths, request, streets)
    if log:
        faults, night, made = _check_log(request, made, travel, log)
    else:
        faults, night = check_plan(request, made, travel), Night(request)
    request = night.request
    known = {one.unit_id for one in request.units}, {one.gathering_id for one in request.gatherings}
    whole = all(one.unit_id in known[0] and one.gathering_id in known[1] for one in made.visits)
    figures = measure_night(night, made) if whole else None
    terms = night_terms(request, travel) | {"visits": len(made.visits), "faults": len(faults)}
    terms |= figure_terms(figures) if figures else {}
    said = [wrap(f"- {one}") for one in faults]
    broken = f"The plan breaks {count_rules(len(faults))}:"
    head = broken if faults else "The plan obeys every rule."
    text = "\n".join([head, *said, "", *(figure_lines(figures) if figures else []), ""])
    notes = (*travel.notes, *_hint(faults, made))
    show(Sheet("visits check", terms, [asdict(one) for one in faults], notes, text), form)
    if faults:
        raise typer.Exit(BROKEN)


def _hint(faults: Sequence[Fault], made: Plan) -> tuple[str, ...]:
    """Ask whether the plan was made with other times of travel, where many are others."""
    n_other = sum(one.rule == "travel" for one in faults)
    if not n_other or 3 * n_other < len(made.visits):
        return ()
    note = (
        "Many ways take another time than the plan says. Give the same --streets, table of travel "
        "and rules as to `nightout visits plan`."
    )
    return (note,)


def _check_log(
    request: Request, made: Plan, travel: Travel, log: Path
) -> tuple[tuple[Fault, ...], Night, Plan]:
    """Prove the plan after each event of a log; give what is wrong with the last."""
    from nightout.visits import begin_night, check_night, check_plan, rebuild_night
    from nightout.visits.night_log import replay_entry

    need_log(log)
    _, entries, _ = rebuild_night(request, made, log, travel)
    state, faults = begin_night(request, made, travel), check_plan(request, made, travel)
    for entry in entries:
        before, state = state.plan, replay_entry(state, entry)
        faults = check_night(state.night, state.plan, state.travel, announced=before)
        if faults:
            break
    return faults, state.night, state.plan


def explain(
    files: Files,
    streets: StreetFiles = None,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The log of the night: explains it as it is now."),
    ] = None,
    wishes: Annotated[
        bool, typer.Option(help="Also explain each kind asked for that does not come.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Explain why each gathering that is left out is, and the cheapest change that would do.

    Each change is looked at by itself: it would do for one of them, not for all together. With
    --log give the plan that the night began with: who is left out then is told as of the last
    change, and who was to come.
    """
    from nightout.cli.output import Sheet, layout, show
    from nightout.cli.visits_files import read_request, read_the_plan, read_the_travel, sort_out
    from nightout.cli.visits_text import explain_rows, night_terms
    from nightout.visits import explain_night

    paths = sort_out(files)
    request, made = read_request(paths), read_the_plan(paths)
    travel = read_the_travel(paths, request, streets)
    state, notes = _live_through(request, made, travel, log)
    why = explain_night(state.night, state.plan, state.travel, wishes=wishes)
    planned = made.by_gathering() if log else {}
    # Who was told a time and is left out now comes first: somebody has to call.
    why = tuple(sorted(why, key=lambda one: one.gathering_id not in planned)) if log else why
    rows = [
        {"gathering": one.gathering_id, **({"kind": one.kind or "any"} if wishes else {}),
         **({"was to come": _told_first(planned.get(one.gathering_id, ()))} if planned else {}),
         "reason": one.reason, "what would help": one.fix}
        for one in why
    ]  # fmt: skip
    text = layout(rows) if rows else "Every gathering is visited.\n"
    terms = night_terms(state.night.request, state.travel)
    if state.night.changed_at:
        terms["as_of"] = f"{state.night.changed_at[-1]:%H:%M}"
    sheet = Sheet("visits explain", terms, explain_rows(why), (*state.travel.notes, *notes), text)
    show(sheet, form)


def _live_through(
    request: Request, made: Plan, travel: Travel, log: Path | None
) -> tuple[NightState, tuple[str, ...]]:
    """Give the night as its log has it, or as it was planned."""
    from nightout.visits import begin_night, rebuild_night

    if log is None:
        return begin_night(request, made, travel), ()
    need_log(log)
    state, entries, notes = rebuild_night(request, made, log, travel)
    return state, (as_after(len(entries), log), *notes)


def _told_first(visits: Sequence[Visit]) -> str:
    """Name the first unit that hosts were told of, and when; nothing where none was."""
    return f"{visits[0].unit_id} {visits[0].arrive:%H:%M}" if visits else ""


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("check")(check)
    app.command("explain")(explain)
