"""The base map that an operator may put into a site folder, as one PMTiles file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from nightout.errors import UnreadableFile

__all__ = ["NAME", "BaseFile", "check_base_file", "name_base_file", "open_base_file"]

NAME = "basemap.pmtiles"
HEADER_BYTES = 127
MAGIC, VERSION = b"PMTiles", 3
# Where the header says what kind of tiles follow, and the kind that map.mjs has a style for.
TILE_KIND_AT, VECTOR = 99, 1
KINDS = {2: "PNG pictures", 3: "JPEG pictures", 4: "WebP pictures", 5: "AVIF pictures"}


@dataclass(frozen=True)
class BaseFile:
    """A base map that was opened: what is told of it and what is read are one file's.

    An operator may swap the file while it is asked for; a name looked up twice could mix two.
    """

    stream: BinaryIO
    n_bytes: int
    tag: str


def open_base_file(folder: Path) -> BaseFile | None:
    """Open a site's base map for reading, or None if there is none."""
    try:
        stream = (folder / NAME).open("rb")
    except (FileNotFoundError, NotADirectoryError):
        return None
    told = os.fstat(stream.fileno())
    return BaseFile(stream, told.st_size, _tag(told))


def name_base_file(folder: Path) -> str:
    """Name the version of a site's base map; empty if it has none."""
    try:
        return _tag((folder / NAME).stat())
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _tag(told: os.stat_result) -> str:
    return f"{told.st_mtime_ns:x}-{told.st_size:x}"


def check_base_file(folder: Path) -> None:
    """Look whether a site's base map, if it has one, can be drawn.

    Raises
    ------
    UnreadableFile
        If it cannot be read, is no PMTiles file of version 3, or holds pictures.
    """
    path = folder / NAME
    try:
        opened = open_base_file(folder)
        if opened is None:
            return
        with opened.stream:
            header = opened.stream.read(HEADER_BYTES)
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read: {error.strerror}", "Let the site's user read it, or move it."
        ) from None
    if len(header) < HEADER_BYTES or header[:7] != MAGIC or header[7] != VERSION:
        raise UnreadableFile(
            f"{path} is no PMTiles file of version {VERSION}: it begins with {header[:8]!r}",
            "Make it with `pmtiles convert`, or move it out of the site folder.",
        )
    if (kind := header[TILE_KIND_AT]) != VECTOR:
        raise UnreadableFile(
            f"{path} holds {KINDS.get(kind, f'tiles of kind {kind}')}, not vector tiles",
            "Take an extract with the layers of Protomaps or OpenMapTiles, or move it away.",
        )
