"""Rows of JSON lines, or of a JSON array of objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from nightout.errors import UnreadableFile
from nightout.records.reading.json_objects import find_keys, gathered, pointer, spread
from nightout.records.reading.json_text import JsonText
from nightout.records.reading.staging import RawRows

__all__ = ["open_json"]

LONGEST_LINE = 1 << 26
BOM = b"\xef\xbb\xbf"


def open_json(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> RawRows:
    """Bring JSON into the database, as `open_rows` says.

    `source_row` is the line, or the object's place in the array. Numbers come back as JSON writes
    them, so 1.10 is 1.1.
    """
    texts = _read_array(path) if _is_array(path) else _read_lines(path)
    with gathered(connection, table, texts) as objects:
        keys = find_keys(objects)
        if not keys:
            raise UnreadableFile(
                f"{path.name} holds no JSON object with keys",
                "Write one whole object a line (JSON lines), or an array of objects.",
            )
        return spread(objects, table, {key: pointer(key) for key in keys})


def _is_array(path: Path) -> bool:
    """Whether the whole file is one array; `[1]` alone on a line is rejected as a line would be."""
    with path.open("rb") as stream:
        return stream.read(1 << 16).removeprefix(BOM).lstrip().startswith(b"[")


def _read_array(path: Path) -> Iterator[tuple[int, str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            text = JsonText(stream, path.name)
            for place, (_, item) in enumerate(text.items(), 1):
                yield place, "", item
            if rest := text.peek():
                raise text.broken(f"{rest!r} follows the end of the array")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{path.name} is not UTF-8, as JSON must be", "Save it again as UTF-8."
        ) from error


def _read_lines(path: Path) -> Iterator[tuple[int, str, str]]:
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise UnreadableFile(
                    f"line {number} of {path.name} is longer than {LONGEST_LINE:,} bytes",
                    "Write one object a line.",
                )
            line = (line.removeprefix(BOM) if number == 1 else line).strip()
            if line:
                yield number, *_decode(line)


def _decode(line: bytes) -> tuple[str, str]:
    try:
        return "", line.decode("utf-8")
    except UnicodeDecodeError:
        return "not UTF-8, as JSON must be", line.decode("utf-8", "replace")
