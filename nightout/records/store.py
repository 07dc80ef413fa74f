"""The Delta Lake table of incidents: each load lands as one commit, whole or not at all.

Spark, DuckDB and Polars read the table as it is. The report of a load travels inside its commit,
so that neither can exist without the other.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import narwhals.stable.v2 as nw
import pyarrow as pa

from nightout.errors import NotYetKnown
from nightout.records.city import City
from nightout.records.engine import ask, connect, text
from nightout.records.reading.paths import literal_path
from nightout.records.tables import INCIDENT, INCIDENT_KEY

__all__ = [
    "commit_changes",
    "read_commits",
    "read_incidents",
    "read_reports",
    "table_files",
    "table_version",
]

REPORT = "nightout.load"
# The log of commits is the memory of what was known when: it is never cleaned up.
CONFIGURATION = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
VERSION_KEY = (*INCIDENT_KEY, "known_from")
BATCH_ROWS = 100_000
# A merge may hold this much before it spills to disk.
MERGE_BYTES = 400_000_000


def read_incidents(city: City, connection: Any = None) -> nw.LazyFrame[Any]:
    """Give every version of every incident, lazily, through DuckDB.

    Parameters
    ----------
    city
        The city folder.
    connection
        The DuckDB connection to read on; a new one if absent.

    Raises
    ------
    NotYetKnown
        If nothing was ever loaded.
    """
    connection = connection or connect()
    relation = connection.sql(f"select * from read_parquet({_list(need_files(city))})")
    frame: nw.LazyFrame[Any] = nw.from_native(relation)
    return frame


def need_files(city: City) -> list[str]:
    """Give the Parquet files that hold the table.

    Raises
    ------
    NotYetKnown
        If nothing was ever loaded.
    """
    files = table_files(city)
    if not files:
        raise NotYetKnown(
            f"nothing is known in {city.folder}: no file was ever loaded",
            "Load one with `nightout load CITY FILE --preset NAME`.",
        )
    return files


def table_files(city: City) -> list[str]:
    """Give the Parquet files that hold the table now; none before the first load."""
    table = _open(city)
    addresses = sorted(table.file_uris()) if table is not None else []
    return [unquote(address.removeprefix("file://")) for address in addresses]


def table_version(city: City) -> int:
    """Give the number of the table's latest commit, -1 before the first."""
    table = _open(city)
    return int(table.version()) if table is not None else -1


def read_reports(city: City) -> list[dict[str, Any]]:
    """Give the report of each load, oldest first, as kept in the table's own log."""
    return [report for _, report in read_commits(city)]


def read_commits(city: City) -> list[tuple[int, dict[str, Any]]]:
    """Give the number of each load's commit and its report, oldest first."""
    table = _open(city)
    commits = reversed(table.history()) if table is not None else []
    loads = [commit for commit in commits if REPORT in commit]
    return [(int(commit["version"]), json.loads(commit[REPORT])) for commit in loads]


def commit_changes(city: City, connection: Any, report: dict[str, Any]) -> None:
    """Write the table `changes` of `connection` into the city's table as one commit.

    Loads that only bring new versions are appended; any that touch what was known are merged.
    """
    from deltalake import CommitProperties, write_deltalake

    properties = CommitProperties(custom_metadata={REPORT: json.dumps(report)})
    (touched,) = ask(connection, "select count(*) from changes where op <> 'insert'")
    # Opened for this alone: a merge moves the table on that it was asked of.
    table = _open_at.__wrapped__(_address(city)) if _open(city) is not None else None
    if table is None or not touched:
        write_deltalake(
            _address(city),
            _stream(connection, "op = 'insert'"),
            mode="append",
            configuration=CONFIGURATION if table is None else None,
            commit_properties=properties,
        )
    else:
        _merge(table, connection, properties)


def _merge(table: Any, connection: Any, properties: Any) -> None:
    merger = table.merge(
        _stream(connection, "true", with_op=True),
        predicate=" and ".join(f"t.{name} = s.{name}" for name in VERSION_KEY),
        source_alias="s",
        target_alias="t",
        streamed_exec=True,
        max_spill_size=MERGE_BYTES,
        commit_properties=properties,
    )
    content = {name: f"s.{name}" for name in INCIDENT.names}
    (
        merger.when_matched_update({"known_until": "s.known_until"}, "s.op in ('close', 'reopen')")
        .when_matched_update(content, "s.op = 'replace'")
        .when_matched_delete("s.op = 'remove'")
        .when_not_matched_insert(content, "s.op = 'insert'")
        .execute()
    )
    _sweep(table)


def _sweep(table: Any) -> None:
    """Delete data files that no version of the past week needs; readers at work keep theirs."""
    if table.vacuum(dry_run=True):
        table.vacuum(dry_run=False)


def _stream(connection: Any, which: str, *, with_op: bool = False) -> pa.RecordBatchReader:
    schema = INCIDENT.arrow_schema()
    if with_op:
        schema = pa.schema([pa.field("op", pa.string()), *schema])
    columns = ", ".join(schema.names)
    rows = connection.sql(f"select {columns} from changes where {which}")
    return rows.to_arrow_reader(BATCH_ROWS).cast(schema)


def _open(city: City) -> Any:
    """Open the table as it is now; a question looks at its log several times and reads it once."""
    commits = sorted((city.incidents / "_delta_log").glob("*.json"))
    newest = commits[-1].stat() if commits else None
    return _open_at(_address(city), newest.st_mtime_ns, newest.st_ino) if newest else None


@functools.lru_cache(maxsize=4)
def _open_at(address: str, *_newest_commit: int) -> Any:
    from deltalake import DeltaTable

    return DeltaTable(address)


def _address(city: City) -> str:
    """Write the table's folder as the address that delta-rs takes a path for: `#` and all."""
    return city.incidents.resolve().as_uri()


def _list(files: list[str]) -> str:
    return "[" + ", ".join(text(literal_path(Path(file))) for file in files) + "]"
