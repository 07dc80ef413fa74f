"""The same gatherings in the forms that other programs read: calendar, Atom, GeoJSON."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from nightout.errors import BadSetting
from nightout.web.find.ask import Ask
from nightout.web.find.atom import Entry, write_atom
from nightout.web.find.cached import answer_of_one, public_answer
from nightout.web.find.calendar import write_calendar
from nightout.web.find.card import page_of, path_of, say_kinds, say_when
from nightout.web.gatherings.models import City
from nightout.web.gatherings.public import PublicGathering, Wish, find_public, list_public

__all__ = ["atom", "calendar", "one_calendar", "points"]

NEWEST = 200


@gzip_page
@public_answer
def calendar(request: Any, city: City) -> HttpResponse:
    """Give the gatherings that fit, as a calendar to subscribe to."""
    found = list_public(city, _wish(request, city))
    here = get_language()
    body = write_calendar(city, _name(city), found, [page_of(one, here) for one in found])
    return _file(body, "text/calendar; charset=utf-8", f"{city.slug}.ics")


@answer_of_one
def one_calendar(request: Any, city: City, public_id: str) -> HttpResponse:  # noqa: ARG001
    """Give one gathering for the calendar of who wants to go there."""
    found = find_public(city, public_id)
    if found is None:
        raise Http404
    body = write_calendar(city, found.title, [found], [page_of(found, get_language())])
    return _file(body, "text/calendar; charset=utf-8", f"{city.slug}-{public_id}.ics")


@public_answer
def atom(request: Any, city: City) -> HttpResponse:
    """Give the gatherings that fit and changed last, as a feed."""
    found = sorted(list_public(city, _wish(request, city)), key=lambda one: one.changed_at)
    here = get_language()
    entries = [Entry(one, page_of(one, here), _summary(one, here)) for one in found[-NEWEST:]]
    feed = settings.SITE_URL + request.get_full_path()
    page = settings.SITE_URL + reverse("city", args=[city.slug])
    body = write_atom(_name(city), feed, page, entries)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@gzip_page
@public_answer
def points(request: Any, city: City) -> HttpResponse:
    """Give the gatherings that fit as points for a map; those without a point are left out."""
    found = [one for one in list_public(city, _wish(request, city)) if one.lon is not None]
    here = get_language()
    body = json.dumps(
        {"type": "FeatureCollection", "features": [_feature(one, here) for one in found]},
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return HttpResponse(body, content_type="application/geo+json")


def _wish(request: Any, city: City) -> Wish:
    ask = Ask(request.GET, city)
    if not ask.is_valid():
        name, faults = next(iter(ask.errors.items()))
        raise BadSetting(f"{name} is {request.GET.get(name, '')[:40]!r}", " ".join(faults))
    return ask.wish


def _feature(one: PublicGathering, language: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": one.public_id,
        "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
        "properties": {
            "title": one.title,
            "when": say_when(one, language),
            "where": one.where,
            "kinds": say_kinds(one, language),
            "exact": one.exact,
            "cancelled": one.cancelled,
            "page": path_of(one, language),
        },
    }


def _summary(one: PublicGathering, language: str) -> str:
    said = [say_when(one, language), one.where, say_kinds(one, language)]
    return " · ".join([_("Cancelled"), *said] if one.cancelled else said)


def _name(city: City) -> str:
    return f"{city.event}, {city.name}"


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
