"""`nightout visits repair`: the night changes, and the plan with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nightout.cli.options import Format, FormatOption
from nightout.cli.visits_files import Files, StreetFiles

if TYPE_CHECKING:
    from nightout.visits import Churn, Event, NightState, Plan, Repaired, Request

__all__ = ["add_to", "repair"]

Several = list[str] | None
# Hosts do not mind two minutes, and crews read the new sheet.
WORTH_TELLING = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Happened:
    """What happened, as on the command line."""

    at: str | None
    away: Sequence[str]
    late: Sequence[str]
    back: Sequence[str]
    cancelled: Sequence[str]
    moved: Sequence[str]
    added: Path | None

    @property
    def anything(self) -> bool:
        """Say whether anything happened."""
        several = (self.away, self.late, self.back, self.cancelled, self.moved)
        return any(several) or self.added is not None


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
    from nightout.cli.visits_write import check_out, refuse_unsound
    from nightout.visits import rebuild_night

    check_out(out)
    paths = sort_out(files)
    request, plan = read_request(paths), read_the_plan(paths)
    log = log or _beside(paths.plan)
    travel = read_the_travel(paths, request, streets, keep=paths.plan)
    state, _, notes = rebuild_night(request, plan, log, travel)
    happened = Happened(at, away or (), late or (), back or (), cancel or (), move or (), add)
    events = list_events(happened, state)
    if events:
        refuse_unsound(state)
    done = _live_through(state, events, (log, plan), seed)
    last = done[-1].state if done else state
    _write(last, gatherings_out)
    _answer(state, last, list(zip(events, done, strict=True)), (notes, log, seed), (out, form))


def _beside(plan: Path | None) -> Path:
    return (plan or Path("plan.csv")).with_suffix(".log.jsonl")


def list_events(happened: Happened, state: NightState) -> list[Event]:
    """List what happened as events, units first.

    Raises
    ------
    BadSetting
        If one cannot be read.
    """
    from dataclasses import replace

    from nightout.visits import Event, read_gatherings

    request = state.night.request
    if not happened.anything:
        return []
    at = _when(happened.at, request)
    events = [Event(at, "away", unit_id=one) for one in happened.away]
    for text in happened.late:
        unit_id, minutes = _pair(text, "--late", "P12=15")
        events.append(Event(at, "late", unit_id, minutes=_number(minutes, "--late")))
    for text in happened.back:
        unit_id, _, where = text.partition("@")
        events.append(Event(at, "back", unit_id, where))
    events += [Event(at, "cancelled", gathering_id=one) for one in happened.cancelled]
    for text in happened.moved:
        key, spot = _pair(text, "--move", "G17=-93.26,44.98")
        lon, lat = (_number(one, "--move") for one in _pair(spot, "--move", "-93.26,44.98", ","))
        moved = replace(request.gathering(key), lon=lon, lat=lat)
        events.append(Event(at, "moved", gathering_id=key, gathering=moved))
    new = read_gatherings(happened.added, date=_evening(request)) if happened.added else ()
    events += [Event(at, "added", gathering_id=one.gathering_id, gathering=one) for one in new]
    return events


def _live_through(
    state: NightState, events: Iterable[Event], kept_in: tuple[Path, Plan], seed: int
) -> list[Repaired]:
    """Mend, prove and log event by event, so that what is logged can be stood by."""
    import numpy as np

    from nightout.cli.visits_write import raise_faults
    from nightout.visits import append_entry, check_night, entry_of, repair_night

    done = []
    for event in events:
        repaired = repair_night(state, event, rng=np.random.default_rng(seed))
        after = repaired.state
        raise_faults(check_night(after.night, after.plan, after.travel, announced=state.plan))
        append_entry(*kept_in, entry_of(state, event, repaired))
        done.append(repaired)
        state = after
    return done


def _answer(
    before: NightState,
    after: NightState,
    done: Sequence[tuple[Event, Repaired]],
    said: tuple[Sequence[str], Path, int],
    wanted: tuple[Path | None, Format],
) -> None:
    from nightout.cli.output import Sheet, show
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


def as_repair_text(before: Plan, after: Plan, done: Sequence[tuple[Event, Repaired]]) -> str:
    """Say what happened, what it took, and which visits are not as they were."""
    from nightout.cli.output import layout

    lines = []
    for event, one in done:
        lines += [str(event), *(f"  {line}" for line in _churn_lines(event, one.churn))]
    lines += _left_alone(before, after, [event for event, _ in done])
    rows = _changes(before, after)
    if not done:
        lines.append(f"{len(after.visits):,} visits; nothing new happened.")
    elif rows:
        lines += ["", *layout(rows).splitlines()]
    else:
        lines += ["", "No visit to come is changed."]
    return "\n".join([*lines, ""])


def _churn_lines(event: Event, churn: Churn) -> list[str]:
    gone = f"({churn.moved} change hands, {churn.dropped} fall away)"
    lines = [f"{churn.kept:,} of {churn.planned:,} visits to come stay with their unit {gone}"]
    if churn.orphaned and event.what == "cancelled":
        lines.append(f"{churn.orphaned} to it fall{'s' if churn.orphaned == 1 else ''} away")
    elif churn.orphaned:
        lines.append(
            f"{churn.rehomed} of {churn.orphaned} that lost theirs are taken over by the same kind"
        )
    if churn.later:
        comes = "comes" if churn.later == 1 else "come"
        lines.append(f"{churn.later} {comes} more than 5 minutes later than told")
    return lines


def _left_alone(before: Plan, after: Plan, events: Iterable[Event]) -> list[str]:
    """Name the gatherings that nobody visits any more, and that are held: someone has to call."""
    from nightout.cli.visits_text import wrap

    was, now = ({one.gathering_id for one in plan.visits} for plan in (before, after))
    called_off = {one.gathering_id for one in events if one.what == "cancelled"}
    left = sorted(was - now - called_off)
    return ["", wrap(f"Nobody comes any more: {', '.join(left)}")] if left else []


def _changes(before: Plan, after: Plan) -> list[dict[str, Any]]:
    """Give a row per visit that is new, gone, or at another time, in the order of time."""
    was = {(one.unit_id, one.gathering_id): one for one in before.visits}
    now = {(one.unit_id, one.gathering_id): one for one in after.visits}
    rows = []
    for key in was.keys() | now.keys():
        old, new = was.get(key), now.get(key)
        if old and new and abs(new.arrive - old.arrive) < WORTH_TELLING:
            continue
        first = new or old
        rows.append(
            {
                "unit": key[0],
                "gathering": key[1],
                "was": f"{old.arrive:%H:%M}" if old else "",
                "is": f"{new.arrive:%H:%M}" if new else "gone",
                "promised": "yes" if first and first.promised else "",
            }
        )
    return sorted(rows, key=lambda row: (row["is"], row["was"], row["unit"]))


def _add_up(done: Sequence[tuple[Event, Repaired]]) -> dict[str, int]:
    from dataclasses import fields

    from nightout.visits import Churn

    return {
        one.name: sum(getattr(repaired.churn, one.name) for _, repaired in done)
        for one in fields(Churn)
    }


def _write(state: NightState, path: Path | None) -> None:
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


def _evening(request: Request) -> dt.date | None:
    hours = [one.starts for one in request.gatherings]
    hours += [one.shift_start for one in request.units]
    return min(hours).date() if hours else None


def _when(text: str | None, request: Request) -> dt.datetime:
    """Read when it happened: a time of the evening, or now on the city's own clock."""
    from zoneinfo import ZoneInfo

    from nightout.errors import BadSetting
    from nightout.visits.cells import read_moment

    evening = _evening(request)
    if text is None:
        if not request.rules.zone:
            raise BadSetting(
                "--at is missing", "Say when it happened, as 19:05; or the zone in the rules."
            )
        return dt.datetime.now(ZoneInfo(request.rules.zone)).replace(tzinfo=None, microsecond=0)
    moment = read_moment(text, evening)
    if moment is None:
        raise BadSetting(f"--at is {text!r}", "Write a time, such as 19:05.")
    # Two in the morning of the night is on the next day.
    after_midnight = len(text) < len("2026-08-04T18:00") and moment.hour < 6
    return moment + dt.timedelta(days=1) if after_midnight else moment


def _pair(text: str, named: str, example: str, sign: str = "=") -> tuple[str, str]:
    from nightout.errors import BadSetting

    first, there, second = text.partition(sign)
    if not there or not first.strip() or not second.strip():
        raise BadSetting(f"{named} is {text!r}", f"Write it as {example}.")
    return first.strip(), second.strip()


def _number(text: str, named: str) -> float:
    from nightout.errors import BadSetting

    try:
        return float(text)
    except ValueError:
        raise BadSetting(f"{named} has {text!r}", "Write a number there.") from None


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("repair")(repair)
