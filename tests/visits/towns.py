"""Small towns drawn at random, with everything in them that a night can hold."""

from __future__ import annotations

import datetime as dt

import numpy as np

from nightout.visits import CaravanStop, Gathering, Promise, Request, Rules, Unit
from tests.visits.conftest import LAT, LON, clock

KINDS = ("police", "fire", "k9", "mcgruff")


def draw_town(rng, n_gatherings=12, n_units=5, side=0.04, **rules):
    """Draw a town of all kinds of gatherings and units; the first promise names a unit."""
    units = [_unit(rng, i, side) for i in range(n_units)]
    gatherings = [_gathering(rng, i, side) for i in range(n_gatherings)]
    return Request(tuple(gatherings), tuple(units), Rules(**rules))


def draw_full_town(rng):
    """Draw a town with a caravan, promises, breaks, a reserve, languages and late hours."""
    town = draw_town(rng, 14, 6)
    gatherings, units = list(town.gatherings), list(town.units)
    gatherings[0] = _change(gatherings[0], promised=(Promise("police", "U0"),), declined=())
    gatherings[1] = _change(gatherings[1], promised=(Promise("fire"),), declined=())
    units[0] = _change(units[0], kind="police", reserve=False)
    units[1] = _change(units[1], kind="fire", reserve=False)
    units[2] = _change(units[2], kind="police", reserve=True)
    units[3] = _change(units[3], break_min=20.0)
    units += [
        Unit(f"M{i}", "mayor", LON, LAT, clock("17:00"), clock("22:00"), caravan="Mayor")
        for i in range(2)
    ]
    stops = (
        CaravanStop("Mayor", "G2", clock("18:40"), clock("19:00")),
        CaravanStop("Mayor", "G3", clock("19:30"), clock("19:45")),
    )
    return Request(tuple(gatherings), tuple(units), Rules(reserve_radius_m=2_500), stops)


def _change(one, **changes):
    from dataclasses import replace

    return replace(one, **changes)


def _gathering(rng, i, side):
    starts = clock("17:30") + dt.timedelta(minutes=int(rng.integers(0, 3)) * 30)
    wanted = tuple(kind for kind in KINDS if rng.random() < 0.35)
    declined = tuple(kind for kind in KINDS[2:] if kind not in wanted and rng.random() < 0.1)
    return Gathering(
        f"G{i}", starts, starts + dt.timedelta(minutes=int(rng.integers(3, 7)) * 30),
        *(LON + side * rng.random(), LAT + side * rng.random()),
        beat=str(rng.integers(0, 4)), neighbourhood=str(rng.integers(0, 3)), wanted=wanted,
        declined=declined, languages=("es",) if rng.random() < 0.3 else (),
        first_timer=bool(rng.random() < 0.2), missed_last_year=bool(rng.random() < 0.2),
    )  # fmt: skip


def _unit(rng, i, side):
    return Unit(
        f"U{i}", KINDS[i % 4], LON + side * rng.random(), LAT + side * rng.random(),
        clock("17:00"), clock("21:00") + dt.timedelta(minutes=int(rng.integers(0, 4)) * 15),
        beats=(str(rng.integers(0, 4)),), languages=("es",) if rng.random() < 0.3 else (),
        reserve=bool(rng.random() < 0.1), break_min=15.0 if rng.random() < 0.4 else 0.0,
        break_from=clock("18:40") if rng.random() < 0.5 else None,
    )  # fmt: skip


def plan_town(town, seed=1, n_rounds=300):
    from nightout.visits import Effort, plan_night

    return plan_night(town, rng=np.random.default_rng(seed), effort=Effort(n_rounds)).plan
