"""The states under the maps: all of them, where they are, asked for once."""

import csv
import gzip
import json
from importlib.resources import files

import pytest
import shapely

from nightout.web.gatherings.models import City
from nightout.web.ground.derive_counties import borders_of_counties
from nightout.web.ground.states import borders, bounds_of_state, outlines

URL = "/ground/states.geojson"
COUNTIES = "/ground/counties.geojson"
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


@pytest.mark.parametrize(
    ("url", "whole", "most"), [(URL, outlines, 100_000), (COUNTIES, borders, 170_000)]
)
def test_they_are_sent_small_and_once(client, db, url, whole, most):
    answer = client.get(url, HTTP_ACCEPT_ENCODING="gzip")
    assert answer["Content-Type"] == "application/geo+json"
    assert len(answer.content) < most
    assert gzip.decompress(answer.content) == client.get(url).content == whole()
    for etag in (answer["ETag"], client.get(url)["ETag"]):
        again = client.get(url, HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="gzip")
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("code", "apart", "together"),
    [
        # Rockville and Baltimore; Rockville and Bethesda.
        ("MD", [(-77.153, 39.084), (-76.61, 39.29)], [(-77.153, 39.084), (-77.10, 38.98)]),
        # Chicago and Wheaton; Chicago and Evanston.
        ("IL", [(-87.65, 41.88), (-88.107, 41.866)], [(-87.65, 41.88), (-87.69, 42.045)]),
    ],
)
def test_the_borders_of_counties_part_towns_of_different_ones(shapes, code, apart, together):
    (feature,) = json.loads(borders())["features"]
    lines = shapely.geometry.shape(feature["geometry"])
    near = lines.intersection(shapely.box(*shapes[code].bounds))
    parts = list(shapely.polygonize([shapely.union_all([near, shapes[code].boundary])]).geoms)

    def county(place):
        return [n for n, part in enumerate(parts) if part.contains(shapely.Point(place))]

    assert all(len(county(place)) == 1 for place in (*apart, *together))
    assert county(apart[0]) != county(apart[1])
    assert county(together[0]) == county(together[1])


def test_a_border_is_drawn_once_and_neither_coasts_nor_states_are():
    # Two counties of state 24 and one of 11, side by side: four corners each, arcs shared.
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[1, 0], [0, 1]], [[2, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]],
                 [[1, 1], [1, 0]], [[2, 0], [-1, 0]], [[2, 1], [1, 0], [0, -1], [-1, 0]]],
        "objects": {"counties": {"geometries": [
            {"type": "Polygon", "id": "24001", "arcs": [[0, 2]]},
            {"type": "MultiPolygon", "id": "24003", "arcs": [[[~0, ~4, 1, ~3]]]},
            {"type": "Polygon", "id": "11001", "arcs": [[~1, 5]]},
        ]}},
    }  # fmt: skip
    assert borders_of_counties(topology) == [[[1, 0], [1, 1]]]


@pytest.mark.parametrize(("state", "west"), [("MD", "-79.487"), ("", "-126.0")])
def test_a_city_without_a_map_shows_its_state(client, town, state, west):
    City.objects.update(state=state, west=-180, south=-90, east=180, north=90)
    assert f'data-west="{west}"' in client.get("/in/testville/").content.decode()


def test_a_city_with_a_map_shows_that(client, town):
    assert 'data-west="-77.3"' in client.get("/in/testville/").content.decode()
