"""A long JSON text, read value by value without holding more than one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from nightout.errors import UnreadableFile

__all__ = ["JsonText"]

PIECE = 1 << 20
LONGEST_VALUE = 1 << 26
SPACE = " \t\r\n"


class JsonText:
    """A place in a JSON text that only moves forward.

    Parameters
    ----------
    stream
        The text.
    name
        The file's name, for messages.
    """

    def __init__(self, stream: TextIO, name: str) -> None:
        self.stream = stream
        self.name = name
        self.text = ""
        self.at = 0
        self.ended = False
        self.decoder = json.JSONDecoder()

    def _read_more(self, n_characters: int) -> None:
        more = self.stream.read(n_characters)
        self.text = self.text[self.at :] + more
        self.at = 0
        self.ended = not more

    def peek(self) -> str:
        """Give the next character that is not space, or nothing at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in SPACE:
                self.at += 1
            if self.at < len(self.text) or self.ended:
                return self.text[self.at : self.at + 1]
            self._read_more(PIECE)

    def take(self, expected: str) -> None:
        """Pass one character, which must be this one."""
        found = self.peek()
        if found != expected:
            raise self.broken(f"{found!r} stands where {expected!r} belongs")
        self.at += 1

    def value(self) -> tuple[Any, str]:
        """Give the next value and its text."""
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except (json.JSONDecodeError, RecursionError) as error:
                if self.ended or isinstance(error, RecursionError):
                    raise self.broken(str(error)) from error
            else:
                # A number that ends with the text read so far may go on.
                if end < len(self.text) or self.ended:
                    start, self.at = self.at, end
                    return value, self.text[start:end]
            held = len(self.text) - self.at
            if held > LONGEST_VALUE:
                raise self.broken(f"a value is not ended after {held:,} characters")
            self._read_more(max(PIECE, held))  # doubling, so that a long value is not read n² times

    def items(self) -> Iterator[tuple[Any, str]]:
        """Give each value of the array that begins here, and its text."""
        self.take("[")
        if self.peek() != "]":
            yield self.value()
            while self.peek() == ",":
                self.take(",")
                yield self.value()
        self.take("]")

    def broken(self, why: str) -> UnreadableFile:
        """Make the error for a text that is not JSON."""
        return UnreadableFile(
            f"{self.name} is not whole JSON: {why}",
            "Download it again; it may be cut short. Where rows are lost, use CSV or JSON lines.",
        )
