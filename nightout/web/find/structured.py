"""A gathering for machines that read pages: schema.org's Event as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from nightout.web.gatherings.models import City
from nightout.web.gatherings.public import PublicGathering

__all__ = ["write_json_ld"]

# Nothing of a text may end the element that it stands in, or be read as a line's end by a script.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in ("<", ">", "&", "\u2028", "\u2029")}


def write_json_ld(city: City, gathering: PublicGathering, page: str) -> str:
    """Write the event, safe to stand inside a `script` element."""
    state = "EventCancelled" if gathering.cancelled else "EventScheduled"
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": gathering.title,
        "startDate": gathering.starts_at.isoformat(),
        "endDate": gathering.ends_at.isoformat(),
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "url": page,
        "location": _place(city, gathering),
        "superEvent": {"@type": "Event", "name": city.event, "startDate": city.night.isoformat()},
    }
    if gathering.about:
        event["description"] = gathering.about
    if gathering.languages:
        event["inLanguage"] = list(gathering.languages)
    return json.dumps(event, ensure_ascii=False).translate(ESCAPES)


def _place(city: City, gathering: PublicGathering) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": gathering.where,
        "addressLocality": gathering.place or city.name,
        "addressRegion": city.state,
        "postalCode": gathering.zip_code,
        "addressCountry": "US",
    }
    place: dict[str, Any] = {
        "@type": "Place",
        "name": gathering.where,
        "address": {name: value for name, value in address.items() if value},
    }
    # The middle of a square is no place to go to: machines get a point only where it is exact.
    if gathering.exact and gathering.lon is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": gathering.lat,
            "longitude": gathering.lon,
        }
    return place
