"""Delimited text: every byte comes back, every row keeps its number."""

import csv
import gzip
import io
import random

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nightout.errors import UnreadableFile
from nightout.records.reading import csv_rows, csv_text
from tests.records.reading.conftest import read_path

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
AWKWARD = st.text(st.sampled_from("a,;\t|\"'\n\r é\\#"), max_size=6)
FRAGMENTS = st.sampled_from(
    ["a", " ", '"', '""', ",", "\n", "\t", "é", "|", '"a",', "b,", "c\n", '"x\ny",',
     ",\n", '"q""q"\n']
)  # fmt: skip


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_however_it_is_written(read, name, delimiter, newline, encoding):
    lines = ["id;place;n", '1;"Cañon; 5th";7', "2;;", '3;"a ""b""";0x']
    text = newline.join(lines).replace(";", delimiter)
    raw, rows, bad = read(name, text.encode(encoding))
    assert raw.columns == ("id", "place", "n")
    assert rows == [(1, "1", f"Cañon{delimiter} 5th", "7"), (2, "2", None, None),
                    (3, "3", 'a "b"', "0x")]  # fmt: skip
    assert bad == []
    assert raw.notes == (("read as UTF-16",) if encoding == "utf-16" else ())


@given(st.lists(st.tuples(CELLS | AWKWARD, CELLS | AWKWARD, CELLS), max_size=8),
       st.sampled_from(["\n", "\r\n"]))  # fmt: skip
