"""Travel along streets: grids drawn as text, a river with a bridge, and a twin in loops."""

import json
from itertools import pairwise

import numpy as np
import pytest

from nightout.errors import BadSetting, MissingColumn, UnreadableFile
from nightout.visits import StreetRules, read_streets, straight_travel, street_travel
from nightout.visits.street_net import join_streets
from nightout.visits.travel_again import travel_anew
from tests.visits.conftest import DEGREE_M, LAT, LON, gathering, night, unit
from tests.visits.plain_streets import times

EAST_M = DEGREE_M * np.cos(np.radians(LAT))
# Blocks of 100 m, at 36 km/h 10 seconds each: letters are places, lines are streets.
GRID = """
A-+-B
| | |
+-C-+
| | |
+-+-D
"""
# Two banks a block apart, five blocks long; the bridge is at the far end.
RIVER = """
A-+-+-+-+
        |
B-+-+-+-+
"""


def at(row, column, block_m=100):
    return (LON + column / 2 * block_m / EAST_M, LAT - row / 2 * block_m / DEGREE_M)


def draw(picture):
    """Give the streets as lines, one per stroke, and the places by their letter."""
    rows = picture.strip("\n").splitlines()
    lines, places = [], {}
    for r, row in enumerate(rows):
        for c, sign in enumerate(row):
            if sign == "-":
                lines.append((at(r, c - 1), at(r, c + 1)))
            elif sign == "|":
                lines.append((at(r - 1, c), at(r + 1, c)))
            elif sign.isalpha():
                places[sign] = at(r, c)
    return lines, places


@pytest.fixture
def street_file(tmp_path):
    def write(lines, *columns, name="streets.geojson"):
        columns = columns or [{}] * len(lines)
        features = [
            {"type": "Feature", "properties": told,
             "geometry": {"type": "LineString", "coordinates": line}}
            for line, told in zip(lines, columns, strict=True)
        ]  # fmt: skip
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


def evening(places, **rules):
    rules = {"speed_kmh": 36, "circuity": 1} | rules
    there = [gathering(key, lon=lon, lat=lat) for key, (lon, lat) in places.items()]
    return night(there, [], **rules)


def seconds(path, places, **rules):
    made = evening(places, **rules)
    travel = street_travel(read_streets([path], made.rules.streets), made)
    keys = [key for _, key in travel.place_ids]
    return {a + b: int(travel.seconds[i, j]) for i, a in enumerate(keys)
            for j, b in enumerate(keys)}, travel  # fmt: skip


def test_ways_on_a_grid_are_its_blocks(street_file):
    lines, places = draw(GRID)
    took, travel = seconds(street_file(lines), places)
    assert (took["AB"], took["AC"], took["AD"], took["BC"], took["BD"]) == (20, 20, 40, 20, 20)
    assert took["AA"] == 0
    assert (travel.seconds == travel.seconds.T).all()
    assert travel.words == "the streets of streets.geojson at 36 km/h"
    assert travel.notes == ()


def test_a_place_beside_a_street_is_reached_from_its_nearest_point(street_file):
    lines, places = draw(GRID)
    # 30 m north of a quarter of the first block; another at half of it, on the street.
    places |= {"E": at(-0.6, 0.5), "F": at(0, 1)}
    took, _ = seconds(street_file(lines), places, circuity=1.5)
    assert took["EA"] == (30 * 1.5 + 25) / 10
    assert took["EF"] == (30 * 1.5 + 25) / 10
    assert took["FB"] == 15


def test_the_way_over_the_bridge_is_longer_than_the_straight_line(street_file):
    lines, places = draw(RIVER)
    took, _ = seconds(street_file(lines), places)
    assert took["AB"] == 40 + 10 + 40
    assert straight_travel(evening(places)).seconds[0, 1] == 10


