"""The parts that the public sees: from the map, or by name where there is none."""

import datetime as dt
import json

import pytest

from nightout.errors import BadSetting, UnknownName
from nightout.records import AreaColumns, load_areas, open_city
from nightout.records.area_tree import area_tree, name_tree, public_kinds

DAY = dt.date(2017, 1, 1)


def draw(city, path, kind, squares, population=None):
    """Draw areas as squares of the plane: name -> (west, south, east, north) in hundredths."""
    features = [
        {
            "type": "Feature",
            "properties": {"id": name, "people": population and population[name]},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [(-75 + x / 100, 40 + y / 100) for x, y in
                     ((w, s), (e, s), (e, n), (w, n), (w, s))]
                ],
            },
        }
        for name, (w, s, e, n) in squares.items()
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    columns = AreaColumns("id", population="people" if population else None)
    load_areas(city, path, kind=kind, columns=columns, valid_from=DAY)


def say_public(city, *kinds):
    with (city.folder / "city.toml").open("a") as file:
        file.write(f"public_areas = {json.dumps(kinds)}\n")
    return open_city(city.folder)


# Four beats in a row.
BEATS = {"a": (0, 0, 1, 1), "b": (1, 0, 2, 1), "c": (2, 0, 3, 1), "d": (3, 0, 4, 1)}
DISTRICTS = {"east": (2, 0, 4, 1), "west": (0, 0, 2, 1)}


def test_beats_join_along_their_borders_the_smallest_first(city, tmp_path):
    people = {"a": 100, "b": 900, "c": 300, "d": 400}
    draw(city, tmp_path / "beats.json", "beat", BEATS, people)
    tree = area_tree(city, "beat")
    assert tree.names == ("a", "b", "c", "d", "")
    # Nowhere joins the largest, b; a has only b; c and d.
    assert tree.joins.tolist() == [[4, 1], [0, 5], [2, 3], [7, 6]]
    assert tree.larger == tree.names


def test_without_residents_all_beats_are_alike(city, tmp_path):
    draw(city, tmp_path / "beats.json", "beat", BEATS)
    assert area_tree(city, "beat").joins.tolist() == [[4, 3], [0, 1], [2, 5], [6, 7]]


def test_districts_are_made_of_whole_beats(city, tmp_path):
    people = {"a": 900, "b": 100, "c": 300, "d": 400}
    draw(city, tmp_path / "beats.json", "beat", BEATS, people)
    draw(city, tmp_path / "districts.json", "district", DISTRICTS)
    public = say_public(city, "beat", "district")
    assert public_kinds(public) == ("beat", "district")
    tree = area_tree(public, "district")
    assert tree.larger == ("west", "west", "east", "east", "")
    # b is smaller than c, and joins a for lying in the west with it.
    assert tree.joins.tolist() == [[4, 0], [1, 5], [2, 3], [7, 6]]
    assert area_tree(public, "beat").larger == tree.names


def test_beats_that_cross_districts_are_refused(city, tmp_path):
    draw(city, tmp_path / "beats.json", "beat", BEATS)
    draw(city, tmp_path / "districts.json", "district", {"all": (1, 0, 4, 1)})
    with pytest.raises(BadSetting, match="beat a lies in no district"):
        area_tree(say_public(city, "beat", "district"), "beat")


def test_a_second_kind_is_not_public_unless_said(city, tmp_path):
    draw(city, tmp_path / "beats.json", "beat", BEATS)
    draw(city, tmp_path / "districts.json", "district", DISTRICTS)
    with pytest.raises(UnknownName, match="this city is shown by beat"):
        area_tree(city, "district")


def test_a_public_kind_without_its_map_is_named(city, tmp_path):
    draw(city, tmp_path / "beats.json", "beat", BEATS)
    with pytest.raises(UnknownName, match="there is no map of 'district'"):
        area_tree(say_public(city, "beat", "district"), "beat")


def test_names_are_joined_from_the_end_of_the_alphabet_nameless_first():
    assert name_tree(["knife", "unknown", "", "firearm"]).names == (
        "",
        "unknown",
        "knife",
        "firearm",
    )
