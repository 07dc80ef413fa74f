"""Whether a file is what its name says and may be opened, before anything opens it."""

from __future__ import annotations

import enum
import gzip
import re
import zlib
from pathlib import Path

from nightout.errors import UnreadableFile, UnsafeFile
from nightout.records.reading.limits import DEFAULT_LIMITS, Limits, Meter
from nightout.records.reading.looks import look_of
from nightout.records.reading.workbook_safety import check_workbook

__all__ = ["FileKind", "check_safe"]

HEAD = 1 << 16
PIECE = 1 << 20
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
FEATURES = re.compile(rb'"type"\s*:\s*"FeatureCollection"')


class FileKind(enum.Enum):
    """The kinds of file that are read."""

    CSV = "csv"
    CSV_GZ = "csv_gz"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"
    GEOJSON = "geojson"


ENDINGS = {
    ".csv": FileKind.CSV, ".tsv": FileKind.CSV, ".txt": FileKind.CSV,
    ".csv.gz": FileKind.CSV_GZ, ".tsv.gz": FileKind.CSV_GZ, ".txt.gz": FileKind.CSV_GZ,
    ".xlsx": FileKind.XLSX, ".parquet": FileKind.PARQUET,
    ".jsonl": FileKind.JSONL, ".ndjson": FileKind.JSONL, ".json": FileKind.JSONL,
    ".geojson": FileKind.GEOJSON,
}  # fmt: skip
MENDS = {
    ".zip": "Unpack it and load the data file that it holds.",
    ".xls": "Open it in Excel and save it as .xlsx or CSV.",
    ".xlsb": "Open it in Excel and save it as .xlsx or CSV.",
    ".xlsm": "Open it in Excel and save it as .xlsx or CSV, without macros.",
}


def check_safe(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> FileKind:
    """Tell a file's kind, once its content is seen to be what its name says and does no harm.

    Only streams are read: the head of plain text, all of a packed file once.

    Parameters
    ----------
    path
        The file. A `.json` that holds a FeatureCollection is told as GeoJSON.
    limits
        What a packed file may unpack to.

    Raises
    ------
    UnreadableFile
        If there is no such file, it is empty, or it is not what its name says.
    UnsafeFile
        If it is a bomb or an archive that leaves its bounds.
    """
    path = Path(path)
    _check_there(path)
    kind = _kind_by_name(path)
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if kind is FileKind.CSV:
        _check_text(path, head)
    elif kind is FileKind.CSV_GZ:
        _check_gzip(path, head, limits)
    elif kind is FileKind.XLSX:
        _check_begins(path, head, (b"PK\x03\x04",))
        check_workbook(path, limits)
    elif kind is FileKind.PARQUET:
        _check_parquet(path, head)
    else:
        _check_json(path, head)
        if kind is FileKind.JSONL and path.suffix.lower() == ".json" and FEATURES.search(head):
            return FileKind.GEOJSON
    return kind


def _check_there(path: Path) -> None:
    if not path.exists():
        raise UnreadableFile(f"there is no file {path}", "Check its name and folder.")
    if path.is_dir():
        raise UnreadableFile(f"{path} is a folder", "Name the file in it that is to be loaded.")
    if not path.is_file():
        raise UnreadableFile(f"{path} is not a plain file", "Copy its data to a file first.")
    if path.stat().st_size == 0:
        raise UnreadableFile(f"{path.name} is empty", "Download or export it again.")


def _kind_by_name(path: Path) -> FileKind:
    for ending, kind in sorted(ENDINGS.items(), key=lambda item: -len(item[0])):
        if path.name.lower().endswith(ending):
            return kind
    known = ", ".join(sorted(ENDINGS))
    raise UnreadableFile(
        f"{path.name} ends in {path.suffix or 'no type'!r}, which is not read",
        MENDS.get(path.suffix.lower(), f"Give it one of these endings: {known}."),
    )


def _lies(path: Path, head: bytes) -> UnreadableFile:
    look = look_of(head)
    ending = path.suffix.lower()
    if look is not None:
        return UnreadableFile(
            f"{path.name} is not what its ending {ending} says: it begins like {look.words}",
            look.mend,
        )
    return UnreadableFile(
        f"{path.name} is not what its ending {ending} says: it begins with {head[:12]!r}",
        "If it is text with one row a line, rename it to .csv; else export it again.",
    )


def _check_begins(path: Path, head: bytes, signs: tuple[bytes, ...]) -> None:
    if not head.startswith(signs):
        raise _lies(path, head)


def _check_text(path: Path, head: bytes) -> None:
    if look_of(head) is not None:
        raise _lies(path, head)
    if b"\x00" in head and not head.startswith(UTF16_MARKS):
        raise UnreadableFile(
            f"{path.name} holds NUL bytes (the first at byte {head.index(0) + 1}), so it is not "
            "plain text",
            "If it is a table, save it again as CSV (UTF-8).",
        )


def _check_gzip(path: Path, head: bytes, limits: Limits) -> None:
    """Unpack all members once, under a meter, and look at the head of what comes out."""
    _check_begins(path, head, (b"\x1f\x8b",))
    meter = Meter(path.name, path.stat().st_size, limits)
    unpacked_head = b""
    try:
        with gzip.open(path) as stream:
            while piece := stream.read(PIECE):
                unpacked_head = unpacked_head or piece[:HEAD]
                meter.add(len(piece))
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadableFile(
            f"{path.name} does not unpack: {error}", "Download it again; it may be cut short."
        ) from error
    if not unpacked_head:
        raise UnreadableFile(f"{path.name} unpacks to nothing", "Download or export it again.")
    if unpacked_head.startswith((b"PK", b"\x1f\x8b")):
        raise UnsafeFile(
            f"{path.name} holds another packed file", "It was not opened. Unpack it yourself."
        )
    _check_text(path, unpacked_head)


def _check_parquet(path: Path, head: bytes) -> None:
    _check_begins(path, head, (b"PAR1",))
    with path.open("rb") as stream:
        stream.seek(-min(4, path.stat().st_size), 2)
        end = stream.read()
    if end != b"PAR1" or path.stat().st_size < 12:
        raise UnreadableFile(
            f"{path.name} begins like a Parquet file and ends with {end!r}: it is cut short",
            "Download it again.",
        )


def _check_json(path: Path, head: bytes) -> None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith((b"{", b"[")):
        raise _lies(path, head)
