"""`nightout lag`: what a person types, reads, and gets wrong."""

import csv
import datetime as dt
import io
import json
import re

import pytest

from tests.conftest import HEADER, MAPPING

START = dt.date(2021, 1, 4)


@pytest.fixture(scope="module")
def town(nightout, tmp_path_factory):
    """Half a year of two agencies; every second homicide is reported three days late."""
    base = tmp_path_factory.mktemp("town")
    nightout("new", base / "city", "--zone", "America/New_York", "--name", "Testville")
    for name in ("North PD", "South PD"):
        (base / "mapping.yaml").write_text(
            MAPPING.replace("Testville PD", name).replace("tests", name)
        )
        days = [(n, START + dt.timedelta(days=n)) for n in range(180)]
        rows = [
            f"{n}{late},MURDER,{day} 10:00,{day + dt.timedelta(days=late)},,,1,11\n"
            for n, day in days
            for late in (0, 3)
            if n + late < 180
        ]
        (base / "export.csv").write_text(HEADER + "".join(rows))
        loaded = nightout(
            "load", base / "city", base / "export.csv", "--mapping", base / "mapping.yaml",
            "--known-on", "2021-07-10",
        )  # fmt: skip
        assert loaded.code == 0, loaded.err
    return base / "city"


def ask(nightout, town, *words):
    return nightout("lag", town, "--measure", "homicide", *words)


def test_the_text_tells_delays_ages_and_weeks(nightout, town):
    ran = ask(nightout, town)
    assert ran.code == 0, ran.err
    assert max(map(len, ran.out.splitlines())) <= 96
    told = " ".join(ran.out.split())
    assert "Is it real, or are reports late? Homicides, Testville" in told
    assert "Lateness is told from reporting dates" in told
    assert "a day is settled after 91 days" in told
    assert re.search(r"North PD +\d+ +50% +100% +100% +0 +3 +3 +3", ran.out)
    assert re.search(r"2021-07-01 +22 .* 28 \(\d+ to \d+\) .*■.*●", ran.out)
    assert "What this cannot show" in told
    assert "note: told from reporting dates" in told or "reporting dates: cases" in told


def test_several_measures_stand_in_one_table(nightout, town):
    ran = nightout("lag", town, "--measure", "homicide,fatal_shooting", "--weeks", "2")
    assert ran.code == 2
    assert "nothing is known about fatal shootings" in ran.err
    ran = nightout("lag", town, "--measure", "homicide,homicide", "--weeks", "2")
    assert ran.out.count("complete a day is") == 1


def test_json_and_csv_have_the_same_rows_of_three_kinds(nightout, town):
    told = json.loads(ask(nightout, town, "--format", "json", "--weeks", "3").out)
    assert list(told) == ["command", "terms", "rows", "notes"]
    assert told["terms"]["known_basis"] == "reconstructed: late reports only"
    assert told["terms"]["settled_days"] == 91
    kinds = [row["kind"] for row in told["rows"]]
    assert [kinds.count(kind) for kind in ("delay", "age", "week")] == [3, 92, 3]
    rows = list(csv.DictReader(io.StringIO(ask(nightout, town, "-f", "csv", "--weeks", "3").out)))
    assert [row["kind"] for row in rows] == kinds
    newest = next(row for row in rows if row["kind"] == "week")
    assert (newest["n"], float(newest["nowcast"])) == ("22", pytest.approx(28))


def test_the_page_needs_nothing_but_itself(nightout, town):
    page = ask(nightout, town, "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert page.count("<svg") == 2
    assert "polyline" in page
    assert page.count('class="whisker"') == 8
    assert not re.search(r"(src|href)=|https?://|<script", page)
    assert "reports through 2021-07-01 are counted" in page


def test_few_data_are_unknown_and_the_raw_count_stands(nightout, town):
    ran = ask(nightout, town, "--settled", "170", "--public")
    assert ran.code == 0, ran.err
    assert re.search(r"2021-07-02 +\d+ +unknown +unknown", ran.out)
    assert "is unknown: it takes 6 earlier weeks" in " ".join(ran.out.split())
    page = ask(nightout, town, "--settled", "170", "--format", "html").out
    assert page.count("<svg") == 1
    assert "unknown" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "beat"), "by is 'beat'. Use one of agency"),
        (("--weeks", "0"), "weeks is 0. Use 1 to 52."),
        (("--settled", "0"), "settled_days is 0"),
        (("--known-on", "2021-02-30"), "2021-02-30"),
        (("--known-on", "2021-03-01"), "add --reconstruct"),
        (("--through", "2021-12-01"), "through is 2021-12-01"),
    ],
)
def test_wrong_input_is_one_message_and_code_2(nightout, town, words, said):
    ran = ask(nightout, town, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
