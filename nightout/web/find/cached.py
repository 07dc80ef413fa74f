"""Public answers, kept until something that they show changes.

An answer depends on what the city's gatherings show, on the city's own settings, on the base map
under it, on the day and on the program that serves it; all five are in its tag. A changed
gathering gives the city another edition, so that nothing need be cleared for an answer to be right.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from nightout.web.find.usual import FIELDS, is_usual
from nightout.web.gatherings.models import City
from nightout.web.gatherings.views.common import city_or_404
from nightout.web.ground.base_file import name_base_file

__all__ = ["answer_of_one", "answer_of_pages", "public_answer"]

# Browsers and proxies ask each time whether it still holds, which costs one query: an address
# that a host withdraws must be gone at once, not after a minute.
KEEP = "public, no-cache"
LARGEST_KEPT = 2_000_000
HEADERS = ("Content-Type", "Content-Disposition", "Link")

View = Callable[..., HttpResponse]


def public_answer(view: View, *, fields: Collection[str] = FIELDS) -> View:
    """Answer a GET from what was answered before, while it still holds.

    The view takes the request, the city and its further arguments, and answers alike to everybody:
    it looks at neither session nor cookies. No answer is kept to a question that says more than
    `fields`, or what there is not.
    """

    @require_safe
    @functools.wraps(view)
    def answer(request: Any, slug: str, **named: Any) -> HttpResponse:
        city = city_or_404(slug)
        etag = _tag(request, city)
        if unchanged := get_conditional_response(request, etag=etag):
            return _labelled(unchanged, etag)
        kept = caches["public"]
        found = kept.get(etag)
        if found is None:
            response = view(request, city, **named)
            if response.status_code != 200:
                return response
            headers = {name: response[name] for name in HEADERS if response.has_header(name)}
            found = (bytes(response.content), headers)
            if len(found[0]) < LARGEST_KEPT and is_usual(request, city, fields):
                kept.set(etag, found)
        content, headers = found
        return _labelled(HttpResponse(content, headers=headers), etag)

    return answer


# The view leads from a page that is not there to one that is.
answer_of_pages = functools.partial(public_answer, fields=FIELDS | {"page"})
# What shows one gathering reads no question.
answer_of_one = functools.partial(public_answer, fields=())


def _tag(request: Any, city: City) -> str:
    """Name an answer by all that it depends on."""
    site = settings.SITE
    ground = f"{name_base_file(site.folder)} {site.basemap_attribution}"
    language = get_language() or ""
    day, address = str(city.today()), request.get_full_path()
    parts = (settings.SERVED, city.stamp(), day, language, ground, address)
    return f'"{hashlib.blake2b("|".join(parts).encode(), digest_size=12).hexdigest()}"'


def _labelled(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = KEEP
    return response
