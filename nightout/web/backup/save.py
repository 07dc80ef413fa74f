"""Taking a backup while the site is used: one moment's state, with the counts that prove it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nightout.errors import NotASite, UnreadableFile
from nightout.web.backup.postgres import copy_out
from nightout.web.folder import SETTINGS, Site

__all__ = ["DATABASE", "MANIFEST", "ROWS", "count_rows", "save_backup"]

MANIFEST, DATABASE, ROWS = "manifest.json", "site.sqlite3", "rows/"


def save_backup(site: Site, path: Path) -> dict[str, int]:
    """Write the site's database, settings and key into one archive, for its owner's eyes only.

    City folders are not in it: they are folders of files, and backed up as such.

    Parameters
    ----------
    site
        The site; others may go on using it.
    path
        The archive to write, a `.zip`. It appears whole or not at all.

    Returns
    -------
    Rows by table.

    Raises
    ------
    UnreadableFile
        If there is such a file already.
    NotASite
        If the site has no database yet.
    """
    if path.exists():
        raise UnreadableFile(f"{path} is there already", "Choose another name, or remove it.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
        parts = dict(_database(site, Path(folder)))
        counts = json.loads(parts.pop("counts").read_text())
        for name in (SETTINGS, "secret.key"):
            if (site.folder / name).is_file():
                parts[name] = site.folder / name
        draft = Path(folder) / "backup.zip"
        _pack(draft, parts, counts)
        os.link(draft, path)
    return {str(name): int(n) for name, n in counts.items()}


def _database(site: Site, folder: Path) -> Iterator[tuple[str, Path]]:
    """Give the database's files, and a file of counts of the same moment."""
    counts = folder / "counts.json"
    if os.environ.get("DATABASE_URL"):
        rows = folder / "rows"
        counts.write_text(json.dumps(copy_out(rows)))
        yield from ((f"{ROWS}{one.name}", one) for one in sorted(rows.iterdir()))
    else:
        if not site.database.is_file():
            raise NotASite(f"{site.folder} has no database yet", "Serve the site once.")
        copy = folder / DATABASE
        # One step copies all pages under one read lock: writers go on, and are not in it.
        with (
            contextlib.closing(sqlite3.connect(site.database)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target, pages=-1)
            counts.write_text(json.dumps(count_rows(target)))
        yield DATABASE, copy
    yield "counts", counts


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    names = connection.execute(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    ).fetchall()
    return {
        name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
        for (name,) in names
    }


def _pack(draft: Path, parts: dict[str, Path], counts: dict[str, Any]) -> None:
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    digests = {name: _digest(part) for name, part in parts.items()}
    told = {
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "counts": counts,
        "sha256": digests,
    }
    with (
        os.fdopen(handle, "w+b") as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, part in parts.items():
            archive.write(part, name)
        archive.writestr(MANIFEST, json.dumps(told, indent=1))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
