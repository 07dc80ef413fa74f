"""The pages on which residents find a gathering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from nightout.web.find.ask import Ask
from nightout.web.find.cached import answer_of_one, answer_of_pages, public_answer
from nightout.web.find.card import Card, make_card, page_of
from nightout.web.find.flyer import draw_code
from nightout.web.find.structured import write_json_ld
from nightout.web.find.usual import known_places
from nightout.web.gatherings.models import City
from nightout.web.gatherings.public import (
    PublicGathering,
    Wish,
    count_public,
    find_public,
    list_public,
    shown_to_all,
)
from nightout.web.gatherings.views.common import cities_here

__all__ = ["city_page", "embed", "flyer", "gathering_page", "home"]

PAGE = 50


@require_safe
def home(request: Any) -> HttpResponse:
    """List the site's cities and the counties they have gatherings in; a site of one goes there."""
    cities = list(cities_here())
    if len(cities) == 1:
        return redirect("city", cities[0].slug)
    counts = shown_to_all().values_list("city_id", "county").annotate(Count("public_id"))
    rows = [
        {
            "city": city,
            "counties": sorted((name, n) for at, name, n in counts if at == city.pk and name),
        }
        for city in cities
    ]
    return render(request, "gatherings/home.html", {"rows": rows})


@answer_of_pages
def city_page(request: Any, city: City) -> HttpResponse:
    """Show the city's night: what fits, as a list and on a map; from no page to the nearest."""
    ask = Ask(request.GET, city).offer(*known_places(city))
    found = _page_of(request, city, ask.wish)
    number = str(found["page"].number)
    if request.GET.get("page", number) != number:
        there = request.GET.copy()
        there["page"] = number
        return redirect(f"{request.path}?{there.urlencode()}")
    page = {"city": city, "ask": ask, "query": _query(request), "site_url": settings.SITE_URL}
    return render(request, "find/city.html", page | found)


@answer_of_one
def gathering_page(request: Any, city: City, public_id: str) -> HttpResponse:
    """Show one gathering, if the public may see it."""
    gathering = _shown_or_404(city, public_id)
    address = page_of(gathering, get_language())
    json_ld = write_json_ld(city, gathering, address)
    page = {
        "city": city,
        "gathering": gathering,
        "address": address,
        # Escaped for just this place by write_json_ld.
        "json_ld": mark_safe(json_ld),  # noqa: S308
    }
    return render(request, "find/gathering.html", page)


@answer_of_one
def flyer(request: Any, city: City, public_id: str) -> HttpResponse:
    """Show a flyer to print and hang up: what, when, where, and a code to its page."""
    gathering = _shown_or_404(city, public_id)
    address = page_of(gathering, get_language())
    page = {"city": city, "gathering": gathering, "address": address}
    return render(request, "find/flyer.html", page | {"code": draw_code(address)})


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@public_answer
def embed(request: Any, city: City) -> HttpResponse:
    """Show the map alone, for other sites to frame: nothing here can be pressed by mistake."""
    ask = Ask(request.GET, city)
    page = {"city": city, "query": _query(request), "n": count_public(city, ask.wish)}
    return render(request, "find/embed.html", page)


def _page_of(request: Any, city: City, wish: Wish) -> dict[str, Any]:
    """Give the gatherings of one page, with how many there are in all."""
    if wish.near is not None:
        # Within a circle, which the database cannot draw: all of its box are looked at.
        pages = Paginator(list_public(city, wish), PAGE)
        page = pages.get_page(request.GET.get("page"))
        return {"page": page, "n": pages.count, "cards": _cards(page.object_list)}
    n = count_public(city, wish)
    page = Paginator(range(n), PAGE).get_page(request.GET.get("page"))
    found = list_public(city, wish, first=(page.number - 1) * PAGE, most=PAGE)
    return {"page": page, "n": n, "cards": _cards(found)}


def _cards(found: Iterable[PublicGathering]) -> list[Card]:
    here = get_language()
    return [make_card(one, here) for one in found]


def _query(request: Any) -> str:
    """Give what was asked, without the page, to be asked again of feeds and further pages."""
    asked = request.GET.copy()
    asked.pop("page", None)
    for name in [name for name, value in asked.items() if not value]:
        del asked[name]
    return str(asked.urlencode())


def _shown_or_404(city: City, public_id: str) -> Any:
    gathering = find_public(city, public_id)
    if gathering is None:
        raise Http404
    return gathering
