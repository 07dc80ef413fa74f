"""What a file looks like from its first bytes, in words, with the way to mend a wrong name."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Look", "look_of"]

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNPACK = "Unpack it first and load the data file that it holds."
EXPORT = "Export the table as CSV (UTF-8) and load that."


@dataclass(frozen=True)
class Look:
    """What a file looks like.

    Parameters
    ----------
    words
        What it begins like, with its article.
    mend
        What to do about it.
    """

    words: str
    mend: str


EXCEL = Look("an Excel workbook", "Rename it to .xlsx, or export it as CSV.")
ENCRYPTED = Look(
    "an Excel workbook locked with a password",
    "Open it in Excel, remove the password, and save it as .xlsx or CSV.",
)
OLD_EXCEL = Look("an old Excel workbook (.xls)", "Open it in Excel and save it as .xlsx or CSV.")
ZIP = Look("a ZIP archive", UNPACK)

SIGNS = (
    (b"\x1f\x8b", Look("a gzip file", "Add .gz to its name, or unpack it first.")),
    (b"PAR1", Look("a Parquet file", "Rename it to .parquet.")),
    (b"%PDF", Look("a PDF", "Ask its publisher for the table as CSV; a PDF is a picture of it.")),
    (b"SQLite format 3\x00", Look("an SQLite database", EXPORT)),
    (b"7z\xbc\xaf\x27\x1c", Look("a 7-Zip archive", UNPACK)),
    (b"Rar!", Look("a RAR archive", UNPACK)),
    (b"\x28\xb5\x2f\xfd", Look("a Zstandard file", UNPACK)),
    (b"\xfd7zXZ\x00", Look("an XZ file", UNPACK)),
    (b"BZh", Look("a bzip2 file", UNPACK)),
)

WEB = re.compile(rb"\s*<(?:!doctype|html|head|body|!--|table)", re.IGNORECASE)
XML = re.compile(rb"\s*<[?a-z]", re.IGNORECASE)
JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")


def look_of(head: bytes) -> Look | None:
    """Say what a file that begins with these bytes is, or None if it may be plain text.

    Text begins like nothing in particular, so None is no proof; see `safety` for the rest.
    """
    if head.startswith(b"PK"):
        return EXCEL if b"[Content_Types].xml" in head or b"xl/" in head else ZIP
    if head.startswith(OLE2):
        # An encrypted .xlsx is an OLE2 file with a stream of this name, written in UTF-16.
        return ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in head else OLD_EXCEL
    for sign, look in SIGNS:
        if head.startswith(sign):
            return look
    return _look_of_text(head.removeprefix(b"\xef\xbb\xbf"))


def _look_of_text(head: bytes) -> Look | None:
    if WEB.match(head):
        return Look(
            "a web page",
            "Download the data again: the server sent a page, often an error or a log-in, "
            "in place of the file.",
        )
    if XML.match(head):
        return Look("an XML file", EXPORT)
    if JSON.match(head):
        return Look("a JSON file", "Rename it to .jsonl, .json or .geojson.")
    return None
