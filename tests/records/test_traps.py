"""Real files and their traps, each of which made a wrong number somewhere."""

import datetime as dt

import narwhals.stable.v2 as nw
import pytest

from nightout.errors import MissingColumn, UnreadableFile
from nightout.records import create_city, find_preset, load_files, read_incidents


def load_real(tmp_path, zone, preset, *files):
    city = create_city(tmp_path / "city", name="Real", zone=zone)
    report = load_files(city, list(files), find_preset(preset))
    rows = nw.from_native(read_incidents(city)).collect("pyarrow")
    return report, rows


@pytest.fixture(scope="module")
def dc_2021(real_data, tmp_path_factory):
    return load_real(
        tmp_path_factory.mktemp("dc21"),
        "America/New_York",
        "dc-incidents",
        real_data / "dc_crime_incidents_2021_jan_apr.csv",
    )


@pytest.fixture(scope="module")
def dc_2024(real_data, tmp_path_factory):
    return load_real(
        tmp_path_factory.mktemp("dc24"),
        "America/New_York",
        "dc-incidents",
        real_data / "dc_crime_incidents_2024_jan_mar.csv",
    )


def homicides(rows):
    return rows.filter(nw.col("offense") == "homicide")


def test_dc_2021_holds_50_homicides_two_pairs_of_rows_being_alike(dc_2021):
    report, rows = dc_2021
    assert homicides(rows)["victims"].sum() == 50
    assert len(homicides(rows)) == 48
    assert (report.n_rows, report.n_bad, report.n_repeated) == (6321, 0, 1)


def test_dc_2024_holds_32_homicides(dc_2024):
    assert homicides(dc_2024[1])["victims"].sum() == 32


def test_dc_unix_time_zero_is_no_date(dc_2021):
    rows = dc_2021[1]
    ends = rows.filter(~nw.col("occurred_until").is_null())["occurred_until"]
    assert ends.min() > dt.datetime(2000, 1, 1)
    assert rows["occurred_until"].null_count() > 0


def test_dc_bare_report_dates_do_not_make_homicides_impossible(dc_2021):
    report, rows = dc_2021
    early = homicides(rows).filter(nw.col("reported_at") < nw.col("occurred_at"))
    assert early["victims"].sum() == 38
    assert report.n_bad == 0
    before_the_day = early.filter(nw.col("reported_at").dt.date() < nw.col("occurred_at").dt.date())
    assert len(before_the_day) == 0


def test_dc_clock_is_local_in_2021_and_utc_in_2024(dc_2021, dc_2024):
    assert "dc_crime_incidents_2021_jan_apr.csv: dates are on the local clock" in dc_2021[0].notes
    assert "dc_crime_incidents_2024_jan_mar.csv: dates are on the utc clock" in dc_2024[0].notes
    # The first 2024 row: reported 11:08 UTC, a MIDNIGHT shift: 6:08 in Washington.
    (row,) = dc_2024[1].filter(nw.col("incident_id") == "24022219").rows(named=True)
    assert row["reported_at"] == dt.datetime(2024, 2, 20, 6, 8, 25)
    # A homicide's bare date is midnight on the clock of Washington, winter and summer.
    assert set(homicides(dc_2024[1])["reported_at"].dt.hour().to_list()) == {0}


def test_dc_reports_fall_into_their_shift_on_the_clock_that_was_chosen(dc_2024):
    day = dc_2024[1].filter(nw.col("offense") != "homicide")
    hours = day["reported_at"].dt.hour().to_list()
    assert sum(hour in (3, 4, 5) for hour in hours) < sum(hour in (15, 16, 17) for hour in hours)


def test_dc_whose_clock_fits_neither_way_is_refused(real_data, tmp_path):
    import csv

    source = real_data / "dc_crime_incidents_2021_jan_apr.csv"
    with source.open() as lines:
        rows = list(csv.DictReader(lines))[:500]
    for row in rows:
        row["SHIFT"] = "EVENING"
    path = tmp_path / "shifts.csv"
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(UnreadableFile, match="clock of REPORT_DAT cannot be told"):
        load_real(tmp_path, "America/New_York", "dc-incidents", path)


def test_two_years_of_dc_in_one_load_keep_each_its_clock(real_data, tmp_path):
    _, rows = load_real(
        tmp_path,
        "America/New_York",
        "dc-incidents",
        real_data / "dc_crime_incidents_2021_jan_apr.csv",
        real_data / "dc_crime_incidents_2024_jan_mar.csv",
    )
    assert homicides(rows)["victims"].sum() == 82
    assert set(homicides(rows)["reported_at"].dt.hour().to_list()) == {0}


def test_nypd_607_incidents_mix_fatal_and_other_victims(real_data, tmp_path):
    report, rows = load_real(
        tmp_path,
        "America/New_York",
        "nypd-shootings",
        real_data / "nypd_shootings_2006_2020.csv",
    )
    mixed = rows.filter(nw.col("killed") > 0, nw.col("injured") > 0)
    assert (report.n_rows, report.n_incidents, len(mixed)) == (23_585, 18_564, 607)
    assert rows["victims"].sum() == 23_585
    assert rows["killed"].sum() + rows["injured"].sum() == 23_585


def test_chicago_has_12114_incidents_and_12657_victims(real_data, tmp_path):
    report, rows = load_real(
        tmp_path,
        "America/Chicago",
        "chicago-homicides",
        real_data / "chicago_homicides_2001_2023.csv",
    )
    assert (report.n_incidents, report.n_victims) == (12_114, 12_657)
    assert report.n_unplaced == 3
    # JE175526: shot in March, a second victim recorded in July.
    parts = rows.filter(nw.col("incident_id") == "JE175526").sort("part")
    assert parts["occurred_at"].dt.month().to_list() == [3, 7]


