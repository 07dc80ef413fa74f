"""The night of the made-up city: likely, seeded, on its streets, and with promises one can keep."""

import datetime as dt
import json
from collections import Counter

import numpy as np
import pytest
import shapely

from nightout.demo import NIGHT, draw_night, write_night
from nightout.demo.gathering_words import HOSTS, NOTES
from nightout.demo.ground import METRES_PER_DEGREE, to_lonlat
from nightout.errors import BadSetting
from nightout.visits import Request, read_caravan, read_gatherings, read_rules, read_units

HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def night(town):
    return draw_night(town, np.random.default_rng(4))


def drive(one, other, rules):
    """How long it takes from one place to the other by the rules, worked out anew."""
    east = (other.lon - one.lon) * METRES_PER_DEGREE * np.cos(np.radians(one.lat))
    north = (other.lat - one.lat) * METRES_PER_DEGREE
    km = np.hypot(east, north) / 1000 * rules.circuity
    return dt.timedelta(hours=km / rules.speed_kmh)


def test_there_are_300_gatherings_and_40_units_of_five_kinds(night):
    assert len(night.gatherings) == 300
    assert Counter(one.kind for one in night.units) == {
        "police": 27, "fire": 8, "k9": 2, "mcgruff": 2, "mayor": 1,
    }  # fmt: skip
    assert sum(one.reserve for one in night.units) == 4


def test_every_gathering_stands_in_the_beat_it_names_and_alone_on_its_block(night, town):
    beats = dict(zip(town.beats.beat, town.beats.polygons, strict=True))
    hoods = dict(zip(town.beats.beat, town.beats.neighborhood, strict=True))
    for one in night.gatherings:
        shape = shapely.transform(beats[one.beat], lambda xy: np.column_stack(to_lonlat(*xy.T)))
        # A house may stand a step over the middle of the street that parts two beats.
        assert shape.distance(shapely.Point(one.lon, one.lat)) < 2 / METRES_PER_DEGREE, one
        assert one.neighbourhood == hoods[one.beat]
    assert len({one.address for one in night.gatherings}) == 300
    assert len({one.name for one in night.gatherings}) == 300


def test_the_evening_is_like_those_that_cities_publish(night):
    starts = Counter(f"{one.starts:%H:%M}" for one in night.gatherings)
    assert starts.most_common(1)[0][0] == "18:00"
    assert 0.4 < starts["18:00"] / 300 < 0.6
    assert {one.starts.date() for one in night.gatherings} == {NIGHT}
    assert max(one.ends for one in night.gatherings).time() <= dt.time(21, 30)
    # Minneapolis, 2009: nearly 59,500 people at 1,033 gatherings, 58 each.
    assert 35 < np.mean([one.expected for one in night.gatherings]) < 70
    assert 0.1 < np.mean([one.first_timer for one in night.gatherings]) < 0.26
    assert not any(one.first_timer and one.missed_last_year for one in night.gatherings)


def test_hosts_have_a_first_name_that_nobody_has_and_notes_fit_the_wishes(night):
    kinds = {note: kind for kind, note in NOTES}
    for one in night.gatherings:
        assert one.host in HOSTS
        kind = kinds[one.notes] if one.notes else None
        assert kind is None or kind in one.wanted


def test_every_beat_is_one_cars_own(night, town):
    own = Counter(beat for one in night.units if one.kind == "police" for beat in one.beats)
    assert own == dict.fromkeys(town.beats.beat, 1)


@pytest.mark.parametrize("seed", range(4, 8))
def test_each_promise_can_be_kept_by_itself(town, seed):
    night = draw_night(town, np.random.default_rng(seed))
    promised = [one for one in night.gatherings if one.promised]
    assert len(promised) == 17
    assert any(promise.unit_id for one in promised for promise in one.promised)
    stops = {stop.gathering_id for stop in night.caravan}
    for gathering in promised:
        assert gathering.gathering_id not in stops
        (promise,) = gathering.promised
        able = [
            unit for unit in night.units
            if unit.kind == promise.kind and promise.unit_id in ("", unit.unit_id)
            and not unit.reserve and not unit.caravan
            and unit.shift_start + drive(unit, gathering, night.rules) < gathering.ends - HOUR / 2
        ]  # fmt: skip
        assert able


def test_the_caravan_can_be_driven_and_is_home_in_time(night):
    places = {one.gathering_id: one for one in night.gatherings}
    for car in (one for one in night.units if one.caravan):
        at, now = car, car.shift_start
        for stop in night.stops_of(car.caravan):
            there = places[stop.gathering_id]
            assert now + drive(at, there, night.rules) <= stop.arrive
            assert there.starts <= stop.arrive < stop.leave <= there.ends
            assert "mayor" in there.wanted
            at, now = there, stop.leave
        assert now + drive(at, car, night.rules) <= car.shift_end
    assert len(night.caravan) >= 5


def test_what_is_written_is_read_back_the_same(night, tmp_path):
    files = write_night(tmp_path, night)
    rules = read_rules(files.rules)
    back = Request(
        read_gatherings(files.gatherings), read_units(files.units), rules.rules,
        read_caravan(files.caravan),
    )  # fmt: skip
    assert back == night
    assert rules.date == NIGHT
    assert read_gatherings(files.points) == night.gatherings
    assert "made up" in json.loads(files.points.read_text())["description"]
    assert "made up" in files.rules.read_text()


def test_the_seed_decides_the_gatherings_and_not_the_units(night, town):
    again = draw_night(town, np.random.default_rng(4))
    other = draw_night(town, np.random.default_rng(5))
    assert again == night
    assert other.gatherings != night.gatherings
    assert other.units == night.units


def test_more_gatherings_than_streets_have_room_for_are_refused(town):
    with pytest.raises(BadSetting, match="n_gatherings is 5000"):
        draw_night(town, np.random.default_rng(4), 5_000)
