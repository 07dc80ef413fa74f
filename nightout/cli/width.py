"""How wide a terminal is, and how words and tables are made to fit it."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Collection, Sequence

__all__ = ["fit_columns", "screen_width", "wrap"]

# As wide as lines of words are still read with ease.
WIDEST = 96
GAP = "  "
INDENT = "    "
NARROWEST = 40


def screen_width() -> int | None:
    """Give the columns of the terminal; of a file or a pipe, which have no end, None.

    COLUMNS in the environment goes before what the terminal says.
    """
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return None
    return max(shutil.get_terminal_size((WIDEST, 24)).columns, NARROWEST)


def wrap(text: str, indent: str = "") -> str:
    """Break words into lines that fit, those after the first behind `indent`."""
    width = min(screen_width() or WIDEST, WIDEST)
    return textwrap.fill(text, width, subsequent_indent=indent)


def fit_columns(
    lines: Sequence[Sequence[str]], left: Collection[int], width: int | None
) -> list[str]:
    """Align columns, those in `left` to the left; what is too wide stands below, indented.

    Parameters
    ----------
    lines
        The names of the columns, and the cells under them.
    left
        Which columns stand to the left; the others to the right.
    width
        How many characters a line may have; None for as many as it takes.

    Returns
    -------
    A line, or as many as it takes, for each of `lines`; none for columns that say nothing there.
    """
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    folds = _fold(widths, width)
    return [
        text
        for line in lines
        for fold, columns in enumerate(folds)
        if (text := _align(line, columns, widths, left, INDENT if fold else "")).strip() or not fold
    ]


def _fold(widths: Sequence[int], width: int | None) -> list[list[int]]:
    """Part columns so that each part fits; one that does not fit by itself stands alone."""
    folds: list[list[int]] = [[]]
    used = 0
    for i, one in enumerate(widths):
        if folds[-1] and width is not None and used + len(GAP) + one > width:
            folds.append([])
            used = len(INDENT) - len(GAP)
        folds[-1].append(i)
        used += one + (len(GAP) if len(folds) > 1 or i else 0)
    return folds


def _align(
    line: Sequence[str],
    columns: Sequence[int],
    widths: Sequence[int],
    left: Collection[int],
    indent: str,
) -> str:
    cells = (line[i].ljust(widths[i]) if i in left else line[i].rjust(widths[i]) for i in columns)
    return (indent + GAP.join(cells)).rstrip()
