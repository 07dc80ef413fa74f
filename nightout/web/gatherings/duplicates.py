"""Gatherings that may be the same one, registered twice: the same block on the same night."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from nightout.web.gatherings.models import City, Gathering
from nightout.web.gatherings.public import Near, PublicGathering, find_public
from nightout.web.gatherings.states import LIVE

__all__ = ["likely_same", "likely_same_in_public"]

# About the length of a block.
CLOSE_MILES = 0.09
MOST = 10


def likely_same(
    city: City, values: dict[str, Any], *, but: Gathering | None = None
) -> QuerySet[Gathering]:
    """Find gatherings of the same night on the same block or within a block's length.

    For coordinators: whether they are approved does not matter.
    """
    day = values["starts_at"].astimezone(city.clock).date()
    start = dt.datetime.combine(day, dt.time(), city.clock)
    same_place = Q(block__iexact=values["block"])
    if values.get("lon") is not None and values.get("lat") is not None:
        west, south, east, north = Near(values["lon"], values["lat"], CLOSE_MILES).box()
        same_place |= Q(lon__range=(west, east), lat__range=(south, north))
    found = Gathering.objects.filter(
        same_place,
        city=city,
        state__in=LIVE,
        starts_at__gte=start,
        starts_at__lt=start + dt.timedelta(days=1),
    )
    return found.exclude(pk=but.pk) if but is not None else found


def likely_same_in_public(
    city: City, values: dict[str, Any], *, mine: list[int]
) -> list[PublicGathering | Gathering]:
    """Find those that a neighbor may be shown: what the public sees, and the neighbor's own.

    That somebody else on the block waits for approval is not told: asking for one block after the
    other would draw the map of what is not yet public.
    """
    found: list[PublicGathering | Gathering] = []
    for one in likely_same(city, values)[:MOST]:
        if one.pk in mine:
            found.append(one)
        elif one.shown and (public := find_public(city, one.public_id)):
            found.append(public)
    return found
