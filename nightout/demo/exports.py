"""The department's dated exports: on each export day one CSV file of everything it knew.

Columns and words are those of a records system, not of the canonical table. Nothing in them says
who anybody is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import numpy as np

from nightout.demo.beats import Beats
from nightout.demo.lives import UNKNOWN, Ints, States
from nightout.demo.rivermouth import Rivermouth, list_export_days
from nightout.demo.streets import Streets

__all__ = ["COLUMNS", "describe", "write_clock", "write_exports", "write_whole"]

COLUMNS = (
    "case_number", "offense", "occurred_from", "occurred_to", "reported", "beat", "block",
    "latitude", "longitude", "victims", "killed", "injured", "weapon", "domestic", "status_date",
)  # fmt: skip


def write_exports(
    folder: Path, city: Rivermouth, states: States, places: tuple[Beats, Streets]
) -> tuple[Path, ...]:
    """Write one full export for each export day and give their paths, oldest first.

    Parameters
    ----------
    folder
        Where to write; it must exist.
    city, states, places
        The made-up city, the lives of its records, its beats and streets.
    """
    # Each state is put into words once: 23 exports of 60,000 rows then take a second, not a minute.
    lines = np.array(describe(city, states, places), dtype=object)
    paths = []
    for day in list_export_days(city):
        known = states.known_at((day - city.start).days)
        path = folder / f"incidents_{day}.csv"
        path.write_bytes((",".join(COLUMNS) + "\n" + "".join(lines[known])).encode())
        paths.append(path)
    return tuple(paths)


def describe(city: Rivermouth, states: States, places: tuple[Beats, Streets]) -> list[str]:
    """Put each state into words, as one line of CSV with its line end."""
    beats, streets = places
    beat_names = np.array([*beats.beat, ""])  # UNKNOWN, -1, is the last: an empty cell
    words = np.array([offense.words for offense in city.offenses])
    blocks = np.array(
        [
            f"{number} BLOCK {street.upper()}"
            for number, street in zip(streets.number, streets.street, strict=True)
        ]
    )
    columns = (
        states.case, words[states.offense], write_clock(city, states.occurred),
        write_clock(city, states.until), write_clock(city, states.reported),
        beat_names[states.beat], blocks[states.block],
        write_degrees(states.lat), write_degrees(states.lon), write_whole(states.victims),
        write_whole(states.killed), write_whole(states.injured), states.weapon, states.domestic,
        [str(city.start + dt.timedelta(days=int(day))) for day in states.from_day],
    )  # fmt: skip
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(zip(*columns, strict=True))
    return text.getvalue().splitlines(keepends=True)


def write_clock(city: Rivermouth, minutes: Ints) -> list[str]:
    """Write minutes from the start as 2021-07-04 23:15; an empty cell if UNKNOWN."""
    moments = np.datetime_as_string(np.datetime64(city.start, "m") + minutes)
    return [
        "" if minute == UNKNOWN else moment.replace("T", " ")
        for minute, moment in zip(minutes.tolist(), moments.tolist(), strict=True)
    ]


def write_degrees(degrees: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[str]:
    """Write degrees to 6 decimals; an empty cell if missing."""
    return ["" if value != value else f"{value:.6f}" for value in degrees.tolist()]


def write_whole(numbers: Ints) -> list[str]:
    """Write whole numbers; an empty cell if UNKNOWN."""
    return ["" if number == UNKNOWN else str(number) for number in numbers.tolist()]
