"""Rows of a PostgreSQL site, copied out of one snapshot and in again in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nightout.errors import NotPossible
from nightout.web.database import need_database

__all__ = ["copy_in", "copy_out"]

PIECE = 1 << 20


def copy_out(folder: Path) -> dict[str, int]:
    """Write each table's rows to a file, all of the same moment; gives rows by table."""
    from django.db import connection

    folder.mkdir(mode=0o700)
    counts: dict[str, int] = {}
    need_database()
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        for table in _tables(cursor):
            with (folder / f"{table}.copy").open("wb") as stream:
                with cursor.copy(f'copy "{table}" ({_columns(cursor, table)}) to stdout') as copy:
                    for piece in copy:
                        stream.write(piece)
                counts[table] = cursor.rowcount
    return counts


def copy_in(folder: Path, *, replace: bool) -> dict[str, int]:
    """Bring the rows back into a database of the same shape; gives rows by table.

    Raises
    ------
    NotPossible
        If the database holds gatherings or accounts and they are not to be replaced, or its
        tables are not those of the backup.
    """
    from django.db import connection

    connection.ensure_connection()
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        tables = _tables(cursor)
        if {f"{table}.copy" for table in tables} != {one.name for one in folder.iterdir()}:
            raise NotPossible(
                "the backup is of another version of nightout",
                "Restore it with that version, then serve the site with this one.",
            )
        for table in ("gatherings_gathering", "accounts_account"):
            cursor.execute(f'select exists(select 1 from "{table}")')
            if cursor.fetchone()[0] and not replace:
                raise NotPossible("the database is not empty", "Add --replace to overwrite it.")
        cursor.execute("set constraints all deferred")
        named = ", ".join(f'"{one}"' for one in tables)
        cursor.execute(f"truncate {named}")
        return {table: _fill(cursor, folder, table) for table in tables}


def _fill(cursor: Any, folder: Path, table: str) -> int:
    with (
        (folder / f"{table}.copy").open("rb") as stream,
        cursor.copy(f'copy "{table}" ({_columns(cursor, table)}) from stdin') as copy,
    ):
        while piece := stream.read(PIECE):
            copy.write(piece)
    n: int = cursor.rowcount
    if '"id"' in _columns(cursor, table):
        cursor.execute("select pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
        sequence = cursor.fetchone()[0]
        cursor.execute(
            f'select setval(%s, coalesce((select max(id) from "{table}"), 1))', [sequence]
        )
    return n


def _tables(cursor: Any) -> list[str]:
    cursor.execute(
        "select table_name from information_schema.tables "
        "where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1"
    )
    return [name for (name,) in cursor.fetchall()]


def _columns(cursor: Any, table: str) -> str:
    cursor.execute(
        "select column_name from information_schema.columns "
        "where table_schema = current_schema() and table_name = %s order by ordinal_position",
        [table],
    )
    return ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
