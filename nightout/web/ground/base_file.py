"""The base map that an operator may put into a site folder, as one PMTiles file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from nightout.errors import UnreadableFile
from nightout.web.ground.archive import Archive, DamagedArchive, layers_of, read_header

__all__ = [
    "NAME",
    "BaseFile",
    "check_base_file",
    "flaw_of_base_file",
    "name_base_file",
    "open_base_file",
]

NAME = "basemap.pmtiles"
# The kinds of tiles that base.mjs draws: vector tiles, and pictures by how they begin.
VECTOR = 1
PICTURES = {
    2: re.compile(rb"\x89PNG"),
    3: re.compile(rb"\xff\xd8\xff"),
    4: re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    5: re.compile(rb".{4}ftyp", re.DOTALL),
}
NOT_UNPACKED = {3: "Brotli", 4: "Zstandard"}
# The layers that base.mjs draws, by the names of Protomaps and of OpenMapTiles.
DRAWN = {
    "earth", "landcover", "landuse", "natural", "park", "water", "waterway", "buildings",
    "building", "roads", "transportation", "boundaries", "boundary",
}  # fmt: skip


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


@lru_cache(maxsize=8)
def _flaw(path: Path, tag: str) -> str:  # noqa: ARG001
    """Say what is wrong with a version of the file, which is looked at once; empty if nothing."""
    try:
        check_base_file(path.parent)
    except UnreadableFile as error:
        return str(error)
    return ""


def flaw_of_base_file(folder: Path) -> str:
    """Say what is wrong with a site's base map; empty if nothing is, or there is none."""
    tag = name_base_file(folder)
    return _flaw(folder / NAME, tag) if tag else ""


def check_base_file(folder: Path) -> None:
    """Look whether a site's base map, if it has one, is whole and can be drawn.

    Raises
    ------
    UnreadableFile
        If it cannot be read, is no PMTiles file of version 3, is cut short or damaged, or holds
        nothing that the maps have a style for.
    """
    path = folder / NAME
    try:
        opened = open_base_file(folder)
        if opened is None:
            return
        with opened.stream:
            _check(path, opened)
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read: {error.strerror}", "Let the site's user read it, or move it."
        ) from None
    except DamagedArchive as error:
        raise UnreadableFile(
            f"{path} {error}", "Make it with `pmtiles convert`, or move it out of the site folder."
        ) from None


def _check(path: Path, opened: BaseFile) -> None:
    header = read_header(opened.stream)
    if opened.n_bytes < header.end:
        raise UnreadableFile(
            f"{path} is cut short: it has {opened.n_bytes:,} bytes of {header.end:,}",
            "Copy it again under another name, and rename it once it is whole.",
        )
    if header.kind != VECTOR and header.kind not in PICTURES:
        raise UnreadableFile(
            f"{path} holds tiles of kind {header.kind}, neither vector tiles (MVT) nor pictures",
            "Take an extract with the layers of Protomaps or OpenMapTiles, or move it away.",
        )
    if packed := {header.packed, header.tile_packed} & set(NOT_UNPACKED):
        raise UnreadableFile(
            f"{path} is packed by {NOT_UNPACKED[packed.pop()]}, which browsers do not unpack here",
            "Make it anew, packed by gzip.",
        )
    archive = Archive(opened.stream, header)
    said, tile = archive.read_said(), archive.read_a_tile()
    if header.kind == VECTOR:
        _check_layers(path, said, layers_of(tile))
    elif not PICTURES[header.kind].match(tile):
        raise DamagedArchive(f"holds no pictures of the kind that it says: {tile[:8]!r}")


def _check_layers(path: Path, said: dict[str, Any], seen: set[str]) -> None:
    """Refuse an archive none of whose layers would be drawn; a tile alone may be all sea."""
    told = said.get("vector_layers")
    layers = told if isinstance(told, list) else []
    named = {str(one.get("id")) for one in layers if isinstance(one, dict)}
    if not (named | seen) & DRAWN:
        names = ", ".join(sorted(named | seen))[:200] or "none"
        raise UnreadableFile(
            f"{path} has no layer that the maps draw; its layers: {names}",
            "Take an extract with the layers of Protomaps or OpenMapTiles, or move it away.",
        )
