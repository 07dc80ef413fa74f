"""Rows that told engines apart: gaps, midnights, Sundays, leap days, clocks, parts, versions."""

import datetime as dt

import pyarrow as pa

from nightout.records.tables import INCIDENT

AGENCIES = ("Town PD", "County Sheriff")
OFFENSES = (
    "homicide", "robbery", "burglary", "shooting", "mass_shooting", "rape", "larceny",
    "theft_from_vehicle", "aggravated_assault",
)  # fmt: skip
FIRST = dt.date(2019, 12, 25)
EDGES = (
    dt.datetime(2020, 1, 1), dt.datetime(2019, 12, 31, 23, 59, 59, 999_999),
    dt.datetime(2020, 2, 29, 12), dt.datetime(2020, 3, 1), dt.datetime(2020, 3, 8, 1, 30),
    dt.datetime(2020, 3, 8, 3), dt.datetime(2020, 11, 1, 0, 30), dt.datetime(2020, 11, 1, 2),
    dt.datetime(2020, 7, 5, 23, 30), dt.datetime(2020, 7, 6), dt.datetime(2021, 1, 1),
)  # fmt: skip
SPANS = (0, 10, 59, 60, 61, 300, 1438, 1439, 1440, 20_000, -30)


def make_versions(rng, n=260):
    """Draw incidents of 2020 and about it, each with up to three versions."""
    rows = []
    for i in range(n):
        rows += make_incident(rng, i)
    return pa.Table.from_pylist(rows, INCIDENT.arrow_schema())


def make_incident(rng, number):
    at = EDGES[number % len(EDGES)] if number % 3 == 0 else draw_moment(rng)
    row = dict.fromkeys(INCIDENT.names) | {
        "agency": AGENCIES[number % 2],
        # Two agencies use the same numbers.
        "incident_id": str(number // 2),
        "offense": OFFENSES[int(rng.integers(len(OFFENSES)))],
        "part": 1,
        "load_id": "load",
        "source": "contract",
        "occurred_at": maybe(rng, at),
        "reported_at": maybe(rng, at + dt.timedelta(days=int(rng.integers(0, 40)))),
        "victims": maybe(rng, int(rng.integers(0, 6))),
        "killed": maybe(rng, int(rng.integers(0, 5))),
        "injured": maybe(rng, int(rng.integers(0, 5))),
        "weapon": maybe(rng, "gun"),
        "domestic": maybe(rng, bool(rng.integers(2))),
        "stated_areas": maybe(rng, f"beat={int(rng.integers(3))}"),
    }
    if rng.random() < 0.6:
        minutes = SPANS[int(rng.integers(len(SPANS)))]
        row["occurred_until"] = at + dt.timedelta(minutes=minutes)
    known = FIRST + dt.timedelta(days=int(rng.integers(0, 300)))
    return [one for part in make_parts(rng, row) for one in make_lives(rng, part, known)]


def make_parts(rng, row):
    """Give one part, or two with victims on two days, or the same victims under two offenses."""
    yield row
    if rng.random() < 0.15 and row["occurred_at"]:
        yield row | {"part": 2, "occurred_at": row["occurred_at"] + dt.timedelta(days=1)}
    if rng.random() < 0.15:
        others = [one for one in OFFENSES if one != row["offense"]]
        yield row | {"offense": others[int(rng.integers(len(others)))], "victims": 4}


def make_lives(rng, row, known):
    """Give the versions of a row: current, replaced, or withdrawn."""
    n = int(rng.integers(1, 4))
    for i in range(n):
        until = known + dt.timedelta(days=int(rng.integers(1, 60)))
        is_open = i == n - 1 and rng.random() < 0.8
        yield row | {"known_from": known, "known_until": None if is_open else until}
        row = row | {"victims": maybe(rng, int(rng.integers(0, 6)))}
        known = until


def draw_moment(rng):
    return dt.datetime(2019, 12, 28) + dt.timedelta(minutes=int(rng.integers(0, 375 * 1440)))


def maybe(rng, value):
    return None if rng.random() < 0.12 else value
