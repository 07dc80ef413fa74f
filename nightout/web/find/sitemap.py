"""What search engines are told: which pages there are, and which are not for them."""

from __future__ import annotations

import hashlib
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from nightout.web.gatherings.public import shown_to_all
from nightout.web.gatherings.views.common import cities_here

__all__ = ["robots", "sitemap"]

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What one file may hold.
MOST = 50_000
CLOSED = ("/desk/", "/account/", "/link/", "/mine/", "/health/")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: Any) -> HttpResponse:  # noqa: ARG001
    """List the page of each city and of each gathering that the public may see."""
    cities = cities_here().values_list("pk", "slug", "edition")
    # Of 20,000 gatherings it takes half a second to write.
    told = f"{settings.SERVED} {sorted(cities)}"
    name = f"sitemap-{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"
    slugs = {key: slug for key, slug, _edition in cities}
    body = caches["public"].get_or_set(name, lambda: _write_sitemap(slugs))
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def _write_sitemap(slugs: dict[int, str]) -> bytes:
    root = Element("urlset", xmlns=NAMESPACE)
    for slug in slugs.values():
        _add(root, reverse("city", args=[slug]))
    rows = shown_to_all().filter(city__in=slugs).order_by("-changed_at")[: MOST - len(slugs)]
    for row in rows:
        path = reverse("gathering", args=[slugs[row["city_id"]], row["public_id"]])
        _add(root, path, row["changed_at"].isoformat())
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: Any) -> HttpResponse:  # noqa: ARG001
    """Say which pages are for hosts and coordinators alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _add(root: Element, path: str, changed: str = "") -> None:
    url = SubElement(root, "url")
    SubElement(url, "loc").text = f"{settings.SITE_URL}{path}"
    if changed:
        SubElement(url, "lastmod").text = changed
