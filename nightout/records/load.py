"""Loading files into a city: read, check, fold, hold against what is known, commit once."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw

from nightout.errors import BadSetting, UnreadableFile
from nightout.records.changes import find_changes
from nightout.records.city import City
from nightout.records.engine import ask, connect, hand_over, interruptible, text
from nightout.records.fold import fold_rows
from nightout.records.known import Knowledge, read_knowledge
from nightout.records.lock import locked
from nightout.records.mapping import SourceMapping
from nightout.records.progress import Watch, unwatched, watching
from nightout.records.report import LoadedFile, LoadHeader, LoadReport, write_report
from nightout.records.stage import Staging, judge_bad_rows, stage_file
from nightout.records.store import commit_changes, read_incidents, table_files
from nightout.records.tables import INCIDENT
from nightout.records.tally import count_late, find_coverage, tally_load
from nightout.units import Period

__all__ = ["LoadOptions", "load_files"]

# DuckDB gave up joining 20 M incidents with as many in its 600 MB, spilling or not; 5 M it joins.
SHARE_ROWS = 4_000_000


@dataclass(frozen=True)
class LoadOptions:
    """How to load.

    Parameters
    ----------
    known_on
        The day on which the files were known; today on the city's clock if absent. Loads go
        forward in time: it cannot lie before an earlier load's.
    withdraw_missing
        Whether incidents of the same source, within the days that the files cover, that the files
        do not hold are withdrawn. Only for full exports.
    max_bad
        Share of rows that may be unreadable; with more, nothing is loaded.
    covers
        The days that the files cover; told from their rows if absent.
    watch
        Told how far the work has come.
    """

    known_on: dt.date | None = None
    withdraw_missing: bool = False
    max_bad: float = 0.01
    covers: Period | None = None
    watch: Watch = unwatched

    def __post_init__(self) -> None:
        if not 0 <= self.max_bad <= 1:
            raise BadSetting(f"max_bad is {self.max_bad}", "It is a share: from 0% to 100%.")


def load_files(
    city: City,
    files: Sequence[Path],
    mapping: SourceMapping,
    options: LoadOptions | None = None,
) -> LoadReport:
    """Load files into a city as one commit, whole or not at all.

    The files' incidents become current: new ones begin, changed ones close the version that was
    known and open another. An incident that comes back under another offense is reclassified.
    Loading the same files again adds nothing.

    Raises
    ------
    NightoutError
        If a file is unsafe, unreadable, lacks a column or names persons; if too many rows are
        bad; if the day lies before an earlier load; if another process is loading. The city is
        then as it was.
    """
    options = options or LoadOptions()
    with interruptible(), locked(city) as scratch:
        knowledge = read_knowledge(city)
        for report in knowledge.loads:
            _tell(report, city)
        known_on = _check_day(city, knowledge, options.known_on)
        loaded = tuple(_digest(path) for path in files)
        load_id = f"{known_on}-{_name_load(loaded, mapping, options)}"
        if knowledge.loads and knowledge.loads[-1].load_id == load_id:
            return knowledge.loads[-1].repeated()
        connection = connect(database=scratch / "load.duckdb", spill=scratch)
        try:
            staging = Staging(mapping, city.zone, known_on)
            staging = _stage(connection, files, staging, options)
            spans, basis = find_coverage(connection, known_on, options.covers)
            header = LoadHeader(load_id, known_on, mapping.source, loaded, spans, basis)
            _compare(connection, city, header, options)
            report = tally_load(connection, staging, header)
            earlier = knowledge.of_source(mapping.source)
            report = replace(report, n_late=count_late(connection, earlier))
            hand_over(connection)
            with watching(connection, options.watch, "writing"):
                commit_changes(city, connection, report.as_json())
        finally:
            connection.close()
    return _tell(report, city)


def _tell(report: LoadReport, city: City) -> LoadReport:
    """Write the report for people; the load stands even where that cannot be done."""
    try:
        write_report(report, city.loads)
    except OSError as error:
        note = f"the report could not be written to {city.loads}: {error.strerror}"
        return replace(report, notes=(*report.notes, note))
    return report


def _check_day(city: City, knowledge: Knowledge, known_on: dt.date | None) -> dt.date:
    known_on = known_on or city.today()
    if knowledge.loads and known_on < knowledge.last_day:
        raise BadSetting(
            f"the files were known on {known_on}, and the last load on {knowledge.last_day}",
            "Loads go forward in time: make a new city folder and load its files in their order.",
        )
    if known_on > city.today():
        raise BadSetting(f"the files were known on {known_on}", "That day has not come yet.")
    return known_on


def _stage(
    connection: Any, files: Sequence[Path], staging: Staging, options: LoadOptions
) -> Staging:
    """Read the files into the table `incoming`, one row per incident and offense."""
    for path in files:
        with watching(connection, options.watch, f"reading {path.name}"):
            staging = stage_file(connection, staging, path)
    judge_bad_rows(connection, staging, max_bad=options.max_bad)
    (n_rows,) = ask(connection, "select count(*) from staged")
    if options.withdraw_missing and not n_rows:
        raise UnreadableFile(
            "the files hold no rows, and would withdraw all that is known",
            "Load them without --withdraw-missing, or export them again.",
        )
    with watching(connection, options.watch, "folding rows to incidents"):
        for statement in fold_rows(source=staging.mapping.source):
            connection.execute(statement)
    return staging


def _compare(connection: Any, city: City, header: LoadHeader, options: LoadOptions) -> None:
    """Hold what is incoming against what is known, which leaves the table `changes`."""
    withdrawn = "false"
    if options.withdraw_missing:
        withdrawn = _within(header.spans, header.span_basis, header.source)
    with watching(connection, options.watch, "comparing with what was known"):
        _take_known(city, connection, header.known_on)
        n_shares = _count_shares(connection)
        for at in range(n_shares):
            for statement in find_changes(
                today=header.known_on,
                load_id=header.load_id,
                withdrawn=withdrawn,
                share=(at, n_shares),
            ):
                connection.execute(statement)


def _count_shares(connection: Any) -> int:
    """Say in how many shares to compare, so that the memory it takes does not grow with them."""
    most = max(ask(connection, f"select count(*) from {one}")[0] for one in ("incoming", "known"))
    return 1 + int(most) // SHARE_ROWS


def _take_known(city: City, connection: Any, day: dt.date) -> None:
    """Put the versions that a load of `day` can change into the view `known`."""
    if table_files(city):
        versions = read_incidents(city, connection).filter(
            nw.col("known_until").is_null() | (nw.col("known_until") == day)
        )
        versions.to_native().create_view("known")
    else:
        columns = ", ".join(f"NULL::{one.kind.sql} as {one.name}" for one in INCIDENT.columns)
        connection.execute(f"create temp view known as select {columns} where false")


def _within(spans: Sequence[Period], basis: str, source: str) -> str:
    """Write SQL for known incidents of the source on days that the files cover, so should hold."""
    days = " or ".join(f"({basis} >= '{s.start}' and {basis} < '{s.end}')" for s in spans)
    return f"s.source = {text(source)} and ({days or 'false'})"


def _digest(path: Path) -> LoadedFile:
    if not path.is_file():
        raise UnreadableFile(f"there is no file {path}", "Check the path.")
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return LoadedFile(path.name, path.stat().st_size, digest)


def _name_load(files: Sequence[LoadedFile], mapping: SourceMapping, options: LoadOptions) -> str:
    """Name a load by what went into it, so that the same load has the same name when repeated."""
    told = asdict(replace(mapping, settle=None))
    parts = [one.sha256 for one in files]
    parts += [json.dumps(told, default=sorted), str(options.withdraw_missing)]
    parts += [str(options.covers), str(options.max_bad)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
