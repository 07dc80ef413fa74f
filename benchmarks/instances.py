"""Made-up instances of any size, drawn from a seed, written piece by piece in bounded memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

__all__ = ["OFFENSES", "Draw", "draw_batches", "write_csv"]

# Slugs with their share of all incidents, about as cities of the United States record them.
OFFENSES = {
    "larceny": 0.238, "simple_assault": 0.17, "vandalism": 0.11, "drugs": 0.06, "fraud": 0.06,
    "burglary": 0.05, "motor_vehicle_theft": 0.07, "aggravated_assault": 0.06, "other": 0.07,
    "robbery": 0.03, "weapons": 0.025, "disorderly_conduct": 0.02, "sex_offense": 0.01,
    "rape": 0.006, "arson": 0.004, "shooting": 0.004, "gambling": 0.002, "liquor": 0.009,
    "homicide": 0.002,
}  # fmt: skip
PEOPLE = ("homicide", "shooting", "rape")
WEAPONS = np.array(["handgun", "knife", "hands", "other", None], dtype=object)
N_BEATS = 280
BATCH_ROWS = 250_000
MINUTES_A_DAY = 24 * 60


class Draw:
    """One batch of incidents as arrays: when, what, where, who recorded it.

    Parameters
    ----------
    rng
        Source of chance.
    first, n
        Number of the first incident, and how many.
    days
        First day and how many days they fall on.
    """

    def __init__(
        self, rng: np.random.Generator, first: int, n: int, days: tuple[dt.date, int]
    ) -> None:
        start, n_days = days
        self.number = np.arange(first, first + n)
        shares = np.array(list(OFFENSES.values()))
        self.offense = rng.choice(len(OFFENSES), n, p=shares / shares.sum()).astype(np.int8)
        minutes = rng.integers(0, n_days * MINUTES_A_DAY, n)
        self.occurred = np.datetime64(start, "m") + minutes
        self.reported = self.occurred + rng.exponential(600, n).astype(int)
        self.beat = (N_BEATS * rng.random(n) ** 1.6).astype(int)
        self.lon = np.round(-87.8 + 0.01 * (self.beat % 20) + 0.01 * rng.random(n), 6)
        self.lat = np.round(41.7 + 0.01 * (self.beat // 20) + 0.01 * rng.random(n), 6)
        self.placed = rng.random(n) > 0.01
        self.agency = np.minimum(rng.geometric(0.25, n) - 1, 19)
        self.victims = rng.choice([1, 2, 3], n, p=[0.9, 0.08, 0.02])
        self.weapon = rng.choice(len(WEAPONS), n, p=[0.1, 0.03, 0.1, 0.07, 0.7])
        self.domestic = rng.random(n) < 0.12


def names(words: list[str], which: np.ndarray) -> pa.Array:
    """Give words by their number, as Arrow text."""
    return pa.array(words, pa.string()).take(pa.array(which))


def list_beats() -> list[str]:
    """Give the name of each beat."""
    return [f"{100 * (1 + i // 14) + 1 + i % 14:04}" for i in range(N_BEATS)]


def draw_batches(
    rng: np.random.Generator, first: int, n_rows: int, days: tuple[dt.date, int]
) -> Iterator[Draw]:
    """Draw incidents, a batch at a time."""
    for done in range(0, n_rows, BATCH_ROWS):
        yield Draw(rng, first + done, min(BATCH_ROWS, n_rows - done), days)


def write_csv(path: Path, n_rows: int, seed: int, *, changed: float = 0.0) -> Path:
    """Write a file as a city's portal exports it: about 90 bytes a row, dates with AM and PM.

    Parameters
    ----------
    path
        The file; it is written anew.
    n_rows, seed
        Incidents, and what they are drawn from.
    changed
        Share of rows that stand in another beat than the same seed's file without changes.
    """
    rng, other = np.random.default_rng(seed), np.random.default_rng([seed, 1])
    words = [slug.replace("_", " ").upper() for slug in OFFENSES]
    beats = list_beats()
    writer = None
    with path.open("wb") as file:
        for draw in draw_batches(rng, 1, n_rows, (dt.date(2016, 1, 1), 3650)):
            moved = other.random(len(draw.number)) < changed
            place = pa.array(~draw.placed)
            columns = {
                "Case Number": pc.binary_join_element_wise("HZ", _padded(draw.number), ""),
                "Date": _spelled(draw.occurred),
                "Primary Type": names(words, draw.offense),
                "Domestic": names(["false", "true"], draw.domestic.astype(int)),
                "Beat": names(beats, (draw.beat + moved) % N_BEATS),
                "Latitude": pc.if_else(place, "", pa.array(draw.lat).cast(pa.string())),
                "Longitude": pc.if_else(place, "", pa.array(draw.lon).cast(pa.string())),
            }
            table = pa.table(columns)
            if writer is None:
                writer = csv.CSVWriter(file, table.schema)
            writer.write_table(table)
        if writer is not None:
            writer.close()
    return path


def _padded(numbers: np.ndarray) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), 9, "0")


def _spelled(moments: np.ndarray) -> pa.Array:
    return pc.strftime(pa.array(moments.astype("datetime64[s]")), "%m/%d/%Y %I:%M:%S %p")
