"""Loading: what lands, what changes, what is refused, and that nothing is half done."""

import datetime as dt
import fcntl
import json
from dataclasses import replace

import narwhals.stable.v2 as nw
import pytest

from nightout.errors import (
    BadSetting,
    CityBusy,
    MissingColumn,
    PersonColumn,
    TooManyBadRows,
    UnreadableFile,
)
from nightout.records import (
    LoadOptions,
    as_known_on,
    load_files,
    read_incidents,
    read_knowledge,
    table_version,
)
from nightout.records.tables import INCIDENT
from nightout.units import Period

MURDER = "7,MURDER,2021-01-02 23:10,2021-01-03,-71.5,38.5,1,11"
THEFT = "8,LARCENY/THEFT,2021-01-04,2021-01-05,,,,12"


def versions(city):
    frame = nw.from_native(read_incidents(city)).collect("pyarrow")
    rows = frame.sort("agency", "incident_id", "offense", "known_from").rows(named=True)
    return list(rows)


def known(city, day):
    frame = nw.from_native(as_known_on(read_incidents(city), dt.date.fromisoformat(day)))
    return {
        (row["incident_id"], row["offense"]) for row in frame.collect("pyarrow").rows(named=True)
    }


def test_a_row_lands_as_the_table_declares(city, load):
    load("2021-01-10", MURDER)
    (row,) = versions(city)
    assert set(row) == set(INCIDENT.names)
    assert row["occurred_at"] == dt.datetime(2021, 1, 2, 23, 10)
    assert row["offense"] == "homicide"
    assert (row["lon"], row["lat"], row["victims"]) == (-71.5, 38.5, 1)
    assert row["killed"] == 1, "victims of homicide are killed"
    assert row["known_from"] == dt.date(2021, 1, 10)
    assert row["known_until"] is None
    assert row["stated_areas"] == "beat=11"


def test_unlisted_offenses_are_kept_in_their_own_words(city, load):
    load("2021-01-10", THEFT)
    assert versions(city)[0]["offense"] == "larceny_theft"


def test_the_same_file_twice_adds_nothing(city, load):
    first = load("2021-01-10", MURDER, THEFT)
    before = versions(city)
    again = load("2021-01-10", MURDER, THEFT)
    assert (first.n_new, again.n_new, again.n_unchanged) == (2, 0, 2)
    assert any("nothing was added" in note for note in again.notes)
    assert versions(city) == before
    assert table_version(city) == 0


def test_the_same_file_on_a_later_day_is_a_load_that_changes_nothing(city, load):
    load("2021-01-10", MURDER)
    before = versions(city)
    report = load("2021-01-17", MURDER)
    assert (report.n_new, report.n_changed, report.n_unchanged) == (0, 0, 1)
    assert versions(city) == before
    assert read_knowledge(city).last_day == dt.date(2021, 1, 17)


def test_a_changed_row_closes_the_old_version_and_opens_a_new_one(city, load):
    load("2021-01-10", MURDER)
    report = load("2021-01-17", MURDER.replace(",1,11", ",2,11"))
    old, new = versions(city)
    assert report.n_changed == 1
    assert (old["victims"], old["known_until"]) == (1, dt.date(2021, 1, 17))
    assert (new["victims"], new["known_from"], new["known_until"]) == (
        2,
        dt.date(2021, 1, 17),
        None,
    )


def test_an_incident_under_another_offense_is_reclassified(city, load):
    load("2021-01-10", MURDER.replace("MURDER", "AGG ASSAULT"))
    report = load("2021-01-17", MURDER)
    assert (report.n_reclassified, report.n_new) == (1, 1)
    assert known(city, "2021-01-16") == {("7", "agg_assault")}
    assert known(city, "2021-01-17") == {("7", "homicide")}


def test_incidents_that_a_file_lacks_stay_unless_withdrawn(city, load):
    load("2021-01-10", MURDER, THEFT)
    load("2021-01-17", MURDER)
    assert ("8", "larceny_theft") in known(city, "2021-01-17")


def test_withdraw_missing_takes_back_what_a_full_export_lacks(city, load):
    load("2021-01-10", MURDER, THEFT, "9,ARSON,2021-01-08,2021-01-08,,,,")
    report = load(
        "2021-01-17",
        MURDER,
        "9,ARSON,2021-01-08,2021-01-08,,,,",
        withdraw_missing=True,
    )
    assert report.n_withdrawn == 1
    assert ("8", "larceny_theft") not in known(city, "2021-01-17")
    assert ("8", "larceny_theft") in known(city, "2021-01-16")


