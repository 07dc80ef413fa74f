"""How much a packed file may unpack to before it is taken for a bomb."""

from __future__ import annotations

from dataclasses import dataclass, fields

from nightout.errors import BadSetting, UnsafeFile

__all__ = ["DEFAULT_LIMITS", "Limits", "Meter"]

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What a packed file may unpack to.

    Parameters
    ----------
    max_unpacked_bytes
        All that may come out of one file. Eight million incidents of Chicago are about 2 GB.
    max_ratio
        Bytes out per byte in. Police exports pack 5 to 40 times; zlib cannot pass 1032.
    ratio_after_bytes
        The ratio is looked at only past this many bytes: small files do no harm.
    max_entries
        Entries in an archive. A workbook of one sheet has about 12.
    max_cells
        Rows times columns of one sheet, empty cells included: reading a workbook takes memory for
        the whole rectangle, about 30 bytes a cell, so one cell far out is a bomb too.
    """

    max_unpacked_bytes: int = 4_000 * MEGABYTE
    max_ratio: int = 200
    ratio_after_bytes: int = 50 * MEGABYTE
    max_entries: int = 10_000
    max_cells: int = 50_000_000

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value < 1:
                raise BadSetting(f"{field.name} is {value}", "It must be 1 or more.")


DEFAULT_LIMITS = Limits()


class Meter:
    """Counts what really comes out of a packed file, and stops a bomb while it unpacks.

    Parameters
    ----------
    name
        The file's name, for the message.
    packed_bytes
        The size of the packed file.
    limits
        What may come out.
    """

    def __init__(self, name: str, packed_bytes: int, limits: Limits) -> None:
        self.name = name
        self.packed_bytes = packed_bytes
        self.limits = limits
        self.unpacked_bytes = 0

    def add(self, n_bytes: int) -> None:
        """Count bytes that came out.

        Raises
        ------
        UnsafeFile
            If more came out, in all or per byte packed, than the limits allow.
        """
        self.unpacked_bytes += n_bytes
        limits, out = self.limits, self.unpacked_bytes
        by_ratio = max(limits.ratio_after_bytes, limits.max_ratio * self.packed_bytes)
        most = min(limits.max_unpacked_bytes, by_ratio)
        if out > most:
            raise UnsafeFile(
                f"{self.name} is {self.packed_bytes:,} bytes and unpacks to more than {most:,}",
                "It looks like a bomb and was not opened. If you trust it, unpack it yourself and "
                "load the plain CSV.",
            )
