"""Swapping the files of a site for those of a backup: a kill leaves the old site or the new.

One rename decides. Before it the old site lies as it lay; after it the new one is whole in a folder
of its own, and whoever opens the site next moves what is still there into place.
"""

from __future__ import annotations

import os
from pathlib import Path

from nightout.web.address import while_stopped
from nightout.web.backup.save import DATABASE
from nightout.web.folder import SETTINGS

__all__ = ["PARTS", "finish_swap", "swap_in"]

READY = ".restored"
PARTS = (DATABASE, SETTINGS, "secret.key")


def swap_in(ready: Path, folder: Path) -> None:
    """Put what lies in a folder on the same disk in place of a site's files.

    Parameters
    ----------
    ready
        Holds those of `PARTS` that are to come, whole, and nothing else. It is gone afterwards.
    folder
        The site's, which is stopped.
    """
    for path in (*ready.iterdir(), ready):
        _settle(path)
    os.rename(ready, folder / READY)
    _settle(folder)
    _move_in(folder)


def finish_swap(folder: Path) -> None:
    """End a swap that was killed after it was decided; before that there is nothing to end.

    Raises
    ------
    NotPossible
        If the site is held by who serves or restores it.
    """
    if (folder / READY).is_dir():
        with while_stopped(folder):
            _move_in(folder)


def _move_in(folder: Path) -> None:
    ready = folder / READY
    if (ready / DATABASE).exists():
        # The old database's last writes may lie beside it; to the new one they are poison.
        for tail in ("-wal", "-shm"):
            (folder / f"{DATABASE}{tail}").unlink(missing_ok=True)
        _settle(folder)
    for name in PARTS:
        if (ready / name).exists():
            os.replace(ready / name, folder / name)
    _settle(folder)
    ready.rmdir()


def _settle(path: Path) -> None:
    """Have the disk hold what was written to a file, or what a folder lists."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
