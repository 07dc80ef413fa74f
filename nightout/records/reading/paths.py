"""A path as DuckDB must be given it, so that it opens that one file and no other."""

from __future__ import annotations

from pathlib import Path

__all__ = ["literal_path"]


def literal_path(path: Path) -> str:
    """Write a path so that no character in it is a pattern.

    DuckDB reads `report[1].csv`, which browsers name a second download, as a pattern that
    matches `report1.csv`. The path is absolute, so that none reads like an address either.
    """
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path.resolve()))
