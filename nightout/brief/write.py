"""Writing a brief to a file, as its name's ending says, whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nightout.brief.compose import compose
from nightout.brief.document import Document
from nightout.brief.gather import make_brief
from nightout.brief.model import Asked, Paper
from nightout.brief.night import NightOut
from nightout.brief.page import render_page
from nightout.brief.sheet import render_sheet
from nightout.errors import BadSetting
from nightout.records import City

__all__ = ["check_ending", "render_as", "write_brief", "write_whole"]

PAGE, SHEET = (".html", ".htm"), (".pdf",)


def write_brief(  # noqa: PLR0913  what a brief is asked, said in one call
    city: City,
    *,
    through: dt.date,
    path: Path,
    measures: Sequence[str] | None = None,
    known_on: dt.date | None = None,
    n_years: int = 5,
    public: bool = True,
    reconstruct: bool = False,
    language: str = "en",
    night: NightOut | None = None,
) -> Path:
    """Write the brief of a city, whole or not at all.

    Parameters
    ----------
    city
        The city folder.
    through
        Last day of the year to date.
    path
        The file to write, ending in .html or .pdf; replaced if it is there.
    measures
        Slugs, the most serious first; those the records can speak about if absent, at most five.
    known_on, n_years, public, reconstruct, language
        As for `Asked`.
    night
        A planned night to tell of; None for none.

    Returns
    -------
    The path.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about.
    OutsideRecords
        If the days reach beyond those that the loaded files cover.
    UnknownName
        If there is no measure of one of the names, or no such language.
    BadSetting
        If nothing can be written there, or the name ends otherwise.
    """
    check_ending(path)
    asked = Asked(through, tuple(measures or ()), known_on, n_years, public, reconstruct)
    document = compose(make_brief(city, replace(asked, language=language), night))
    return write_whole(render_as(document, path, paper=asked.paper), path)


def check_ending(path: Path) -> None:
    """Refuse a name that does not say what to write, or where: before the work, not after it.

    Raises
    ------
    BadSetting
        If it ends neither in .html nor in .pdf, or its folder is not there.
    """
    if path.suffix.lower() not in (*PAGE, *SHEET):
        raise BadSetting(
            f"the file is {path.name!r}", "End its name in .html for a page or .pdf for paper."
        )
    if not path.parent.is_dir():
        raise BadSetting(
            f"{path} cannot be written: there is no folder {path.parent}",
            "Name a file in a folder that is there and may be written to.",
        )


def render_as(document: Document, path: Path, *, paper: Paper) -> bytes:
    """Set a document as the ending of a file's name says.

    Raises
    ------
    BadSetting
        If it ends neither in .html nor in .pdf.
    """
    check_ending(path)
    if path.suffix.lower() in SHEET:
        return render_sheet(document, paper=paper)
    return render_page(document).encode()


def write_whole(content: bytes, path: Path) -> Path:
    """Write a file beside `path` and swap it in, so that a reader never meets half of one.

    Raises
    ------
    BadSetting
        If nothing can be written there.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError as error:
        raise BadSetting(
            f"{path} cannot be written: {error.strerror}",
            "Name a file in a folder that is there and may be written to.",
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    return path
