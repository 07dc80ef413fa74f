"""How a delimited file is written: its encoding, line ends and delimiter, told from its bytes."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from nightout.errors import UnreadableFile

__all__ = ["CsvText", "open_text", "scan_text", "sniff_delimiter"]

PIECE = 1 << 20
HEAD_CHARACTERS = 1 << 16
DELIMITERS = (",", ";", "\t", "|")
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_IN_CP1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
# Blank lines shift row numbers in DuckDB, and blanks beside a quote change what it reads.
ODD = (b"\n\n", b"\n\r", b"\x00", b' "', b'" ')


@dataclass(frozen=True)
class CsvText:
    """How a delimited file is written.

    Parameters
    ----------
    encoding
        Python's name for it.
    plain
        Whether it is UTF-8 with nothing in it that DuckDB is known to read otherwise than it
        stands: one kind of line end, no blank line, no NUL, no blank beside a quote.
    newline
        What ends a line, of a plain file.
    n_delimiters
        How often each possible delimiter stands in it, inside cells and between them.
    notes
        What a user should know of the encoding.
    """

    encoding: str
    plain: bool
    newline: str = "\n"
    n_delimiters: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def _open_bytes(path: Path) -> BinaryIO:
    if path.suffix.lower() == ".gz":
        return cast(BinaryIO, gzip.open(path))
    return path.open("rb")


def open_text(path: Path, encoding: str) -> TextIO:
    """Open a file, packed or not, as text with its line ends left as they are."""
    return io.TextIOWrapper(_open_bytes(path), encoding=encoding, newline="")


def scan_text(path: Path) -> CsvText:
    """Read all bytes once and tell how they are written.

    All of them, because an `é` of Windows may come first in row 900,000.

    Raises
    ------
    UnreadableFile
        If it is marked as UTF-16 and is not.
    """
    with _open_bytes(path) as stream:
        head = stream.read(4)
    if head.startswith(UTF16_MARKS):
        _check_utf16(path)
        return CsvText("utf-16", plain=False, notes=("read as UTF-16",))
    return _scan_bytes(path)


def _pieces(path: Path) -> Iterator[bytes]:
    with _open_bytes(path) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _check_utf16(path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        for piece in _pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{path.name} is marked as UTF-16 and is not: {error.reason}",
            "Save it again as CSV (UTF-8).",
        ) from error


def _scan_bytes(path: Path) -> CsvText:
    decoder = codecs.getincrementaldecoder("utf-8")()
    counts = dict.fromkeys((*DELIMITERS, "\r", "\n", "\r\n"), 0)
    is_utf8, odd, undefined, last = True, False, False, b"\n"
    for piece in _pieces(path):
        joined = last + piece
        is_utf8 = is_utf8 and _decodes(decoder, piece)
        odd = odd or any(sign in joined for sign in ODD)
        undefined = undefined or any(sign in piece for sign in NOT_IN_CP1252)
        for sign in counts:
            counts[sign] += (joined if sign == "\r\n" else piece).count(sign.encode())
        last = piece[-1:]
    if is_utf8 and _decodes(decoder, b"", final=True):
        windows = counts["\r\n"] > 0
        even = counts["\r"] == (counts["\n"] if windows else 0) == counts["\r\n"]
        delimiters = {sign: counts[sign] for sign in DELIMITERS}
        newline = "\r\n" if windows else "\n"
        return CsvText("utf-8-sig", even and not odd, newline, delimiters)
    encoding = "latin-1" if undefined else "cp1252"
    called = "Latin-1" if undefined else "Windows-1252"
    note = f"read as {called}, because it is not UTF-8; check names with accents"
    return CsvText(encoding, plain=False, notes=(note,))


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def sniff_delimiter(path: Path, encoding: str) -> str:
    """Tell the delimiter: the one by which most rows have as many cells as the first, then more.

    A file of one column has none; a comma is given then.
    """
    with open_text(path, encoding) as stream:
        head = stream.read(HEAD_CHARACTERS)
    best, delimiter = (0.0, 1), ","
    for candidate in DELIMITERS:
        score = _agreement(head, candidate)
        if score[1] > 1 and score > best:
            best, delimiter = score, candidate
    return delimiter


def _agreement(head: str, delimiter: str) -> tuple[float, int]:
    """Give the share of rows that are as wide as the first, and that width."""
    rows = [row for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row]
    if not rows:
        return 0.0, 0
    width = len(rows[0])
    body = rows[1:-1] if len(head) == HEAD_CHARACTERS else rows[1:]  # the last may be cut
    agreeing = sum(len(row) == width for row in body)
    return (agreeing / len(body) if body else 1.0), width
