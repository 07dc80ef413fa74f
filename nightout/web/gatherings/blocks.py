"""The block that an address lies on, which is all that "neighbors only" tells the public."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

__all__ = ["block_of", "say_place"]

UNIT = re.compile(
    r"(?:[,;]?\s*)(?:#\s*\w+|\b(?:apt|apartment|unit|suite|ste|rm|room|bldg|building|floor|fl|lot)\b"
    r"\.?\s*#?\s*\w+)",
    re.IGNORECASE,
)
HOUSE = re.compile(r"^\s*(\d+)(?:\s*[-/]\s*\d+)?[A-Za-z]?(?:\s+1/2)?\s+(?=\S*[A-Za-z])(.+)$")
# Streets that are called by a number: "Street 33", "Highway 7".
NUMBERED = re.compile(
    r"\b(?:street|avenue|road|route|rte|highway|hwy|state|county|farm|ranch|loop|us|sr|cr|fm)\.?\s+$",
    re.IGNORECASE,
)
BLOCK = re.compile(r"(\d+) block of (.+)")
UNSAID = "an address that is not shown"
LOOSE_NUMBER = re.compile(r"(?<![\w])\d+(?:[-/]\d+)?[A-Za-z]?(?![\w])")


def block_of(address: str) -> str:
    """Give the hundred block of an address: "612 Elm St, Apt 3" is "600 block of Elm St".

    What has no house number in front (a park, a crossing) stays as it is, without any number that
    stands alone, as that may be one.
    """
    line = UNIT.sub("", address).strip(" ,;-")
    # Only the street counts: what follows a comma may say the house again.
    house = HOUSE.match(line.partition(",")[0])
    if house:
        return f"{int(house[1]) // 100 * 100} block of {_bare(house[2], house[1])}"
    return _bare(line.partition(",")[0], "") or UNSAID


def say_place(place: str) -> str:
    """Say a place that is stored as English has it in the reader's language."""
    block = BLOCK.fullmatch(place)
    if block:
        return _("%(n)s block of %(street)s") % {"n": block[1], "street": block[2]}
    return _("an address that is not shown") if place == UNSAID else place


def _bare(street: str, house: str) -> str:
    """Leave out numbers that stand alone, save the one that a street is called by."""

    def keep(found: re.Match[str]) -> str:
        named = house and NUMBERED.search(street[: found.start()])
        return found[0] if named and found[0].strip("ABCDabcd") != house else ""

    return " ".join(LOOSE_NUMBER.sub(keep, street).split()).strip(" ,;-")
