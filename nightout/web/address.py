"""The address that a site was last served at, and whether it is served now."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nightout.errors import NotPossible

__all__ = ["last_address", "served_at", "while_stopped"]

NAME = "served-at"
USUAL = "http://127.0.0.1:8000"


def last_address(folder: Path) -> str:
    """Give where a site is served or was last, or where it will be unless told otherwise."""
    path = folder / NAME
    return path.read_text(encoding="ascii").strip() if path.is_file() else USUAL


@contextmanager
def served_at(folder: Path, url: str) -> Iterator[None]:
    """Keep where a site is served, and that it is; a killed process says so no longer."""
    path = folder / NAME
    path.write_text(f"{url}\n", encoding="ascii")
    with path.open() as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        yield


@contextmanager
def while_stopped(folder: Path) -> Iterator[None]:
    """Do what only a site that is stopped survives.

    Raises
    ------
    NotPossible
        If it is served now.
    """
    path = folder / NAME
    if not path.is_file():
        yield
        return
    with path.open() as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotPossible(
                f"{folder} is served at {last_address(folder)}", "Stop it first."
            ) from None
        yield
