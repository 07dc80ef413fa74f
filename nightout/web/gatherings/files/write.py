"""Tables of gatherings to hand out: CSV, and a workbook of one sheet."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from nightout.web.gatherings.files.columns import safe_text

__all__ = ["write_csv", "write_workbook"]

SHEET_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIXED = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{MAIN}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write CSV in UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a workbook of one sheet: text as text, numbers as numbers, and no formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in FIXED.items():
            archive.writestr(path, text)
        archive.writestr("xl/workbook.xml", _book(name))
        archive.writestr("xl/worksheets/sheet1.xml", "".join(_sheet([header, *rows])))
    return out.getvalue()


def _book(name: str) -> str:
    return (
        f'{HEAD}<workbook xmlns="{SHEET_NS}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{_text(name)[:31]}" sheetId="1" r:id="r1"/></sheets></workbook>'
    )


def _sheet(rows: Iterable[Sequence[Any]]) -> Iterable[str]:
    yield f'{HEAD}<worksheet xmlns="{SHEET_NS}"><sheetData>'
    for row in rows:
        yield f"<row>{''.join(_cell(cell) for cell in row)}</row>"
    yield "</sheetData></worksheet>"


def _cell(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value!r}</v></c>"
    text = _text(str(safe_text(value)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _text(text: str) -> str:
    return escape(NOT_IN_XML.sub("", text), {'"': "&quot;"})
