"""Nights drawn at random at two sizes: a town's of 300 gatherings, a large city's of 1,500.

The numbers are those that cities tell: Minneapolis registered 1,484 to 1,600 in 2014 to 2018,
Seattle 1,300 in 2012. Where they lie, and who asks for whom, is drawn.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from nightout.visits import Gathering, Promise, Request, Unit

__all__ = ["SIZES", "draw_night"]

SIZES = {"town": (300, 40), "city": (1_500, 80)}
EVENING = dt.datetime(2026, 8, 4)
# Shares of gatherings that ask for each kind, and of units that are of it.
WANTED = {"police": 0.7, "fire": 0.5, "k9": 0.15, "mcgruff": 0.15, "chief": 0.05}
CREWS = {"police": 0.65, "fire": 0.2, "k9": 0.05, "mcgruff": 0.05, "chief": 0.05}
COLUMNS, ROWS = 5, 8


def draw_night(n_gatherings: int, n_units: int, rng: np.random.Generator) -> Request:
    """Draw a night on a square city, 11 km wide for a town and 22 km for a large city."""
    side = 0.1 if n_gatherings <= SIZES["town"][0] else 0.2
    gatherings = [_gathering(i, side, rng) for i in range(n_gatherings)]
    kinds = [kind for kind, share in CREWS.items() for _ in range(round(share * n_units))]
    units = [_unit(i, kind, side, rng) for i, kind in enumerate(kinds)]
    return Request(tuple(gatherings), tuple(units))


def _spot(side: float, rng: np.random.Generator) -> tuple[dict[str, float], int]:
    """Give a point, and in which of 40 beats it lies."""
    x, y = rng.uniform(0, 1, 2)
    spot = {"lon": -93.3 + 1.4 * side * x, "lat": 44.9 + side * y}
    return spot, int(x * COLUMNS) * ROWS + int(y * ROWS)


def _gathering(i: int, side: float, rng: np.random.Generator) -> Gathering:
    spot, beat = _spot(side, rng)
    return Gathering(
        f"G{i:04}",
        _at(17.5 + 0.5 * rng.integers(0, 4)),
        _at(20.5 + 0.5 * rng.integers(0, 3)),
        **spot,
        beat=str(beat),
        neighbourhood=f"N{beat // 4}",
        wanted=tuple(kind for kind, share in WANTED.items() if rng.random() < share),
        languages=("es",) if rng.random() < 0.15 else (),
        first_timer=bool(rng.random() < 0.1),
        missed_last_year=bool(rng.random() < 0.15),
        promised=(Promise("police"),) if rng.random() < 0.05 else (),
    )


def _unit(i: int, kind: str, side: float, rng: np.random.Generator) -> Unit:
    spot, beat = _spot(side, rng)
    return Unit(
        f"U{i:02}",
        kind,
        **spot,
        shift_start=_at(17),
        shift_end=_at(22),
        beats=(str(beat), str(beat + 1)) if kind == "police" else (),
        languages=("es",) if rng.random() < 0.2 else (),
        reserve=i % 10 == 9,
        break_min=20.0 if i % 3 == 0 else 0.0,
        break_from=_at(18.5) if i % 3 == 0 else None,
    )


def _at(hour: float) -> dt.datetime:
    return EVENING + dt.timedelta(hours=float(hour))
