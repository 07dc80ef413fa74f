"""Moments on the city's own clock, written so that every engine compares them alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw

from nightout.errors import BadSetting, MissingColumn

__all__ = ["day_of", "day_of_week", "midnight", "need_columns", "need_wall_clock"]


def midnight(day: dt.date) -> nw.Expr:
    """Give the beginning of a day as an expression.

    A Python datetime will not do: Spark reads one on the clock of the machine, and compares it on
    that of its session. A date has no clock.
    """
    return nw.lit(day).cast(nw.Datetime("us"))


def day_of(column: str) -> nw.Expr:
    """Give the calendar day of a column of moments.

    Cut off at midnight they would still be moments, which Spark hands over on its own clock.
    """
    return nw.col(column).cast(nw.Date)


def day_of_week(column: str) -> nw.Expr:
    """Give the day of the week of a column of moments, 0 for Monday to 6 for Sunday.

    Spark's Sunday is 0 where other engines' is 7, and some engines count in a single byte.
    """
    day = nw.col(column).dt.weekday().cast(nw.Int64)
    return nw.when((day == 0) | (day == 7)).then(6).otherwise(day - 1)


def need_columns(frame: Any, *columns: str) -> None:
    """Refuse a table that lacks a column.

    Raises
    ------
    MissingColumn
        If one of them is absent.
    """
    names = frame.collect_schema().names()
    if missing := [name for name in columns if name not in names]:
        raise MissingColumn(
            f"the table has no column {' or '.join(missing)}",
            "Give a table with the incident table's columns, as `read_incidents` does.",
        )


def need_wall_clock(frame: Any, *columns: str) -> None:
    """Refuse moments that carry a zone, or are no moments: engines would shift or misread them.

    Raises
    ------
    MissingColumn
        If one of the columns is absent.
    BadSetting
        If a column holds something other than moments without a zone.
    """
    need_columns(frame, *columns)
    schema = frame.collect_schema()
    for name in columns:
        kind = schema[name]
        if not isinstance(kind, nw.Datetime) or kind.time_zone is not None:
            raise BadSetting(
                f"the column {name} holds {kind}",
                "Give moments on the city's own wall clock, without a zone: in pandas "
                "`.dt.tz_localize(None)`, in Polars `.dt.replace_time_zone(None)`, in Spark "
                "`.cast('timestamp_ntz')`.",
            )
