"""The command line: what a person types, reads, and gets wrong."""

import io
import json
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from tests.conftest import HEADER, MAPPING


@pytest.fixture(scope="module")
def town(nightout, tmp_path_factory):
    """A city folder made and filled by the commands themselves."""
    base = tmp_path_factory.mktemp("town")
    (base / "mapping.yaml").write_text(MAPPING)
    rows = [
        f"{year}-{i},MURDER,{year}-01-{i:02} 10:00,{year}-01-{i:02} 12:00,,,1,{11 + i % 2}\n"
        for year in range(2016, 2022)
        for i in range(1, 31)
    ]
    (base / "export.csv").write_text(HEADER + "".join(rows))
    made = nightout("new", base / "city", "--zone", "America/New_York", "--name", "Testville")
    assert made.code == 0, made.err
    loaded = nightout(
        "load", base / "city", base / "export.csv", "--mapping", base / "mapping.yaml",
        "--known-on", "2021-02-01",
    )  # fmt: skip
    assert loaded.code == 0, loaded.err
    return base / "city", loaded


def ask(nightout, city, *more, through="2021-01-30"):
    return nightout("compare", city, "--measure", "homicide", "--through", through, *more)


def test_help_names_every_command(nightout):
    said = nightout("--help").out
    for command in ("new", "load", "areas", "measures", "status", "compare"):
        assert command in said