def test_one_ways_are_driven_one_way(street_file):
    square = [at(0, 0), at(0, 2), at(2, 2), at(2, 0), at(0, 0)]
    lines = list(pairwise(square))
    ways = [{"oneway": "yes"}, {"OneWay": "FT"}, {"ONEWAY": True}, {"oneway": 1}]
    places = {"A": square[0], "B": square[1]}
    took, _ = seconds(street_file(lines, *ways), places)
    assert (took["AB"], took["BA"]) == (10, 30)
    back = [{"oneway": "-1"}, {"oneway": "TF"}, {"oneway": "reverse"}, {"oneway": -1.0}]
    took, _ = seconds(street_file(lines, *back), places)
    assert (took["AB"], took["BA"]) == (30, 10)
    # Both on one block, which is driven around when the other lies behind.
    took, _ = seconds(street_file(lines, *ways), {"C": at(0, 0.5), "D": at(0, 1.5)})
    assert (took["CD"], took["DC"]) == (5, 35)


@pytest.mark.parametrize("side", range(4))
def test_a_place_at_a_corner_is_on_all_of_its_streets(street_file, side):
    # The one-way that ends at B's corner is as near as the street to C.
    square = [at(0, 0), at(0, 2), at(2, 2), at(2, 0)]
    told = [{"oneway": "yes" if i == side else ""} for i in range(4)]
    path = street_file(list(pairwise([*square, square[0]])), *told)
    places = {"A": square[side], "B": square[(side + 1) % 4], "C": square[(side + 2) % 4]}
    took, _ = seconds(path, places)
    assert (took["AB"], took["BA"]) == (10, 30)
    assert took["CB"] == took["BC"] == 10


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_streets_between_the_same_corners_the_quicker_is_taken(street_file, first):
    told = [{"maxspeed": 72}, {"maxspeed": 18}]
    path = street_file([(at(0, 0), at(0, 2))] * 2, told[first], told[1 - first])
    places = {"A": at(0, 0), "B": at(0, 2)}
    assert seconds(path, places, streets=StreetRules(limit_share=1))[0]["AB"] == 5


def test_limits_say_how_fast(street_file):
    lines = [(at(0, 0), at(0, 2)), (at(0, 2), at(0, 4)), (at(0, 4), at(0, 6))]
    places = {"A": at(0, 0), "B": at(0, 2), "C": at(0, 4), "D": at(0, 6)}
    told = [{"maxspeed": "50"}, {"maxspeed": "30 mph"}, {"maxspeed": None}]
    took, travel = seconds(street_file(lines, *told), places, streets=StreetRules(limit_share=0.5))
    assert took["AB"] == round(100 / (25 / 3.6))
    assert took["BC"] == round(100 / (15 * 1.609344 / 3.6))
    assert took["CD"] == 10
    assert "or 0.5 of the limit where one is known" in travel.words


def test_bare_limits_of_other_names_need_a_unit(street_file):
    path = street_file([(at(0, 0), at(0, 2))], {"SPEED_LIMIT": 30})
    with pytest.raises(BadSetting, match="speed_limit 30, which may be miles or kilometres"):
        read_streets([path])
    (limit,) = read_streets([path], StreetRules(speed_unit="mph")).limit_kmh
    assert limit == pytest.approx(48.28032)


def test_columns_can_be_named(street_file):
    path = street_file([(at(0, 0), at(0, 2))], {"POSTED": 40, "DIR": "TF"})
    rules = StreetRules(speed_column="posted", oneway_column="dir", speed_unit="km/h")
    read = read_streets([path], rules)
    assert (read.limit_kmh.tolist(), read.along.tolist(), read.against.tolist()) == (
        [40], [False], [True]
    )  # fmt: skip
    with pytest.raises(MissingColumn, match="no column speed; they have posted, dir"):
        read_streets([path], StreetRules(speed_column="speed"))


def test_paths_for_feet_and_closed_streets_are_not_driven(street_file):
    lines, places = draw(RIVER)
    lines.append((places["A"], places["B"]))
    for told in ({"highway": "footway"}, {"oneway": "NV"}):
        took, _ = seconds(street_file(lines, *[{}] * (len(lines) - 1), told), places)
        assert took["AB"] == 90