def test_philadelphia_keeps_victims_and_the_fatal_ones(real_data, tmp_path):
    report, rows = load_real(
        tmp_path,
        "America/New_York",
        "philadelphia-shootings",
        real_data / "philadelphia_shooting_victims_2015_2025.csv",
    )
    assert report.n_victims == 16_484
    assert report.n_bad == 0
    assert 0 < rows["killed"].sum() < 16_484
    assert rows.filter(nw.col("lon").is_null())["victims"].sum() == 22


def test_gva_counts_victims_and_never_suspects(real_data, tmp_path):
    report, rows = load_real(
        tmp_path,
        "America/New_York",
        "gva-mass-shootings",
        real_data / "gva_mass_shootings_2013_2026.csv",
    )
    assert (report.n_incidents, report.n_bad) == (6_127, 0)
    assert (rows["victims"] - rows["killed"] - rows["injured"]).abs().max() == 0


def test_gva_exports_that_mix_suspects_in_are_refused(tmp_path):
    path = tmp_path / "old.csv"
    path.write_text("Incident ID,Incident Date,State,# Killed,# Injured\n1,1-Jan-14,Ohio,1,3\n")
    with pytest.raises(MissingColumn, match="victims_killed"):
        load_real(tmp_path, "America/New_York", "gva-mass-shootings", path)


PORTALS = {
    "chicago-incidents": (
        (
            "ID,Case Number,Date,Block,IUCR,Primary Type,Description,Location Description,Arrest,"
            "Domestic,Beat,District,Ward,Community Area,FBI Code,X Coordinate,Y Coordinate,Year,"
            "Updated On,Latitude,Longitude,Location\n"
            "1,JE100001,01/02/2021 11:30:00 PM,001XX N STATE ST,041A,BATTERY,X,STREET,false,true,"
            '0111,001,42,32,04B,1,2,2021,01/09/2021 03:40:00 PM,41.88,-87.62,"(41.88, -87.62)"\n'
        ),
        {"offense": "aggravated_assault", "domestic": True, "hour": 23},
    ),
    "dc-incidents": (
        (
            "X,Y,CCN,REPORT_DAT,SHIFT,METHOD,OFFENSE,BLOCK,XBLOCK,YBLOCK,WARD,ANC,DISTRICT,PSA,"
            "NEIGHBORHOOD_CLUSTER,BLOCK_GROUP,CENSUS_TRACT,VOTING_PRECINCT,LATITUDE,LONGITUDE,BID,"
            "START_DATE,END_DATE,OBJECTID,OCTO_RECORD_ID\n"
            "-77,38.9,21000001,2021/07/02 03:30:00+00,EVENING,GUN,ROBBERY,1 BLOCK,1,2,6,6D,1,106,"
            "Cluster 27,1,7200,Precinct 1,38.9,-77.0,,2021/07/02 03:00:00+00,,1,1\n"
        ),
        {"offense": "robbery", "weapon": "gun", "hour": 23},
    ),
    "nypd-shootings": (
        (
            "INCIDENT_KEY,OCCUR_DATE,OCCUR_TIME,BORO,LOC_OF_OCCUR_DESC,PRECINCT,JURISDICTION_CODE,"
            "LOC_CLASSFCTN_DESC,LOCATION_DESC,STATISTICAL_MURDER_FLAG,PERP_AGE_GROUP,PERP_SEX,"
            "PERP_RACE,VIC_AGE_GROUP,VIC_SEX,VIC_RACE,X_COORD_CD,Y_COORD_CD,Latitude,Longitude,"
            "Lon_Lat\n"
            "1,01/02/2021,23:30:00,BRONX,,44,0,,,true,,,,25-44,M,BLACK,1,2,40.8,-73.9,"
            "POINT (-73.9 40.8)\n"
        ),
        {"offense": "shooting", "killed": 1, "injured": 0, "hour": 23},
    ),
    "philadelphia-shootings": (
        (
            "the_geom,objectid,year,dc_key,code,date_,time,race,sex,age,wound,officer_involved,"
            "offender_injured,offender_deceased,location,latino,point_x,point_y,dist,inside,outside,"
            "fatal,lat,lng\n"
            "x,1,2021,202101000001,400,2021-01-02 00:00:00+00,23:30:00,B,M,25,Leg,N,N,N,1 BLOCK,"
            "0,-75.1,40.0,15,0,1,0,40.0,-75.1\n"
        ),
        {"offense": "shooting", "killed": 0, "injured": 1, "hour": 23},
    ),
    "gva-mass-shootings": (
        (
            "Incident ID,Incident Date,State,City Or County,Address,Victims Killed,Victims Injured,"
            "Suspects Killed,Suspects Injured,Suspects Arrested,Operations\n"
            '1,"January 2, 2021",Ohio,Dayton,1 Main St,1,3,1,0,0,N/A\n'
        ),
        {"offense": "mass_shooting", "victims": 4, "killed": 1, "hour": 0},
    ),
}


@pytest.mark.parametrize("preset", sorted(PORTALS))
def test_the_portals_own_columns_are_read(preset, tmp_path):
    text, expected = PORTALS[preset]
    path = tmp_path / "portal.csv"
    path.write_text(text)
    report, rows = load_real(tmp_path, "America/New_York", preset, path)
    (row,) = rows.rows(named=True)
    assert report.n_bad == 0
    hour = expected.pop("hour")
    assert row["occurred_at"].hour == hour
    assert {name: row[name] for name in expected} == expected
    expected["hour"] = hour
