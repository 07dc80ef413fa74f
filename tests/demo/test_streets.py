"""Streets stay on their bank, blocks have sensible lengths, bridges cross."""

import numpy as np
import shapely

from nightout.demo.beats import DOWNTOWN_M
from nightout.demo.ground import draw_water, locate
from nightout.demo.names import FRONT_STREETS
from nightout.demo.streets import draw_bridges, draw_piers


def test_blocks_downtown_are_about_100_by_200_metres(town):
    streets = town.streets
    near = np.hypot(*(streets.point - locate("north", *DOWNTOWN_M)).T) < 1_000
    lengths = {
        kind: np.median(streets.length_m[near & (streets.kind == kind)])
        for kind in ("front", "cross")
    }
    assert 90 < lengths["front"] < 125
    assert 170 < lengths["cross"] < 220


def test_streets_are_farther_apart_in_the_suburbs(town):
    streets, beats = town.streets, town.beats
    area = shapely.area(beats.polygons) / 1e6
    km = np.bincount(streets.beat, streets.length_m) / 1e3 / area
    by_name = dict(zip(beats.neighborhood, km, strict=True))
    assert by_name["Market Square"] > 1.5 * by_name["Larkfield"]


def test_every_address_lies_inside_its_own_beat(town):
    points = shapely.points(town.streets.point)
    assert shapely.contains(town.beats.polygons[town.streets.beat], points).all()


def test_an_address_lies_beside_its_street(town):
    away = shapely.distance(
        shapely.linestrings(town.streets.ends), shapely.points(town.streets.point)
    )
    assert away.max() < 6.01
    assert away[town.streets.kind != "diagonal"].min() > 3


def test_no_street_runs_into_the_water(town):
    water = shapely.union_all(list(draw_water(*town.lattice).values())).buffer(-1)
    assert not shapely.intersects(shapely.linestrings(town.streets.ends), water).any()


def test_four_bridges_join_the_banks(town):
    river = draw_water(*town.lattice)["Rivermouth River"]
    bridges = draw_bridges(town.lattice[0])
    assert len(bridges) == 4
    for ends in bridges.values():
        line = shapely.LineString(ends)
        assert np.isclose(line.intersection(river).length, line.length, rtol=0.01)
        beside = shapely.distance(town.beats.polygons, shapely.Point(ends[0])) < 0.01
        across = shapely.distance(town.beats.polygons, shapely.Point(ends[1])) < 0.01
        assert {town.beats.district[i] for i in np.flatnonzero(beside)} <= set("123")
        assert {town.beats.district[i] for i in np.flatnonzero(across)} <= set("45")
        assert beside.any()
        assert across.any()


def test_piers_end_in_the_water(town):
    river = draw_water(*town.lattice)["Rivermouth River"]
    piers = draw_piers(town.lattice[0])
    assert len(piers) > 8
    assert all(river.contains(shapely.Point(pier[1])) for pier in piers)


def test_each_street_along_the_river_has_its_own_name(town):
    for names in FRONT_STREETS.values():
        assert len(set(names)) == len(names) >= town.lattice[1].size


def test_block_numbers_are_hundreds_and_name_one_block(town):
    streets = town.streets
    assert (streets.number % 100 == 0).all()
    named = set(zip(streets.street.tolist(), streets.number.tolist(), strict=True))
    assert len(named) == streets.number.size
