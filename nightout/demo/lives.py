"""The life of every record: what the department's system said about it from which day until which.

A record is one offense of one incident. Its life is cut at the days on which something about it
is learned; between two cuts it is one state. Nothing here looks at an export.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from nightout.demo.ground import Floats, to_lonlat
from nightout.demo.incidents import NEVER, RECOUNTED, Incidents
from nightout.demo.rivermouth import Rivermouth
from nightout.demo.streets import Streets

__all__ = ["COUNTS_KILLED", "COUNTS_VICTIMS", "UNKNOWN", "States", "live", "number_cases"]

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.str_]
UNKNOWN = -1  # an empty cell of a column of whole numbers
COUNTS_VICTIMS = ("homicide", "rape", "robbery", "aggravated_assault", "shooting")
COUNTS_KILLED = ("homicide", "shooting")


@dataclass(frozen=True)
class States:
    """One row per state of a record, in order of case, offense and day; UNKNOWN is an empty cell.

    `from_day` and `until_day` (exclusive) count days from the city's start, as do the minutes of
    the three times. `offense`, `block` and `beat` are positions; `beat` is UNKNOWN, and lon and
    lat are NaN, where the place has not been found.
    """

    case: Texts
    offense: Ints
    from_day: Ints
    until_day: Ints
    occurred: Ints
    until: Ints
    reported: Ints
    block: Ints
    beat: Ints
    lon: Floats
    lat: Floats
    victims: Ints
    killed: Ints
    injured: Ints
    weapon: Texts
    domestic: Texts

    def take(self, index: npt.NDArray[np.generic]) -> States:
        """Keep the states at these positions, or where this mask is true."""
        return States(*(getattr(self, column.name)[index] for column in fields(self)))

    def known_at(self, day: int) -> npt.NDArray[np.bool_]:
        """Say which states the system held at the end of a day."""
        return (self.from_day <= day) & (day < self.until_day)


def live(
    city: Rivermouth, streets: Streets, incidents: Incidents, rng: np.random.Generator
) -> States:
    """Tell the life of every record, state by state.

    Parameters
    ----------
    city, streets
        The made-up city.
    incidents
        All that will ever be known.
    rng
        Source of chance, for weapons and whether an offense was domestic.
    """
    case = number_cases(city, incidents.reported)
    weapon, domestic = draw_means(city, incidents, rng)
    incident, offense, start, end = list_records(city, incidents)
    record, from_day, until_day = cut_lives(city, incidents, (incident, offense, start, end))
    at, offense = incident[record], offense[record]
    moved, placed = incidents.moved_day[at] <= from_day, incidents.placed_day[at] <= from_day
    block = np.where(moved, incidents.block[at], incidents.first_block[at])
    lon, lat = to_lonlat(*streets.point[block].T)
    states = States(
        case[at], offense, from_day, until_day,
        incidents.occurred[at], incidents.until[at], incidents.reported[at],
        block, np.where(placed, streets.beat[block], UNKNOWN),
        np.where(placed, lon, np.nan), np.where(placed, lat, np.nan),
        *count_harm(city, incidents, (at, offense, from_day)), weapon[at], domestic[at],
    )  # fmt: skip
    return states.take(np.lexsort((states.from_day, states.offense, states.case)))


def number_cases(city: Rivermouth, reported: Ints) -> Texts:
    """Give case numbers for each year in order of reports: RM21-00042."""
    first = np.datetime64(city.start, "m")
    year = (first + reported).astype("datetime64[Y]").astype(int) + 1970
    order = np.argsort(reported, kind="stable")
    starts = np.searchsorted(year[order], np.unique(year))
    serial = np.arange(order.size) - starts[np.searchsorted(np.unique(year), year[order])]
    numbered = np.empty(order.size, dtype="<U12")
    numbered[order] = [f"RM{y % 100:02d}-{n + 1:05d}" for y, n in zip(year[order], serial,
                                                                    strict=True)]  # fmt: skip
    return numbered


def list_records(city: Rivermouth, incidents: Incidents) -> tuple[Ints, Ints, Ints, Ints]:
    """List all records: incident, offense, first day, and the day it is gone.

    A reclassified record ends on the day its successor begins. A shooting in which somebody dies
    brings a homicide beside it; if the killing is ruled justified, only the homicide goes.
    """
    names = [offense.name for offense in city.offenses]
    everyone = np.arange(incidents.offense.size)
    gone = np.minimum(incidents.becomes_day, incidents.withdrawn_day)
    changed = everyone[incidents.becomes_day < incidents.withdrawn_day]
    shot = (incidents.offense == names.index("shooting")) & (incidents.killed > 0)
    fatal = everyone[shot]
    homicide = np.full(fatal.size, names.index("homicide"))
    ruled = incidents.withdrawn_day[fatal]
    return (
        np.concatenate([everyone, changed, fatal]),
        np.concatenate([incidents.offense, incidents.becomes[changed], homicide]),
        np.concatenate([incidents.entered_day, incidents.becomes_day[changed],
                        incidents.died_day[fatal]]),
        np.concatenate([np.where(shot, NEVER, gone), incidents.withdrawn_day[changed], ruled]),
    )  # fmt: skip


def cut_lives(
    city: Rivermouth, incidents: Incidents, records: tuple[Ints, Ints, Ints, Ints]
) -> tuple[Ints, Ints, Ints]:
    """Cut each record's life at the days on which something about it is learned.

    Returns
    -------
    For each state the record it belongs to, its first day, and the day it is replaced or gone.
    """
    incident, offense, start, end = records
    names = [kind.name for kind in city.offenses]
    # What a record does not show cuts nothing: a homicide counts the dead, a larceny nobody.
    shown = np.where(offense == names.index("shooting"), incidents.died_day[incident], NEVER)
    counts = np.isin(offense, [names.index(name) for name in RECOUNTED])
    recounted = np.where(counts, incidents.recounted_day[incident], NEVER)
    cuts = np.column_stack(
        [start, incidents.placed_day[incident], incidents.moved_day[incident], recounted, shown]
    )
    cuts = np.sort(np.maximum(cuts, start[:, None]), axis=1)
    fresh = np.diff(cuts, axis=1, prepend=-NEVER) > 0
    fresh &= cuts < np.minimum(end, NEVER)[:, None]
    record, _ = np.nonzero(fresh)
    from_day = cuts[fresh]
    follows = np.append(record[1:] == record[:-1], False)
    return record, from_day, np.where(follows, np.append(from_day[1:], 0), end[record])


def count_harm(
    city: Rivermouth, incidents: Incidents, states: tuple[Ints, Ints, Ints]
) -> tuple[Ints, Ints, Ints]:
    """Count victims, killed and injured as each state says; UNKNOWN where the system asks nothing.

    Only a crime against a person counts victims, only a shooting counts the injured.
    """
    at, offense, day = states
    names = np.array([kind.name for kind in city.offenses])[offense]
    is_shooting = names == "shooting"
    extra = np.where(incidents.recounted_day[at] <= day, 0, incidents.extra[at])
    dead = np.where(incidents.died_day[at] <= day, incidents.killed[at], 0)
    everyone = incidents.victims[at] + extra
    victims = np.where(np.isin(names, COUNTS_VICTIMS), everyone, UNKNOWN)
    victims = np.where(names == "homicide", dead, victims)
    killed = np.where(np.isin(names, COUNTS_KILLED), dead, UNKNOWN)
    return victims, killed, np.where(is_shooting, everyone - dead, UNKNOWN)


def draw_means(
    city: Rivermouth, incidents: Incidents, rng: np.random.Generator
) -> tuple[Texts, Texts]:
    """Draw the weapon, and whether the offense was domestic (Y or N); empty if not asked for."""
    names = np.array([kind.name for kind in city.offenses])[incidents.offense]
    n = names.size
    gun = rng.choice(["HANDGUN", "RIFLE", "FIREARM, TYPE UNKNOWN"], n, p=[0.8, 0.05, 0.15])
    other = rng.choice(["KNIFE", "BLUNT OBJECT", "HANDS/FEET", ""], n, p=[0.3, 0.2, 0.45, 0.05])
    armed = np.isin(names, ["robbery", "aggravated_assault"]) & (rng.random(n) < 0.3)
    armed &= incidents.killed == 0  # whoever kills with a gun has a shooting recorded
    weapon = np.where((names == "shooting") | armed, gun, other)
    asked = np.isin(names, ["homicide", "robbery", "aggravated_assault", "shooting"])
    at_home = np.where(names == "shooting", 0.05, np.where(names == "robbery", 0.01, 0.3))
    domestic = np.where(rng.random(n) < at_home, "Y", "N")
    return np.where(asked, weapon, ""), np.where(asked | (names == "rape"), domestic, "")
