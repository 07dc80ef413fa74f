"""Find a gathering: the list of a city, and a page for each."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from nightout.web.gatherings.models import City
from nightout.web.gatherings.public import find_public, list_public
from nightout.web.gatherings.views.common import city_or_404

__all__ = ["city_page", "gathering_page", "home"]


@require_safe
def home(request: Any) -> HttpResponse:
    """List the site's cities; a site of one goes straight to it."""
    cities = list(City.objects.all())
    if len(cities) == 1:
        return redirect("city", cities[0].slug)
    return render(request, "gatherings/home.html", {"cities": cities})


@require_safe
def city_page(request: Any, slug: str) -> HttpResponse:
    """Show the city's night and its gatherings."""
    city = city_or_404(slug)
    page = {"city": city, "gatherings": list_public(city, most=100)}
    return render(request, "gatherings/city.html", page)


@require_safe
def gathering_page(request: Any, slug: str, public_id: str) -> HttpResponse:
    """Show one gathering, if the public may see it."""
    city = city_or_404(slug)
    gathering = find_public(city, public_id)
    if gathering is None:
        raise Http404
    return render(request, "gatherings/gathering.html", {"city": city, "gathering": gathering})
