"""How a city's file of streets is read, and how fast and from how far units drive on them."""

from __future__ import annotations

from dataclasses import dataclass

from nightout.errors import BadSetting

__all__ = ["StreetRules"]

UNITS = {"": "as it is written", "km/h": "kilometres", "mph": "miles"}


@dataclass(frozen=True)
class StreetRules:
    """How streets are read and driven.

    Parameters
    ----------
    speed_column, oneway_column
        Where the speed limit and the direction stand; empty to look for the usual names.
    speed_unit
        Of limits that are bare numbers: `mph` or `km/h`.
    limit_share
        How fast units drive, as a share of the limit: corners, lights and stops are in it. A
        street without a limit is driven at the rules' `speed_kmh`.
    off_street_m
        A place farther than this from any street goes by straight lines.
    """

    speed_column: str = ""
    oneway_column: str = ""
    speed_unit: str = ""
    limit_share: float = 0.6
    off_street_m: float = 200.0

    def __post_init__(self) -> None:
        if self.speed_unit not in UNITS:
            raise BadSetting(f"speed_unit is {self.speed_unit!r}", "Use 'mph' or 'km/h'.")
        if not 0.1 <= self.limit_share <= 1.5:
            raise BadSetting(f"limit_share is {self.limit_share:g}", "Give a number, 0.1 to 1.5.")
        if not 1 <= self.off_street_m <= 10_000:
            raise BadSetting(
                f"off_street_m is {self.off_street_m:g}", "Give metres, from 1 to 10,000."
            )
