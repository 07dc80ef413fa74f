"""When and where offenses happen: the background by block, season and hour, then its contagion."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nightout.demo.ground import Floats, locate
from nightout.demo.hawkes import Points, draw_hawkes
from nightout.demo.offenses import Offense
from nightout.demo.rivermouth import HotSpot, Rivermouth
from nightout.demo.streets import Streets

__all__ = ["Crimes", "draw_crimes", "draw_year_effects", "find_spot_blocks", "weigh_hours"]

Ints = npt.NDArray[np.int64]
YEAR_DAYS = 365.25

#: Peak hour, sharpness of the daily rhythm, factor on Friday and Saturday, summer's swing.
RHYTHMS = {
    "night": (23.0, 1.1, 1.45, 0.22),
    "evening": (20.0, 0.9, 1.15, 0.12),
    "daytime": (14.0, 0.6, 0.92, 0.08),
}


@dataclass(frozen=True)
class Crimes:
    """What happened, in order of time; `offense` and `block` are positions."""

    offense: Ints
    time_days: Floats
    block: Ints


def draw_crimes(
    city: Rivermouth,
    streets: Streets,
    people: Ints,
    year_effects: dict[int, float],
    rng: np.random.Generator,
) -> Crimes:
    """Draw everything that happens in the city from `start` through `through`.

    Parameters
    ----------
    city
        The parameters.
    streets
        The blocks that things happen on.
    people
        The population of each beat.
    year_effects
        Factor on the offenses that rise, by calendar year (see `draw_year_effects`).
    rng
        Source of chance.
    """
    from scipy.spatial import KDTree  # imported here, for it is slow and needed only here

    nearest = KDTree(streets.point)
    weight = weigh_blocks(streets, people, rng)
    parts = []
    for position, offense in enumerate(city.offenses):
        hours = weigh_hours(city, offense, year_effects)
        background = draw_background(city, offense, streets, (hours, weight), rng)
        points = draw_hawkes(background, offense.kernel, city.n_days, rng)
        kept = points.time_days >= 0
        where = np.column_stack([points.x_m[kept], points.y_m[kept]])
        block = nearest.query(where)[1]  # also brings home what fell into the water
        parts.append((np.full(block.size, position), points.time_days[kept], block))
    offenses, times, blocks = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(times, kind="stable")
    return Crimes(offenses[order], times[order], blocks[order])


def draw_year_effects(city: Rivermouth, rng: np.random.Generator) -> dict[int, float]:
    """Draw the factor by which each year is more or less deadly than the average year."""
    years = range(city.start.year - 1, city.through.year + 1)
    factors = rng.gamma(city.year_shape, 1 / city.year_shape, len(years))
    return dict(zip(years, factors.tolist(), strict=True))


def weigh_blocks(streets: Streets, people: Ints, rng: np.random.Generator) -> Floats:
    """Give each block's background before hot spots, in metres of a street of the usual rate.

    A beat's share follows its people, times its temper: a gamma factor by which some beats are
    quiet and others loud. Within a beat it follows the length of the streets.
    """
    temper = rng.gamma(3.0, 1 / 3.0, people.size)
    length_m = np.bincount(streets.beat, streets.length_m, people.size)
    rate = temper * people / length_m
    weight = rate[streets.beat] * streets.length_m
    return np.asarray(weight * streets.length_m.sum() / weight.sum())


def weigh_hours(city: Rivermouth, offense: Offense, year_effects: dict[int, float]) -> Floats:
    """Give the expected background incidents of one offense, hour by hour, city-wide.

    Returns
    -------
    One value per hour from the beginning of the burn-in. Hours of the week and seasons have mean
    1, so that a usual year sums to `per_year * (1 - branching)`; the planted hot spots that were
    there from the beginning are within that sum.
    """
    peak, sharpness, weekend, swing = RHYTHMS[offense.rhythm]
    first = city.start - dt.timedelta(days=city.burn_in_days)
    days = [first + dt.timedelta(days=n) for n in range(city.n_days + city.burn_in_days)]
    season = [1 + swing * np.cos(2 * np.pi * (day.timetuple().tm_yday - 200) / 365) for day in days]
    usual = (5 + 2 * weekend) / 7
    level = np.array(season) * [(weekend if day.weekday() in (4, 5) else 1) / usual for day in days]
    if offense.rises:
        level *= [year_effects[day.year] for day in days]
        level *= [city.rise_ratio if day >= city.rise_from else 1.0 for day in days]
    clock = np.exp(sharpness * np.cos(2 * np.pi * (np.arange(24) + 0.5 - peak) / 24))
    per_day = city.busyness * offense.per_year * (1 - offense.kernel.branching) / YEAR_DAYS
    return np.outer(per_day * level, clock / clock.sum()).ravel()


def find_spot_blocks(spot: HotSpot, streets: Streets) -> npt.NDArray[np.bool_]:
    """Say which blocks belong to a hot spot."""
    x_m, y_m = locate(spot.bank, spot.along_m, spot.inland_m)
    away_m = np.hypot(streets.point[:, 0] - x_m, streets.point[:, 1] - y_m)
    return np.asarray(away_m <= spot.radius_m)


def draw_background(
    city: Rivermouth,
    offense: Offense,
    streets: Streets,
    rates: tuple[Floats, Floats],
    rng: np.random.Generator,
) -> Points:
    """Draw the incidents that no other incident caused, hot spots included.

    Parameters
    ----------
    city, offense, streets
        Where and what.
    rates
        Expected incidents by hour (as `weigh_hours` gives), and each block's weight before hot
        spots.
    rng
        Source of chance.
    """
    hours, weight = rates
    spots = [spot for spot in city.hot_spots if offense.name in spot.offenses]
    raised = weight.copy()
    for spot in spots:
        if spot.since is None:
            inside = find_spot_blocks(spot, streets)
            raised[inside] = spot.strength * streets.length_m[inside]
    parts = [scatter(city, hours, raised / raised.sum(), rng)]
    for spot in spots:
        if spot.since is not None:
            first = (spot.since - city.start).days + city.burn_in_days
            late = np.where(np.arange(hours.size) >= 24 * first, hours, 0)
            more = np.maximum(spot.strength * streets.length_m - raised, 0)
            more[~find_spot_blocks(spot, streets)] = 0
            parts.append(scatter(city, late, more / raised.sum(), rng))
    times, blocks = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Points(times, streets.point[blocks, 0], streets.point[blocks, 1])


def scatter(
    city: Rivermouth, hours: Floats, shares: Floats, rng: np.random.Generator
) -> tuple[Floats, Ints]:
    """Scatter incidents over hours and blocks: a Poisson process of rate hours x shares."""
    n = rng.poisson(hours.sum() * shares.sum())
    hour = pick(hours, n, rng)
    return (hour + rng.uniform(0, 1, n)) / 24 - city.burn_in_days, pick(shares, n, rng)


def pick(weights: Floats, n: int, rng: np.random.Generator) -> Ints:
    """Pick positions with chances in proportion to their weights."""
    steps = np.cumsum(weights)
    return np.asarray(np.searchsorted(steps, steps[-1] * rng.uniform(0, 1, n), side="right"))
