"""Gatherings, units and caravans are read as they are written, and faults are told by row."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from nightout.errors import BadSetting, MissingColumn, NightoutError, PersonColumn, UnreadableFile
from nightout.visits import Promise, read_caravan, read_gatherings, read_units
from tests.visits.conftest import NIGHT, clock

GATHERINGS = """gathering_id,name,address,lon,lat,starts,ends,beat,neighborhood,wanted,declined,\
languages,expected,first_timer,missed_last_year,promised,host,notes
G1,Elm Street,100 Elm,-40.1,41.2,2026-08-04T18:00,2026-08-04T20:30,11,Old Town,police; fire,k9,\
es;so,80,yes,no,police:P1;fire,Ana,Ring twice
G2,,,,,2026-08-04 17:30:00,2026-08-04T21:00,,,,,,,,x,,,
"""
UNITS = """unit_id,name,kind,station,lon,lat,shift_start,shift_end,beats,languages,reserve,\
break_min,break_from,break_until,caravan
P1,Car 11,police,First,-40,41,2026-08-04T17:00,2026-08-04T23:00,11;12,es,no,30,2026-08-04T19:00,\
2026-08-04T20:30,
E5,Engine 5,fire,Station 5,-40.2,41.1,2026-08-04T17:00,2026-08-04T23:00,,,yes,,,,
"""


def test_every_column_of_a_gathering_is_read(files):
    first, second = read_gatherings(files(g_csv=GATHERINGS) / "g.csv")
    assert (first.gathering_id, first.name, first.address) == ("G1", "Elm Street", "100 Elm")
    assert (first.lon, first.lat) == (-40.1, 41.2)
    assert (first.starts, first.ends) == (clock("18:00"), clock("20:30"))
    assert (first.beat, first.neighbourhood) == ("11", "Old Town")
    assert (first.wanted, first.declined) == (("police", "fire"), ("k9",))
    assert first.languages == ("es", "so")
    assert (first.expected, first.first_timer, first.missed_last_year) == (80, True, False)
    assert first.promised == (Promise("police", "P1"), Promise("fire"))
    assert (first.host, first.notes) == ("Ana", "Ring twice")
    assert (second.lon, second.lat, second.expected) == (None, None, None)
    assert (second.missed_last_year, second.wanted) == (True, ())


def test_every_column_of_a_unit_is_read(files):
    car, engine = read_units(files(u_csv=UNITS) / "u.csv")
    assert (car.unit_id, car.name, car.kind, car.station) == ("P1", "Car 11", "police", "First")
    assert (car.beats, car.languages, car.reserve) == (("11", "12"), ("es",), False)
    assert (car.break_min, car.first_break, car.last_break) == (30, clock("19:00"), clock("20:30"))
    assert (engine.reserve, engine.break_min, engine.caravan) == (True, 0, "")


def test_rows_of_another_program_read_as_the_file_does(files):
    import polars as pl

    path = files(g_csv=GATHERINGS) / "g.csv"
    frame = pl.read_csv(path, try_parse_dates=True)
    assert read_gatherings(frame) == read_gatherings(path)
    assert read_gatherings(frame.to_pandas()) == read_gatherings(path)
    assert read_gatherings(frame.to_dicts()) == read_gatherings(path)


def test_points_of_geojson_are_where_they_lie(files):
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [-40.1, 41.2]},
            "properties": {
                "gathering_id": "G1", "starts": "2026-08-04T18:00", "ends": "2026-08-04T20:30",
            },
        },
        {
            "type": "Feature",
            "geometry": None,
            "properties": {"gathering_id": "G2", "starts": "18:00", "ends": "20:30"},
        },
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    first, second = read_gatherings(files(g_geojson=text) / "g.geojson", date=NIGHT)
    assert (first.lon, first.lat) == (-40.1, 41.2)
    assert (second.lon, second.lat) == (None, None)
    assert second.starts == first.starts


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("18:00", 18, 0),
        ("6 pm", 18, 0),
        ("6:30 PM", 18, 30),
        ("12:15 a.m.", 0, 15),
        ("12pm", 12, 0),
    ],
)
def test_a_time_alone_is_of_the_night(text, hour, minute):
    row = {"gathering_id": "G", "starts": text, "ends": "2026-08-04T23:00"}
    (read,) = read_gatherings([row], date=NIGHT)
    assert read.starts == dt.datetime.combine(NIGHT, dt.time(hour, minute))


@pytest.mark.parametrize("text", ["18", "25:00", "13 pm", "soon", "2026-08-04T18:00-05:00"])
def test_a_time_that_cannot_be_read_is_named(text):
    row = {"gathering_id": "G", "starts": text, "ends": "23:00"}
    with pytest.raises(BadSetting, match=rf"row 1 \(G\): starts: the time is '{text[:2]}"):
        read_gatherings([row], date=NIGHT)


def test_a_time_alone_needs_the_day_of_the_night():
    row = {"gathering_id": "G", "starts": "18:00", "ends": "20:00"}
    with pytest.raises(BadSetting, match="will do where the rules say `date`"):
        read_gatherings([row])


def test_all_bad_rows_are_told_at_once():
    good = {"gathering_id": "G", "starts": "18:00", "ends": "20:00"}
    bad = [good | {"ends": "17:00"}, good, good | {"expected": "many"}, good | {"lon": "200"}]
    with pytest.raises(BadSetting) as told:
        read_gatherings(bad, date=NIGHT)
    assert "has 3 bad rows: row 1: gathering G ends at 2026-08-04 17:00" in str(told.value)
    assert "row 3 (G): expected: 'many' is no number" in str(told.value)
    assert "row 4: gathering G lies at lon 200.0, lat None" in str(told.value)
    assert told.value.mend.endswith(
        "write the next day's date. Write digits alone, such as 12 or -93.26. Give both in "
        "degrees, longitude from -180 to 180 and latitude from -90 to 90."
    )
    with pytest.raises(BadSetting, match=r"has 1 bad row: row 1"):
        read_gatherings(bad[:2], date=NIGHT)
    with pytest.raises(BadSetting, match=r"has 9 bad rows.*; and 4 more"):
        read_gatherings([bad[0]] * 9, date=NIGHT)


def test_rows_of_nothing_are_no_gatherings_and_no_faults():
    good = {"gathering_id": "G", "starts": "18:00", "ends": "20:00"}
    nothing = {"gathering_id": "", "starts": None, "ends": " "}
    assert len(read_gatherings([nothing, good, nothing], date=NIGHT)) == 1
    with pytest.raises(BadSetting, match=r"row 2: gathering_id is empty\. Give each row an id"):
        read_gatherings([nothing, good | {"gathering_id": ""}], date=NIGHT)


def test_a_column_that_is_needed_is_missed_by_name(files):
    folder = files(g_csv="gathering_id,starts\nG1,18:00\n", u_csv="unit_id,kind\nP1,police\n")
    with pytest.raises(MissingColumn, match=r"g.csv has no column ends; it has gathering_id"):
        read_gatherings(folder / "g.csv", date=NIGHT)
    with pytest.raises(MissingColumn, match="no column lon"):
        read_units(folder / "u.csv")
    with pytest.raises(UnreadableFile, match="there is no file"):
        read_units(folder / "v.csv")


@pytest.mark.parametrize("column", ["email", "host phone", "host_last_name", "officer_name"])
def test_columns_of_persons_are_refused(files, column):
    text = f"gathering_id,starts,ends,{column}\nG1,18:00,20:00,x\n"
    with pytest.raises(PersonColumn):
        read_gatherings(files(g_csv=text) / "g.csv", date=NIGHT)


@pytest.mark.parametrize("host", ["ana@example.org", "Ana 612-555-0100"])
def test_a_host_is_a_first_name_and_no_contact(host):
    row = {"gathering_id": "G", "starts": "18:00", "ends": "20:00", "host": host}
    with pytest.raises(PersonColumn, match="first name alone"):
        read_gatherings([row], date=NIGHT)


def test_no_rows_are_no_gatherings(files):
    header = GATHERINGS.splitlines()[0] + "\n"
    assert read_gatherings(files(g_csv=header) / "g.csv") == ()
    assert read_gatherings([]) == ()


def test_a_caravan_is_read_stop_by_stop():
    row = {"caravan": "Mayor", "gathering_id": "G1", "arrive": "18:00", "leave": "18:20"}
    (stop,) = read_caravan([row], date=NIGHT)
    assert (stop.caravan, stop.gathering_id) == ("Mayor", "G1")
    assert (stop.arrive, stop.leave) == (clock("18:00"), clock("18:20"))
    with pytest.raises(BadSetting, match="caravan Mayor at G1 ends at"):
        read_caravan([row | {"leave": "17:00"}], date=NIGHT)


def test_errors_of_rows_keep_their_way_to_mend():
    row = {"gathering_id": "G", "starts": "18:00", "ends": "20:00", "first_timer": "maybe"}
    with pytest.raises(NightoutError) as told:
        read_gatherings([row], date=NIGHT)
    assert told.value.mend == "Write yes or no."
    (read,) = read_gatherings([row | {"first_timer": "Yes"}], date=NIGHT)
    assert replace(read, first_timer=False).first_timer is False
