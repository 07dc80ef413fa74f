"""What several pages ask for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from nightout.web.gatherings.leaks import LEAKY, list_leaks
from nightout.web.gatherings.models import City, Gathering

__all__ = [
    "READ",
    "cities_here",
    "city_or_404",
    "mine",
    "mine_or_404",
    "now_mine",
    "seen_version",
    "unread_leaks",
]

KEY = "host_of"
# The box that is ticked by whoever read what a text seems to tell.
READ = "read"


def cities_here() -> QuerySet[City]:
    """Give the cities of the site whose folders are there."""
    return City.objects.filter(slug__in=settings.SITE.cities)


def city_or_404(slug: str) -> City:
    """Find a city of the site; one whose folder was taken away is none."""
    if slug not in settings.SITE.cities:
        raise Http404
    return get_object_or_404(City, slug=slug)


def mine(request: Any) -> list[int]:
    """Give the gatherings that this browser may change: those whose link it used."""
    return list(request.session.get(KEY, []))


def now_mine(request: Any, ids: list[int]) -> None:
    """Let this browser change gatherings, until its session ends."""
    held = mine(request)
    # A new session for new rights: one that was known before must not gain them.
    request.session.cycle_key()
    request.session[KEY] = sorted({*held, *ids})


def mine_or_404(request: Any, public_id: str) -> Gathering:
    """Find one of the host's own gatherings."""
    found = (
        Gathering.objects.select_related("city", "host")
        .filter(public_id=public_id, pk__in=mine(request))
        .first()
    )
    if found is None:
        raise Http404
    return found


def seen_version(request: Any) -> int:
    """Read which version of a gathering a form was filled in for; 0 is none, and never fits."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def unread_leaks(request: Any, form: Any) -> list[str]:
    """List what a text that was sent seems to tell, until its sender says that all may read it."""
    if READ in request.POST or not set(LEAKY) & set(form.changed_data):
        return []
    return list_leaks(form.cleaned_data)
