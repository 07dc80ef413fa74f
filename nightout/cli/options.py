"""Options that several commands share, and how their texts are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nightout.errors import BadSetting
from nightout.units import Period, read_day

__all__ = [
    "DATED",
    "CityDir",
    "DateBasisOption",
    "Format",
    "FormatOption",
    "ReconstructOption",
    "day_or_none",
    "last_day",
    "read_period",
    "read_share",
]


# How a sentence names each date basis.
DATED = {"occurred": "occurred", "reported": "were reported", "ruled": "were ruled"}


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    HTML = "html"


CityDir = Annotated[Path, typer.Argument(metavar="CITY", help="A city folder.", show_default=False)]
FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="How to write the answer, on standard output.")
]
DateBasisOption = Annotated[
    str | None, typer.Option(help="occurred, reported or ruled; the measure's own if absent.")
]
ReconstructOption = Annotated[
    bool, typer.Option(help="Rebuild a day before the first load from reporting dates.")
]


def day_or_none(text: str | None, named: str) -> dt.date | None:
    """Read a day if one is given."""
    return None if text is None else read_day(text, named=named)


def last_day(through: str | None, windows: Sequence[str]) -> dt.date:
    """Read the last day to count; windows that all say their own need none."""
    if through is not None:
        return read_day(through, named="--through")
    periods = [read_period(one, "--window") for one in windows if ".." in one]
    if not windows or len(periods) < len(windows):
        raise BadSetting(
            "--through is missing",
            "Say the last day to count, as --through 2021-07-28; "
            "only windows written FROM..THROUGH need none.",
        )
    return max(one.through for one in periods if one)


def read_period(text: str | None, named: str) -> Period | None:
    """Read a span of days written FROM..THROUGH, both inclusive."""
    if text is None:
        return None
    start, dots, through = text.partition("..")
    if not dots:
        raise BadSetting(f"{named} is {text!r}", "Write it as 2021-01-01..2021-04-11.")
    return Period.of(read_day(start, named=named), read_day(through, named=named))


def read_share(text: str, named: str) -> float:
    """Read a share written as 1% or 0.01."""
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise BadSetting(f"{named} is {text!r}", "Write it as 1% or 0.01.") from None
