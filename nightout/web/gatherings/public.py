"""The one door through which gatherings reach the public.

Every page, feed, map and search asks here. What is not approved does not come out; where a
gathering is for neighbors only, its block comes out and its address does not. Filters and
distances work on what is shown, so that asking cleverly finds out no more than looking.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from nightout.web.gatherings.blocks import say_place
from nightout.web.gatherings.models import City, Gathering
from nightout.web.gatherings.states import State
from nightout.web.gatherings.words import Audience

__all__ = [
    "MOST",
    "Near",
    "PublicGathering",
    "Wish",
    "count_public",
    "find_public",
    "list_public",
    "places_of",
    "shown_to_all",
]

# No query gives more at once; a feed of the largest city holds about 1,500.
MOST = 5_000
MOST_MILES = 50.0
MILES_PER_DEGREE = 69.0
COLUMNS = (
    "public_id", "title", "about", "link", "shown_place", "place", "zip_code", "county",
    "shown_lon", "shown_lat", "kinds", "languages", "starts_at", "ends_at", "rain_date",
    "audience", "state", "sequence", "changed_at", "area_id", "city_id",
)  # fmt: skip


@dataclass(frozen=True)
class PublicGathering:
    """What everybody may know of a gathering.

    `where` is the address, or the block where only neighbors are meant; `lon` and `lat` are then
    the middle of a square of about a quarter of a mile. One that is cancelled keeps its title,
    place and time, so that who meant to come knows it again; its text and link are gone.
    """

    public_id: str
    city: City
    title: str
    about: str
    link: str
    where: str
    place: str
    zip_code: str
    county: str
    area_id: str
    lon: float | None
    lat: float | None
    exact: bool
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    starts_at: dt.datetime
    ends_at: dt.datetime
    rain_date: dt.date | None
    cancelled: bool
    sequence: int
    changed_at: dt.datetime
    miles: float | None = None


@dataclass(frozen=True)
class Near:
    """Around a point, this far."""

    lon: float
    lat: float
    miles: float = 2.0

    def box(self) -> tuple[float, float, float, float]:
        """Give west, south, east and north of a box that holds the circle."""
        high = min(max(self.miles, 0.1), MOST_MILES) / MILES_PER_DEGREE
        wide = high / max(math.cos(math.radians(self.lat)), 0.01)
        return self.lon - wide, self.lat - high, self.lon + wide, self.lat + high

    def miles_to(self, lon: float, lat: float) -> float:
        """Give the distance to a point on the ground, flat as it is at the size of a city."""
        east = (lon - self.lon) * math.cos(math.radians((lat + self.lat) / 2))
        return MILES_PER_DEGREE * math.hypot(east, lat - self.lat)


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; what is empty does not matter."""

    day: dt.date | None = None
    kind: str = ""
    language: str = ""
    zip_code: str = ""
    county: str = ""
    area_id: str = ""
    words: str = ""
    near: Near | None = None
    with_cancelled: bool = True


def shown_to_all() -> QuerySet[Any]:
    """Give the gatherings that the public may see, with only the columns that it may see."""
    return Gathering.objects.filter(shown=True).values(*COLUMNS)


def list_public(
    city: City, wish: Wish | None = None, *, first: int = 0, most: int = MOST
) -> list[PublicGathering]:
    """List what the public may see in a city, soonest first, or nearest first if a place is asked.

    Parameters
    ----------
    city
        The city.
    wish
        What is looked for.
    first, most
        Which of them; never more than `MOST` at once.
    """
    rows = _fitting(shown_to_all().filter(city=city), city, wish or Wish())
    rows = rows.order_by("starts_at", "title", "public_id")
    most = min(most, MOST)
    if wish is not None and wish.near is not None:
        near = _nearest([_as_public(row, city, wish.near) for row in rows[:MOST]], wish.near)
        return near[first : first + most]
    return [_as_public(row, city) for row in rows[first : first + most]]


def count_public(city: City, wish: Wish | None = None) -> int:
    """Count what `list_public` would list, by the box of the circle where a place is asked."""
    return _fitting(shown_to_all().filter(city=city), city, wish or Wish()).count()


def places_of(city: City) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the counties and the areas in which the public may see a gathering, each in order."""
    found = shown_to_all().filter(city=city).order_by().values_list("county", "area_id")
    rows = list(found.distinct())
    counties, areas = ({row[at] for row in rows} - {""} for at in (0, 1))
    by_number = sorted(areas, key=lambda one: (not one.isdecimal(), one.zfill(12), one))
    return tuple(sorted(counties)), tuple(by_number)


def find_public(city: City, public_id: str) -> PublicGathering | None:
    """Find one gathering, if the public may see it."""
    row = shown_to_all().filter(city=city, public_id=public_id).first()
    return None if row is None else _as_public(row, city)


def _fitting(rows: QuerySet[Any], city: City, wish: Wish) -> QuerySet[Any]:
    """Keep the rows that fit a wish."""
    if wish.day is not None:
        start = dt.datetime.combine(wish.day, dt.time(), city.clock)
        rows = rows.filter(starts_at__gte=start, starts_at__lt=start + dt.timedelta(days=1))
    for name in ("zip_code", "county", "area_id"):
        if getattr(wish, name):
            rows = rows.filter(**{name: getattr(wish, name)})
    if wish.kind:
        rows = rows.filter(kinds__has=wish.kind)
    if wish.language:
        rows = rows.filter(languages__has=wish.language)
    for word in wish.words.split()[:5]:
        # Of the place only what is shown: an address that is not must not answer to a search.
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(about__icontains=word) & ~Q(state=State.CANCELLED)
            | Q(shown_place__icontains=word)
        )
    if wish.near is not None:
        west, south, east, north = wish.near.box()
        rows = rows.filter(
            shown_lat__gte=south, shown_lat__lte=north, shown_lon__gte=west, shown_lon__lte=east
        )
    return rows if wish.with_cancelled else rows.exclude(state=State.CANCELLED)


def _as_public(row: dict[str, Any], city: City, near: Near | None = None) -> PublicGathering:
    lon, lat = row["shown_lon"], row["shown_lat"]
    cancelled = row["state"] == State.CANCELLED
    return PublicGathering(
        public_id=row["public_id"],
        city=city,
        title=row["title"],
        about="" if cancelled else row["about"],
        link="" if cancelled else row["link"],
        where=say_place(row["shown_place"]),
        place=row["place"],
        zip_code=row["zip_code"],
        county=row["county"],
        area_id=row["area_id"],
        lon=lon,
        lat=lat,
        exact=row["audience"] == Audience.PUBLIC,
        kinds=tuple(row["kinds"]),
        languages=tuple(row["languages"]),
        starts_at=row["starts_at"].astimezone(city.clock),
        ends_at=row["ends_at"].astimezone(city.clock),
        rain_date=row["rain_date"],
        cancelled=cancelled,
        sequence=row["sequence"],
        changed_at=row["changed_at"],
        miles=near.miles_to(lon, lat) if near and lon is not None else None,
    )


def _nearest(found: list[PublicGathering], near: Near) -> list[PublicGathering]:
    within = [one for one in found if one.miles is not None and one.miles <= near.miles]
    return sorted(within, key=lambda one: (one.miles or 0.0, one.starts_at, one.public_id))
