"""The axis of a picture of dots and lines, in words."""

from __future__ import annotations

from nightout.brief.document import Tick
from nightout.brief.interval import Axis
from nightout.brief.language import Language

__all__ = ["name_ticks"]


def name_ticks(axis: Axis | None, language: Language) -> tuple[Tick, ...]:
    """Name the marks of an axis; none where nothing can be compared."""
    ticks = axis.ticks if axis else ()
    return tuple(
        Tick(at, label or language.say("axis.same"), is_same=not label) for at, label in ticks
    )
