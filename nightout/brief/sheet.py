"""The brief as a PDF for paper and for screen readers: tagged, with fonts inside, no network."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from importlib.resources import files
from typing import Literal

from nightout.brief.document import Document, as_plain
from nightout.brief.model import Paper
from nightout.brief.palette import LIGHT

__all__ = ["STANDARDS", "render_sheet", "sheet_source"]

# PDF/UA-1 for screen readers, PDF/A-2a for archives: Typst refuses what would break either.
Standard = Literal["ua-1", "a-2a"]
STANDARDS: tuple[Standard, ...] = ("ua-1", "a-2a")


def render_sheet(document: Document, *, paper: Paper = "us-letter") -> bytes:
    """Set a document as a PDF.

    Parameters
    ----------
    document
        What it says; handed to the template as data, so that no name in it is read as markup.
    paper
        The sheet it is set for.

    Returns
    -------
    The file. It says that it was made on the day of knowledge: the same document gives the same
    bytes.
    """
    import typst

    day = dt.date.fromisoformat(document.dated)
    template, inputs = sheet_source(document, paper)
    content: bytes = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=list(STANDARDS),
        timestamp=calendar.timegm(day.timetuple()),
    )
    return content


def sheet_source(document: Document, paper: Paper) -> tuple[bytes, dict[str, str]]:
    """Give the template, and the document as the data it reads."""
    template = (files("nightout.brief") / "page.typ").read_bytes()
    plain = as_plain(document) | {"paper": paper, "colours": dict(LIGHT)}
    return template, {"document": json.dumps(plain)}
