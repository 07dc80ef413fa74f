"""A made-up city's Night Out: gatherings in its neighbourhoods, five kinds of unit, breaks."""

from __future__ import annotations

import datetime as dt

import numpy as np

from nightout.visits import Gathering, Minutes, Request, Rules, Unit

__all__ = ["draw_city"]

NIGHT = dt.datetime(2026, 8, 4)
LON, LAT = -93.3, 44.95
# A degree of longitude is shorter there than one of latitude.
NARROW = 0.71
KM_A_DEGREE = 111.2
# Square kilometres for each gathering: 1,500 of them in a city of 150.
KM2_EACH = 0.1
KINDS = ("police", "fire", "ranger", "k9", "mcgruff")
KIND_SHARES = (0.55, 0.2, 0.1, 0.08, 0.07)
WANTED_SHARES = (0.45, 0.4, 0.05, 0.25, 0.15)
N_SIDE = 6


def draw_city(n_gatherings: int, n_units: int, seed: int) -> Request:
    """Draw a city's request; gatherings from 17:30 on, most from 18:00 to 20:30."""
    rng = np.random.default_rng(seed)
    side = np.sqrt(KM2_EACH * n_gatherings) / KM_A_DEGREE
    # Half of them around a few lively places, half anywhere.
    heart = rng.random((max(3, n_gatherings // 60), 2))
    near = heart[rng.integers(0, len(heart), n_gatherings)] + rng.normal(0, 0.06, (n_gatherings, 2))
    lively = rng.random(n_gatherings)[:, None] < 0.5
    at = np.clip(np.where(lively, near, rng.random((n_gatherings, 2))), 0, 1)
    gatherings = tuple(_gathering(rng, i, *one, side) for i, one in enumerate(at))
    kinds = rng.choice(len(KINDS), n_units, p=KIND_SHARES)
    units = tuple(_unit(rng, i, KINDS[kind], side) for i, kind in enumerate(kinds))
    # A fire engine takes longer to park.
    return Request(gatherings, units, Rules(setup_minutes=Minutes(1, {"fire": 3})))


def _clock(minutes: int) -> dt.datetime:
    return NIGHT + dt.timedelta(minutes=int(minutes))


def _beat(x: float, y: float) -> str:
    return str(int(min(x, 0.999) * N_SIDE) + N_SIDE * int(min(y, 0.999) * N_SIDE))


def _gathering(rng: np.random.Generator, i: int, x: float, y: float, side: float) -> Gathering:
    starts = rng.choice([17.5, 18, 18.5], p=[0.2, 0.6, 0.2]) * 60
    lasts = rng.choice([90, 120, 150, 180], p=[0.1, 0.3, 0.45, 0.15])
    wanted = rng.random(len(KINDS)) < WANTED_SHARES
    return Gathering(
        f"G{i}", _clock(starts), _clock(starts + lasts), LON + side * x / NARROW, LAT + side * y,
        beat=_beat(x, y), neighbourhood=str(int(3 * min(x, 0.999)) + 3 * int(3 * min(y, 0.999))),
        wanted=tuple(kind for kind, one in zip(KINDS, wanted, strict=True) if one),
        languages=("es",) if rng.random() < 0.15 else (),
        first_timer=bool(rng.random() < 0.1), missed_last_year=bool(rng.random() < 0.15),
    )  # fmt: skip


def _unit(rng: np.random.Generator, i: int, kind: str, side: float) -> Unit:
    x, y = rng.random(2)
    begins = rng.choice([17 * 60, 17.5 * 60, 18 * 60], p=[0.3, 0.5, 0.2])
    return Unit(
        f"U{i}", kind, LON + side * x / NARROW, LAT + side * y, _clock(begins), _clock(21 * 60),
        beats=(_beat(x, y),) if kind == "police" else (),
        languages=("es",) if rng.random() < 0.2 else (),
        break_min=15.0 if rng.random() < 0.3 else 0.0, break_from=_clock(18.5 * 60),
        break_until=_clock(20 * 60),
    )  # fmt: skip