def test_help_imports_nothing_heavy():
    code = (
        "import sys, nightout.cli.app; "
        "print([m for m in ('pandas', 'scipy', 'duckdb', 'pyarrow', 'geopandas', 'altair', "
        "'narwhals', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_command_that_asked_duckdb_ends_without_a_word(town):
    code = (
        "import sys; from nightout.cli import main; sys.argv[1:] = ['status', sys.argv[1]]; main()"
    )
    command = [sys.executable, "-c", code, str(town[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout
    assert "leaked" not in done.stderr


def test_version(nightout):
    assert nightout("--version").out.startswith("nightout 0.")


def test_a_load_says_what_it_did(town):
    said = town[1].out
    assert "180  rows read" in said
    assert "180    new" in said


def test_status_says_what_is_held(nightout, town):
    said = nightout("status", town[0]).out
    assert "Testville, clock of America/New_York" in said
    assert "tests covers 2016-01-01 through" in said


def test_compare_says_counts_interval_and_word(nightout, town):
    ran = ask(nightout, town[0])
    assert ran.code == 0, ran.err
    assert "Homicides, Testville: 2021-01-01 through 2021-01-30" in ran.out
    assert "30 (2020)" in ran.out
    assert "within the usual range" in ran.out
    assert "●" in ran.out
    assert "as known on 2021-02-01" in ran.out
    assert "What this cannot show" in ran.out


def test_several_windows_stand_under_each_other(nightout, town):
    # By weekday these days are held against others that end on 31 January 2020, the last covered.
    windows = ("--window", "7d,28d", "--window", "ytd")
    ran = ask(nightout, town[0], *windows, through="2021-01-29")
    assert ran.code == 0, ran.err
    assert "7d, 28d, ytd through 2021-01-29" in ran.out
    rows = [line.split()[:3] for line in ran.out.splitlines() if line.startswith("Testville")]
    assert rows == [
        ["Testville", "7d", "7"],
        ["Testville", "28d", "28"],
        ["Testville", "ytd", "29"],
    ]
    assert "6 (2020-01-25..01-31)" in ran.out, "by weekday the days are written out"
    assert "29 (2020)" in ran.out, "the same dates need only their year"
    assert "28d, all of Testville by Poisson chance alone" in ran.out


def test_a_window_that_says_its_days_needs_no_other(nightout, town):
    ran = nightout(
        "compare", town[0], "--measure", "homicide", "--window", "2021-01-04..2021-01-10"
    )
    assert ran.code == 0, ran.err
    assert "Homicides, Testville: 2021-01-04 through 2021-01-10" in ran.out


def test_weekends_of_unlike_length_say_a_day(nightout, town):
    ran = ask(nightout, town[0], "--window", "new-year")
    assert ran.code == 0, ran.err
    # Friday 1 through Sunday 3 January 2021, three homicides; Wednesday 1 through 5 January 2020.
    assert "5 (2020-01-01..01-05)  -2 (+0.0% a day)" in ran.out
    assert "percent and ratio are per day" in ran.out


def test_a_mean_says_of_how_many_years(nightout, town):
    assert "30 (mean of 5 years)" in ask(nightout, town[0], "--against", "mean").out


def test_json_has_its_one_shape(nightout, town):
    told = json.loads(ask(nightout, town[0], "--format", "json", "--by", "beat").out)
    assert list(told) == ["command", "terms", "rows", "notes"]
    assert " ".join(told["rows"][0]) == (
        "measure place start through known_on known_basis n n_before start_before through_before "
        "difference percent ratio ratio_low ratio_high dispersion wide_low wide_high p_exact "
        "p_midp p_etest p_wide z q word"
    )
    assert [row["place"] for row in told["rows"]] == ["Testville", "beat 11", "beat 12"]
    assert told["terms"]["known_on"] == "2021-02-01"


def test_csv_is_data_only_and_notes_go_aside(nightout, town):
    ran = ask(nightout, town[0], "--format", "csv", "--by", "beat")
    lines = ran.out.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("measure,place,start,through")
    assert "note: by the beat that the source states" in ran.err


def test_parquet_carries_its_terms(town):
    command = [
        sys.executable, "-c", "from nightout.cli import main; main()", "compare", str(town[0]),
        "--measure", "homicide", "--through", "2021-01-30", "--format", "parquet",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True)
    table = pq.read_table(io.BytesIO(done.stdout))
    assert table["n"].to_pylist() == [30]
    assert json.loads(table.schema.metadata[b"nightout"])["terms"]["measure"] == "homicide"


def test_html_escapes_what_it_shows(nightout, tmp_path):
    nightout("new", tmp_path / "x", "--zone", "UTC", "--name", "<script>alert(1)</script>")
    said = nightout("status", tmp_path / "x", "--format", "html").out
    assert "<script>" not in said
    assert "&lt;script&gt;" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--through", "28/07/2021"), "YYYY-MM-DD"),
        (("--measure", "murder"), "there is no measure 'murder'. Use one of aggravated_assault"),
        (("--against", "lastyear"), "last-year, mean, each"),
        (("--known-on", "2020-01-01"), "is unknown: the first load was on 2021-02-01"),
        (("--by", "ward"), "Use offense, beat"),
        (("--years", "0"), "years is 0"),
        (("--through", "2021-06-30"), "no loaded file covers"),
        (("--date-basis", "guessed"), "occurred, reported, ruled"),
        (("--window", "7d,decade"), "the window is 'decade'. Use one of 7d, 28d, week"),
        (("--window", "7d", "--align", "moon"), "align is 'moon'. Use dates or weekdays"),
        (("--window", "7d", "--start", "2021-01-02"), "use 2021-01-02..2021-01-30 as a window"),
        (("--window", "1d,2d,3d,4d,5d,6d,7d"), "7 windows are asked for"),
    ],
)
def test_wrong_input_is_one_message_and_code_2(nightout, town, words, said):
    ran = ask(nightout, town[0], *words)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_window_without_days_needs_its_last(nightout, town):
    for words in ((), ("--window", "7d"), ("--window", "2021-01-04..2021-01-10,7d")):
        ran = nightout("compare", town[0], "--measure", "homicide", *words)
        assert ran.code == 2
        assert "--through is missing" in ran.err


def test_a_folder_that_is_no_city(nightout, tmp_path):
    ran = nightout("status", tmp_path)
    assert ran.code == 2
    assert "nightout new" in ran.err


def test_a_city_is_not_made_over_another(nightout, town):
    ran = nightout("new", town[0], "--zone", "UTC")
    assert ran.code == 2
    assert "already exists" in ran.err


def test_a_zone_that_is_none(nightout, tmp_path):
    ran = nightout("new", tmp_path / "x", "--zone", "Eastern")
    assert ran.code == 2
    assert "America/New_York" in ran.err
    assert not (tmp_path / "x").exists()


def test_load_needs_a_preset_or_a_mapping(nightout, town):
    ran = nightout("load", town[0], "x.csv")
    assert ran.code == 2
    assert "neither --preset nor --mapping is given. Give one of the two" in ran.err
    assert "chicago-homicides" in ran.err


def test_load_takes_no_preset_and_mapping_at_once(nightout, town):
    ran = nightout("load", town[0], "x.csv", "--preset", "chicago-homicides", "--mapping", "m.yaml")
    assert ran.code == 2
    assert "both --preset chicago-homicides and --mapping m.yaml are given" in ran.err


def test_measures_are_told_in_full(nightout):
    said = nightout("measures", "mass_shooting").out
    assert "4 or more people are shot" in said
    assert "Gun Violence Archive" in said


def test_a_reader_that_leaves_early_is_no_fault(town):
    command = f"{sys.executable} -c 'from nightout.cli import main; main()' measures | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr
