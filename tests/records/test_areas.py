"""Maps: outlines brought in, borders found, incidents placed on them."""

import datetime as dt
import json
import zipfile

import geopandas
import narwhals.stable.v2 as nw
import pyarrow.parquet as pq
import pytest
import shapely

from nightout.errors import BadSetting, MissingColumn, UnreadableFile, UnsafeFile
from nightout.records import AreaColumns, find_map, list_maps, load_areas, read_incidents, with_area

#   north at the top; a letter per square of 0.01 degrees, west edge at -71.0, south at 38.0
NINE = """
a b c
d e f
g h i
"""
BENT = """
a a c
d e c
g h h
"""


def draw(text):
    """Squares of a drawing, as (name, box), the top row the northernmost."""
    rows = [line.split() for line in text.strip().splitlines()]
    for up, row in enumerate(reversed(rows)):
        for right, name in enumerate(row):
            west, south = -71.0 + right / 100, 38.0 + up / 100
            yield name, shapely.box(west, south, west + 0.01, south + 0.01)


def write_map(path, text, **columns):
    names, boxes = zip(*draw(text), strict=True)
    frame = geopandas.GeoDataFrame({"BEAT": names}, geometry=list(boxes), crs=4326)
    frame.assign(**columns).to_file(path)
    return path


@pytest.fixture
def nine(city, tmp_path):
    path = write_map(tmp_path / "nine.geojson", NINE)
    return load_areas(
        city, path, kind="beat", columns=AreaColumns("BEAT"), valid_from=dt.date(2020, 1, 1)
    )


def placed(city, kind="beat"):
    table, placing = with_area(city, read_incidents(city), kind)
    rows = nw.from_native(table).collect("pyarrow").rows(named=True)
    return {row["incident_id"]: row[kind] for row in rows}, placing


def incident(number, lon, lat, beat=""):
    return f"{number},MURDER,2021-01-02,,{lon},{lat},1,{beat}"


def test_nine_beats_share_twelve_borders_and_corners_are_none(nine):
    borders = pq.read_table(nine.borders).to_pylist()
    pairs = {(row["area_id"], row["neighbor_id"]) for row in borders}
    assert len(pairs) == 24, "each of the twelve both ways"
    assert ("a", "b") in pairs
    assert ("b", "a") in pairs
    assert ("a", "e") not in pairs
    # 0.01 degrees of latitude are 1,110 m; of longitude, at 38 degrees, 876 m.
    lengths = sorted(row["border_m"] for row in borders)
    assert lengths[0] == pytest.approx(877, rel=0.01)
    assert lengths[-1] == pytest.approx(1110, rel=0.01)


def test_rows_of_one_area_are_joined(city, tmp_path):
    path = write_map(tmp_path / "bent.geojson", BENT)
    drawn = load_areas(city, path, kind="beat", columns=AreaColumns("BEAT"))
    areas = geopandas.read_parquet(drawn.path).set_index("area_id")
    assert sorted(areas.index) == list("acdegh")
    assert areas.loc["a"].geometry.area == pytest.approx(0.0002)


def test_a_point_lies_in_its_beat_and_outside_in_none(city, load, nine):
    load(
        "2021-01-10",
        incident("in_e", -70.985, 38.015),
        incident("in_a", -70.999, 38.029),
        incident("far", -60.0, 38.015),
        incident("nowhere", "", ""),
    )
    areas, placing = placed(city)
    assert areas == {"in_e": "e", "in_a": "a", "far": None, "nowhere": None}
    assert placing.map_version == "2020-01-01"
    assert placing.area_ids == tuple("abcdefghi")


def test_a_point_on_a_border_lies_in_the_first_of_its_beats(city, load, nine):
    load("2021-01-10", incident("edge", -70.99, 38.015))
    assert placed(city)[0] == {"edge": "d"}


def test_points_placed_before_are_remembered_and_new_ones_added(city, load, nine):
    load("2021-01-10", incident("1", -70.985, 38.015))
    placed(city)
    load("2021-01-17", incident("1", -70.985, 38.015), incident("2", -70.999, 38.029))
    assert placed(city)[0] == {"1": "e", "2": "a"}
    assert pq.read_table(nine.placed).num_rows == 2


def test_the_latest_map_is_used_and_the_earlier_kept(city, load, nine, tmp_path):
    load("2021-01-10", incident("1", -70.985, 38.025))
    assert placed(city)[0] == {"1": "b"}
    path = write_map(tmp_path / "bent.geojson", BENT)
    load_areas(city, path, kind="beat", columns=AreaColumns("BEAT"), valid_from=dt.date(2021, 1, 1))
    assert placed(city)[0] == {"1": "a"}
    assert [one.map_version for one in list_maps(city)] == ["2020-01-01", "2021-01-01"]


def test_a_map_of_the_same_day_is_replaced_and_its_places_forgotten(city, load, nine, tmp_path):
    load("2021-01-10", incident("1", -70.985, 38.025))
    placed(city)
    path = write_map(tmp_path / "bent.geojson", BENT)
    load_areas(city, path, kind="beat", columns=AreaColumns("BEAT"), valid_from=dt.date(2020, 1, 1))
    assert placed(city)[0] == {"1": "a"}
    assert len(list_maps(city)) == 1


def test_without_a_map_the_source_is_believed_and_that_is_said(city, load):
    load("2021-01-10", incident("1", -70.985, 38.025, "77"), incident("2", "", ""))
    areas, placing = placed(city)
    assert areas == {"1": "77", "2": None}
    assert placing.map_version == "stated"
    assert "states" in placing.notes[0]


def test_names_population_and_other_coordinates_are_brought(city, tmp_path):
    names, boxes = zip(*draw(NINE), strict=True)
    frame = geopandas.GeoDataFrame(
        {"BEAT": range(11, 20), "NAME": names, "POP": [100.0, None, *range(7)]},
        geometry=list(boxes),
        crs=4326,
    )
    frame.to_crs(26986).to_file(tmp_path / "plane.gpkg")
    columns = AreaColumns("BEAT", name="NAME", population="POP")
    drawn = load_areas(city, tmp_path / "plane.gpkg", kind="beat", columns=columns)
    areas = geopandas.read_parquet(drawn.path)
    assert list(areas["area_id"])[:2] == ["11", "12"]
    assert areas["population"].iloc[0] == 100
    assert areas.total_bounds == pytest.approx([-71.0, 38.0, -70.97, 38.03], abs=1e-6)


@pytest.mark.parametrize("kind", ["Beat", "my beat", "1st", "../x", ""])
def test_a_kind_is_one_word(city, tmp_path, kind):
    path = write_map(tmp_path / "nine.geojson", NINE)
    with pytest.raises(BadSetting, match="lower-case word"):
        load_areas(city, path, kind=kind, columns=AreaColumns("BEAT"))


def test_a_missing_column_is_named_with_those_there_are(city, tmp_path):
    path = write_map(tmp_path / "nine.geojson", NINE)
    with pytest.raises(MissingColumn, match=r"'BEAT_NUM'. Its columns are BEAT"):
        load_areas(city, path, kind="beat", columns=AreaColumns("BEAT_NUM"))


def test_an_area_without_a_name_is_refused(city, tmp_path):
    frame = geopandas.GeoDataFrame(
        {"BEAT": ["a", None]}, geometry=[box for _, box in draw("a b")], crs=4326
    )
    frame.to_file(tmp_path / "x.geojson")
    with pytest.raises(BadSetting, match="without a BEAT"):
        load_areas(city, tmp_path / "x.geojson", kind="beat", columns=AreaColumns("BEAT"))


def test_coordinates_that_are_not_told_are_refused(city, tmp_path):
    frame = geopandas.GeoDataFrame({"BEAT": ["a"]}, geometry=[shapely.box(4e5, 1e5, 5e5, 2e5)])
    with pytest.warns(UserWarning, match="crs"):
        frame.to_file(tmp_path / "x.gpkg")
    with pytest.raises(UnreadableFile, match="is no longitude"):
        load_areas(city, tmp_path / "x.gpkg", kind="beat", columns=AreaColumns("BEAT"))


@pytest.mark.parametrize("text", ["{}", "not a map", json.dumps({"type": "FeatureCollection"})])
def test_a_file_that_is_no_map_is_refused(city, tmp_path, text):
    (tmp_path / "x.geojson").write_text(text)
    with pytest.raises((UnreadableFile, MissingColumn)):
        load_areas(city, tmp_path / "x.geojson", kind="beat", columns=AreaColumns("BEAT"))
    assert list_maps(city) == []


def test_a_shapefile_in_a_zip_is_read_and_one_that_leaves_it_refused(city, tmp_path):
    folder = tmp_path / "shape"
    folder.mkdir()
    write_map(folder / "nine.shp", NINE)
    with zipfile.ZipFile(tmp_path / "good.zip", "w") as good:
        for part in folder.iterdir():
            good.write(part, part.name)
    load_areas(city, tmp_path / "good.zip", kind="beat", columns=AreaColumns("BEAT"))
    assert find_map(city, "beat").read().num_rows == 9
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for part in folder.iterdir():
            bad.write(part, f"../{part.name}")
    with pytest.raises(UnsafeFile):
        load_areas(city, tmp_path / "bad.zip", kind="ward", columns=AreaColumns("BEAT"))


def test_a_file_that_is_not_there(city, tmp_path):
    with pytest.raises(UnreadableFile, match=r"there is no file .*x\.geojson\. Check its name"):
        load_areas(city, tmp_path / "x.geojson", kind="beat", columns=AreaColumns("BEAT"))


def test_a_file_that_holds_no_map(city, tmp_path):
    (tmp_path / "x.csv").write_text("BEAT\n1\n")
    with pytest.raises(UnreadableFile, match=r"is not a map's file\. Give a file that ends in"):
        load_areas(city, tmp_path / "x.csv", kind="beat", columns=AreaColumns("BEAT"))
