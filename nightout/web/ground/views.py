"""Three addresses of the ground: states, counties, and the operator's base map by ranges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from nightout.web.ground.base_file import BaseFile, open_base_file
from nightout.web.ground.ranges import MOST_BYTES, Span, read_range
from nightout.web.ground.states import borders, outlines, tag_of

__all__ = ["base_map", "counties", "states"]

KIND = "application/vnd.pmtiles"


def _drawn(read: Callable[[], bytes]) -> Callable[..., HttpResponse]:
    """Make the view that gives lines as GeoJSON, which are alike on every site."""

    @require_safe
    @gzip_page
    @cache_control(public=True, max_age=86_400)
    @condition(etag_func=lambda request: tag_of(read()))  # noqa: ARG005
    def give(request: Any) -> HttpResponse:  # noqa: ARG001
        return HttpResponse(read(), content_type="application/geo+json")

    return give


# Of the states and territories; between counties, which a map asks for once it comes near.
states, counties = _drawn(outlines), _drawn(borders)


@require_safe
@cache_control(public=True, max_age=3600)
def base_map(request: Any) -> HttpResponse:
    """Give a part of the operator's base map. Its name is fixed: no request leads to another.

    A large file is given in parts alone: whole copies would hold all threads of the site.
    """
    opened = open_base_file(settings.SITE.folder)
    if opened is None:
        raise Http404
    with opened.stream:
        etag = f'"{opened.tag}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = _answer(request, opened, etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _answer(request: Any, opened: BaseFile, etag: str) -> HttpResponse:
    asked = request.headers.get("Range", "")
    # A part of what is no longer there is of no use to who holds the rest.
    stale = request.headers.get("If-Range", etag) != etag
    # On HEAD a range means nothing: it asks for what GET would say of the whole.
    span = None if stale or request.method == "HEAD" else read_range(asked, opened.n_bytes)
    if span is None:
        return _whole(request, opened)
    if not span:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{opened.n_bytes}"
        return response
    response = HttpResponse(_read(opened, span), status=206, content_type=KIND)
    response["Content-Range"] = f"bytes {span.first}-{span.end - 1}/{opened.n_bytes}"
    return response


def _whole(request: Any, opened: BaseFile) -> HttpResponse:
    if request.method == "HEAD":
        return HttpResponse(content_type=KIND, headers={"Content-Length": str(opened.n_bytes)})
    if opened.n_bytes > MOST_BYTES:
        text = f"Ask for one part of at most {MOST_BYTES} bytes, by the header Range.\n"
        return HttpResponse(text, status=403, content_type="text/plain")
    return HttpResponse(_read(opened, Span(0, opened.n_bytes)), content_type=KIND)


def _read(opened: BaseFile, span: Span) -> bytes:
    opened.stream.seek(span.first)
    return opened.stream.read(len(span))
