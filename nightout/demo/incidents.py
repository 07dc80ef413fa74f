"""What becomes of each crime: who was hurt, when it was reported, what turned out to be otherwise.

Everything that will ever be known about an incident is drawn here, each part with the day on which
the department learns it. `lives` then tells what its records said on any day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nightout.demo.crime import Crimes
from nightout.demo.ground import Floats
from nightout.demo.rivermouth import Rivermouth
from nightout.demo.streets import Streets

__all__ = ["NEVER", "RECOUNTED", "Incidents", "draw_incidents"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NEVER = 10**6  # a day that does not come
DAY = 24 * 60  # minutes
RECOUNTED = ("robbery", "aggravated_assault", "shooting")


@dataclass(frozen=True)
class Incidents:
    """One value per incident. Days count from the city's start; NEVER if a thing does not happen.

    Parameters
    ----------
    offense
        Position of what it was first taken for; a homicide whose victim dies later begins as an
        aggravated assault.
    occurred, until, reported
        Minutes from the start; `until` is -1 if the moment is known.
    entered_day
        When the record was first in the system.
    block, first_block
        Where it was, and where it was first thought to be.
    placed_day
        From when coordinates are known.
    moved_day
        From when the true block is recorded.
    victims, extra
        Persons hurt, and how many more (or fewer) were first written down.
    recounted_day
        From when the true number is recorded.
    killed, died_day
        Victims who die, and the day they have died by.
    becomes, becomes_day
        The offense it turns out to be, and when.
    withdrawn_day
        When it is found to be no offense.
    """

    offense: Ints
    occurred: Ints
    until: Ints
    reported: Ints
    entered_day: Ints
    block: Ints
    first_block: Ints
    placed_day: Ints
    moved_day: Ints
    victims: Ints
    extra: Ints
    recounted_day: Ints
    killed: Ints
    died_day: Ints
    becomes: Ints
    becomes_day: Ints
    withdrawn_day: Ints


def draw_incidents(
    city: Rivermouth, streets: Streets, crimes: Crimes, rng: np.random.Generator
) -> Incidents:
    """Draw all that will ever be known about each crime, and when the department learns it."""
    names = [offense.name for offense in city.offenses]
    is_homicide = crimes.offense == names.index("homicide")
    is_shooting = crimes.offense == names.index("shooting")
    occurred, until, reported = draw_times(city, crimes, rng)
    entered = reported // DAY + rng.choice([0, 1, 2], reported.size, p=[0.7, 0.25, 0.05])
    killed, hurt = draw_harm(city, (is_homicide, is_shooting), rng)
    lingers = (killed > 0) & (rng.random(killed.size) < city.late_death_share)
    died = np.where(lingers, entered + rng.integers(1, 61, killed.size), entered)
    lingers &= is_homicide
    offense = np.where(lingers, names.index("aggravated_assault"), crimes.offense)
    becomes, becomes_day = draw_changes(city, offense, entered, rng)
    becomes = np.where(lingers, names.index("homicide"), becomes)
    deadly = np.where(killed > 0, names.index("homicide"), crimes.offense)
    becomes_day = np.where(lingers, died, becomes_day)
    return Incidents(
        offense, occurred, until, reported, entered, crimes.block,
        *draw_places(city, streets, (crimes.block, entered), rng),
        killed + hurt,
        *draw_recounts(city, (crimes.offense, hurt, entered), rng),
        killed, died, becomes, becomes_day,
        draw_withdrawals(city, deadly, died, rng),
    )  # fmt: skip


def draw_times(
    city: Rivermouth, crimes: Crimes, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Draw when each crime began, the end of a span it is known only to lie in, its report."""

    def of(name: str) -> Floats:
        return np.array([getattr(offense, name) for offense in city.offenses])[crimes.offense]

    def late(name: str) -> Floats:
        return np.array([getattr(offense.delay, name) for offense in city.offenses])[crimes.offense]

    n = crimes.offense.size
    occurred = np.floor(crimes.time_days * DAY).astype(np.int64)
    span = 60 * of("between_hours") * rng.lognormal(0, 0.6, n)
    between = rng.random(n) < of("between_share")
    until = np.where(between, occurred + np.maximum(np.ceil(span), 5), -1).astype(np.int64)
    soon = late("soon_hours") * 60 * np.exp(late("soon_sigma") * rng.normal(0, 1, n))
    tail = late("late_days") * DAY * np.exp(late("late_sigma") * rng.normal(0, 1, n))
    delay = np.where(rng.random(n) < late("late_share"), tail, soon)
    reported = np.maximum(occurred, until) + np.ceil(delay).astype(np.int64)
    known = until >= 0
    occurred, reported = skip_missing_hour(city, occurred), skip_missing_hour(city, reported)
    return occurred, np.where(known, skip_missing_hour(city, until), -1), reported


