"""Everything about Rivermouth that can be set: its years, its planted truths, its export days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from nightout.demo.offenses import OFFENSES, Offense
from nightout.errors import BadSetting

__all__ = ["HOT_SPOTS", "HotSpot", "Rivermouth", "list_export_days"]

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class HotSpot:
    """A small area where some offenses happen more often than around it.

    Parameters
    ----------
    name
        What to call it.
    bank, along_m, inland_m
        Its centre, named by the river (see `nightout.demo.ground`).
    radius_m
        Blocks with their point within this distance of the centre belong to it.
    strength
        Its background rate by length of street, as a multiple of the whole city's usual rate,
        whatever the temper of its beat.
    offenses
        The offenses it holds for, by canonical name.
    since
        First day of it; None if it was there from the beginning.
    """

    name: str
    bank: str
    along_m: float
    inland_m: float
    radius_m: float
    strength: float
    offenses: tuple[str, ...]
    since: dt.date | None = None

    def __post_init__(self) -> None:
        if self.strength < 1 or self.radius_m <= 0:
            raise BadSetting(
                f"hot spot {self.name} has strength {self.strength} and radius {self.radius_m} m",
                "The strength must be 1 or more and the radius above 0 m.",
            )


HOT_SPOTS = (
    HotSpot("Market Square at closing time", "north", 1_700, 400, 350, 5,
            ("robbery", "aggravated_assault", "shooting")),
    HotSpot("Kiln Yards", "north", -6_500, 2_200, 500, 12, ("shooting", "homicide")),
    HotSpot("Tannery Row back lanes", "north", -1_200, 600, 400, 6,
            ("burglary", "motor_vehicle_theft")),
    HotSpot("Southquay ferry terminal", "south", 2_700, 450, 300, 6, ("larceny", "robbery")),
    HotSpot("Poplar, new in 2021", "south", -3_100, 2_000, 450, 12,
            ("shooting", "robbery", "aggravated_assault"), since=dt.date(2021, 3, 1)),
)  # fmt: skip


@dataclass(frozen=True)
class Rivermouth:
    """The parameters of the made-up city; the defaults are the city of the tutorial.

    Parameters
    ----------
    start, through
        First and last day on which something happens, inclusive.
    first_export
        First day of a full export; then the first Monday of each month, every Monday of the last
        month, and the last day.
    burn_in_days
        Days simulated before `start` and thrown away, so that the contagion has settled.
    busyness
        Factor on all rates; below 1 for a quick, quiet city.
    rise_from, rise_ratio
        From this day on homicides and shootings happen this many times as often.
    year_shape
        Shape of the gamma factor, of mean 1, by which homicides and shootings differ between
        years; its coefficient of variation is 1 / sqrt(year_shape).
    fatal_share
        Share of shootings in which somebody is killed.
    late_death_share
        Share of killings in which the victim dies 1 to 60 days later.
    unplaced_share
        Share of incidents first recorded without coordinates; a quarter are placed later.
    moved_share, recounted_share
        Shares of records whose location, or count of victims, is corrected later.
    offenses, hot_spots
        What happens, and where more often.
    """

    start: dt.date = dt.date(2017, 1, 1)
    through: dt.date = dt.date(2021, 7, 28)
    first_export: dt.date = dt.date(2020, 1, 6)
    burn_in_days: int = 120
    busyness: float = 1.0
    rise_from: dt.date = dt.date(2020, 6, 1)
    rise_ratio: float = 1.35
    year_shape: float = 60.0
    fatal_share: float = 0.17
    late_death_share: float = 0.12
    unplaced_share: float = 0.02
    moved_share: float = 0.02
    recounted_share: float = 0.03
    offenses: tuple[Offense, ...] = field(default=OFFENSES, repr=False)
    hot_spots: tuple[HotSpot, ...] = field(default=HOT_SPOTS, repr=False)

    def __post_init__(self) -> None:
        if not self.start <= self.first_export <= self.through:
            raise BadSetting(
                f"first_export is {self.first_export}",
                f"It must lie from {self.start} through {self.through}.",
            )
        for name in ("busyness", "rise_ratio", "year_shape"):
            if getattr(self, name) <= 0:
                raise BadSetting(f"{name} is {getattr(self, name)}", "It must be above 0.")
        for name in ("fatal_share", "late_death_share", "unplaced_share", "moved_share",
                     "recounted_share"):  # fmt: skip
            if not 0 <= getattr(self, name) <= 1:
                raise BadSetting(f"{name} is {getattr(self, name)}", "A share is from 0 to 1.")

    @property
    def n_days(self) -> int:
        """How many days things happen on."""
        return (self.through - self.start).days + 1


def list_export_days(city: Rivermouth) -> list[dt.date]:
    """List the days on which the department exported everything it knew, in order."""
    month_start = city.through.replace(day=1)
    days = {city.first_export, city.through}
    day = city.first_export
    while day <= city.through:
        if day.weekday() == 0 and (day.day <= 7 or day >= month_start):
            days.add(day)
        day += ONE_DAY
    return sorted(days)
