"""The ground of the maps: the city's own outlines, light, kept by browsers, without figures."""

import json

import pytest
import shapely

from nightout.records import AreaColumns, find_map, load_areas
from nightout.web.gatherings.models import City

URL = "/in/testville/areas.geojson"


@pytest.fixture
def beats(town, tmp_path):
    """A city whose map is two beats side by side, their border drawn with a needless bend."""
    from django.conf import settings

    def square(name, west):
        ring = [(west, 39), (west + 0.1, 39), (west + 0.1, 39.05), (west + 0.1, 39.1), (west, 39.1)]
        return {
            "type": "Feature",
            "properties": {"id": name, "population": 5},
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        }

    path = tmp_path / "beats.geojson"
    features = [square("1", -77.2), square("2", -77.1)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    folder = settings.SITE.city("testville")
    load_areas(folder, path, kind="beat", columns=AreaColumns("id"))
    yield folder
    for one in folder.areas.iterdir():
        one.unlink()


def test_a_city_without_a_map_has_empty_ground(client, town):
    assert client.get(URL).json()["features"] == []


def test_the_ground_is_the_citys_areas_and_no_figure_of_them(client, town, beats):
    City.objects.update(area_kind="beat")
    answer = client.get(URL)
    features = answer.json()["features"]
    assert [one["properties"] for one in features] == [
        {"area": "1", "name": features[0]["properties"]["name"]},
        {"area": "2", "name": features[1]["properties"]["name"]},
    ]
    drawn = [shapely.geometry.shape(one["geometry"]) for one in features]
    assert shapely.union_all(drawn).equals(shapely.box(-77.2, 39, -77.0, 39.1))
    assert shapely.get_num_coordinates(drawn).tolist() == [5, 5]
    again = client.get(URL, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_gathering_lies_in_the_beat_of_its_pin(town, beats, gather):
    City.objects.update(area_kind="beat")
    town.refresh_from_db()
    assert find_map(beats, "beat") is not None
    assert gather("pending", lon=-77.153, lat=39.084).area_id == "1"
    assert gather("pending", lon=-77.05, lat=39.084).area_id == "2"
    assert gather("pending", lon=-76.95, lat=39.084).area_id == ""


def test_modules_are_served_as_scripts(client, town):
    for name in ("look/pin.mjs", "look/vendor/maplibre-gl/maplibre-gl.mjs"):
        answer = client.get(f"/static/{name}")
        assert answer["Content-Type"].startswith("text/javascript")
        answer.close()
