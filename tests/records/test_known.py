"""As known on a day: the same answer on every engine, and unknown before the first load."""

import datetime as dt

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from nightout.errors import MissingColumn, NotYetKnown
from nightout.records import as_known_on, read_incidents, read_knowledge, reconstruct

#   day:      1    2    3    4
#   a         one  one  two  two     (changed on the 3rd)
#   b              one               (withdrawn on the 3rd)
ROWS = {
    "incident_id": ["a", "a", "b"],
    "victims": [1, 2, 1],
    "known_from": [dt.date(2021, 1, 1), dt.date(2021, 1, 3), dt.date(2021, 1, 2)],
    "known_until": [dt.date(2021, 1, 3), None, dt.date(2021, 1, 3)],
    "reported_at": [
        dt.datetime(2020, 12, 31, 10),
        dt.datetime(2020, 12, 31, 10),
        dt.datetime(2021, 1, 1, 23, 59),
    ],
}
EXPECTED = {1: {("a", 1)}, 2: {("a", 1), ("b", 1)}, 3: {("a", 2)}, 4: {("a", 2)}}

ENGINES = {
    "pyarrow": pa.table,
    "polars": pl.DataFrame,
    "polars lazy": pl.LazyFrame,
    "pandas": lambda rows: pd.DataFrame(rows).assign(
        known_from=lambda frame: frame["known_from"].astype("date32[pyarrow]"),
        known_until=lambda frame: frame["known_until"].astype("date32[pyarrow]"),
    ),
}


def pairs(frame):
    import narwhals.stable.v2 as nw

    table = nw.from_native(frame).lazy().collect("pyarrow")
    return {(row["incident_id"], row["victims"]) for row in table.rows(named=True)}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("day", EXPECTED)
def test_each_day_has_the_version_known_then(engine, day):
    frame = ENGINES[engine](ROWS)
    assert pairs(as_known_on(frame, dt.date(2021, 1, day))) == EXPECTED[day]


def test_as_known_on_names_the_missing_column():
    with pytest.raises(MissingColumn, match="known_until"):
        as_known_on(pa.table({"known_from": [dt.date(2021, 1, 1)]}), dt.date(2021, 1, 1))


@pytest.mark.parametrize("engine", ENGINES)
def test_reconstructing_takes_late_reports_back_and_nothing_else(engine):
    rows = {name: values[1:] for name, values in ROWS.items()}
    rows["known_until"] = [None, None]
    frame = pl.DataFrame(rows, schema_overrides={"known_until": pl.Date})
    frame = frame.to_arrow() if engine == "pyarrow" else frame
    assert pairs(reconstruct(frame, dt.date(2020, 12, 31))) == {("a", 2)}
    assert pairs(reconstruct(frame, dt.date(2021, 1, 1))) == {("a", 2), ("b", 1)}


def test_before_the_first_load_the_answer_is_unknown(city, load):
    load("2021-01-10", "7,MURDER,2021-01-02,2021-01-03,,,1,11")
    knowledge = read_knowledge(city).about({"homicide"})
    knowledge.need(dt.date(2021, 1, 10), what="homicides")
    with pytest.raises(NotYetKnown, match=r"unknown: the first load was on 2021-01-10.*--reconst"):
        knowledge.need(dt.date(2021, 1, 9), what="homicides")


def test_what_no_file_speaks_about_is_unknown_not_zero(city, load):
    load("2021-01-10", "7,MURDER,2021-01-02,2021-01-03,,,1,11")
    knowledge = read_knowledge(city).about({"arson"})
    with pytest.raises(NotYetKnown, match="no loaded file speaks about it"):
        knowledge.need(dt.date(2021, 2, 1), what="arsons")


def test_a_source_that_names_an_offense_speaks_about_it_though_none_happened(city, load):
    load("2021-01-10", "7,ARSON,2021-01-02,2021-01-03,,,1,11")
    assert read_knowledge(city).about({"homicide"}).loads


def test_nothing_loaded_is_unknown(city):
    with pytest.raises(NotYetKnown, match="no file was ever loaded"):
        read_incidents(city)
