"""What of the large city is asked for: lists by kind, beat and page in two languages, and maps."""

from __future__ import annotations

from urllib.parse import urlencode

__all__ = ["LISTS", "MAPS"]

KINDS = ("block_party", "cookout", "parade", "youth")
AREAS = range(10)
QUERIES = (
    {},
    *({"kind": kind} for kind in KINDS),
    *({"page": n} for n in range(2, 7)),
    *({"area": n} for n in AREAS),
)
LISTS = tuple(
    f"{language}/in/large/?{urlencode(query)}" for language in ("", "/es") for query in QUERIES
)
MAPS = tuple(f"/in/large/gatherings.geojson?area={n}" for n in AREAS)
