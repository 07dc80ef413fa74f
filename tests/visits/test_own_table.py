"""What is read without a database is read as the reader of any file reads it."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nightout.errors import NightoutError
from nightout.visits.own_table import COLUMNS, read_own_columns, read_own_table
from nightout.visits.read_request import _rows_of_file, read_columns

CELLS = st.text(st.sampled_from("ab1;,\"'\n\r\t |é\u2028\x00"), max_size=5)
NAMES = st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=4, unique=True)


@st.composite
def written(draw):
    """Write a table as a program would, or with the rough edges of one that is written by hand."""
    names = draw(NAMES)
    width = len(names) if draw(st.booleans()) else draw(st.integers(1, 5))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4))
    if draw(st.booleans()):
        return "\n".join(",".join(row) for row in [names, *rows])
    text = io.StringIO()
    csv.writer(text, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows([names, *rows])
    return text.getvalue()


@settings(max_examples=150, deadline=None)
@given(written())
@example("unit_id,kind\nP1,police\nP2,\n")
@example('gathering_id,notes\nG1,"one\ntwo"\n')
@example("gathering_id,starts\n\nG1,18:00\n")
def test_a_table_is_read_as_the_reader_of_any_file_reads_it(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("own") / "gatherings.csv"
    path.write_bytes(text.encode())
    own = read_own_table(path)
    if own is not None:
        assert own == _rows_of_file(path)
    columns = read_own_columns(path)
    if columns is not None:
        try:
            assert columns == list(_rows_of_file(path)[0])
        except NightoutError:
            assert own is None


def test_our_own_files_need_no_database(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("\ufeffunit_id,kind,beats\nP1,police,11;12\n", encoding="utf-8")
    assert read_own_table(path) == (
        ["unit_id", "kind", "beats"],
        [{"unit_id": "P1", "kind": "police", "beats": "11;12"}],
    )


@pytest.mark.parametrize(
    "text",
    [
        "gathering_id,phone\nG1,555\n",
        "gathering_id;starts\nG1;18:00\n",
        "gathering_id,gathering_id\nG1,G2\n",
        "gathering_id,starts\nG1\n",
        'gathering_id,starts\nG1,"18:00\n',
        "gathering_id,starts\nG1,\x00\n",
    ],
)
def test_all_other_files_are_left_to_the_reader_of_any_file(tmp_path, text):
    path = tmp_path / "gatherings.csv"
    path.write_text(text)
    assert read_own_table(path) is None


def test_windows_letters_are_left_to_the_reader_that_knows_them(tmp_path):
    path = tmp_path / "gatherings.csv"
    path.write_bytes("gathering_id,name\nG1,Café\n".encode("cp1252"))
    assert read_own_table(path) is None
    assert read_columns(path) == ["gathering_id", "name"]
