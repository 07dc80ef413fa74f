"""`nightout curve` as people run it: picture, sentence, record, rows, page."""

import csv
import io
import json

import pytest

from tests.conftest import HEADER, MAPPING


@pytest.fixture(scope="module")
def town(nightout, tmp_path_factory):
    folder = tmp_path_factory.mktemp("curve")
    (folder / "mapping.yaml").write_text(MAPPING)
    rows = [
        f"{year}-{i},MURDER,{year}-{1 + i % 12:02}-{1 + i % 28:02} 10:00,,,,1,11\n"
        for year in range(2014, 2022)
        for i in range(90 + (year * 7) % 11)
        if year < 2021 or i % 12 < 8
    ]
    (folder / "export.csv").write_text(HEADER + "".join(rows))
    nightout("new", "town", "--zone", "America/Chicago", "--name", "Town <&>", cwd=folder)
    loaded = nightout(
        "load", "town", "export.csv", "--mapping", "mapping.yaml",
        "--known-on", "2021-09-30", "--covers", "2014-01-01..2021-08-31", cwd=folder,
    )  # fmt: skip
    assert loaded.code == 0, loaded.err
    return folder / "town"


ASK = ("--measure", "homicide", "--through", "2021-07-28")


def test_a_terminal_of_80_columns_holds_picture_range_and_record(nightout, town):
    ran = nightout("curve", town, *ASK)
    assert ran.code == 0, ran.err
    body = ran.out[: ran.out.index("note:")]
    assert max(len(line) for line in body.splitlines()) <= 80
    assert "● 2021   ░ lowest to highest of 2014 to 2020   · their mean" in body
    assert "┬" in body
    assert "┴" in body
    assert "(95% range)" in " ".join(body.split())
    assert "The year's end lay inside 4 of 4 such ranges" in body


def test_json_tells_range_and_record_in_its_terms_and_days_in_its_rows(nightout, town):
    told = json.loads(nightout("curve", town, *ASK, "-f", "json").out)
    assert told["command"] == "curve"
    assert told["terms"]["range"]["low"] < told["terms"]["range"]["high"]
    assert told["terms"]["record"]["years"] == 4
    assert told["rows"][0] == {
        "measure": "homicide", "place": "Town <&>", "known_on": "2021-09-30",
        "known_basis": "versions", "year": 2021, "date": "2021-01-01", "n": 2,
    }  # fmt: skip


def test_csv_gives_days_or_the_record(nightout, town):
    daily = list(csv.DictReader(io.StringIO(nightout("curve", town, *ASK, "-f", "csv").out)))
    record = list(
        csv.DictReader(
            io.StringIO(nightout("curve", town, *ASK, "-f", "csv", "--rows", "record").out)
        )
    )
    assert [row["year"] for row in record] == ["2021", "2020", "2019", "2018", "2017"]
    assert record[0]["n"] == [row["n"] for row in daily if row["year"] == "2021"][-1]
    assert record[1]["end"] == [row["n"] for row in daily if row["year"] == "2020"][-1]


def test_the_page_stands_alone_and_says_in_words_what_it_draws(nightout, town):
    ran = nightout("curve", town, *ASK, "-f", "html")
    assert ran.code == 0, ran.err
    assert ran.out.count("<svg") == 1
    assert 'role="img" aria-label="The strong line is 2021.' in ran.out
    assert "Town &lt;&amp;&gt;" in ran.out
    assert "Town <&>" not in ran.out
    assert "http" not in ran.out.replace("http://www.w3.org/", "")
    assert ">2,020<" not in ran.out


def test_early_and_whole_years_are_drawn_too(nightout, town):
    early = nightout("curve", town, "--measure", "homicide", "--through", "2021-01-03")
    assert "points to" in " ".join(early.out.split())
    over = nightout("curve", town, "--measure", "homicide", "--through", "2020-12-31")
    assert "the year is over" in over.out
    alone = nightout("curve", town, "--measure", "homicide", "--through", "2014-07-28")
    assert "░" not in alone.out
    for form in ("html", "json", "parquet", "csv"):
        ran = nightout(
            "curve", town, "--measure", "homicide", "--through", "2014-07-28", "-f", form
        )
        assert ran.code == 0, ran.err


@pytest.mark.parametrize(
    "wrong",
    [("--level", "0"), ("--level", "x"), ("--years", "0"), ("--through", "28 July"),
     ("--through", "2022-07-28")],
)  # fmt: skip
def test_wrong_input_ends_with_2_and_one_message(nightout, town, wrong):
    ran = nightout("curve", town, *ASK, *wrong)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("nightout: ")
