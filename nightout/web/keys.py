"""The secret key of a site: made once, read by nobody else."""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from pathlib import Path

from nightout.errors import UnsafeFile

__all__ = ["read_secret"]


def read_secret(path: Path) -> str:
    """Read the key, or make it if there is none.

    Two workers that start together agree: the file is made whole under another name and linked
    into place, which only one of them can do.

    Raises
    ------
    UnsafeFile
        If others on the machine may read it.
    """
    if not path.exists():
        _make(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UnsafeFile(f"{path} can be read by others on this machine", f"Run: chmod 600 {path}")
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    # Nobody but the owner may read what mkstemp makes.
    handle, draft = tempfile.mkstemp(prefix=".secret-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
