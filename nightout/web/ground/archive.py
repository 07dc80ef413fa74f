"""What a PMTiles archive holds, after its specification, version 3: header, directories, tiles."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from nightout.web.ground.ranges import Span

__all__ = ["Archive", "DamagedArchive", "Header", "layers_of", "read_header"]

# Magic, version, eleven numbers, six bytes of kinds, corners and middle.
HEADER = struct.Struct("<7sB11Q6B4iB2i")
MAGIC, VERSION = b"PMTiles", 3
PLAIN, GZIP = (0, 1), 2
# Directories and single tiles have some hundred kilobytes; a bomb stops here.
MOST_BYTES = 64 * 1024 * 1024
MOST_LEVELS = 4
LAYER, NAME, BYTES = 3, 1, 2


class DamagedArchive(ValueError):
    """What stands in an archive is not what its header or directories say."""


@dataclass(frozen=True)
class Header:
    """Where the parts of an archive lie, how they are packed, and the kind of its tiles."""

    root: Span
    said: Span
    leaves: Span
    tiles: Span
    packed: int
    tile_packed: int
    kind: int

    @property
    def end(self) -> int:
        """How long the archive must be to hold all that it speaks of."""
        return max(one.end for one in (self.root, self.said, self.leaves, self.tiles))


def read_header(stream: BinaryIO) -> Header:
    """Read the header of an archive.

    Raises
    ------
    DamagedArchive
        If it is not the header of a PMTiles archive of version 3.
    """
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size or head[:7] != MAGIC or head[7] != VERSION:
        raise DamagedArchive(
            f"is no PMTiles file of version {VERSION}: it begins with {head[:8]!r}"
        )
    _magic, _version, *said = HEADER.unpack(head)
    root, about, leaves, tiles = (
        Span(at, at + said[n + 1]) for n, at in enumerate(said[:8]) if not n % 2
    )
    return Header(root, about, leaves, tiles, packed=said[12], tile_packed=said[13], kind=said[14])


@dataclass(frozen=True)
class Archive:
    """An archive that is open, and its header."""

    stream: BinaryIO
    header: Header

    def read_said(self) -> dict[str, Any]:
        """Read what the archive says about itself."""
        said = self._read(self.header.said, self.header.packed)
        try:
            told = json.loads(said or b"{}")
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise DamagedArchive("holds no description of itself where its header says")
        return told

    def read_a_tile(self) -> bytes:
        """Read the first tile that its directories lead to.

        Raises
        ------
        DamagedArchive
            If they lead nowhere, or out of the archive.
        """
        span = self.header.root
        for _level in range(MOST_LEVELS):
            found = next(self._entries(span), None)
            if found is None:
                raise DamagedArchive("holds no tiles")
            is_tile, span = found
            if is_tile:
                return self._read(span, self.header.tile_packed)
        raise DamagedArchive("has directories that lead to no tile")

    def _entries(self, span: Span) -> Iterator[tuple[bool, Span]]:
        """Give each entry of a directory: whether it is a tile, and where."""
        words = list(_varints(self._read(span, self.header.packed)))
        n = words[0] if words else 0
        if len(words) != 1 + 4 * n:
            raise DamagedArchive("has a directory that cannot be read")
        _ids, runs, sizes, places = (words[1 + k * n : 1 + (k + 1) * n] for k in range(4))
        at = 0
        for run, size, place in zip(runs, sizes, places, strict=True):
            # A place is kept one higher; 0 stands for the end of what came before.
            first = place - 1 if place else at
            at = first + size
            whole = self.header.tiles if run else self.header.leaves
            if at > len(whole) or not size:
                raise DamagedArchive("has a directory that leads out of it")
            yield bool(run), Span(whole.first + first, whole.first + at)

    def _read(self, span: Span, packed: int) -> bytes:
        self.stream.seek(span.first)
        content = self.stream.read(min(len(span), MOST_BYTES))
        if packed in PLAIN or not content:
            return content
        try:
            opened = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            return opened.decompress(content, MOST_BYTES)
        except zlib.error:
            raise DamagedArchive("holds a part that does not unpack") from None


def layers_of(tile: bytes) -> set[str]:
    """Name the layers of a vector tile."""
    try:
        layers = [part for number, part in _fields(tile) if number == LAYER]
        names = (part for layer in layers for number, part in _fields(layer) if number == NAME)
        return {name.decode() for name in names}
    except (IndexError, ValueError):
        raise DamagedArchive("holds a tile that is no vector tile") from None


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the fields of a message of protocol buffers that hold bytes; the others are passed."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        size, at = _varint(message, at)
        if key & 7 == BYTES:
            if at + size > len(message):
                raise ValueError("cut short")
            yield key >> 3, message[at : at + size]
            at += size
        elif key & 7:
            raise ValueError("a kind of field that tiles have not")


def _varints(content: bytes) -> Iterator[int]:
    at = 0
    while at < len(content):
        try:
            word, at = _varint(content, at)
        except IndexError:
            raise DamagedArchive("has a directory that cannot be read") from None
        yield word


def _varint(content: bytes, at: int) -> tuple[int, int]:
    word = shift = 0
    while content[at] > 127:
        word, shift, at = word | (content[at] & 127) << shift, shift + 7, at + 1
    return word | content[at] << shift, at + 1
