"""What can be wrong with a file of traces, beside what can be wrong with any file."""

from __future__ import annotations

from nightout.errors import NightoutError

__all__ = ["BadCount", "DuplicateYear", "NotATraceTable", "UnknownPlace"]


class BadCount(NightoutError):
    """A number of traced guns is negative, a fraction or no number."""


class DuplicateYear(NightoutError):
    """A year, or one pair of places in a year, is given more than once."""


class NotATraceTable(NightoutError):
    """A sheet or file does not hold places of first sale against places of recovery."""


class UnknownPlace(NightoutError):
    """A place is named that is no state, or that no loaded file holds."""
