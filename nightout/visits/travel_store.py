"""Travel times kept beside a plan, so that no command of the night works them out anew.

`plan.travel` begins with a line that says what it was made from: the places, the rules, the table
or the streets. Of anything else it is not read. It may be removed at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nightout.visits.keep import digest_files, keep_file
from nightout.visits.request import Request
from nightout.visits.travel import Travel, straight_travel, where_all

__all__ = ["TravelFiles", "find_travel"]

# To be raised when the times of a request are worked out otherwise than before.
VERSION = 1
# What the times begin at a multiple of, in bytes.
EVEN = 64
MOST_HEAD = 1 << 20


@dataclass(frozen=True)
class TravelFiles:
    """What tells the travel of a night: a table, streets, or neither, and then straight lines."""

    table: Path | None = None
    streets: tuple[Path, ...] = ()

    @property
    def tables(self) -> tuple[Path, ...]:
        """The table, if there is one."""
        return (self.table,) if self.table else ()


def find_travel(
    request: Request,
    told_by: TravelFiles,
    *,
    plan: Path | None = None,
    keep: bool = False,
    on_progress: Callable[[float], None] | None = None,
) -> Travel:
    """Find the travel times of a night: as they are kept beside its plan, or worked out.

    Parameters
    ----------
    request
        The night as it was planned.
    told_by
        The files that tell them.
    plan
        The plan that they are kept beside; None if there is none yet.
    keep
        Keep them there, if they had to be worked out. Where that cannot be, they are not kept.
    on_progress
        Called with the share that is done, where streets are driven.

    Raises
    ------
    NightoutError
        As `read_travel`, `read_streets` and `street_travel` do.
    """
    key = _key(request, told_by) if plan else ""
    kept = _read(plan, request, key) if plan else None
    if told_by.streets:
        return _by_streets(request, told_by, kept, (plan, keep, key), on_progress)
    if kept:
        return kept
    travel = straight_travel(request)
    if told_by.table:
        from nightout.visits.travel_file import read_travel

        travel = read_travel(told_by.table, request)
    if plan and keep:
        _write(plan, travel, key)
    return travel


def _by_streets(
    request: Request,
    told_by: TravelFiles,
    kept: Travel | None,
    where: tuple[Path | None, bool, str],
    on_progress: Callable[[float], None] | None,
) -> Travel:
    from nightout.visits.street_store import find_net
    from nightout.visits.streets import drive, go_on_streets

    plan, keep, key = where

    @cache
    def net() -> Any:
        return find_net(told_by.streets, request.rules.streets, plan=plan, keep=keep)

    travel = kept or drive(net(), request, on_progress)
    if plan and keep and not kept:
        _write(plan, travel, key)
    return go_on_streets(travel, request, net)


def _key(request: Request, told_by: TravelFiles) -> str:
    """Give what changes with anything that times depend on; nothing if a file is not there."""
    places, spots = where_all(request)
    rules = request.rules
    try:
        table, streets = (digest_files(one) for one in (told_by.tables, told_by.streets))
    except OSError:
        # Whoever reads it says what is wrong.
        return ""
    speed = [rules.speed_kmh, rules.circuity, asdict(rules.streets)]
    told = json.dumps([VERSION, places, speed, table, streets]).encode()
    return hashlib.sha256(told + spots.tobytes()).hexdigest()


def _read(plan: Path, request: Request, key: str) -> Travel | None:
    """Read times that are kept; None if there are none, or not those."""
    places, _ = where_all(request)
    path = plan.with_suffix(".travel")
    try:
        with path.open("rb") as stream:
            line = stream.readline(MOST_HEAD)
        head = json.loads(line)
        if not key or head["key"] != key:
            return None
        # Pages are read when they are asked for, and are ours alone if they are written to.
        shape = (len(places), len(places))
        seconds = np.asarray(np.memmap(path, "<i4", "c", len(line), shape))
        return Travel(places, seconds, head["words"], tuple(head["notes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(plan: Path, travel: Travel, key: str) -> None:
    head = json.dumps({"key": key, "words": travel.words, "notes": travel.notes}).encode()
    head += b" " * (-(len(head) + 1) % EVEN) + b"\n"
    keep_file(plan.with_suffix(".travel"), (head, np.ascontiguousarray(travel.seconds, "<i4").data))
