"""Small nights: a street a kilometre long, a station at its end, an evening from six to nine."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from nightout.visits import Gathering, Request, Rules, Unit

NIGHT = dt.date(2026, 8, 4)
# A degree of latitude is 111,195 m on the sphere that distances are measured on.
DEGREE_M = 111_195.0
LON, LAT = -40.0, 41.0


def clock(text):
    """Give a time of the night, such as 18:05 or 18:05:30."""
    return dt.datetime.combine(NIGHT, dt.time.fromisoformat(text))


def spot(north_m):
    """Give a point some metres up the street."""
    return {"lon": LON, "lat": LAT + north_m / DEGREE_M}


def gathering(gathering_id, north_m=0.0, **changes):
    hours = {"starts": clock("18:00"), "ends": clock("21:00")}
    return Gathering(gathering_id, **(hours | spot(north_m) | changes))


def unit(unit_id, north_m=0.0, **changes):
    shift = {"shift_start": clock("17:30"), "shift_end": clock("21:30"), "kind": "police"}
    return Unit(unit_id, **(shift | spot(north_m) | changes))


def night(gatherings, units, caravan=(), **rules):
    return Request(tuple(gatherings), tuple(units), replace(Rules(), **rules), tuple(caravan))


@pytest.fixture
def files(tmp_path):
    """Write the files of a night; give their folder."""

    def write(**texts):
        for name, text in texts.items():
            stem, _, kind = name.rpartition("_")
            (tmp_path / f"{stem}.{kind}").write_text(text)
        return tmp_path

    return write
