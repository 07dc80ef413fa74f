"""The address that a site was last served at: links that commands print lead there."""

from __future__ import annotations

from pathlib import Path

__all__ = ["last_address", "remember_address"]

NAME = "served-at"
USUAL = "http://127.0.0.1:8000"


def remember_address(folder: Path, url: str) -> None:
    """Keep where a site is served, in its folder."""
    (folder / NAME).write_text(f"{url}\n", encoding="ascii")


def last_address(folder: Path) -> str:
    """Give where a site is served or was last, or where it will be unless told otherwise."""
    path = folder / NAME
    return path.read_text(encoding="ascii").strip() if path.is_file() else USUAL
