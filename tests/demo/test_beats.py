"""Beats tile the city: no gap, no overlap, none across the water."""

import json

import numpy as np
import pytest
import shapely

from nightout.demo.beats import BANDS, paint_beats, share_people
from nightout.demo.ground import draw_water
from nightout.demo.streets import draw_lattice


@pytest.fixture(params=["metres", "degrees"])
def polygons(request, town, quiet):
    if request.param == "metres":
        return town.beats.polygons
    features = json.loads(quiet.beats.read_text())["features"]
    return np.array([shapely.geometry.shape(f["geometry"]) for f in features])


def test_beats_tile_the_city_without_gap_or_overlap(polygons):
    assert shapely.coverage_is_valid(polygons)
    whole = shapely.union_all(polygons)
    assert np.isclose(shapely.area(polygons).sum(), whole.area, rtol=1e-9)
    assert sum(len(part.interiors) for part in whole.geoms) == 0
    assert len(whole.geoms) == 2  # the two banks


def test_each_beat_is_one_piece_without_holes(polygons):
    assert {polygon.geom_type for polygon in polygons} == {"Polygon"}
    assert all(polygon.is_valid and not polygon.interiors for polygon in polygons)


def test_no_beat_reaches_into_the_water(town):
    for water in draw_water(*town.lattice).values():
        assert shapely.area(shapely.intersection(town.beats.polygons, water)).max() < 1e-3


def test_districts_hold_together(town):
    districts = np.array(town.beats.district)
    for district in "12345":
        union = shapely.union_all(town.beats.polygons[districts == district])
        assert union.geom_type == "Polygon"
        assert (districts == district).sum() == 8


def test_forty_beats_with_forty_names(town):
    assert len(set(town.beats.beat)) == len(set(town.beats.neighborhood)) == 40
    assert (min(town.beats.beat), max(town.beats.beat)) == ("11", "58")


def test_no_band_paints_over_another():
    along, inland = draw_lattice()
    painted = paint_beats(along, inland)
    cells = np.bincount(np.concatenate([p[p >= 0] for p in painted.values()]))
    assert (cells > 0).all()
    wanted = sum(len(band.edges_m) - 1 for band in BANDS)
    assert cells.size == wanted == sum(len(band.beats) for band in BANDS)


def test_the_city_has_no_notch_from_the_water_inland_or_along_the_shore():
    for painted in paint_beats(*draw_lattice()).values():
        inside = painted >= 0
        assert (np.diff(inside.astype(int), axis=1) <= 0).all()  # once outside, always outside
        assert (np.abs(np.diff(inside.astype(int), axis=0)).sum(axis=0) <= 2).all()
        assert inside[:, 0].sum() > 75  # the shore belongs to the city for 75 blocks and more


def test_people_add_up_exactly_and_live_denser_downtown(town):
    assert town.beats.population.sum() == 310_000
    density = town.beats.population / shapely.area(town.beats.polygons)
    assert town.beats.beat[int(density.argmax())][0] in "14"


def test_people_are_shared_in_whole_persons():
    squares = shapely.box(np.arange(3), 0, np.arange(3) + 1, 1)
    assert sorted(share_people(squares, 10).tolist()) == [3, 3, 4]