@settings(max_examples=150, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_any_cells_come_back_exactly(tmp_path, cells, newline):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerows([("a", "b", "c"), *cells])
    (tmp_path / "a.csv").write_bytes(text.getvalue().encode())
    with duckdb.connect() as connection:
        _, rows, bad = read_path(connection, tmp_path / "a.csv")
    wanted = [(n, *(cell or None for cell in row)) for n, row in enumerate(cells, 1)]
    assert (rows, bad) == (wanted, [])


@given(st.lists(FRAGMENTS, min_size=1, max_size=14).map("".join))
@settings(max_examples=300, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_both_readers_agree_on_any_text(tmp_path, body):
    path = tmp_path / "a.csv"
    path.write_text("h1,h2,h3\n" + body, newline="")
    with duckdb.connect() as connection, pytest.MonkeyPatch.context() as patch:
        usual = read_path(connection, path)[1:]
        patch.setattr(csv_rows, "_read_fast", lambda *_: False)
        assert usual == read_path(connection, path, table="careful")[1:]


def test_duckdb_reads_a_faultless_file_and_it_alone(read, monkeypatch):
    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(csv_rows, "_read_carefully", fail)
    assert len(read("a.csv", 'id,n\n1,"x, y"\n2,\n')[1]) == 2
    with pytest.raises(AssertionError):
        read("b.csv", "id,n\n1\n", table="other")


def test_ragged_rows_are_rejected_with_their_numbers_and_the_rest_kept(read):
    _, rows, bad = read("a.csv", 'id,n,m\n1,x,y\n2,x\n3,"a\nb",y\n4,x,y,z\n5,x,y\n')
    assert [row[:2] for row in rows] == [(1, "1"), (3, "3"), (5, "5")]
    assert bad == [(2, "2 cells where the header has 3", "2,x"),
                   (4, "4 cells where the header has 3", "4,x,y,z")]  # fmt: skip


def test_an_unquoted_comma_before_an_empty_last_cell_moves_nothing(read):
    _, rows, bad = read("a.csv", "id,address,type,note\n1,5 MAIN ST,a,\n2,5 MAIN ST, APT 4,b,\n")
    assert rows == [(1, "1", "5 MAIN ST", "a", None)]
    assert bad == [(2, "5 cells where the header has 4", "2,5 MAIN ST, APT 4,b,")]


def test_a_blank_beside_a_quote_is_kept(read):
    _, rows, _ = read("a.csv", 'id,n\n1, "a"\n2,"b"\n')
    assert rows == [(1, "1", ' "a"'), (2, "2", "b")]


def test_blank_lines_are_counted_and_are_no_rows(read):
    _, rows, bad = read("a.csv", "id,n\n1,x\n\n\n2,y\n\n")
    assert (rows, bad) == ([(1, "1", "x"), (4, "2", "y")], [])
    assert read("b.csv", "\n\nid,n\n1,x\n", table="b")[1] == [(1, "1", "x")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_nothing_is_missed_where_two_pieces_meet(read, monkeypatch, newline):
    monkeypatch.setattr(csv_text, "PIECE", 1)
    text = newline.join(["id,n", "1,é", "", '2, "a"', ""])
    assert read("a.csv", text)[1] == [(1, "1", "é"), (3, "2", ' "a"')]


def test_a_quote_never_closed_costs_one_row(read):
    _, rows, bad = read("a.csv", 'id,n\n1,x\n2,"open\n3,"y"\n4,z\n')
    assert [row[:2] for row in rows] == [(1, "1"), (3, "3"), (4, "4")]
    assert bad == [(2, "text after a closing quote; a quote inside a cell is written twice",
                    '2,"open\n')]  # fmt: skip
    _, rows, bad = read("b.csv", 'id,n\n1,x\n2,"open\n3,y\n', table="b")
    assert [row[0] for row in rows] == [1, 3]
    assert bad == [(2, "a quote that is never closed", '2,"open\n')]
    many = "".join(f"{n},plain text\n" for n in range(3, 20_000))
    _, rows, bad = read("c.csv", 'id,n\n1,x\n2,"open\n' + many, table="c")
    assert len(rows) == 19_998
    assert bad[0][0] == 2
    assert "never closed, or a cell over 131,072" in bad[0][1]


def test_row_numbers_hold_in_a_large_file_with_quoted_newlines(connection, tmp_path):
    draw = random.Random(5)
    kinds = draw.choices(["plain", "lines", "few", "many"], [0.9, 0.099, 0.0005, 0.0005], k=200_000)
    write = {"plain": "{0},x,y\n", "lines": '{0},"a\nb ""q""",y\n', "few": "{0}\n",
             "many": "{0},x,y,z\n"}  # fmt: skip
    for name, drawn in (("clean", [k for k in kinds if k in ("plain", "lines")]), ("bad", kinds)):
        path = tmp_path / f"{name}.csv"
        path.write_text("id,n,m\n" + "".join(write[k].format(i) for i, k in enumerate(drawn, 1)))
        _, rows, bad = read_path(connection, path, table=name)
        assert all(row[0] == int(row[1]) for row in rows)
        assert [row[0] for row in bad] == [
            n for n, k in enumerate(drawn, 1) if k in ("few", "many")
        ]
        assert len(rows) + len(bad) == len(drawn)


def test_windows_letters_far_down_are_read_and_noted(read):
    head = "id,n\n" + "1,plain\n" * 200_000
    raw, rows, _ = read("a.csv", (head + "2,Peña \N{EN DASH} x\n").encode("cp1252"))
    assert rows[-1] == (200_001, "2", "Peña \N{EN DASH} x")
    assert "Windows-1252" in raw.notes[0]
    raw, rows, _ = read("b.csv", b"id,n\n1,\x81\xe9\n", table="b")
    assert rows == [(1, "1", "\x81é")]
    assert "Latin-1" in raw.notes[0]


def test_a_nul_far_down_rejects_its_row_alone(read):
    _, rows, bad = read("a.csv", "id,n\n" + "1,x\n" * 20_000 + "2,\x00\n3,y\n")
    assert rows[-1] == (20_002, "3", "y")
    assert [row[:2] for row in bad] == [(20_001, "a NUL byte in a cell")]


def test_a_line_without_end_is_refused_before_it_fills_the_memory(read, monkeypatch):
    monkeypatch.setattr(csv_rows, "LONGEST_LINE", 100)
    with pytest.raises(UnreadableFile, match="a line of more than 100"):
        read("a.csv", "id,n\n1,x,\n2," + "x" * 100)


def test_a_file_marked_utf16_that_is_not_is_refused(read):
    with pytest.raises(UnreadableFile, match="marked as UTF-16"):
        read("a.csv", b"\xff\xfeabc")


def test_a_header_alone_gives_no_rows(read):
    raw, rows, bad = read("a.csv", "id,n\n")
    assert (raw.columns, rows, bad) == (("id", "n"), [], [])
    raw, rows, _ = read("b.csv", "only\nx\n\ny\n", table="b")
    assert (raw.columns, rows) == (("only",), [(1, "x"), (3, "y")])


@pytest.mark.parametrize(
    ("text", "why"), [("\n\n\n", "no header"), ('"id,n\n1,x\n', "header of a.csv cannot")]
)
def test_a_file_without_a_readable_header_is_refused(read, text, why):
    with pytest.raises(UnreadableFile, match=why):
        read("a.csv", text)


def test_names_that_are_alike_empty_or_taken_are_changed_with_a_note(read):
    raw, rows, _ = read("a.csv", "ID,id,,source_row,id_2\n1,2,3,4,5\n")
    assert raw.columns == ("ID", "id_3", "column_3", "source_row_2", "id_2")
    assert rows == [(1, "1", "2", "3", "4", "5")]
    assert len(raw.notes) == 3
    assert read("b.csv", "id,ID\n1,2\n", table="b")[0].columns == ("id", "ID_2")
    assert "column 2 was named 'id' and is read as 'id_3'" in raw.notes


def test_names_that_hold_sql_are_harmless(read, connection):
    connection.execute("CREATE TABLE x AS SELECT 1")
    evil = 'a"b; drop table x; --'
    doubled = evil.replace('"', '""')
    raw, rows, _ = read("o'x; drop table x.csv", f'"{doubled}",n\n1,2\n', table=evil)
    assert raw.columns == (evil, "n")
    assert rows == [(1, "1", "2")]
    assert connection.execute("SELECT count(*) FROM x").fetchone() == (1,)


def test_a_name_that_is_a_pattern_opens_that_file_alone(read, tmp_path):
    (tmp_path / "r1.csv").write_text("id,n\nwrong,1\n")
    (tmp_path / "year=2020").mkdir()
    assert read("r[1].csv", "id,n\nright,1\n")[1] == [(1, "right", "1")]
    assert read("r*.csv", "id,n\nright,1\n", table="b")[1] == [(1, "right", "1")]
    raw, _, _ = read("year=2020/a.csv", "id,n\nright,1\n", table="c")
    assert raw.columns == ("id", "n")


def test_members_of_a_gzip_file_are_read_as_one(connection, tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"id,n\n1,a\n2,") + gzip.compress(b"b\n"))
    assert read_path(connection, path)[1] == [(1, "1", "a"), (2, "2", "b")]


def test_nothing_is_left_in_the_database_when_reading_fails(read, connection, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(csv_rows, "_read_carefully", fail)
    with pytest.raises(KeyboardInterrupt):
        read("a.csv", "id,n\n1\n")
    monkeypatch.undo()
    assert read("a.csv", "id,n\n1,x\n")[1] == [(1, "1", "x")]
