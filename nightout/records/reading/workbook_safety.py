"""Whether an Excel workbook may be opened: its parts, its XML and how far its cells reach."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from nightout.errors import UnreadableFile, UnsafeFile
from nightout.records.reading.archive import read_entries
from nightout.records.reading.limits import Limits

__all__ = ["check_workbook"]

ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".gz", ".7z", ".rar", ".tar", ".bz2")
ARCHIVE_SIGNS = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
XML_ENDINGS = (".xml", ".rels", ".vml")
# A row (r="7") or a cell (r="C7"). A reference is at most 10 characters, so that an overlap of
# 40 bytes between pieces misses none.
REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,9})")
OVERLAP = 40


class _RootFound(Exception):
    """The first element of an XML part was reached; nothing after it can declare entities."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class _StopAtRoot:
    def start(self, tag: str, _attributes: object) -> None:
        raise _RootFound(tag)

    def close(self) -> None:
        return None


def check_workbook(path: Path, limits: Limits) -> None:
    """Refuse a workbook that would do harm or cannot be read.

    Raises
    ------
    UnreadableFile
        If it is no workbook, is damaged, or is locked with a password.
    UnsafeFile
        If it is a bomb: by size, by XML entities, by nested archives or by far-flung cells.
    """
    names = set()
    for name, pieces in read_entries(path, limits):
        names.add(name)
        _check_part(path, name, pieces, limits)
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(
            f"{path.name} is a ZIP archive that holds no Excel workbook (no xl/workbook.xml)",
            "Unpack it and load the data file that it holds.",
        )


def _check_part(path: Path, name: str, pieces: Iterator[bytes], limits: Limits) -> None:
    first = b""
    while len(first) < OVERLAP and (piece := next(pieces, b"")):
        first += piece
    if name.lower().endswith(ARCHIVES) or first.startswith(ARCHIVE_SIGNS):
        raise UnsafeFile(
            f"{path.name} holds another archive, {name!r}",
            "It was not opened. Remove the embedded file, or export the sheet as CSV.",
        )
    content = itertools.chain([first], pieces)
    looks_xml = first.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
    if name.lower().endswith(XML_ENDINGS) or looks_xml:
        _check_xml(path, name, content, limits)
    for _ in content:  # read to the end: what comes out is counted, and held to what was declared
        pass


def _check_xml(path: Path, name: str, content: Iterator[bytes], limits: Limits) -> None:
    """Check an XML part up to its root; of a worksheet, look at every reference too."""
    parser = DefusedXMLParser(target=_StopAtRoot(), forbid_dtd=True)
    for piece in content:
        try:
            parser.feed(piece)
        except _RootFound as found:
            if found.tag.endswith("worksheet"):
                _check_reach(path, name, itertools.chain([piece], content), limits)
            return
        except DefusedXmlException as error:
            raise UnsafeFile(
                f"{path.name} declares a document type or entities in {name!r}",
                "It was not opened: workbooks never do so, XML bombs do. Save it again in Excel.",
            ) from error
        except ParseError as error:
            raise UnreadableFile(
                f"{path.name} is damaged: {name!r} is not XML ({error})",
                "Download or export it again.",
            ) from error


def _check_reach(path: Path, name: str, pieces: Iterator[bytes], limits: Limits) -> None:
    """Refuse a sheet whose rectangle of cells would fill the memory, however few are filled."""
    tail, last_row, letters = b"", 1, {b"A"}
    for piece in pieces:
        references = REFERENCE.findall(tail + piece)
        letters.update(column.upper() for column, _ in references)
        last_row = max(last_row, *(int(row) for _, row in references), 1)
        tail = piece[-OVERLAP:]
        last_column = max(map(_column_number, letters))
        if last_row * last_column > limits.max_cells:
            raise UnsafeFile(
                f"{path.name} has a sheet ({name!r}) of {last_row:,} rows by {last_column:,} "
                f"columns; {limits.max_cells:,} cells are allowed",
                "Delete what stands far below or right of the table, or export it as CSV.",
            )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return max(number, 1)