def skip_missing_hour(city: Rivermouth, minutes: Ints) -> Ints:
    """Move times that no clock showed to 03:00: in March one hour of one night does not exist."""
    moved = minutes.copy()
    for year in range(city.start.year, city.through.year + 2):
        second_sunday = 14 - (dt.date(year, 3, 7).weekday() + 1) % 7
        two = ((dt.date(year, 3, second_sunday) - city.start).days * 24 + 2) * 60
        moved[(minutes >= two) & (minutes < two + 60)] = two + 60
    return moved


def draw_harm(
    city: Rivermouth, kinds: tuple[Bools, Bools], rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Draw how many are killed and how many hurt besides; one person in most other crimes."""
    is_homicide, is_shooting = kinds
    n = is_homicide.size
    shot = np.minimum(rng.geometric(0.82, n), 9)  # one in 1,000 shootings hits four or more
    fatal = is_shooting & (rng.random(n) < city.fatal_share)
    dead = np.where(is_shooting, np.where(fatal, np.minimum(rng.geometric(0.93, n), shot), 0), 0)
    dead = np.where(is_homicide, np.minimum(rng.geometric(0.97, n), 3), dead)
    hurt = np.where(is_shooting, shot - dead, np.where(is_homicide, 0, np.minimum(shot, 4)))
    return dead.astype(np.int64), hurt.astype(np.int64)


def sometimes(share: Floats | float, day: Ints, rng: np.random.Generator) -> Ints:
    """Keep the day for a share of the incidents; for the others it never comes."""
    return np.where(rng.random(day.size) < share, day, NEVER)


def draw_changes(
    city: Rivermouth, offense: Ints, entered: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Draw which records turn out to be another offense, and when."""
    names = [kind.name for kind in city.offenses]
    target = np.array([names.index(kind.becomes or kind.name) for kind in city.offenses])
    share = np.array([kind.becomes_share for kind in city.offenses])
    day = entered + 1 + np.ceil(rng.exponential(20, entered.size)).astype(np.int64)
    return target[offense], sometimes(share[offense], day, rng)


def draw_withdrawals(
    city: Rivermouth, offense: Ints, known: Ints, rng: np.random.Generator
) -> Ints:
    """Draw when a record is found to be no offense: unfounded, or a killing ruled justified."""
    share = np.array([kind.withdrawn_share for kind in city.offenses])
    day = known + 3 + np.ceil(rng.gamma(2, 25, known.size)).astype(np.int64)
    return sometimes(share[offense], day, rng)


def draw_places(
    city: Rivermouth, streets: Streets, known: tuple[Ints, Ints], rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Draw where each was first thought to be, from when it is placed, when it is corrected."""
    block, entered = known
    later = entered + 1 + np.ceil(rng.exponential(25, entered.size)).astype(np.int64)
    unplaced = rng.random(entered.size) < city.unplaced_share
    placed_day = np.where(unplaced, sometimes(0.25, later, rng), entered)
    # Another block of the same beat, one or two streets over: an address read wrongly.
    twin = block + rng.choice([-2, -1, 1, 2], block.size)
    twin = np.clip(twin, 0, streets.beat.size - 1)
    moved = ~unplaced & (twin != block) & (streets.beat[twin] == streets.beat[block])
    moved_day = np.where(moved, sometimes(city.moved_share, later, rng), NEVER)
    return np.where(moved_day < NEVER, twin, block), placed_day, moved_day


def draw_recounts(
    city: Rivermouth, known: tuple[Ints, Ints, Ints], rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Draw by how many the first count of the hurt was wrong, and when it is put right."""
    offense, hurt, entered = known
    counted = [i for i, kind in enumerate(city.offenses) if kind.name in RECOUNTED]
    later = entered + 1 + np.ceil(rng.exponential(15, entered.size)).astype(np.int64)
    day = np.where(np.isin(offense, counted), sometimes(city.recounted_share, later, rng), NEVER)
    return np.where(day < NEVER, np.where(hurt >= 2, -1, 1), 0), day
