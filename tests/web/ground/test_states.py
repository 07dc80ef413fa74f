"""The states under the maps: all of them, where they are, asked for once."""

import csv
import gzip
import json
from importlib.resources import files

import pytest
import shapely

from nightout.web.gatherings.models import City
from nightout.web.ground.states import bounds_of_state, outlines

URL = "/ground/states.geojson"
TERRITORIES = {"AS", "GU", "MP", "PR", "VI"}


@pytest.fixture(scope="module")
def shapes():
    features = json.loads(outlines())["features"]
    return {one["properties"]["code"]: shapely.geometry.shape(one["geometry"]) for one in features}


def test_they_are_the_states_the_district_and_the_territories(shapes):
    text = files("nightout.flows.atlas").joinpath("states.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    states = {row["code"] for row in rows if row["kind"] in ("state", "district")}
    assert len(states) == 51
    assert set(shapes) == states | TERRITORIES


def test_each_lies_where_the_table_of_states_says(shapes):
    text = files("nightout.flows.atlas").joinpath("states.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["code"] in shapes:
            center = shapes[row["code"]].centroid
            assert center.x == pytest.approx(float(row["area_lon"]), abs=0.02)
            assert center.y == pytest.approx(float(row["area_lat"]), abs=0.02)


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [(-77.153, 39.084, "MD"), (-77.0365, 38.8977, "DC"), (-87.63, 41.88, "IL"),
     (-149.9, 61.2, "AK"), (-157.86, 21.33, "HI"), (-66.1, 18.35, "PR"), (144.8, 13.45, "GU")],
)  # fmt: skip
def test_known_towns_lie_in_their_state(shapes, lon, lat, code):
    point = shapely.Point(lon, lat)
    assert [name for name, shape in shapes.items() if shape.contains(point)] == [code]


def test_bounds_are_those_of_the_outline(shapes):
    for code in set(shapes) - {"AK"}:
        assert bounds_of_state(code) == pytest.approx(shapes[code].bounds)
    west, _, east, _ = bounds_of_state("AK")
    assert (west, east) == pytest.approx((-187.5, -130.0), abs=0.1)
    assert bounds_of_state("XX") is None


def test_they_are_sent_small_and_once(client, db):
    answer = client.get(URL, HTTP_ACCEPT_ENCODING="gzip")
    assert answer["Content-Type"] == "application/geo+json"
    assert len(answer.content) < 100_000
    assert gzip.decompress(answer.content) == client.get(URL).content == outlines()
    for etag in (answer["ETag"], client.get(URL)["ETag"]):
        again = client.get(URL, HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="gzip")
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("state", "west"), [("MD", "-79.487"), ("", "-126.0")])
def test_a_city_without_a_map_shows_its_state(client, town, state, west):
    City.objects.update(state=state, west=-180, south=-90, east=180, north=90)
    assert f'data-west="{west}"' in client.get("/in/testville/").content.decode()


def test_a_city_with_a_map_shows_that(client, town):
    assert 'data-west="-77.3"' in client.get("/in/testville/").content.decode()
