"""ZIP codes, looked up in a table that comes with the program: no address leaves the machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Zip", "find_zip"]


@dataclass(frozen=True)
class Zip:
    """What is known of a ZIP code."""

    code: str
    place: str
    places: tuple[str, ...]
    state: str
    county: str
    lon: float
    lat: float

    def names(self, place: str) -> bool:
        """Tell whether mail to this place goes by this code."""
        return place.casefold() in {one.casefold() for one in (self.place, *self.places)}


@lru_cache(maxsize=2_000)
def find_zip(code: str) -> Zip | None:
    """Find a ZIP code, or None if there is no such code."""
    import zipcodes

    if len(code) != 5 or not code.isascii() or not code.isdigit():
        return None
    found = zipcodes.matching(code)
    if not found:
        return None
    one = found[0]
    return Zip(
        code,
        one["city"],
        tuple(one["acceptable_cities"]),
        one["state"],
        one["county"].removesuffix(" County"),
        float(one["long"]),
        float(one["lat"]),
    )