def test_lines_join_within_a_metre_and_not_where_they_cross(street_file):
    near = 0.9 / DEGREE_M
    lon, lat = at(0, 2)
    lines = [(at(0, 0), (lon, lat)), ((lon, lat + near), at(0, 4))]
    took, _ = seconds(street_file(lines), {"A": at(0, 0), "B": at(0, 4)})
    assert took["AB"] == 20
    # A bridge over the middle of a street, and the way around to it.
    lines = [(at(0, 0), at(0, 4)), (at(-2, 2), at(2, 2)), (at(2, 2), at(2, 4)),
             (at(2, 4), at(0, 4))]  # fmt: skip
    took, _ = seconds(street_file(lines), {"A": at(0, 0), "B": at(-2, 2)})
    assert took["AB"] == 20 + 10 + 10 + 20


def test_a_finely_drawn_bend_keeps_its_length(street_file):
    bend = [at(0, i * 0.01) for i in range(201)]
    took, _ = seconds(street_file([bend]), {"A": bend[0], "B": bend[-1]})
    assert took["AB"] == 10


def test_a_place_off_the_streets_goes_by_straight_lines_and_is_named(street_file):
    lines, places = draw(GRID)
    places["Z"] = at(0, 24)
    took, travel = seconds(street_file(lines), places)
    # 1,200 m east of A, 1,000 m east of B.
    assert (took["AZ"], took["ZB"], took["AD"]) == (120, 100, 40)
    (note,) = travel.notes
    assert note.startswith("Z: farther than 200 m from any street of streets.geojson")


def test_a_street_that_is_cut_off_is_not_stood_on(street_file):
    lines, places = draw(GRID)
    lines.append((at(1, 4.6), at(3, 4.6)))
    places["Z"] = at(2, 4.6)
    took, travel = seconds(street_file(lines), places)
    assert took["CZ"] == 10 + 3
    (note,) = travel.notes
    assert note.startswith("Z: the nearest street does not join the rest")


def test_a_dead_end_that_cannot_be_left_is_not_driven_into(street_file):
    lines, places = draw(GRID)
    told = [{}] * len(lines) + [{"oneway": "yes"}]
    lines.append((places["B"], at(0, 6)))
    took, travel = seconds(street_file(lines, *told), places | {"Z": at(0, 5)})
    assert (took["BZ"], took["ZB"]) == (5, 5)
    assert "cannot be left again" in travel.notes[0]


def test_streets_of_elsewhere_are_refused(street_file):
    path = street_file([(at(0, 0), at(0, 2))])
    with pytest.raises(BadSetting, match=r"2 of 3 places are farther than 200 m .*\(B, C\)"):
        seconds(path, {"A": at(0, 0), "B": at(40, 0), "C": at(50, 0)})


