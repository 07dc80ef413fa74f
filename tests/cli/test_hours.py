"""`nightout hours` as people run it."""

import csv
import io
import json

import pytest

from tests.compare.test_hours import MAPPING

ASK = ("--measure", "burglary", "--through", "2021-06-30", "--start", "2019-01-01")


@pytest.fixture(scope="module")
def town(nightout, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hours")
    (folder / "mapping.yaml").write_text(MAPPING)
    rows = [
        f"{year}{i},BURGLARY,{year}-{1 + i % 6:02}-{1 + i % 28:02} {8 + i % 4:02}:00,"
        f"{year}-{1 + i % 6:02}-{1 + i % 28:02} {14 + i % 9:02}:30\n"
        for year in (2019, 2020, 2021)
        for i in range(200)
    ]
    (folder / "export.csv").write_text("number,offense,from,to\n" + "".join(rows))
    nightout("new", "town", "--zone", "America/Chicago", "--name", "Town", cwd=folder)
    loaded = nightout(
        "load", "town", "export.csv", "--mapping", "mapping.yaml", "--known-on", "2021-07-01",
        "--covers", "2019-01-01..2021-06-30", cwd=folder,
    )  # fmt: skip
    assert loaded.code == 0, loaded.err
    return folder / "town"


def test_a_terminal_of_80_columns_holds_picture_and_table(nightout, town):
    ran = nightout("hours", town, *ASK)
    assert ran.code == 0, ran.err
    body = ran.out[: ran.out.index("note:")]
    assert max(len(line) for line in body.splitlines()) <= 80
    assert body.count("\nMon  ") == body.count("\nSun  ") == 2
    assert "█" in body
    assert "the fullest:" in body
    assert "600 of 600 are known only between two times" in ran.out


def test_csv_has_a_row_an_hour_and_json_its_terms(nightout, town):
    rows = list(csv.DictReader(io.StringIO(nightout("hours", town, *ASK, "-f", "csv").out)))
    assert len(rows) == 168
    assert sum(float(row["n"]) for row in rows) == pytest.approx(600)
    year = ("--measure", "burglary", "--through", "2020-12-31", "--public")
    told = json.loads(nightout("hours", town, *year, "-f", "json").out)
    assert told["terms"]["block_hours"] in (2, 3, 4, 6, 8, 12, 24)
    assert told["rows"][0]["sure"] is None


def test_in_public_other_days_than_a_year_are_refused(nightout, town):
    ran = nightout("hours", town, *ASK, "--public")
    assert (ran.code, ran.out) == (2, "")
    assert "They come out by calendar years" in ran.err


def test_the_page_is_whole(nightout, town):
    ran = nightout("hours", town, *ASK, "-f", "html")
    assert ran.code == 0, ran.err
    assert ran.out.count("<rect") == 168
    assert 'role="img" aria-label="Burglaries by hour of the week' in ran.out
    whole_days = nightout("hours", town, *ASK, "-f", "html", "--block", "24")
    assert whole_days.out.count("<rect") == 7


@pytest.mark.parametrize(
    "wrong",
    [("--longest", "0"), ("--block", "5"), ("--unknown-at", "25:00"), ("--unknown-at", "noon"),
     ("--start", "2018-01-01")],
)  # fmt: skip
def test_wrong_input_ends_with_2_and_one_message(nightout, town, wrong):
    ran = nightout("hours", town, *ASK, *wrong)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("nightout: ")
