"""Rivermouth's 300 gatherings: where neighbours meet on the night, when, and whom they ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from nightout.demo.beats import Beats
from nightout.demo.build import Town
from nightout.demo.gathering_words import HOSTS, LANGUAGES, NOTES, OCCASIONS, SPOKEN
from nightout.demo.ground import Floats, to_lonlat
from nightout.demo.streets import Ints, Streets
from nightout.errors import BadSetting
from nightout.visits import Gathering

__all__ = ["NIGHT", "WISHES", "draw_gatherings"]

#: The first Tuesday of August 2021, six days after the last export.
NIGHT = dt.date(2021, 8, 3)
#: Kinds of visitor, and the share of gatherings that wish for one.
WISHES = {"police": 0.72, "fire": 0.5, "k9": 0.1, "mcgruff": 0.09, "mayor": 0.07}
#: Half of them begin at six, as published lists of such evenings have it.
STARTS = {"17:00": 0.06, "17:30": 0.13, "18:00": 0.51, "18:30": 0.18, "19:00": 0.12}
HOURS = {1.5: 0.15, 2.0: 0.45, 2.5: 0.25, 3.0: 0.15}
FIRST_TIMERS, MISSED, WITH_NOTE = 0.18, 0.1, 0.45


def draw_gatherings(
    town: Town, rng: np.random.Generator, n_gatherings: int = 300
) -> tuple[Gathering, ...]:
    """Draw the gatherings, each on a block of its own, in order along the streets.

    Parameters
    ----------
    town
        The made-up city; only its ground is used.
    rng
        Source of chance.
    n_gatherings
        How many; at most a fifth of the city's blocks hold one.

    Raises
    ------
    BadSetting
        If there are to be more than that, or none.
    """
    most = town.streets.beat.size // 5
    if not 1 <= n_gatherings <= most:
        raise BadSetting(
            f"n_gatherings is {n_gatherings}",
            f"Rivermouth's streets have room for 1 to {most}.",
        )
    blocks = pick_blocks(town.beats, town.streets, rng, n_gatherings)
    return tuple(
        _draw_one(f"G{place:03}", block, town, rng) for place, block in enumerate(blocks, 1)
    )


def pick_blocks(beats: Beats, streets: Streets, rng: np.random.Generator, n: int) -> Ints:
    """Pick blocks by the people who live there; some neighborhoods meet more readily."""
    length_m = np.bincount(streets.beat, streets.length_m, minlength=len(beats.beat))
    eager = rng.gamma(5.0, 1 / 5.0, len(beats.beat))
    weight = streets.length_m * (eager * beats.population / length_m)[streets.beat]
    weight = np.where(streets.kind == "diagonal", 0.1 * weight, weight)  # avenues are not closed
    picked = rng.choice(weight.size, n, replace=False, p=weight / weight.sum())
    return np.sort(picked)


def _draw_one(gathering_id: str, block: int, town: Town, rng: np.random.Generator) -> Gathering:
    beats, streets = town.beats, town.streets
    beat = int(streets.beat[block])
    house = 2 * int(rng.integers(4, 46))
    lon, lat = to_lonlat(*_stand(streets, block, house / 100).reshape(2, 1))
    street, neighborhood = str(streets.street[block]), beats.neighborhood[beat]
    people, named = OCCASIONS[_choose(rng, [one[0] for one in OCCASIONS])][1:]
    starts, ends = _draw_hours(rng)
    wanted = tuple(kind for kind, share in WISHES.items() if rng.random() < share)
    first = bool(rng.random() < FIRST_TIMERS)
    return Gathering(
        gathering_id,
        starts,
        ends,
        float(lon[0]),
        float(lat[0]),
        name=named.format(block=f"{streets.number[block]} {street}", neighborhood=neighborhood),
        address=f"{streets.number[block] + house} {street}",
        beat=beats.beat[beat],
        neighbourhood=neighborhood,
        wanted=wanted,
        languages=_draw_languages(neighborhood, rng),
        expected=_draw_people(people, rng),
        first_timer=first,
        missed_last_year=not first and bool(rng.random() < MISSED),
        host=str(rng.choice(HOSTS)),
        notes=_draw_note(wanted, rng),
    )


def _stand(streets: Streets, block: int, share: float) -> Floats:
    """Stand a house along its block, as far beside the street as the block's own point."""
    start, end = streets.ends[block]
    return np.asarray(streets.point[block] + (share - 0.5) * (end - start))


def _draw_hours(rng: np.random.Generator) -> tuple[dt.datetime, dt.datetime]:
    at = list(STARTS)[_choose(rng, list(STARTS.values()))]
    hours = list(HOURS)[_choose(rng, list(HOURS.values()))]
    starts = dt.datetime.combine(NIGHT, dt.time.fromisoformat(at))
    return starts, min(
        starts + dt.timedelta(hours=hours), dt.datetime.combine(NIGHT, dt.time(21, 30))
    )


def _draw_languages(neighborhood: str, rng: np.random.Generator) -> tuple[str, ...]:
    also = [
        language
        for language, places in LANGUAGES.items()
        if rng.random() < SPOKEN[neighborhood not in places]
    ]
    return ("en", *also)


def _draw_people(usual: int, rng: np.random.Generator) -> int:
    """Draw how many people are expected, as a host says it: in fives."""
    return max(10, 5 * round(usual * rng.lognormal(-0.08, 0.4) / 5))


def _draw_note(wanted: Sequence[str], rng: np.random.Generator) -> str:
    fitting = [note for kind, note in NOTES if kind is None or kind in wanted]
    return str(rng.choice(fitting)) if rng.random() < WITH_NOTE else ""


def _choose(rng: np.random.Generator, shares: Sequence[float]) -> int:
    return int(rng.choice(len(shares), p=np.array(shares) / sum(shares)))
