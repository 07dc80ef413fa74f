"""JSON objects held as text in the database, spread over columns there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import duckdb

from nightout.records.reading.names import name_columns, quote_name, quote_text
from nightout.records.reading.staging import RawRows, Stage, batches, staged

__all__ = ["find_keys", "gathered", "pointer", "spread"]

TEXTS = ("text",)
NOT_JSON = "not valid JSON"
NOT_OBJECT = "not a JSON object"


@contextmanager
def gathered(
    connection: duckdb.DuckDBPyConnection, table: str, texts: Iterable[tuple[int, str, str]]
) -> Iterator[Stage]:
    """Hold (row, why rejected or nothing, text) in the database for as long as it is needed."""
    with staged(connection, f"{table}_objects", TEXTS) as stage:
        for batch in batches(texts, 20, lambda row: len(row[2])):
            stage.add(
                [(row, text) for row, why, text in batch if not why],
                [(row, why, text) for row, why, text in batch if why],
            )
        yield stage
    stage.drop()


def find_keys(objects: Stage, under: str = "") -> list[str]:
    """Give every key of any object, in the order in which they first come.

    All objects are looked at: a key that only the last line has is a column too.
    """
    value = f"json_extract(c1, {quote_text(under)})" if under else "c1::JSON"
    found = objects.connection.execute(
        f"WITH k AS (SELECT source_row, json_keys({value}) AS keys "
        f"FROM {quote_name(objects.store)} WHERE reason IS NULL AND json_valid(c1)) "
        "SELECT key FROM (SELECT source_row, unnest(keys) AS key, "
        "generate_subscripts(keys, 1) AS place FROM k) "
        "GROUP BY key ORDER BY min((source_row, place))"
    ).fetchall()
    return [row[0] for row in found]


def spread(
    objects: Stage, table: str, keys: dict[str, str], notes: tuple[str, ...] = ()
) -> RawRows:
    """Make one row of each object.

    Parameters
    ----------
    objects
        Texts, from `gathered`. Those that are not whole objects are rejected.
    table
        The name that the rows get.
    keys
        Each column's name, and the JSON pointer or path to its value. Nested values stay JSON.
    notes
        What is known already.
    """
    columns, more = name_columns(list(keys))
    paths = ", ".join(quote_text(path) for path in keys.values())
    values = "".join(f", nullif(v[{n}], '')" for n in range(1, len(keys) + 1))
    with staged(objects.connection, table, columns) as stage:
        store = quote_name(objects.store)
        checked = (
            "SELECT source_row, c1, CASE WHEN reason IS NOT NULL THEN reason "
            f"WHEN NOT json_valid(c1) THEN '{NOT_JSON}' "
            f"WHEN json_type(c1) <> 'OBJECT' THEN '{NOT_OBJECT}' END AS why, text FROM {store}"
        )
        stage.add_query(
            f"SELECT source_row, NULL, NULL{values} FROM (SELECT source_row, "
            f"json_extract_string(c1, [{paths}]::VARCHAR[]) AS v "
            f"FROM ({checked}) WHERE why IS NULL)"
        )
        nulls = ", NULL" * len(keys)
        stage.add_query(
            f"SELECT source_row, why, coalesce(text, left(c1, 500)){nulls} "
            f"FROM ({checked}) WHERE why IS NOT NULL"
        )
    return RawRows(table, columns, stage.rejected, notes + more)


def pointer(*keys: str) -> str:
    """Write a JSON pointer, which any key can stand in."""
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys)