def test_withdraw_missing_leaves_years_that_the_file_does_not_cover(city, load):
    load("2021-01-10", "5,MURDER,2019-05-01,2019-05-01,,,1,", MURDER)
    load("2021-01-17", MURDER, withdraw_missing=True)
    assert ("5", "homicide") in known(city, "2021-01-17")


def test_two_loads_on_a_day_leave_the_later(city, load):
    load("2021-01-10", MURDER, THEFT)
    january = Period.of(dt.date(2021, 1, 1), dt.date(2021, 1, 10))
    changed = MURDER.replace(",1,11", ",3,11")
    load("2021-01-10", changed, withdraw_missing=True, covers=january)
    (row,) = versions(city)
    assert (row["victims"], row["known_from"], row["known_until"]) == (
        3,
        dt.date(2021, 1, 10),
        None,
    )


def test_a_day_that_ends_as_it_began_leaves_no_trace(city, load):
    load("2021-01-10", MURDER)
    before = versions(city)
    load("2021-01-17", MURDER.replace(",1,11", ",9,11"))
    load("2021-01-17", MURDER)
    after = [{**row, "load_id": None} for row in versions(city)]
    assert after == [{**row, "load_id": None} for row in before]


def test_loads_go_forward_in_time(load):
    load("2021-01-10", MURDER)
    with pytest.raises(BadSetting, match="forward in time"):
        load("2021-01-09", MURDER)


def test_a_file_known_tomorrow_is_refused(city, load):
    with pytest.raises(BadSetting, match="not come yet"):
        load(str(city.today() + dt.timedelta(days=1)), MURDER)


def test_bad_rows_are_named_and_the_rest_is_kept(load):
    good = [MURDER.replace("7,", f"{i},", 1) for i in range(200)]
    report = load("2021-01-10", *good, "x,MURDER,soon,2021-01-03,,,1,")
    assert (report.n_bad, report.n_kept) == (1, 200)
    (bad,) = report.bad_rows
    assert (bad.file, bad.row) == ("export.csv", 201)
    assert bad.reason == "occurred_at cannot be read: soon"


def test_too_many_bad_rows_load_nothing(city, load):
    with pytest.raises(TooManyBadRows, match=r"1 of 2 rows .* row 2: occurred_at .* soon"):
        load("2021-01-10", MURDER, "x,MURDER,soon,2021-01-03,,,1,")
    assert table_version(city) == -1
    assert not (city.folder / ".loading").exists()
    assert not city.loads.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",MURDER,2021-01-01,,,,,", "incident_id is empty"),
        ("1,,2021-01-01,,,,,", "offense is empty"),
        ("1,MURDER,,,,,,", "neither occurred_at nor reported_at"),
        ("1,MURDER,2121-01-01,,,,,", "after the day it was known"),
        ("1,MURDER,2021-01-01,,,,many,", "victims cannot be read: many"),
        ("1,MURDER,2021-01-01,,,,-1,", "below zero"),
        ("1,MURDER,2021-02-30,,,,,", "occurred_at cannot be read"),
    ],
)
def test_a_bad_row_says_why(load, row, reason):
    report = load("2021-01-10", row, max_bad=1.0)
    assert reason in report.bad_rows[0].reason


@pytest.mark.parametrize("place", ["0,0", "-71.5,", ",38.5", "200,38.5", "398000,140000", "x,y"])
def test_places_that_cannot_be_are_missing_not_bad(city, load, place):
    report = load("2021-01-10", f"1,MURDER,2021-01-01,,{place},1,")
    (row,) = versions(city)
    assert (report.n_bad, report.n_unplaced) == (0, 1)
    assert (row["lon"], row["lat"]) == (None, None)


