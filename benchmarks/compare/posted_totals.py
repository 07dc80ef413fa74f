"""How far posted totals moved: Philadelphia's homicides of the year to date, as posted each day.

A total that was posted is never posted again, so that a late case and a new one look alike. Two
things can be measured. A total that falls took cases back. And a total that is lower than the
fatal shootings alone that records of 2025 date to those days lacked at least the difference: that
is the least by which it moved. The two files are found by NIGHTOUT_REAL_DATA.
"""

from __future__ import annotations

import bisect
import csv
import datetime as dt
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Line, Settings

__all__ = ["Moved", "hold_posted", "measure_posted_totals", "read_fatal", "read_posted", "rises"]

POSTED_FILE = "philadelphia_homicide_ytd_daily.csv"
SHOT_FILE = "philadelphia_shooting_victims_2015_2025.csv"
Posted = list[tuple[dt.date, int]]


@dataclass(frozen=True)
class Moved:
    """What can be said of posted totals that moved.

    `steps` are pairs of one posting and the next of the same year, `fell` those whose total fell,
    `fell_by` by how much in all. `short` are the postings below the fatal shootings that were
    known later, `most_short` the largest such difference.
    """

    postings: int
    steps: int
    fell: int
    fell_by: int
    short: int
    most_short: int


def hold_posted(posted: Posted, fatal: Sequence[dt.date]) -> Moved:
    """Hold posted totals against each other, and against days of fatal shootings, in order.

    A total is posted before noon, and is that of the days before.
    """
    steps = [
        (one[1], other[1])
        for one, other in itertools.pairwise(posted)
        if one[0].year == other[0].year
    ]
    falls = [before - after for before, after in steps if after < before]
    short = [_since_new_year(fatal, day) - total for day, total in posted]
    lacking = [one for one in short if one > 0]
    return Moved(
        len(posted), len(steps), len(falls), sum(falls), len(lacking), max(lacking, default=0)
    )


def rises(posted: Posted, weekday: int) -> list[int]:
    """Give by how much totals rose from one day to the next, the second of this weekday."""
    return [
        after - before
        for (day, before), (next_day, after) in itertools.pairwise(posted)
        if (next_day - day).days == 1 and next_day.weekday() == weekday
    ]


def read_posted(path: Path) -> Posted:
    """Read the totals by the day on which they were posted."""
    with path.open(newline="") as file:
        rows = [(row["date"][:10], int(row["total"])) for row in csv.DictReader(file)]
    return [(dt.date.fromisoformat(day), total) for day, total in rows]


def read_fatal(path: Path) -> list[dt.date]:
    """Read the days of shootings of which the victim died, one per victim, in order."""
    with path.open(newline="") as file:
        days = [row["datetime"][:10] for row in csv.DictReader(file) if float(row["fatal"] or 0)]
    return sorted(map(dt.date.fromisoformat, days))


def measure_posted_totals(settings: Settings) -> Iterator[Line]:  # noqa: ARG001
    """Measure how far posted totals moved."""
    folder = os.environ.get("NIGHTOUT_REAL_DATA")
    if not folder:
        print("NIGHTOUT_REAL_DATA is not set: posted totals are left out", file=sys.stderr)
        return
    posted = read_posted(Path(folder) / POSTED_FILE)
    found = hold_posted(posted, read_fatal(Path(folder) / SHOT_FILE))
    days = f"Philadelphia, {posted[0][0]} to {posted[-1][0]}, {found.postings:,} postings"
    yield Line("posted totals that fell", days, found.fell, "steps", "of", found.steps)
    yield Line("... by in all", days, found.fell_by, "homicides")
    yield Line("posted totals below later fatal shootings", days, found.short, "postings",
               "of", found.postings)  # fmt: skip
    yield Line("... by at most", days, found.most_short, "homicides")
    for name, weekday in (("Saturday", 5), ("Sunday", 6), ("Wednesday", 2)):
        rose = rises(posted, weekday)
        told = f"{days}, {len(rose)} of them on a {name} after a post of the day before"
        yield Line("mean rise", told, sum(rose) / len(rose), "homicides")


def _since_new_year(days: Sequence[dt.date], until: dt.date) -> int:
    first = bisect.bisect_left(days, dt.date(until.year, 1, 1))
    return bisect.bisect_left(days, until) - first
