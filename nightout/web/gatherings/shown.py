"""What the public may know of where a gathering is, worked out when it is saved."""

from __future__ import annotations

from typing import Any

from nightout.web.gatherings.states import State
from nightout.web.gatherings.words import Audience

__all__ = ["GRID_DEGREES", "blur", "show_place"]

# A quarter of a mile or so: a square of the grid holds some dozens of houses, and all of a block
# that spans two squares is drawn in one of them, as the point decides alone.
GRID_DEGREES = 0.004


def show_place(gathering: Any) -> None:
    """Fill the `shown_` columns: all, the block, or nothing.

    An approved gathering is shown, and one that was approved and then cancelled, so that those who
    meant to come learn of it.
    """
    cancelled = gathering.state == State.CANCELLED and gathering.approved_at is not None
    gathering.shown = gathering.state == State.APPROVED or cancelled
    gathering.shown_place, gathering.shown_lon, gathering.shown_lat = "", None, None
    if not gathering.shown:
        return
    exact = gathering.audience == Audience.PUBLIC
    gathering.shown_place = gathering.address if exact else gathering.block
    if gathering.lon is not None and gathering.lat is not None:
        point = (gathering.lon, gathering.lat)
        gathering.shown_lon, gathering.shown_lat = point if exact else map(blur, point)


def blur(degrees: float) -> float:
    """Move a coordinate to the middle of its square of the grid."""
    return round((degrees // GRID_DEGREES + 0.5) * GRID_DEGREES, 6)
