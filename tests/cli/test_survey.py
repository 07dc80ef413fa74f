"""`nightout survey`: what a person types, reads, and gets wrong."""

import io
import json

import pyarrow.parquet as pq
import pytest

WIDE = """agency,homicide_now,homicide_before,rape_now,rape_before,as_of
Able,30,10,5,9,2021-06-30
Baker,10,30,5,9,2021-06-30
Cook,12345,12000,,,2021-06-27
"""


@pytest.fixture
def wide(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(WIDE)
    return path


def test_a_survey_is_one_row_each_counts_and_warns(nightout, wide):
    ran = nightout("survey", wide)
    assert ran.code == 0, ran.err
    told = " ".join(ran.out.split())
    assert "homicide all 3 12,385 12,040 +345 (+2.9%)" in told
    assert "of 3 agencies 2 up, 1 down, 0 the same; clearly up 2, clearly down 1" in told
    assert "2 of 3 agencies are up in at least one category, 1 in none." in told
    assert "1 left out, of one year only" in told
    assert "note: two years cannot tell" in told
    assert "2 different last days" in told
    assert "What this cannot show" in told
    assert "within the usual range" not in told
    assert "●" in told
    assert "<0.01" in told


def test_what_is_not_known_of_an_agency_is_said(nightout, wide):
    wide.write_text(WIDE.replace("12345,12000", "12000,12345"))
    assert "1 of 3 agencies are up in at least one category, 1 in none, not known of 1." in (
        " ".join(nightout("survey", wide).out.split())
    )


def test_what_all_rows_compare_is_said_once_above_them(nightout, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("city,murders_2020_ytd,murders_2021_ytd\nA,10,20\nB,5,9\n")
    out = nightout("survey", path).out
    assert out.count("2021 against 2020 ytd") == 1
    rows = [line.split() for line in out.splitlines() if line.startswith("murders  ")]
    assert [row[1:4] for row in rows] == [["all", "2", "29"], ["A", "20", "10"], ["B", "9", "5"]]


def test_totals_alone(nightout, wide):
    rows = json.loads(nightout("survey", wide, "--totals", "--format", "json").out)["rows"]
    assert [(row["measure"], row["place"]) for row in rows] == [
        ("homicide", "all 3"),
        ("rape", "all 2"),
    ]


def test_responding_and_surveyed_are_shown(nightout, tmp_path):
    path = tmp_path / "totals.csv"
    path.write_text(
        "country,offense,count_now,count_before,responding,surveyed\n"
        "US,homicide,8077,6087,66,70\nUS,rape,5,4,51,\n"
    )
    ran = nightout("survey", path)
    told = " ".join(ran.out.split())
    assert "homicide US (66 of 70 agencies) 8,077 6,087 +1,990 (+32.7%)" in told
    assert "rape US (51 agencies)" in told
    assert "agencies are up" not in told


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "html"])
def test_every_form_holds_the_same_rows(wide, form):
    import subprocess
    import sys

    command = [sys.executable, "-c", "from nightout.cli import main; main()"]
    done = subprocess.run(
        [*command, "survey", wide, "--format", form], capture_output=True, check=True
    )
    n_rows = {
        "csv": lambda out: len(out.splitlines()) - 1,
        "json": lambda out: len(json.loads(out)["rows"]),
        "parquet": lambda out: pq.read_table(io.BytesIO(out)).num_rows,
        "html": lambda out: out.count(b"<tr>") - 1,
    }[form](done.stdout)
    assert n_rows == 8


def test_a_table_without_pairs_is_one_message_and_code_2(nightout, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("city,homicides\nBoston,3\n")
    ran = nightout("survey", path)
    assert (ran.code, ran.out) == (2, "")
    assert "Name a pair homicide_now and homicide_before" in ran.err
    assert len(ran.err.splitlines()) == 1