def test_a_missing_column_is_named_with_those_there_are(city, mapping, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("case,offense,occurred,reported,lon,lat,victims,beat\n1,a,2021-01-01,,,,,\n")
    with pytest.raises(MissingColumn, match=r"incident_id \(looked for number\).*case, lat"):
        load_files(city, [path], mapping)


def test_a_misspelt_optional_column_is_not_taken_for_an_absent_one(city, mapping, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("number,offense,occurred,reported,lon,latt,victims,beat\n1,a,2021-01-01,,,,,\n")
    with pytest.raises(MissingColumn, match="lat"):
        load_files(city, [path], mapping)


def test_person_columns_are_refused_by_name(city, mapping, tmp_path):
    path = tmp_path / "persons.csv"
    path.write_text("number,offense,occurred,victim_name\n1,MURDER,2021-01-01,Jane\n")
    with pytest.raises(PersonColumn, match="victim_name"):
        load_files(city, [path], mapping)
    assert table_version(city) == -1


def test_a_file_that_is_not_there(city, mapping, tmp_path):
    with pytest.raises(UnreadableFile, match="no file"):
        load_files(city, [tmp_path / "none.csv"], mapping)


def test_a_second_loader_is_turned_away(city, load):
    with (city.folder / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(CityBusy, match="another process"):
            load("2021-01-10", MURDER)
    load("2021-01-10", MURDER)


def test_the_later_of_overlapping_files_is_kept_and_said(city, mapping, tmp_path):
    header = "number,offense,occurred,reported,lon,lat,victims,beat\n"
    for name, victims in (("a.csv", 1), ("b.csv", 2)):
        (tmp_path / name).write_text(f"{header}7,MURDER,2021-01-02,,,,{victims},11\n")
    report = load_files(
        city, [tmp_path / "a.csv", tmp_path / "b.csv"], replace(mapping, victim_rows={"homicide"})
    )
    assert [row["victims"] for row in versions(city)] == [2]
    assert any("more than one file" in note for note in report.notes)


def test_rows_per_victim_are_summed_identical_rows_and_all(city, mapping, tmp_path):
    path = tmp_path / "victims.csv"
    row = "7,MURDER,2021-01-02 10:00,,,,,11\n"
    path.write_text("number,offense,occurred,reported,lon,lat,victims,beat\n" + row + row)
    load_files(city, [path], replace(mapping, victim_rows=frozenset({"homicide"})))
    assert [row["victims"] for row in versions(city)] == [2]


def test_victims_of_different_days_are_parts_of_one_incident(city, mapping, tmp_path):
    path = tmp_path / "victims.csv"
    path.write_text(
        "number,offense,occurred,reported,lon,lat,victims,beat\n"
        "7,MURDER,2021-03-31 10:00,,,,,11\n"
        "7,MURDER,2021-04-02 10:00,,,,,11\n"
        "7,MURDER,2021-03-31 10:05,,,,,11\n"
    )
    report = load_files(city, [path], replace(mapping, victim_rows=frozenset({"*"})))
    rows = [(row["part"], row["victims"], row["occurred_at"].day) for row in versions(city)]
    assert rows == [(1, 2, 31), (2, 1, 2)]
    assert (report.n_incidents, report.n_victims) == (1, 3)


def test_other_rows_told_twice_are_one_incident_and_the_last_word_stands(city, load):
    report = load("2021-01-10", THEFT, THEFT.replace(",12", ",13"))
    (row,) = versions(city)
    assert (report.n_repeated, row["stated_areas"]) == (1, "beat=13")


def test_late_incidents_are_counted(load):
    days = [f"{i},MURDER,2021-01-{i:02},2021-01-{i:02},,,1," for i in range(1, 10)]
    load("2021-01-10", *days)
    report = load("2021-01-17", *days, "99,MURDER,2021-01-03,2021-01-12,,,1,")
    assert (report.n_new, report.n_late) == (1, 1)


def test_the_report_is_kept_for_people_and_comes_back_if_lost(city, load):
    report = load("2021-01-10", MURDER)
    path = city.loads / f"{report.load_id}.json"
    told = json.loads(path.read_text())
    assert told["n_kept"] == 1
    path.unlink()
    load("2021-01-17", MURDER)
    assert json.loads(path.read_text()) == told


def test_two_date_formats_in_one_file_are_both_read(city, load):
    load("2021-08-01", "1,A,07/04/2021 11:15:00 PM,,,,,", "2,A,2021-07-04T23:15:00.000,,,,,")
    assert {row["occurred_at"] for row in versions(city)} == {dt.datetime(2021, 7, 4, 23, 15)}


def test_instants_with_an_offset_turn_to_the_city_clock_across_daylight_saving(city, load):
    load(
        "2021-12-01",
        "1,A,2021-03-14T06:59:00Z,,,,,",
        "2,A,2021-03-14T07:01:00Z,,,,,",
        "3,A,2021-11-07 05:30:00+00:00,,,,,",
        "4,A,2021-11-07T01:30:00-05:00,,,,,",
    )
    assert [row["occurred_at"].strftime("%H:%M") for row in versions(city)] == [
        "01:59",
        "03:01",
        "01:30",
        "01:30",
    ]


def test_an_end_before_the_beginning_is_no_end(city, mapping, tmp_path):
    path = tmp_path / "ends.csv"
    path.write_text(
        "number,offense,occurred,until,reported,lon,lat,victims,beat\n"
        "1,A,2021-01-02,2021-01-01,,,,,\n2,A,2021-01-02,2021-01-04,,,,,\n"
    )
    until = replace(mapping.occurred_at, column=("until",))
    load_files(city, [path], replace(mapping, occurred_until=until))
    assert [row["occurred_until"] for row in versions(city)] == [None, dt.datetime(2021, 1, 4)]


def test_max_bad_is_a_share():
    with pytest.raises(BadSetting, match="share"):
        LoadOptions(max_bad=5)
