"""The entries of a ZIP archive, unpacked under a meter; what a directory claims is not believed."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from nightout.errors import UnreadableFile, UnsafeFile
from nightout.records.reading.limits import Limits, Meter

__all__ = ["read_entries"]

PIECE = 1 << 20
END_OF_DIRECTORY = b"PK\x05\x06"
BYTES_PER_ENTRY = 400  # a directory entry takes 46 bytes and its name; this is generous
LOCAL_HEADER = struct.Struct("<4s22xHH")
MAKE_AGAIN = "It was not opened. Save the workbook again from the program that made it."


def read_entries(path: Path, limits: Limits) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Give each entry's name and its content in pieces, counting what really comes out.

    The pieces of one entry must be read to their end before the next is asked for.

    Raises
    ------
    UnreadableFile
        If the archive is damaged.
    UnsafeFile
        If it is a bomb, its entries overlap, or a name would leave the archive.
    """
    meter = Meter(path.name, path.stat().st_size, limits)
    with path.open("rb") as stream:
        _check_directory_size(path, stream, limits)
        try:
            with zipfile.ZipFile(stream) as archive:
                entries, end = archive.infolist(), archive.start_dir
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _damaged(path, str(error)) from error
        _check_entries(path, entries, limits)
        starts = _data_starts(path, stream, entries, end)
        for entry, start in zip(entries, starts, strict=True):
            stream.seek(start)
            yield entry.filename.replace("\\", "/"), _unpack(path, stream, entry, meter)


def _damaged(path: Path, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} is a damaged archive: {why.rstrip('.')}", "Download or export it again."
    )


def _unsafe(path: Path, what: str) -> UnsafeFile:
    return UnsafeFile(f"{path.name} {what}", MAKE_AGAIN)


def _check_directory_size(path: Path, stream: BinaryIO, limits: Limits) -> None:
    """Refuse a directory of millions before zipfile makes an object of each entry."""
    stream.seek(max(0, path.stat().st_size - 66_000))
    tail = stream.read()
    found = tail.rfind(END_OF_DIRECTORY)
    if found < 0 or len(tail) < found + 16:
        raise _damaged(path, "it has no directory")
    (size,) = struct.unpack_from("<I", tail, found + 12)
    if size > limits.max_entries * BYTES_PER_ENTRY:
        raise _unsafe(path, f"has a directory of {size:,} bytes, for more entries than any data")


def _check_entries(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.max_entries:
        raise _unsafe(path, f"has {len(entries):,} entries; {limits.max_entries:,} are allowed")
    seen: set[str] = set()
    for entry in entries:
        _check_entry(path, entry)
        name = entry.filename.replace("\\", "/").lower()
        if name in seen:
            raise _unsafe(path, f"holds {entry.filename!r} twice")
        seen.add(name)


def _check_entry(path: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = re.split(r"[\\/]", name)
    if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", name):
        raise _unsafe(path, f"holds {name!r}, a path that leaves the archive")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _unsafe(path, f"holds {name!r}, a link to another file")
    if entry.flag_bits & 1:
        raise UnreadableFile(
            f"{path.name} is locked with a password", "Remove the password and save it again."
        )
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _unsafe(path, f"packs {name!r} by method {entry.compress_type}; workbooks never do")


def _data_starts(
    path: Path, stream: BinaryIO, entries: list[zipfile.ZipInfo], end: int
) -> list[int]:
    """Find where each entry's bytes begin, and refuse entries that share bytes."""
    starts, spans = [], []
    for entry in entries:
        stream.seek(entry.header_offset)
        header = stream.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise _damaged(path, f"{entry.filename!r} is not where its directory says")
        _, n_name, n_extra = LOCAL_HEADER.unpack(header)
        start = entry.header_offset + LOCAL_HEADER.size + n_name + n_extra
        starts.append(start)
        spans.append((entry.header_offset, start + entry.compress_size))
    spans.sort()
    stops = [start for start, _ in spans[1:]] + [end]
    if any(stop > next_start for (_, stop), next_start in zip(spans, stops, strict=True)):
        raise _unsafe(path, "has entries that overlap: many files unpacked from the same bytes")
    return starts


def _unpack(path: Path, stream: BinaryIO, entry: zipfile.ZipInfo, meter: Meter) -> Iterator[bytes]:
    """Unpack one entry; a declared size that is not what comes out is a lie, and refused.

    `zipfile` would stop at the declared size, while the reader of workbooks goes on to the end.
    """
    n_out = 0
    try:
        for piece in _pieces(stream, entry):
            meter.add(len(piece))
            n_out += len(piece)
            yield piece
    except zlib.error as error:
        raise _damaged(path, f"{entry.filename!r} does not unpack ({error})") from error
    if n_out != entry.file_size:
        raise _unsafe(
            path, f"says {entry.filename!r} has {entry.file_size:,} bytes; it has {n_out:,}"
        )


def _pieces(stream: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    left = entry.compress_size
    decoder = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (chunk := stream.read(min(left, PIECE))):
        left -= len(chunk)
        if decoder is None:
            yield chunk
            continue
        # An empty tail is no end: zlib may still hold output back when a piece came out full.
        piece = decoder.decompress(chunk, PIECE)
        while piece or decoder.unconsumed_tail:
            yield piece
            piece = decoder.decompress(decoder.unconsumed_tail, PIECE)
    if decoder is not None and not decoder.eof:
        raise zlib.error("it ends early")
