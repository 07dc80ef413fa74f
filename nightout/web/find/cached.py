"""Public answers, kept until something that they show changes.

An answer depends on what the city's gatherings show, on the city's own settings, on the base map
under it and on the day; all four are in its tag. A changed gathering gives the city another
edition, so nothing is ever cleared.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from nightout.web.gatherings.models import City
from nightout.web.gatherings.views.common import city_or_404
from nightout.web.ground.base_file import name_base_file

__all__ = ["public_answer"]

# Browsers and proxies ask each time whether it still holds, which costs one query: an address
# that a host withdraws must be gone at once, not after a minute.
KEEP = "public, no-cache"
# Words and points are without number; keeping answers to them would push the others out.
NOT_KEPT = ("words", "lat", "lon")
LARGEST_KEPT = 2_000_000
HEADERS = ("Content-Type", "Content-Disposition", "Link")

View = Callable[..., HttpResponse]


def public_answer(view: View) -> View:
    """Answer a GET from what was answered before, while it still holds.

    The view takes the request, the city and its further arguments, and answers alike to everybody:
    it looks at neither session nor cookies.
    """

    @require_safe
    @functools.wraps(view)
    def answer(request: Any, slug: str, **named: Any) -> HttpResponse:
        city = city_or_404(slug)
        etag = _tag(request, city)
        if unchanged := get_conditional_response(request, etag=etag):
            return _labelled(unchanged, etag)
        kept = None if any(request.GET.get(name) for name in NOT_KEPT) else caches["public"]
        found = kept.get(etag) if kept is not None else None
        if found is None:
            response = view(request, city, **named)
            if response.status_code != 200:
                return response
            headers = {name: response[name] for name in HEADERS if response.has_header(name)}
            found = (bytes(response.content), headers)
            if kept is not None and len(found[0]) < LARGEST_KEPT:
                kept.set(etag, found)
        content, headers = found
        return _labelled(HttpResponse(content, headers=headers), etag)

    return answer


def _tag(request: Any, city: City) -> str:
    """Name an answer by all that it depends on."""
    site = settings.SITE
    ground = f"{name_base_file(site.folder)} {site.basemap_attribution}"
    language = get_language() or ""
    parts = (city.stamp(), str(city.today()), language, ground, request.get_full_path())
    return f'"{hashlib.blake2b("|".join(parts).encode(), digest_size=12).hexdigest()}"'


def _labelled(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = KEEP
    return response
