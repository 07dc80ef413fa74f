"""Which questions many ask, so that it is worth keeping the answer.

One may write without end what nobody else asks: numbers of pages, kinds that there are not, the
same in other letters. Each is answered; were each answer kept, they would push the others out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.cache import caches

from nightout.web.find.ask import Ask
from nightout.web.gatherings.models import City
from nightout.web.gatherings.public import places_of

__all__ = ["FIELDS", "is_usual", "known_places"]

# Words and points are without number.
FIELDS = frozenset({"day", "kind", "language", "county", "area", "zip", "miles"})
# Nearly all gatherings are on the night itself.
NEAR_NIGHT = dt.timedelta(days=31)


def is_usual(request: Any, city: City, fields: Collection[str]) -> bool:
    """Say whether many may ask this, in these letters.

    Parameters
    ----------
    request
        What was asked; a form sends the fields that were left empty too.
    city
        Of which.
    fields
        Those that may say something; each must say what there is.
    """
    asked = request.GET
    if asked.urlencode() != request.META.get("QUERY_STRING", ""):
        return False
    if any(len(said) > 1 for _, said in asked.lists()):
        return False
    said = {name for name, value in asked.items() if value or name not in Ask.base_fields}
    return said <= set(fields) and (not said or _is_of_here(Ask(asked, city), city))


def _is_of_here(ask: Ask, city: City) -> bool:
    if not ask.is_valid():
        return False
    wish, (counties, areas) = ask.wish, known_places(city)
    as_read = (str(ask.cleaned_data[name] or "") == ask.data.get(name, "") for name in FIELDS)
    return (
        all(as_read)
        and wish.county in ("", *counties)
        and wish.area_id in ("", *areas)
        and (wish.day is None or abs(wish.day - city.night) <= NEAR_NIGHT)
    )


def known_places(city: City) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the counties and areas that can be chosen.

    They are looked up once an edition: it means looking at every gathering.
    """
    found: tuple[tuple[str, ...], tuple[str, ...]] = caches["public"].get_or_set(
        f"places-{city.slug}-{city.edition}", lambda: places_of(city)
    )
    return found
