"""Travel times: known distances, fitted speeds, and tables that were brought along."""

import numpy as np
import pytest

from nightout.errors import BadSetting, MissingColumn, UnknownName
from nightout.visits import fit_speed, read_travel, straight_travel
from nightout.visits.travel import distances_m
from tests.visits.conftest import DEGREE_M, gathering, night, unit
from tests.visits.plain import metres_between


def test_a_degree_of_latitude_is_what_it_is():
    (row,) = distances_m(np.array([[0.0, 0.0]]), np.array([[0.0, 1.0], [90.0, 0.0], [180.0, 0.0]]))
    assert row[0] == pytest.approx(DEGREE_M, abs=1)
    assert row[1] == pytest.approx(np.pi / 2 * 6_371_008.8)
    assert row[2] == pytest.approx(np.pi * 6_371_008.8)


def test_distances_are_those_of_another_formula():
    units = [unit("A", 0), unit("B", 12_345, lon=-40.2), unit("C", -800, lon=-39.9)]
    spots = np.array([(one.lon, one.lat) for one in units])
    plain = [[metres_between(one, other) for other in units] for one in units]
    assert distances_m(spots) == pytest.approx(np.array(plain), abs=0.2)


def test_travel_is_distance_times_circuity_over_speed():
    made = night([gathering("G", 1_000), gathering("H", lon=None, lat=None)], [unit("P")],
                 speed_kmh=36, circuity=1.5)  # fmt: skip
    travel = straight_travel(made)
    assert travel.place_ids == (("gathering", "G"), ("unit", "P"))
    # 1,500 m at 10 m/s
    assert travel.seconds.tolist() == [[0, 150], [150, 0]]
    assert "x 1.5 at 36 km/h; rivers and railways are not known" in travel.words


def test_speeds_are_found_again_whatever_stood_in_the_way():
    rng = np.random.default_rng(3)
    length = rng.uniform(100, 6_000, 400)
    seconds = length * 1.3 / (25 / 3.6)
    seconds[::9] *= 3  # a coffee on the way
    fitted = fit_speed(length, seconds, circuity=1.3)
    assert fitted.speed_kmh == pytest.approx(25, rel=0.001)
    assert fitted.low_kmh <= fitted.speed_kmh <= fitted.high_kmh
    assert fitted.n_trips + fitted.n_left_out == 400
    assert fitted.n_left_out == (length < 300).sum()
    twice = fit_speed(length, seconds, circuity=2.6)
    assert twice.speed_kmh == pytest.approx(2 * fitted.speed_kmh)


def test_too_few_trips_say_nothing():
    with pytest.raises(BadSetting, match="3 of 4 trips are 300 m or longer"):
        fit_speed([1000, 2000, 3000, 50], [60, 60, 60, 60], circuity=1.3)
    with pytest.raises(BadSetting, match="a trip took 0 seconds"):
        fit_speed([1000] * 20, [0] * 20, circuity=1.3)


@pytest.fixture
def made():
    return night([gathering("G"), gathering("H", lon=None, lat=None)],
                 [unit("P", station="First"), unit("Q", station="First"), unit("R")])  # fmt: skip


def test_a_table_goes_by_stations_and_may_differ_by_direction(files, made):
    text = "from,to,seconds\nG,First,60\nFirst,G,90.4\nG,R,1\nR,G,2\nR,First,3\nFirst,R,4\nX,G,9\n"
    travel = read_travel(files(t_csv=text) / "t.csv", made)
    assert [place for _, place in travel.place_ids] == ["G", "P", "Q", "R"]
    assert travel.seconds.tolist() == [[0, 60, 60, 1], [90, 0, 0, 4], [90, 0, 0, 4], [2, 3, 3, 0]]
    assert travel.words == "the table t.csv"


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("from,to\nG,First\n", MissingColumn, "has no column seconds"),
        ("from,to,seconds\nG,First,60\n", UnknownName, r"from G to R \(8 pairs are missing\)"),
        ("from,to,seconds\nG,First,soon\n", BadSetting, "takes what cannot be read"),
        ("from,to,seconds\nG,First,99999\n", BadSetting, "takes 99999 seconds"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(files, made, text, error, message):
    with pytest.raises(error, match=message):
        read_travel(files(t_csv=text) / "t.csv", made)


def test_an_id_that_is_two_things_is_refused(files):
    both = night([gathering("First")], [unit("P", station="First")])
    with pytest.raises(BadSetting, match="First is both a gathering and a station"):
        read_travel(files(t_csv="from,to,seconds\n") / "t.csv", both)
