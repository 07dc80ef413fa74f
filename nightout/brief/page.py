"""The brief as one page of HTML that needs nothing else: no network, no script."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from nightout.brief import numerals, palette, wording
from nightout.brief.gather import make_brief
from nightout.brief.interval import make_axis, place_line
from nightout.brief.model import Asked, Brief
from nightout.brief.pictures import draw_curve, draw_map
from nightout.brief.tables import area_rows, month_rows
from nightout.compare import Curve
from nightout.errors import BadSetting
from nightout.records import City

__all__ = ["render_page", "write_brief", "write_page"]


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
) -> Path:
    """Write the brief of a city, whole or not at all.

    Parameters
    ----------
    city
        The city folder.
    through
        Last day of the year to date.
    path
        The file to write; replaced if it is there.
    measures
        Slugs, the most serious first; those the records can speak about if absent, at most five.
    known_on, n_years, public, reconstruct
        As for `Asked`.

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
        If there is no measure of one of the names.
    BadSetting
        If nothing can be written there.
    """
    asked = Asked(through, tuple(measures or ()), known_on, n_years, public, reconstruct)
    return write_page(render_page(make_brief(city, asked)), path)


def write_page(page: str, path: Path) -> Path:
    """Write a page beside `path` and swap it in, so that a reader never meets half of one.

    Raises
    ------
    BadSetting
        If nothing can be written there.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(page, encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise BadSetting(
            f"{path} cannot be written: {error.strerror}",
            "Name a file in a folder that is there and may be written to.",
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    return path


def render_page(brief: Brief) -> str:
    """Set a brief as a page of HTML."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("nightout.brief", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for words in (numerals, wording):
        environment.filters |= {name: getattr(words, name) for name in words.__all__}
    style = (files("nightout.brief") / "page.css").read_text("utf-8")
    axis = make_axis(one.change for one in brief.figures)
    return environment.get_template("page.html").render(
        brief=brief,
        axis=axis,
        lines=[place_line(axis, one.change) for one in brief.figures],
        style=Markup(style),  # noqa: S704  our own file
        palette=palette,
        curves=_draw_curves(brief.curve),
        months=month_rows(brief.curve) if brief.curve else (),
        map=Markup(draw_map(brief.where)) if brief.where else None,  # noqa: S704  our own drawing
        by_count=area_rows(brief.where) if brief.where else (),
        notes=_notes(brief),
    )


def _draw_curves(curve: Curve | None) -> list[tuple[str, Any]]:
    """Draw the curve twice, for a phone and for a desk, so that its words are never small."""
    from markupsafe import Markup

    if curve is None:
        return []
    sizes = (("narrow", 310, 320), ("wide", 780, 400))
    return [
        (name, Markup(draw_curve(curve, width=width, height=height)))  # noqa: S704  our own drawing
        for name, width, height in sizes
    ]


def _notes(brief: Brief) -> list[str]:
    """Everything to know, once: a note of some figures only names them."""
    titles: dict[str, list[str]] = {}
    for figure in brief.figures:
        for note in figure.notes:
            titles.setdefault(note, []).append(figure.terms.measure.title)
    notes = [
        note if len(named) == len(brief.figures) else f"{', '.join(named)}: {note}"
        for note, named in titles.items()
    ]
    for name, part in (("curve", brief.curve), ("map", brief.where)):
        notes += [f"{name}: {note}" for note in (part.notes if part else ()) if note not in titles]
    return [*notes, *(f"left out: {what}" for what in brief.left_out)]
