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
    return (path.read_text(encoding="ascii").strip() if path.is_file() else "") or USUAL


@contextmanager
def served_at(folder: Path, url: str) -> Iterator[None]:
    """Keep where a site is served, and that it is; a killed process says so no longer.

    Raises
    ------
    NotPossible
        If a backup is being brought back into it.
    """
    with _holding(folder, fcntl.LOCK_SH, f"{folder} is being restored", "Serve it after that."):
        (folder / NAME).write_text(f"{url}\n", encoding="ascii")
        yield


@contextmanager
def while_stopped(folder: Path) -> Iterator[None]:
    """Do what only a site that is stopped survives.

    Raises
    ------
    NotPossible
        If it is served now.
    """
    if not (folder / NAME).is_file():
        # Never served, and nothing is to be left in a folder where nothing comes of it.
        yield
        return
    told = f"{folder} is served at {last_address(folder)}"
    with _holding(folder, fcntl.LOCK_EX, told, "Stop it first."):
        yield


@contextmanager
def _holding(folder: Path, lock: int, told: str, mend: str) -> Iterator[None]:
    """Hold a lock on the file that keeps the address; where another is in its way, say so."""
    with (folder / NAME).open("a") as held:
        try:
            fcntl.flock(held, lock | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotPossible(told, mend) from None
        yield
