"""The river, its banks and the water around the city."""

import numpy as np
import shapely

from nightout.demo.ground import (
    BANKS,
    EAST_M,
    WEST_M,
    draw_water,
    half_width_m,
    locate,
    to_lonlat,
    to_plane,
)

ALONG = np.linspace(WEST_M, EAST_M, 141)
INLAND = np.linspace(0, 6_000, 61)


def test_the_banks_are_as_far_apart_as_the_river_is_wide():
    north, south = (
        np.array(to_plane(side, ALONG, np.zeros_like(ALONG))) for side in BANKS.values()
    )
    inner = ALONG < 1_000  # the coast pushes the banks aside near the mouth
    np.testing.assert_allclose(np.hypot(*(north - south))[inner], 2 * half_width_m(ALONG)[inner])


def test_the_river_widens_into_an_estuary():
    assert half_width_m(np.array([0.0]))[0] < 160
    assert half_width_m(np.array([EAST_M]))[0] > 850


def test_the_river_winds():
    x, y = (np.array(to_plane(1.0, ALONG, np.zeros_like(ALONG)))).round(6)
    turns = np.sign(np.diff(np.diff(y) / np.diff(x)))
    assert (np.diff(turns) != 0).sum() >= 3


def test_the_city_lies_in_the_open_atlantic():
    corners = np.array([[-9e3, -9e3], [9e3, 9e3]])
    lon, lat = to_lonlat(*corners.T)
    assert ((lon > -71.2) & (lon < -70.8)).all()
    assert ((lat > 38.4) & (lat < 38.6)).all()


def test_degrees_give_back_distances_within_a_fifth_of_a_percent():
    from pyproj import Geod

    at = np.array([[0.0, 0.0], [6_000.0, 3_000.0]])
    lon, lat = to_lonlat(*at.T)
    _, _, metres = Geod(ellps="WGS84").inv(lon[0], lat[0], lon[1], lat[1])
    assert abs(metres / np.hypot(6_000, 3_000) - 1) < 0.002


def test_water_is_true_polygons_that_do_not_overlap_and_holds_the_island():
    water = draw_water(ALONG, INLAND)
    river, bay = water.values()
    assert river.is_valid
    assert bay.is_valid
    assert len(river.interiors) == 1
    assert shapely.Polygon(river.interiors[0]).area > 100_000
    assert river.intersection(bay).area < 1_000


def test_places_inland_are_farther_from_the_water():
    river = draw_water(ALONG, INLAND)["Rivermouth River"]
    away = [river.distance(shapely.Point(locate("south", -2_000, s))) for s in (0, 500, 2_000)]
    assert away[0] < 5
    assert away[0] < away[1] < away[2]
