"""The rules of a night, settable one by one: minutes, hours, travel, reserve, weights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from zoneinfo import ZoneInfo

from nightout.errors import BadSetting
from nightout.visits.street_rules import StreetRules

__all__ = ["Minutes", "Rules", "Weights"]


@dataclass(frozen=True)
class Minutes:
    """Minutes by kind of unit: `usual`, save for those kinds that `by_kind` names."""

    usual: float
    by_kind: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for minutes in (self.usual, *self.by_kind.values()):
            if not 0 <= minutes <= 240:
                raise BadSetting(f"the minutes are {minutes:g}", "Give 0 to 240.")

    def of(self, kind: str) -> float:
        """Give the minutes of a kind of unit."""
        return self.by_kind.get(kind, self.usual)


@dataclass(frozen=True)
class Weights:
    """What the planner strives for, in points; what is above is worth many of what is below.

    Parameters
    ----------
    first_visit
        The first visit of a gathering, whoever comes.
    missed_last_year, first_timer
        More for the first visit of one that nobody came to last year, or that is new.
    wanted
        A visit by a kind that the host asked for.
    second_visit
        A visit beyond these.
    own_beat, language
        More for a visit by a unit whose own beat it is; by a crew that speaks their language.
    """

    first_visit: int = 1000
    missed_last_year: int = 300
    first_timer: int = 200
    wanted: int = 100
    second_visit: int = 10
    own_beat: int = 30
    language: int = 20

    def __post_init__(self) -> None:
        for one in fields(self):
            if not 0 <= getattr(self, one.name) <= 1_000_000:
                raise BadSetting(
                    f"the weight {one.name} is {getattr(self, one.name)}", "Give 0 to 1,000,000."
                )
        if not self.first_visit > self.wanted > self.second_visit > 0:
            raise BadSetting(
                f"first_visit, wanted, second_visit are {self.first_visit}, {self.wanted}, "
                f"{self.second_visit}",
                "Each must be worth more than the next: that is the order of promises to a city.",
            )


@dataclass(frozen=True)
class Rules:
    """The rules of a night.

    Parameters
    ----------
    event
        What the night is called in this city.
    zone
        The city's clock, as a name of the tz database; empty if it does not matter.
    visit_minutes, setup_minutes
        How long a visit lasts, and what parking and getting out take before it, by kind.
    earliest, latest
        Between which times of day visits may begin; None for no such bound.
    start_before_end_min
        How many minutes before a gathering ends a visit must have begun.
    speed_kmh, circuity
        How fast units drive, and how much longer roads are than the straight line. The defaults
        suit an American city in the evening; `fit_speed` finds a city's own from its trips.
    reserve_radius_m
        How far from its post, in a straight line, a unit in reserve may visit.
    neighbourhood_floor
        The share of its gatherings that each neighbourhood is to have visited, from 0 to 1.
    weights
        What the planner strives for.
    streets
        How a file of streets is read and driven, where one is given.
    """

    event: str = "National Night Out"
    zone: str = ""
    visit_minutes: Minutes = field(default_factory=lambda: Minutes(12))
    setup_minutes: Minutes = field(default_factory=lambda: Minutes(1))
    earliest: dt.time | None = None
    latest: dt.time | None = None
    start_before_end_min: float = 10.0
    speed_kmh: float = 28.0
    circuity: float = 1.3
    reserve_radius_m: float = 1_500.0
    neighbourhood_floor: float = 0.0
    weights: Weights = field(default_factory=Weights)
    streets: StreetRules = field(default_factory=StreetRules)

    def __post_init__(self) -> None:
        ranges = {
            "start_before_end_min": (0, 240),
            "speed_kmh": (1, 150),
            "circuity": (1, 5),
            "reserve_radius_m": (0, 1_000_000),
            "neighbourhood_floor": (0, 1),
        }
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise BadSetting(
                    f"{name} is {getattr(self, name):g}", f"Give a number from {low} to {high:,}."
                )
        if not self.event.strip():
            raise BadSetting("the event has no name", "Call it, for example, 'Night to Unite'.")
        if self.zone:
            _check_zone(self.zone)

    def stay_s(self, kind: str) -> int:
        """How many seconds a unit of a kind stays, setting up included."""
        return round(60 * (self.visit_minutes.of(kind) + self.setup_minutes.of(kind)))


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadSetting(
            f"the time zone is {name!r}",
            "Use a name of the tz database, such as America/New_York or America/Chicago.",
        ) from None
