"""Writing an answer: rows under their terms, in the form that was asked for."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from nightout.cli.options import Format
from nightout.cli.width import fit_columns, screen_width, wrap

__all__ = ["Sheet", "cell", "note", "render", "show"]

# 1,970 or +12.5% or nothing to be said; yes and no stand in line with figures.
FIGURE = re.compile(r"[-+]?[\d,.]+(e[-+]?\d+)?%?|–|yes|no")


@dataclass(frozen=True)
class Sheet:
    """An answer: which command, on what terms, rows by column name, and notes.

    `text` is how the rows read to a person; without it they are laid out as a table. `pictures`
    are captions with their SVG, for the page.
    """

    command: str
    terms: dict[str, Any]
    rows: Sequence[dict[str, Any]]
    notes: Sequence[str] = ()
    text: str | None = None
    title: str = field(default="")
    pictures: Sequence[tuple[str, str]] = ()


def note(message: str) -> None:
    """Say something to the person, on standard error."""
    print(message, file=sys.stderr)


def show(sheet: Sheet, form: Format) -> None:
    """Write the sheet to standard output; notes go to standard error unless they are part of it."""
    if form is Format.PARQUET:
        sys.stdout.buffer.write(render(sheet, form))
        return
    sys.stdout.write(render(sheet, form).decode())
    if form is Format.CSV:
        for one in sheet.notes:
            note(f"note: {one}")


def render(sheet: Sheet, form: Format) -> bytes:
    """Give the sheet as it would be written to a file."""
    if form is Format.PARQUET:
        return _parquet(sheet)
    writers = {Format.CSV: _csv, Format.JSON: _json, Format.HTML: _html, Format.TEXT: _text}
    return writers[form](sheet).encode()


def cell(value: Any) -> str:
    """Write one value for a person: whole numbers whole, others to three digits."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if _is_whole(value) else f"{value:.3g}"
    return str(value)


def _is_whole(value: float) -> bool:
    """Whether three digits of a number leave nothing behind its point."""
    return abs(value) < 1e9 and (value.is_integer() or abs(value) >= 1_000)


def _csv(sheet: Sheet) -> str:
    out = io.StringIO()
    if sheet.rows:
        writer = csv.DictWriter(out, list(sheet.rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sheet.rows)
    return out.getvalue()


def _json(sheet: Sheet) -> str:
    rows = [{name: _plain(value) for name, value in row.items()} for row in sheet.rows]
    whole = {
        "command": sheet.command,
        "terms": sheet.terms,
        "rows": rows,
        "notes": list(sheet.notes),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    """JSON knows no infinity: a bound that is not there is null, as what cannot be said is."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _parquet(sheet: Sheet) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist(list(sheet.rows))
    terms = {"nightout": json.dumps({"terms": sheet.terms, "notes": list(sheet.notes)})}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(terms), out)
    return out.getvalue()


def _html(sheet: Sheet) -> str:
    from nightout.cli.page import make_page

    title = sheet.title or f"nightout {sheet.command}"
    return make_page(
        title, sheet.terms, sheet.rows, sheet.notes, pictures=sheet.pictures, cell=cell
    )


def _text(sheet: Sheet) -> str:
    body = sheet.text if sheet.text is not None else layout(sheet.rows)
    notes = "".join(f"{wrap(f'note: {one}')}\n" for one in sheet.notes)
    return f"{body}{notes}"


def layout(rows: Sequence[dict[str, Any]]) -> str:
    """Lay rows out as aligned columns, those of figures alone to the right."""
    if not rows:
        return ""
    names = list(rows[0])
    cells = [names, *[[cell(row[name]) for name in names] for row in rows]]
    left = {
        i for i in range(len(names)) if not all(FIGURE.fullmatch(line[i]) for line in cells[1:])
    }
    return "".join(f"{line}\n" for line in fit_columns(cells, left, screen_width()))
