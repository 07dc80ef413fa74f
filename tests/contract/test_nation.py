"""Rivermouth's own Delta table on Spark: the same counts as on DuckDB, whatever the clocks say."""

import datetime as dt
import re
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from nightout.compare import count_days, count_windows, group_by_hours, spread_hours
from nightout.demo import Rivermouth
from nightout.demo.city_folder import make_demo
from nightout.records import (
    LoadOptions,
    as_known_on,
    create_city,
    find_measure,
    load_files,
    read_incidents,
    read_mapping,
    reconstruct,
    table_files,
)
from nightout.units import Period
from tests.conftest import HEADER, MAPPING

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")

PAGES = Path(__file__).parents[2] / "docs" / "how-to"
TINY = Rivermouth(
    start=dt.date(2020, 1, 1),
    through=dt.date(2020, 6, 24),
    first_export=dt.date(2020, 3, 2),
    busyness=0.12,
    moved_share=0.1,
    recounted_share=0.2,
    late_death_share=0.5,
)
SPRING = Period.of(dt.date(2020, 4, 1), dt.date(2020, 6, 20))
WINTER = Period.of(dt.date(2020, 1, 1), dt.date(2020, 3, 31))
APRIL = [Period.of(dt.date(2020, 4, day), dt.date(2020, 4, day)) for day in range(1, 31)]
DAYS = (dt.date(2020, 3, 2), dt.date(2020, 5, 1), dt.date(2020, 6, 24))


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    """A folder of two cities: Rivermouth, and a small one of another agency."""
    folder = tmp_path_factory.mktemp("nation")
    river = make_demo(folder / "demo", np.random.default_rng(11), rivermouth=TINY).city
    (folder / "cities").mkdir()
    shutil.copytree(river.folder, folder / "cities" / "river mouth & co")
    (folder / "mapping.yaml").write_text(
        MAPPING.replace("MURDER", "HOLD-UP").replace("homicide", "robbery")
    )
    rows = [f"{i},HOLD-UP,2020-0{1 + i % 6}-11 12:00,2020-06-20,,,1,11\n" for i in range(25)]
    (folder / "export.csv").write_text(HEADER + "".join(rows))
    town = create_city(folder / "cities" / "town", name="Town", zone="America/Chicago")
    options = LoadOptions(known_on=dt.date(2020, 6, 21))
    load_files(town, [folder / "export.csv"], read_mapping(folder / "mapping.yaml"), options)
    return folder, river


@pytest.fixture(scope="module")
def rivermouth(cities):
    return cities[1]


@pytest.fixture(scope="module")
def on_spark(spark, rivermouth):
    return spark.read.parquet(*table_files(rivermouth))


@pytest.mark.parametrize("slug", ["homicide", "robbery", "shooting_victim"])
@pytest.mark.parametrize("day", DAYS)
def test_rivermouths_delta_table_counts_alike_on_spark_and_duckdb(on_spark, rivermouth, slug, day):
    measure = find_measure(slug)
    told, expected = (
        count_windows(as_known_on(table, day), measure, [SPRING, WINTER], by=["domestic"])
        for table in (on_spark, read_incidents(rivermouth))
    )
    assert (told.groups, told.unsaid) == (expected.groups, expected.unsaid)
    assert told.values.tolist() == expected.values.tolist()
    assert told.values.sum() > 0


def test_days_hours_and_a_rebuilt_past_are_alike_too(on_spark, rivermouth):
    burglary = find_measure("burglary")
    duck = read_incidents(rivermouth)
    days = [
        count_days(as_known_on(one, DAYS[2]), burglary, WINTER).values for one in (on_spark, duck)
    ]
    assert days[0].tolist() == days[1].tolist()
    hours = [
        spread_hours(group_by_hours(as_known_on(one, DAYS[2]), burglary, WINTER)).spread
        for one in (on_spark, duck)
    ]
    np.testing.assert_allclose(*hours, atol=1e-9)
    past = [
        count_days(reconstruct(one, dt.date(2020, 2, 1)), burglary, WINTER).values
        for one in (on_spark, duck)
    ]
    assert past[0].tolist() == past[1].tolist()
    assert 0 < past[0].sum() < days[0].sum()


@pytest.mark.parametrize("session_zone", ["UTC", "America/Los_Angeles", "Asia/Tokyo"])
def test_no_clock_of_session_or_machine_moves_a_count(
    spark, on_spark, rivermouth, monkeypatch, session_zone
):
    """Midnights are where a clock would show: every day of a month is a window of its own."""
    before = spark.conf.get("spark.sql.session.timeZone")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    spark.conf.set("spark.sql.session.timeZone", session_zone)
    try:
        told = count_windows(as_known_on(on_spark, DAYS[2]), find_measure("larceny"), APRIL)
    finally:
        spark.conf.set("spark.sql.session.timeZone", before)
        monkeypatch.undo()
        time.tzset()
    duck = as_known_on(read_incidents(rivermouth), DAYS[2])
    expected = count_windows(duck, find_measure("larceny"), APRIL)
    assert told.values.tolist() == expected.values.tolist()


def blocks(page, kind):
    return re.findall(rf"```{kind}\n(.*?)```", (PAGES / f"{page}.md").read_text("utf-8"), re.DOTALL)


def test_the_page_on_a_nation_counts_every_agency(spark, cities, monkeypatch, capsys):
    folder, river = cities
    monkeypatch.chdir(folder)
    (code,) = blocks("count-a-nation-on-spark", "python")
    exec(compile(code, "count-a-nation-on-spark.md", "exec"), {"__name__": "page"})
    printed = capsys.readouterr().out.splitlines()
    duck = as_known_on(read_incidents(river), DAYS[2])
    spring, winter = count_windows(duck, find_measure("robbery"), [SPRING, WINTER]).values[0]
    assert printed == [f"Rivermouth Police (made up) {spring} {winter}", "Testville PD 12 13"]


def test_the_page_on_own_tables_prints_what_it_shows(capsys):
    (code,) = blocks("use-your-own-table", "python")
    (shown,) = blocks("use-your-own-table", "text")
    exec(compile(code, "use-your-own-table.md", "exec"), {"__name__": "page"})
    assert capsys.readouterr().out == shown
