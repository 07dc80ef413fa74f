"""Files that only save time: written whole or not at all, and known by what they were made from."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

__all__ = ["digest_files", "keep_file"]


def digest_files(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """Give each file's name and the digest of what is in it.

    Raises
    ------
    OSError
        If one cannot be read.
    """
    return [(one.name, hashlib.sha256(one.read_bytes()).hexdigest()) for one in paths]


def keep_file(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file and swap it in; where nothing can be written, leave it.

    Without it the next command takes longer, which is no reason for this one to fail.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        try:
            with draft.open("wb") as stream:
                stream.writelines(parts)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
