"""The truth beside the exports: what a versioned table should hold after each of them was loaded.

It is reckoned from the lives of the records, never by reading or comparing the exports, so that
the two can check each other.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nightout.demo.beats import Beats
from nightout.demo.exports import write_clock, write_degrees, write_whole
from nightout.demo.lives import COUNTS_KILLED, COUNTS_VICTIMS, States
from nightout.demo.rivermouth import Rivermouth, list_export_days
from nightout.errors import NotYetKnown, UnknownName

__all__ = ["Truth", "TruthCount", "count_truth", "tell_truth", "write_truth"]

Dates = npt.NDArray[np.datetime64]
OPEN = np.datetime64("9999-12-31")  # known_until of a state that is still current

COLUMNS = (
    "incident_id", "offense", "known_from", "known_until", "occurred_at", "occurred_until",
    "reported_at", "beat", "lon", "lat", "victims", "killed", "injured", "weapon", "domestic",
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """Every state that some export showed, with the export days between which it was known.

    Parameters
    ----------
    city
        The parameters it was made with.
    states
        One row per state, as the records system held it.
    known_from, known_until
        Day of the first export that showed the state, and of the first that did not any more
        (`OPEN` while current).
    """

    city: Rivermouth
    states: States
    known_from: Dates
    known_until: Dates

    def known_on(self, day: dt.date) -> npt.NDArray[np.bool_]:
        """Say which states were known from exports at the end of a day."""
        at = np.datetime64(day)
        return (self.known_from <= at) & (at < self.known_until)


@dataclass(frozen=True)
class TruthCount:
    """A true count in three units; a unit that these records do not count is None."""

    incidents: int
    victims: int | None
    killed: int | None


def tell_truth(city: Rivermouth, states: States) -> Truth:
    """Tell from the life of each record between which exports its states were known."""
    days = [np.datetime64(day) for day in list_export_days(city)]
    exports = np.array([*days, OPEN])
    counted = (exports[:-1] - np.datetime64(city.start)).astype(int)
    first = exports[np.searchsorted(counted, states.from_day)]
    last = exports[np.searchsorted(counted, states.until_day)]
    shown = first < last  # a state shorter than the time between two exports is never seen
    return Truth(city, states.take(shown), first[shown], last[shown])


def count_truth(
    truth: Truth, offense: str, start: dt.date, through: dt.date, known_on: dt.date
) -> TruthCount:
    """Count what occurred from `start` through `through`, as known on a day.

    Parameters
    ----------
    truth
        What `tell_truth` gave.
    offense
        Canonical name.
    start, through
        Days of occurrence, both included; a record between two times counts by its first.
    known_on
        Last day whose exports count.

    Raises
    ------
    NotYetKnown
        If `known_on` is before the first export: the answer is unknown, not zero.
    UnknownName
        If the city has no such offense.
    """
    names = [kind.name for kind in truth.city.offenses]
    if offense not in names:
        raise UnknownName(f"the offense is {offense!r}", f"Choose one of {', '.join(names)}.")
    if known_on < truth.city.first_export:
        raise NotYetKnown(
            f"known_on is {known_on}", f"Ask for {truth.city.first_export}, the first export, on."
        )
    day = np.datetime64(truth.city.start) + truth.states.occurred // (24 * 60)
    kept = truth.known_on(known_on) & (truth.states.offense == names.index(offense))
    kept &= (day >= np.datetime64(start)) & (day <= np.datetime64(through))
    return TruthCount(
        int(kept.sum()),
        int(truth.states.victims[kept].sum()) if offense in COUNTS_VICTIMS else None,
        int(truth.states.killed[kept].sum()) if offense in COUNTS_KILLED else None,
    )


def write_truth(path: Path, truth: Truth, beats: Beats) -> None:
    """Write every state with its days of knowledge as CSV, empty where missing or still open."""
    states, city = truth.states, truth.city
    names = np.array([offense.name for offense in city.offenses])
    until = np.where(truth.known_until == OPEN, "", truth.known_until.astype(str))
    columns = (
        states.case, names[states.offense], truth.known_from.astype(str), until,
        write_clock(city, states.occurred), write_clock(city, states.until),
        write_clock(city, states.reported), np.array([*beats.beat, ""])[states.beat],
        write_degrees(states.lon), write_degrees(states.lat), write_whole(states.victims),
        write_whole(states.killed), write_whole(states.injured), states.weapon, states.domestic,
    )  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(zip(*columns, strict=True))
