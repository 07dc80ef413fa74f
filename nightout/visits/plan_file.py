"""A plan as rows, and back again: what is written is read back as it was."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nightout.errors import BadSetting, MissingColumn, UnreadableFile
from nightout.visits.cells import read_flag, read_moment, read_number, read_text
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.read_request import read_table

__all__ = ["BREAK", "COLUMNS", "as_plan", "as_plan_rows", "read_plan"]

COLUMNS = (
    "unit_id", "gathering_id", "kind", "arrive", "leave", "travel_s", "promised", "own_beat",
)  # fmt: skip
# The kind of a row that is a break.
BREAK = "break"


def as_plan_rows(plan: Plan) -> list[dict[str, Any]]:
    """Give a row per visit and per break, unit by unit; a break is of the kind `break`."""
    rows = [
        {
            "unit_id": one.unit_id,
            "gathering_id": one.gathering_id,
            "kind": one.kind,
            "arrive": one.arrive.isoformat(),
            "leave": one.leave.isoformat(),
            "travel_s": one.travel_s,
            "promised": one.promised,
            "own_beat": one.own_beat,
        }
        for one in plan.visits
    ]
    rows += [
        {
            "unit_id": one.unit_id,
            "gathering_id": "",
            "kind": BREAK,
            "arrive": one.start.isoformat(),
            "leave": one.end.isoformat(),
            "travel_s": 0,
            "promised": False,
            "own_beat": False,
        }
        for one in plan.rests
    ]
    return sorted(rows, key=lambda row: (row["unit_id"], row["arrive"], row["leave"]))


def read_plan(path: Path, *, date: dt.date | None = None) -> Plan:
    """Read a plan that `nightout visits plan` or `repair` wrote as CSV, JSON or Parquet.

    Parameters
    ----------
    path
        The file.
    date
        The day of the night, where times were edited and stand without one.

    Raises
    ------
    UnreadableFile
        If it is not there, or is no plan.
    MissingColumn
        If a column is absent.
    BadSetting
        If a cell cannot be read.
    """
    if path.suffix == ".json":
        return as_plan(_json_rows(path), path.name, date)
    columns, rows = read_table(path)
    _check_columns(path.name, columns)
    return as_plan(rows, path.name, date)


def as_plan(
    rows: list[dict[str, Any]], named: str = "the plan", date: dt.date | None = None
) -> Plan:
    """Make a plan of its rows."""
    visits: list[Visit] = []
    rests: list[Rest] = []
    for number, row in enumerate(rows, 1):
        _check_columns(named, list(row))
        try:
            one = _read_row(row, date)
        except BadSetting as error:
            raise BadSetting(f"{named}, row {number}: {error.what}", error.mend) from None
        if isinstance(one, Rest):
            rests.append(one)
        else:
            visits.append(one)
    return Plan.of(visits, rests)


def _read_row(row: Mapping[str, Any], date: dt.date | None) -> Visit | Rest:
    unit_id, kind = read_text(row["unit_id"]), read_text(row["kind"])
    arrive, leave = _moment(row, "arrive", date), _moment(row, "leave", date)
    if kind == BREAK:
        return Rest(unit_id, arrive, leave)
    return Visit(
        unit_id,
        read_text(row["gathering_id"]),
        kind,
        arrive,
        leave,
        round(read_number(row["travel_s"]) or 0),
        promised=read_flag(row["promised"]),
        own_beat=read_flag(row["own_beat"]),
    )


def _moment(row: Mapping[str, Any], name: str, date: dt.date | None) -> dt.datetime:
    moment = read_moment(row[name], date)
    if moment is None:
        raise BadSetting(f"{name} is empty", "Write it as 2026-08-04T18:05:00.")
    return moment


def _check_columns(named: str, columns: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise MissingColumn(
            f"{named} has no column {missing[0]}; it has {', '.join(columns[:12])}",
            f"A plan has the columns {', '.join(COLUMNS)}.",
        )


def _json_rows(path: Path) -> list[dict[str, Any]]:
    try:
        whole = json.loads(path.read_text("utf-8"))
        rows = whole["rows"]
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return rows
    except FileNotFoundError:
        raise UnreadableFile(f"there is no file {path}", "Check the name.") from None
    except (ValueError, KeyError, TypeError):
        pass
    raise UnreadableFile(
        f"{path.name} is no plan", "Give what `nightout visits plan --format json` printed."
    )
