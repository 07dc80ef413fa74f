"""The DuckDB connection that all reading and counting goes through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

__all__ = ["ask", "connect", "hand_over", "interruptible", "quote", "text"]

# Half a gigabyte holds any city; larger work spills to a temporary folder beside the data.
MEMORY_LIMIT = "600MB"
# While another library writes what DuckDB hands over, which takes memory of its own.
HANDING_OVER_LIMIT = "250MB"


def connect(*, database: Path | None = None, spill: Path | None = None) -> Any:
    """Open a connection that keeps within `MEMORY_LIMIT` and spills where it is told.

    Parameters
    ----------
    database
        A file to keep large tables in; in memory if absent.
    spill
        Folder for temporary files; DuckDB's own choice if absent.
    """
    config: dict[str, Any] = {"memory_limit": MEMORY_LIMIT}
    if spill is not None:
        config["temp_directory"] = str(spill)
    connection = duckdb.connect(str(database) if database else ":memory:", config=config)
    # Nothing nightout does needs an extension fetched from elsewhere.
    connection.execute("SET autoinstall_known_extensions = false")
    # Progress is counted, so that it can be asked for, but not drawn.
    connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    return connection


def hand_over(connection: Any) -> None:
    """Keep within `HANDING_OVER_LIMIT` from now on."""
    connection.execute(f"SET memory_limit = '{HANDING_OVER_LIMIT}'")


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C during a statement be Ctrl-C: DuckDB tells it as a fault of its own."""
    try:
        yield
    except (duckdb.InterruptException, RuntimeError) as error:
        if isinstance(error, duckdb.InterruptException) or str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise


def ask(connection: Any, query: str) -> tuple[Any, ...]:
    """Give the one row that a query answers, and leave the connection free for other work."""
    (row,) = connection.execute(query).fetchall()
    return tuple(row)


def quote(name: str) -> str:
    """Write a column or table name so that no text in it can be read as SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Write a piece of text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
