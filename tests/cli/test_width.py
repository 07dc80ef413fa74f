"""Words and tables fit the terminal they are written to; a file or a pipe has no end."""

from __future__ import annotations

import sys

import pytest

from nightout.cli.output import layout
from nightout.cli.width import fit_columns, screen_width, wrap

ROWS = [["place", "now", "word"], ["Rivermouth", "46", "within the usual range"]]


@pytest.fixture(autouse=True)
def _in_no_terminal(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)


def test_what_fits_is_one_line_a_row():
    assert fit_columns(ROWS, {0, 2}, 39) == [
        "place       now  word",
        "Rivermouth   46  within the usual range",
    ]


def test_what_is_one_too_wide_stands_below_its_row_indented():
    assert fit_columns(ROWS, {0, 2}, 38) == [
        "place       now",
        "    word",
        "Rivermouth   46",
        "    within the usual range",
    ]


def test_a_fold_is_filled_to_the_brim_and_no_further():
    lines = [["a" * 10, "b" * 10, "c" * 10]]
    assert fit_columns(lines, {0, 1, 2}, 26) == ["a" * 10 + "  " + "b" * 10, "    " + "c" * 10]
    assert fit_columns(lines, {0, 1, 2}, 21) == ["a" * 10, "    " + "b" * 10, "    " + "c" * 10]
    two = [["a" * 24, "b" * 10, "c" * 10]]
    assert fit_columns(two, {0, 1, 2}, 26) == ["a" * 24, "    " + "b" * 10 + "  " + "c" * 10]


def test_a_column_that_says_nothing_of_a_row_takes_no_line():
    lines = [["year", "why"], ["2021", ""], ["2022", "sources disagree"]]
    assert fit_columns(lines, {0, 1}, 12) == [
        "year",
        "    why",
        "2021",
        "2022",
        "    sources disagree",
    ]


@pytest.mark.parametrize("width", range(40, 160, 7))
def test_every_value_is_told_at_any_width_and_no_line_is_too_long(width):
    cells = [[f"{i}-{'x' * (3 * i)}" for i in range(12)] for _ in range(3)]
    lines = fit_columns(cells, {0}, width)
    assert max(map(len, lines)) <= width
    assert " ".join(lines).split() == [one for line in cells for one in line]


def test_a_pipe_has_no_end_and_words_in_it_are_96_wide():
    assert screen_width() is None
    assert max(map(len, wrap("word " * 60).splitlines())) in range(90, 97)


def test_columns_in_the_environment_are_kept_to(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert screen_width() == 60
    assert max(map(len, wrap("word " * 60).splitlines())) <= 60
    rows = [{"place": "Rivermouth", "now": 46, "word": "x" * 60}]
    assert layout(rows).splitlines()[2:] == ["Rivermouth   46", "    " + "x" * 60]


def test_a_wide_terminal_does_not_make_lines_of_words_longer_than_is_read_with_ease(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    assert max(map(len, wrap("word " * 60).splitlines())) <= 96


def test_a_terminal_of_no_columns_is_taken_for_a_narrow_one(monkeypatch):
    monkeypatch.setenv("COLUMNS", "5")
    assert screen_width() == 40
