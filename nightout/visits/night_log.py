"""The log of a night: an event a line, with what it changed, from which the state is rebuilt.

A line is added whole and flushed to the disk before anybody is told of it. One that was cut off,
by a power cut or a kill, is not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nightout.errors import BadSetting, UnreadableFile
from nightout.visits.apply import apply_event
from nightout.visits.cells import read_promises
from nightout.visits.events import Event, as_event, event_row
from nightout.visits.night import Night
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.plan_file import as_plan, as_plan_rows
from nightout.visits.repair import NightState, Repaired, begin_night
from nightout.visits.request import Promise, Request
from nightout.visits.travel import Travel
from nightout.visits.travel_again import travel_anew

__all__ = ["Entry", "append_entry", "entry_of", "rebuild_night", "replay_entry"]

KIND, VERSION = "log of a night", 1


@dataclass(frozen=True)
class Entry:
    """An event and what it changed.

    Parameters
    ----------
    event
        What happened.
    removed, added
        What left the plan, and what came into it.
    promises
        The promises of gatherings whose promises changed, as `gatherings.csv` has them.
    broken, waived
        Promises that could not be kept, and units whose break fell away, by then.
    """

    event: Event
    removed: Plan
    added: Plan
    promises: dict[str, str]
    broken: frozenset[tuple[str, Promise]] = frozenset()
    waived: frozenset[str] = frozenset()


def entry_of(before: NightState, event: Event, repaired: Repaired) -> Entry:
    """Give the entry of a repair."""
    after = repaired.state
    applied, _ = apply_event(before.night, before.plan, event)
    was = {one.gathering_id: one.promised for one in applied.request.gatherings}
    promises = {
        one.gathering_id: _tell(one.promised)
        for one in after.night.request.gatherings
        if one.promised != was[one.gathering_id]
    }
    return Entry(
        event,
        _less(before.plan, after.plan),
        _less(after.plan, before.plan),
        promises,
        after.night.broken,
        after.night.waived,
    )


def replay_entry(state: NightState, entry: Entry) -> NightState:
    """Give the state after an entry."""
    night, plan = _replay(state.night, state.plan, entry)
    travel = travel_anew(state.travel, state.night.request, night.request)
    return NightState(night, plan, travel)


def _replay(night: Night, plan: Plan, entry: Entry) -> tuple[Night, Plan]:
    """Give the night and the plan after an entry."""
    left = _less(plan, entry.removed)
    night, _ = apply_event(night, plan, entry.event)
    gatherings = tuple(
        replace(one, promised=read_promises(entry.promises[one.gathering_id]))
        if one.gathering_id in entry.promises
        else one
        for one in night.request.gatherings
    )
    request = replace(night.request, gatherings=gatherings)
    night = replace(night, request=request, broken=entry.broken, waived=entry.waived)
    plan = Plan.of((*left.visits, *entry.added.visits), (*left.rests, *entry.added.rests))
    return night, plan


def rebuild_night(
    request: Request, plan: Plan, path: Path, travel: Travel | None = None
) -> tuple[NightState, tuple[Entry, ...], tuple[str, ...]]:
    """Rebuild the night from its plan and its log.

    Returns
    -------
    The state, the entries that led to it, and what had to be left out.

    Raises
    ------
    UnreadableFile
        If the file is no log of a night, or is damaged before its end.
    BadSetting
        If it is the log of another plan.
    """
    state = begin_night(request, plan, travel)
    if not path.exists():
        return state, (), ()
    lines = path.read_text("utf-8").split("\n")
    cut = lines.pop()
    notes = (f"{path.name} ends in a line that was cut off; give that event again.",) if cut else ()
    _check_head(path, lines, plan)
    entries = []
    night, now = state.night, plan
    for number, line in enumerate(lines[1:], 2):
        try:
            entry = _read(json.loads(line))
        except (ValueError, KeyError, TypeError):
            raise UnreadableFile(
                f"{path.name}, line {number} cannot be read", "Restore the file from a copy."
            ) from None
        night, now = _replay(night, now, entry)
        entries.append(entry)
    again = travel_anew(state.travel, request, night.request)
    return NightState(night, now, again), tuple(entries), notes


def append_entry(path: Path, plan: Plan, entry: Entry) -> None:
    """Add an entry to a log; the first makes the file.

    Parameters
    ----------
    path
        The log.
    plan
        The plan as it was before the night, which the log belongs to.
    entry
        What happened.
    """
    with path.open("a+b") as stream:
        stream.seek(0)
        text = stream.read()
        stream.truncate(text.rfind(b"\n") + 1)
        head = {"nightout": KIND, "version": VERSION, "plan": _digest(plan)}
        lines = [] if b"\n" in text else [head]
        lines.append(_write(entry))
        stream.write("".join(f"{json.dumps(one)}\n" for one in lines).encode())
        stream.flush()
        os.fsync(stream.fileno())


def _check_head(path: Path, lines: Sequence[str], plan: Plan) -> None:
    if not lines:
        return
    try:
        head = json.loads(lines[0])
        known = head["nightout"] == KIND and head["version"] == VERSION
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise UnreadableFile(f"{path.name} is no log of a night", "Name the log, or a new file.")
    if head["plan"] != _digest(plan):
        raise BadSetting(
            f"{path.name} is the log of another plan",
            "Give the plan that the night began with; the log says how it goes on.",
        )


def _digest(plan: Plan) -> str:
    return hashlib.sha256(json.dumps(as_plan_rows(plan)).encode()).hexdigest()


def _less(plan: Plan, other: Plan) -> Plan:
    """Give what a plan holds and another does not."""
    visits, rests = set(other.visits), set(other.rests)
    kept: list[Visit] = [one for one in plan.visits if one not in visits]
    left: list[Rest] = [one for one in plan.rests if one not in rests]
    return Plan.of(kept, left)


def _tell(promised: Sequence[Promise]) -> str:
    return ";".join(f"{one.kind}:{one.unit_id}".rstrip(":") for one in promised)


def _write(entry: Entry) -> dict[str, Any]:
    return {
        "event": event_row(entry.event),
        "removed": as_plan_rows(entry.removed),
        "added": as_plan_rows(entry.added),
        "promises": entry.promises,
        "broken": sorted([where, _tell([promise])] for where, promise in entry.broken),
        "waived": sorted(entry.waived),
    }


def _read(row: dict[str, Any]) -> Entry:
    return Entry(
        as_event(row["event"]),
        as_plan(row["removed"]),
        as_plan(row["added"]),
        row["promises"],
        frozenset((where, read_promises(told)[0]) for where, told in row["broken"]),
        frozenset(row["waived"]),
    )
