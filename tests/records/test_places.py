"""Places: pieces of ground with enough addresses, so that no point is one household's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.errors import BadSetting, NotForPoints
from nightout.records import find_measure, make_places, snap_points
from nightout.records.places import NOWHERE

ROBBERY, ASSAULT = find_measure("robbery"), find_measure("aggravated_assault")
# Near the equator a degree is the same both ways: a city one degree wide.
CROWD = [(0.1, 0.1)] * 4 + [(0.9, 0.1)] * 4 + [(0.1, 0.9)] * 4 + [(0.9, 0.9)] * 4


def places_of(addresses, fewest=4, **more):
    lon, lat = np.array(addresses, float).T
    return make_places(lon, lat, fewest=fewest, **more)


def snap(points, places, measure=ROBBERY, domestic=None):
    lon, lat = np.array(points, float).T
    domestic = [False] * len(lon) if domestic is None else domestic
    return snap_points(lon, lat, measure=measure, domestic=domestic, places=places).tolist()


def test_ground_is_cut_while_both_sides_hold_enough():
    assert places_of(CROWD).weight.tolist() == [4, 4, 4, 4]
    assert places_of(CROWD, fewest=5).weight.tolist() == [8, 8]
    assert places_of(CROWD, fewest=9).weight.tolist() == [16]


def test_a_lone_house_lies_in_a_large_piece():
    lone = places_of([*CROWD[:8], (0.9, 0.9)])
    assert sorted(lone.weight.tolist()) == [4, 5]


def test_ground_is_cut_the_other_way_where_the_longer_does_not_go():
    tower = [(0.5, 0.1)] * 4 + [(0.5, 0.2)] * 4 + [(0.9, 0.15)] * 3
    assert sorted(places_of(tower).weight.tolist()) == [4, 7]


def test_residents_count_where_they_are_said():
    weighted = places_of([(0.1, 0.1), (0.9, 0.9)], fewest=30, weight=[40, 30])
    assert sorted(weighted.weight.tolist()) == [30, 40]
    alone = places_of([(0.1, 0.1), (0.9, 0.1)], fewest=30, weight=[30, 10])
    assert (alone.lon[0], alone.lat[0]) == pytest.approx((0.3, 0.1)), "nearer to the many"


def test_incidents_go_to_the_piece_that_holds_them():
    places = places_of(CROWD)
    found = snap([(0.3, 0.13), (0.6, 0.89), (0.11, 0.1)], places)
    assert found[0] == found[2] != found[1]
    assert (places.lon[found[0]], places.lat[found[0]]) == pytest.approx((0.1, 0.1))
    assert (places.lon[found[1]], places.lat[found[1]]) == pytest.approx((0.9, 0.9))


def test_a_street_at_the_edge_still_is_of_the_city():
    assert snap([(0.0985, 0.1), (0.095, 0.1)], places_of(CROWD))[0] != NOWHERE
    assert snap([(0.0985, 0.1), (0.095, 0.1)], places_of(CROWD))[1] == NOWHERE


def test_what_lies_outside_or_has_no_point_goes_nowhere():
    places = places_of(CROWD)
    assert snap([(5, 5), (np.nan, 0.1), (0.1, np.nan)], places) == [NOWHERE] * 3


def test_domestic_incidents_go_nowhere():
    places, here = places_of(CROWD), [(0.1, 0.1)] * 3
    assert [one == NOWHERE for one in snap(here, places, ASSAULT, [True, False, None])] == [
        True, False, True,
    ]  # fmt: skip
    assert [one == NOWHERE for one in snap(here, places, ROBBERY, [True, None, np.nan])] == [
        True, False, False,
    ]  # fmt: skip


def test_rapes_are_never_points():
    with pytest.raises(NotForPoints, match="rapes are asked for as points"):
        snap([(0.1, 0.1)], places_of(CROWD), find_measure("rape"))


@pytest.mark.parametrize(
    ("addresses", "settings", "match"),
    [
        (CROWD[:3], {}, "3 addresses"),
        (CROWD, {"fewest": 1}, "at least 1"),
        ([(np.nan, 0.0), *CROWD], {}, "no place"),
        (CROWD, {"weight": [-1.0] * 16}, "below 0"),
    ],
)
def test_what_makes_no_places_is_refused(addresses, settings, match):
    with pytest.raises(BadSetting, match=match):
        places_of(addresses, **settings)


def test_addresses_at_one_point_make_one_place():
    assert places_of([(0.5, 0.5)] * 9).weight.tolist() == [9]


def test_no_points_go_to_no_place():
    empty = np.zeros(0)
    found = snap_points(empty, empty, measure=ROBBERY, domestic=[], places=places_of(CROWD))
    assert found.tolist() == []


@given(st.integers(0, 2**20), st.integers(4, 400), st.integers(2, 40))
def test_every_place_holds_enough_and_every_address_lies_in_one(seed, n, fewest):
    rng = np.random.default_rng(seed)
    lon, lat = rng.normal(-75, 0.05, n), rng.normal(40, 0.03, n)
    if n < fewest:
        return
    places = make_places(lon, lat, fewest=fewest)
    assert places.weight.min() >= fewest
    assert places.weight.sum() == n
    domestic = np.zeros(n, bool)
    found = snap_points(lon, lat, measure=ROBBERY, domestic=domestic, places=places)
    assert np.bincount(found, minlength=len(places.weight)).tolist() == places.weight.tolist()
    # The same again, and in another order: places depend on the addresses alone.
    turned = make_places(lon[::-1], lat[::-1], fewest=fewest)
    assert np.array_equal(turned.lon, places.lon)
    assert np.array_equal(turned.bounds, places.bounds)
    # All the ground between is somebody's.
    x, y = rng.uniform(lon.min(), lon.max(), 50), rng.uniform(lat.min(), lat.max(), 50)
    between = snap_points(x, y, measure=ROBBERY, domestic=np.zeros(50, bool), places=places)
    assert NOWHERE not in between
