"""Rivermouth's Night Out: its gatherings and units, what was promised, and the mayor's route."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nightout.demo.build import Town
from nightout.demo.gatherings import NIGHT, draw_gatherings
from nightout.demo.units import CARAVAN, draw_units
from nightout.visits import CaravanStop, Gathering, Promise, Request, Rules, Unit
from nightout.visits.rules import Minutes

__all__ = ["draw_night"]

#: Visits that were promised, by kind; gatherings that nobody came to last year are first in line.
PROMISED = {"police": 10, "fire": 5, "k9": 2}
CARAVAN_STOPS, CARAVAN_STAY = 7, dt.timedelta(minutes=15)
CARAVAN_FROM = dt.datetime.combine(NIGHT, dt.time(18, 10))
CARAVAN_UNTIL = dt.datetime.combine(NIGHT, dt.time(20, 40))
# A caravan of several cars: 20 km/h along streets a third longer than the straight line.
CARAVAN_M_PER_MIN = 20_000 / 60 / 1.33
RULES = Rules(
    event="National Night Out",
    zone="America/New_York",
    visit_minutes=Minutes(12, {"fire": 15, "mcgruff": 15, "mayor": 15}),
    setup_minutes=Minutes(1, {"fire": 2, "mcgruff": 2}),
    earliest=dt.time(17, 0),
    latest=dt.time(21, 15),
)


def draw_night(town: Town, rng: np.random.Generator, n_gatherings: int = 300) -> Request:
    """Draw the night: gatherings by chance on the town's streets, the same 40 units always.

    Parameters
    ----------
    town
        The made-up city; only its ground is used.
    rng
        Source of chance; the same seed gives the same night.
    n_gatherings
        How many gatherings.

    Returns
    -------
    What `nightout visits` plans from. Every promise in it can be kept.
    """
    gatherings, units = draw_gatherings(town, rng, n_gatherings), draw_units(town)
    stops = _route_caravan(gatherings, units)
    taken = {stop.gathering_id for stop in stops}
    return Request(_promise(gatherings, units, taken, rng), units, RULES, stops)


def _promise(
    gatherings: Sequence[Gathering], units: Sequence[Unit], taken: set[str],
    rng: np.random.Generator,
) -> tuple[Gathering, ...]:  # fmt: skip
    """Promise some visits, most to gatherings missed last year; one in three by a certain unit."""
    promised = {one.gathering_id: one for one in gatherings}
    for kind, n in PROMISED.items():
        free = [one for one in promised.values() if one.gathering_id not in taken]
        asked = [one for one in free if kind in one.wanted and not one.promised]
        asked.sort(key=lambda one: (not one.missed_last_year, rng.random()))
        at_work = [unit for unit in units if unit.kind == kind and not unit.reserve]
        for place, one in enumerate(asked[:n]):
            own = [unit.unit_id for unit in at_work if one.beat in unit.beats]
            certain = own[0] if own and place % 3 == 0 else ""
            promised[one.gathering_id] = replace(one, promised=(Promise(kind, certain),))
    return tuple(promised.values())


def _route_caravan(
    gatherings: Sequence[Gathering], units: Sequence[Unit]
) -> tuple[CaravanStop, ...]:
    """Route the caravan: from City Hall always to the nearest gathering that asks for the mayor."""
    home = next(unit for unit in units if unit.caravan)
    lon, lat, now = home.lon, home.lat, CARAVAN_FROM
    left = [one for one in gatherings if "mayor" in one.wanted]
    stops: list[CaravanStop] = []
    while left and len(stops) < CARAVAN_STOPS:
        reach = [(now + _drive(one, lon, lat), one) for one in left]
        open_then = [(at, one) for at, one in reach if _is_open(one, at)]
        if not open_then:
            break
        at, one = min(open_then, key=lambda pair: (pair[0], pair[1].gathering_id))
        stops.append(CaravanStop(CARAVAN, one.gathering_id, at, at + CARAVAN_STAY))
        lon, lat, now = float(one.lon or lon), float(one.lat or lat), at + CARAVAN_STAY
        left.remove(one)
    return tuple(stops)


def _is_open(gathering: Gathering, at: dt.datetime) -> bool:
    return gathering.starts <= at and at + CARAVAN_STAY <= min(gathering.ends, CARAVAN_UNTIL)


def _drive(gathering: Gathering, lon: float, lat: float) -> dt.timedelta:
    """Say how long the caravan drives, in whole minutes, a minute to spare."""
    east_m = (float(gathering.lon or lon) - lon) * 111_195 * np.cos(np.radians(lat))
    north_m = (float(gathering.lat or lat) - lat) * 111_195
    return dt.timedelta(minutes=float(np.ceil(np.hypot(east_m, north_m) / CARAVAN_M_PER_MIN)) + 1)
