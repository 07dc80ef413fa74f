"""Bringing a backup back: checked whole before anything is touched."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nightout.errors import NotPossible, UnreadableFile
from nightout.records.reading import Limits
from nightout.records.reading.archive import read_entries
from nightout.web.address import while_stopped
from nightout.web.backup.postgres import copy_in
from nightout.web.backup.save import DATABASE, MANIFEST, ROWS, count_rows
from nightout.web.backup.swap import PARTS, finish_swap, swap_in
from nightout.web.folder import site_folder

__all__ = ["bring_back"]

SCRATCH = ".restore-"
GIGABYTE = 1_000_000_000
LIMITS = Limits(max_unpacked_bytes=50 * GIGABYTE, max_entries=200)


def bring_back(backup: Path, folder: Path, *, replace: bool = False) -> dict[str, int]:
    """Make a site what it was when a backup was taken; killed at any moment, the old or the new.

    Parameters
    ----------
    backup
        The archive that `save_backup` wrote.
    folder
        The site's folder, made if it is not there, or the city's of a site of one: then the site
        lies beside it, as contacts never lie in a city's folder. Stop the site first.
    replace
        Whether a database that is there may be overwritten.

    Returns
    -------
    Rows by table, equal to those of the backup.

    Raises
    ------
    UnreadableFile
        If the archive is no backup or is damaged. Nothing was touched.
    NotPossible
        If the site is served, there is a database already, or the archive is of another version.
    """
    folder = site_folder(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    finish_swap(folder)
    with while_stopped(folder), _scratch(folder) as unpacked:
        told = _unpack(backup, unpacked)
        if (unpacked / DATABASE).exists():
            counts = _sqlite(unpacked / DATABASE, folder / DATABASE, told, replace)
        else:
            counts = _postgres(unpacked / ROWS, replace)
        swap_in(_gather(unpacked), folder)
    if counts != told["counts"]:
        raise UnreadableFile("the restored rows are not as many as were saved", "Restore again.")
    return counts


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """Give a folder that is gone afterwards; what a kill left, contacts among it, goes first."""
    for left in folder.glob(f"{SCRATCH}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as unpacked:
        yield Path(unpacked)


def _gather(unpacked: Path) -> Path:
    """Give a folder that holds what is to come into the site's, and nothing else."""
    ready = unpacked / "ready"
    ready.mkdir(mode=0o700)
    for name in PARTS:
        if (unpacked / name).exists():
            os.rename(unpacked / name, ready / name)
    return ready


def _unpack(backup: Path, into: Path) -> dict[str, Any]:
    """Unpack an archive whose names and sizes are checked, and compare its digests."""
    if not backup.is_file() or not zipfile.is_zipfile(backup):
        raise UnreadableFile(f"{backup} is no backup", "Name a file that `nightout backup` wrote.")
    (into / ROWS).mkdir(mode=0o700)
    digests = {}
    for name, pieces in read_entries(backup, LIMITS):
        digest = hashlib.sha256()
        handle = os.open(into / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                digest.update(piece)
                stream.write(piece)
        digests[name] = digest.hexdigest()
    if MANIFEST not in digests:
        raise UnreadableFile(f"{backup} holds no {MANIFEST}", "Name a backup of a site.")
    told: dict[str, Any] = json.loads((into / MANIFEST).read_text("utf-8"))
    digests.pop(MANIFEST)
    if digests != told["sha256"]:
        raise UnreadableFile(f"{backup} is damaged: its parts are not as they were", "Use another.")
    return told


def _sqlite(made: Path, there: Path, told: dict[str, Any], replace: bool) -> dict[str, int]:
    """Check that a database is whole and may come there; gives its rows by table."""
    if os.environ.get("DATABASE_URL"):
        raise NotPossible("the backup is of SQLite and DATABASE_URL is set", "Unset it.")
    if there.exists() and not replace:
        raise NotPossible(f"{there} is there already", "Add --replace to overwrite it.")
    with contextlib.closing(sqlite3.connect(made)) as connection:
        whole = connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        counts = count_rows(connection)
    if not whole or counts != told["counts"]:
        raise UnreadableFile("the database of the backup is damaged", "Use another backup.")
    return counts


def _postgres(rows: Path, replace: bool) -> dict[str, int]:
    if not os.environ.get("DATABASE_URL"):
        raise NotPossible("the backup is of PostgreSQL", "Say where by DATABASE_URL.")
    return copy_in(rows, replace=replace)
