"""One range of bytes, as a request asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["MOST_BYTES", "Span", "read_range"]

# A tile has some hundred kilobytes; eight threads that each hold so much fit a small machine.
MOST_BYTES = 4 * 1024 * 1024
# Eighteen digits are beyond any file, and within what a number of the file system holds.
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Bytes from `first` up to and not with `end`; none of them if nothing fits."""

    first: int
    end: int

    def __len__(self) -> int:
        return max(0, self.end - self.first)


def read_range(header: str, n_bytes: int) -> Span | None:
    """Read a Range header for a file of so many bytes.

    Returns
    -------
    What to send, cut to MOST_BYTES, which a server may do; an empty span where nothing of the file
    is asked for, which is answered 416; None where the header is to be left alone and the whole is
    sent: another unit, several ranges, the end before the beginning.

    References
    ----------
    RFC 9110, sections 14.1.1 to 14.2 and 15.3.7.
    """
    found = RANGE.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        first, end = max(0, n_bytes - int(found[2])), n_bytes
    else:
        first, end = int(found[1]), int(found[2]) + 1 if found[2] else n_bytes
        if found[2] and end <= first:
            return None
    return Span(first, min(end, n_bytes, first + MOST_BYTES))
