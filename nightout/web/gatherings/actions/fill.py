"""Putting values into a gathering, with what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nightout.web.gatherings.areas import area_at
from nightout.web.gatherings.blocks import block_of
from nightout.web.gatherings.models import Gathering
from nightout.web.gatherings.zips import find_zip

__all__ = ["fill", "with_derived"]


def with_derived(values: Mapping[str, Any]) -> dict[str, Any]:
    """Add what follows from the values themselves: the block of an address."""
    return {**values, "block": block_of(values["address"])} if "address" in values else {**values}


def fill(gathering: Gathering, values: Mapping[str, Any]) -> None:
    """Set values, and the county and beat that follow from them."""
    for name, value in with_derived(values).items():
        setattr(gathering, name, value)
    found = find_zip(gathering.zip_code) if gathering.zip_code else None
    gathering.county = found.county if found else ""
    city = gathering.city
    gathering.area_id = area_at(city.folder, city.area_kind, gathering.lon, gathering.lat)
