"""What times, places and ids of a night must be, and what is said where they are not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from nightout.errors import BadSetting, UnknownName

__all__ = ["LONGEST", "check_once", "check_place", "check_span", "unknown"]

# What a night may be long: longer, and a date is wrong somewhere.
LONGEST = dt.timedelta(hours=36)


def unknown(what: str, key: str, known: Sequence[str]) -> UnknownName:
    """Make the error about an id that is not there, with those that look like it."""
    near = get_close_matches(key, known, 3) or known[:3]
    return UnknownName(f"there is no {what} {key}", f"Near it: {', '.join(near) or 'nothing'}.")


def check_span(named: str, first: dt.datetime, last: dt.datetime) -> None:
    """Refuse times with a zone, and spans that end before they begin or are too long."""
    if first.tzinfo or last.tzinfo:
        raise BadSetting(f"the times of {named} carry a zone", "Give wall-clock times of the city.")
    if last <= first:
        raise BadSetting(
            f"{named} ends at {last:%Y-%m-%d %H:%M} and begins at {first:%Y-%m-%d %H:%M}",
            "It must end later than it begins; after midnight write the next day's date.",
        )
    if last - first > LONGEST:
        raise BadSetting(f"{named} lasts {last - first}", "Check its dates: it is one night's.")


def check_place(named: str, lon: float | None, lat: float | None) -> None:
    """Refuse a place that has one coordinate alone, or none on the earth."""
    if lon is None and lat is None:
        return
    if lon is None or lat is None or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadSetting(
            f"{named} lies at lon {lon}, lat {lat}",
            "Give both in degrees, longitude from -180 to 180 and latitude from -90 to 90.",
        )


def check_once(what: str, keys: Iterable[str]) -> None:
    """Refuse ids that are empty or stand twice."""
    counts = Counter(keys)
    if "" in counts:
        raise BadSetting(f"a {what} has no id", f"Give each {what} an id of its own.")
    twice = [key for key, n in counts.items() if n > 1]
    if twice:
        raise BadSetting(
            f"{what} {twice[0]} stands {counts[twice[0]]} times",
            f"Keep one row of it, or give each {what} an id of its own.",
        )
