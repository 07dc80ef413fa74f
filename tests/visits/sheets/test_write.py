"""Writing: whole or not at all, over our own sheets only, and safe in a spreadsheet."""

import csv
import io
from pathlib import Path

import pytest

from nightout.errors import BadSetting
from nightout.visits import Plan, Request
from nightout.visits.sheets import FORMS, SheetOptions, make_sheets, visit_rows, write_sheets
from nightout.visits.sheets.table import as_csv
from nightout.visits.sheets.write import ABOUT
from tests.visits.sheets.conftest import EDITION, night_of

ALL = SheetOptions(edition=EDITION)


def read_all(folder):
    return {str(one.relative_to(folder)): one.read_bytes()
            for one in folder.rglob("*") if one.is_file()}  # fmt: skip


def test_everything_is_written_and_listed(night, tmp_path):
    done = write_sheets(night, tmp_path / "sheets", ALL)
    held = read_all(tmp_path / "sheets")
    assert set(done.files) == set(held)
    assert {"night.html", "units.pdf", "gatherings.pdf", "night.pdf", "visits.csv"} < set(held)
    assert {"units/P1.html", "units/P1.ics", "gatherings/A.html", "gatherings/A.ics"} < set(held)
    assert b"MADE UP" in held[ABOUT]
    assert b"do not publish" in held["night.html"]


def test_only_the_forms_that_are_asked_for_are_written(night, tmp_path):
    for form in FORMS:
        done = write_sheets(night, tmp_path / form, SheetOptions((form,), edition=EDITION))
        assert {one.rpartition(".")[2] for one in done.files} == {form, "txt"}
        assert ("visits.csv" in (tmp_path / form / ABOUT).read_text()) == (form == "csv")


def test_no_form_and_an_unknown_one_are_refused():
    with pytest.raises(BadSetting, match="docx"):
        SheetOptions(("docx",))
    with pytest.raises(BadSetting, match="none"):
        SheetOptions(())


def test_the_same_edition_has_the_same_bytes_and_replaces_an_earlier_one(night, tmp_path):
    write_sheets(night, tmp_path / "a", ALL)
    write_sheets(night_of(visits=()), tmp_path / "b", ALL)
    write_sheets(night, tmp_path / "b", ALL)
    assert read_all(tmp_path / "a") == read_all(tmp_path / "b")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "b"]


def test_a_folder_of_something_else_is_left_alone(night, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    with pytest.raises(BadSetting, match="something else"):
        write_sheets(night, tmp_path / "photos", ALL)
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadSetting, match="something else"):
        write_sheets(night, tmp_path / "file", ALL)
    assert read_all(tmp_path / "photos") == {"cat.jpg": b"cat"}


def test_an_interrupted_writing_leaves_the_earlier_edition(night, tmp_path):
    write_sheets(night, tmp_path / "sheets", ALL)
    before = read_all(tmp_path / "sheets")

    def stop(step, share):
        if "ics" in step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_sheets(night_of(visits=()), tmp_path / "sheets", ALL, watch=stop)
    assert read_all(tmp_path / "sheets") == before
    assert [one.name for one in tmp_path.iterdir()] == ["sheets"]


def test_the_table_has_a_row_per_visit_and_no_formula(hostile):
    _, night = hostile
    rows = list(csv.DictReader(io.StringIO(as_csv(visit_rows(night)))))
    assert [(row["unit_id"], row["gathering_id"]) for row in rows] == [
        ("P1", "A"), ("P1", "B"), ("E1", "B"),
    ]  # fmt: skip
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row.values())
    assert float(rows[0]["lon"]) == -40.0
    assert rows[0]["arrive"] == "2026-08-04 18:05"


def test_numbers_below_zero_stay_numbers():
    assert as_csv([{"lon": -93.26, "note": "-93.26"}]).splitlines()[1] == "-93.26,'-93.26"
    assert as_csv([]) == ""


def test_where_the_new_folder_cannot_be_put_the_old_one_is_put_back(night, tmp_path, monkeypatch):
    write_sheets(night, tmp_path / "sheets", ALL)
    before, rename = read_all(tmp_path / "sheets"), Path.rename

    def refuse(self, target):
        if self.name.endswith(".tmp"):
            raise OSError("no room")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="no room"):
        write_sheets(night_of(visits=()), tmp_path / "sheets", ALL)
    assert read_all(tmp_path / "sheets") == before
    assert [one.name for one in tmp_path.iterdir()] == ["sheets"]


def test_the_folder_one_stands_in_is_refused_like_any_other(night, tmp_path, monkeypatch):
    (tmp_path / "mine.txt").write_text("keep")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadSetting, match="something else"):
        write_sheets(night, Path(), ALL)


def test_a_night_of_nothing_is_written_too(tmp_path):
    nothing = make_sheets(Request((), ()), Plan())
    done = write_sheets(nothing, tmp_path / "sheets", ALL)
    assert {"night.html", "units.pdf", "gatherings.pdf", "night.pdf"} <= set(done.files)
