"""A repair in words: what happened, what it took, and which visits are not as they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nightout.visits import Churn, Event, Plan, Repaired

__all__ = ["as_repair_text"]

# Hosts do not mind two minutes, and crews read the new sheet.
WORTH_TELLING = dt.timedelta(minutes=2)


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