@pytest.mark.parametrize(
    ("line", "told", "error", "message"),
    [
        (3, {}, UnreadableFile, "a line that cannot be read"),
        (((500_000, 4_000_000), (500_100, 4_000_000)), {}, UnreadableFile, "is not in degrees"),
        ((("x", 1), (2, 3)), {}, UnreadableFile, "a line that cannot be read"),
        ((at(0, 0), at(0, 2)), {"oneway": "F"}, BadSetting, "oneway 'f', which says no direction"),
        ((at(0, 0), at(0, 2)), {"highway": "steps"}, UnreadableFile, "no line that is driven on"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(street_file, line, told, error, message):
    with pytest.raises(error, match=message):
        read_streets([street_file([line], told)])


@pytest.mark.parametrize("shape", [None, 3, {"type": "Point", "coordinates": [1, 2]},
                                   {"type": "MultiLineString", "coordinates": None}])  # fmt: skip
def test_a_file_without_lines_is_refused(tmp_path, shape):
    feature = {"type": "Feature", "properties": None, "geometry": shape}
    path = tmp_path / "streets.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(UnreadableFile, match="holds no line that is driven on"):
        read_streets([path])


def test_streets_that_lead_nowhere_back_are_refused(street_file):
    path = street_file([(at(0, 0), at(0, 2))], {"oneway": "yes"})
    with pytest.raises(BadSetting, match="can be driven there and back"):
        join_streets(read_streets([path]))


def test_several_files_are_one_net(street_file):
    lines, places = draw(RIVER)
    made = evening(places)
    banks, bridge = [one for one in lines if one[0][1] == one[1][1]], []
    bridge = [one for one in lines if one not in banks]
    paths = [street_file(banks, name="banks.geojson"), street_file(bridge, name="bridge.geojson")]
    travel = street_travel(read_streets(paths), made)
    assert travel.seconds[0, 1] == 90
    assert "banks.geojson, bridge.geojson" in travel.words


def test_limits_that_cannot_be_read_are_counted(street_file):
    path = street_file([(at(0, 0), at(0, 2))] * 2, {"maxspeed": "walk"}, {"maxspeed": "999"})
    assert read_streets([path]).notes == ("2 streets have a speed limit that cannot be read",)


def _random_town(rng):
    """Draw a lattice with gaps, limits and one-ways, its places beside streets."""
    lines, told = [], []
    for r in range(6):
        for c in range(6):
            for down, over in ((0, 2), (2, 0)):
                if rng.random() < 0.9:
                    lines.append((at(2 * r, 2 * c), at(2 * r + down, 2 * c + over)))
                    told.append(
                        {
                            "maxspeed": [None, "30", "60"][rng.integers(3)],
                            "oneway": ["", "yes", "-1"][rng.choice(3, p=[0.7, 0.15, 0.15])],
                        }
                    )
    places = {f"P{i}": at(*rng.uniform(0, 11, 2)) for i in range(12)}
    return lines, told, places  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_times_are_those_of_loops_and_no_quicker_than_straight_lines(street_file, seed):
    lines, told, places = _random_town(np.random.default_rng(seed))
    path = street_file(lines, *told)
    _, travel = seconds(path, places, streets=StreetRules(limit_share=1, off_street_m=400))
    net = join_streets(read_streets([path]))
    kept = net.streets
    pieces = [
        (tuple(kept.ends[i, 0]), tuple(kept.ends[i, 1]),
         36.0 if np.isnan(kept.limit_kmh[i]) else kept.limit_kmh[i], bool(kept.along[i]),
         bool(kept.against[i]))
        for i in np.flatnonzero(net.main)
    ]  # fmt: skip
    plain = np.array(times(pieces, list(places.values()), 36))
    assert np.abs(travel.seconds - plain).max() <= 1
    fastest = straight_travel(evening(places, speed_kmh=60)).seconds
    assert (travel.seconds >= fastest - 1).all()


def test_batches_do_not_change_the_times(street_file, monkeypatch):
    lines, places = draw(GRID)
    path = street_file(lines)
    whole, _ = seconds(path, places)
    monkeypatch.setattr("nightout.visits.streets.MOST_CELLS", 1)
    assert seconds(path, places)[0] == whole


def test_progress_ends_with_all(street_file):
    lines, places = draw(GRID)
    told = []
    street_travel(read_streets([street_file(lines)]), evening(places), told.append)
    assert told[-1] == 1


def test_a_gathering_that_moved_is_found_on_the_streets(street_file):
    lines, places = draw(RIVER)
    before = evening(places)
    travel = street_travel(read_streets([street_file(lines)]), before)
    after = evening(places | {"B": at(2, 2), "N": at(2, 4)})
    again = travel_anew(travel, before, after)
    assert [key for _, key in again.place_ids] == ["A", "B", "N"]
    assert again.seconds[0].tolist() == [0, 80, 70]
    assert not again.notes


def test_units_of_one_station_are_no_time_apart(street_file):
    lines, places = draw(GRID)
    lon, lat = places["A"]
    made = night([gathering("B", lon=places["B"][0], lat=places["B"][1])],
                 [unit("P", lon=lon, lat=lat + 0.0002), unit("Q", lon=lon, lat=lat + 0.0002)],
                 speed_kmh=36, circuity=1)  # fmt: skip
    took = street_travel(read_streets([street_file(lines)]), made).seconds
    assert took[1, 2] == took[2, 1] == 0
    assert took[0, 1] == took[0, 2] == round((200 + DEGREE_M * 0.0002) / 10)
