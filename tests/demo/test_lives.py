"""The states of each record: in order, without gap, each different from the last."""

import numpy as np
import pytest

from nightout.demo.incidents import NEVER, Incidents
from nightout.demo.lives import UNKNOWN, live, number_cases

CONTENT = ("lon", "lat", "beat", "victims", "killed", "injured")


@pytest.fixture(scope="module")
def one(town):
    """Tell the life of a single incident, the fields that matter given by name."""
    names = [kind.name for kind in town.city.offenses]

    def tell(offense, becomes=None, **known):
        usual = {
            "occurred": 600, "until": -1, "reported": 700, "entered_day": 0, "block": 5,
            "first_block": 5, "placed_day": 0, "moved_day": NEVER, "victims": 1, "extra": 0,
            "recounted_day": NEVER, "killed": 0, "died_day": 0, "becomes_day": NEVER,
            "withdrawn_day": NEVER,
        }  # fmt: skip
        values = usual | known
        values["offense"] = names.index(offense)
        values["becomes"] = names.index(becomes or offense)
        incident = Incidents(**{name: np.array([value]) for name, value in values.items()})
        states = live(town.city, town.streets, incident, np.random.default_rng(1))
        return [
            (names[o], a, b, v, k, i)
            for o, a, b, v, k, i in zip(
                states.offense, states.from_day, states.until_day, states.victims, states.killed,
                states.injured, strict=True,
            )
        ]  # fmt: skip

    return tell


def test_a_fatal_shooting_is_two_records_of_one_case(one):
    assert one("shooting", victims=3, killed=1) == [
        ("homicide", 0, NEVER, 1, 1, UNKNOWN),
        ("shooting", 0, NEVER, 3, 1, 2),
    ]


def test_a_victim_who_dies_later_turns_an_assault_into_a_homicide(one):
    told = one("aggravated_assault", "homicide", killed=1, died_day=9, becomes_day=9)
    assert told == [
        ("homicide", 9, NEVER, 1, 1, UNKNOWN),
        ("aggravated_assault", 0, 9, 1, UNKNOWN, UNKNOWN),
    ]


def test_a_victim_who_dies_later_changes_the_shooting_and_adds_the_homicide(one):
    assert one("shooting", victims=2, killed=1, died_day=4) == [
        ("homicide", 4, NEVER, 1, 1, UNKNOWN),
        ("shooting", 0, 4, 2, 0, 2),
        ("shooting", 4, NEVER, 2, 1, 1),
    ]


def test_a_justified_killing_leaves_the_shooting_standing(one):
    assert one("shooting", killed=1, withdrawn_day=60) == [
        ("homicide", 0, 60, 1, 1, UNKNOWN),
        ("shooting", 0, NEVER, 1, 1, 0),
    ]


def test_a_robbery_found_to_be_a_larceny_stops_counting_victims(one):
    assert one("robbery", "larceny", becomes_day=5, recounted_day=8, extra=1) == [
        ("robbery", 0, 5, 2, UNKNOWN, UNKNOWN),
        ("larceny", 5, NEVER, UNKNOWN, UNKNOWN, UNKNOWN),
    ]


def test_what_is_withdrawn_before_it_is_corrected_is_never_corrected(one):
    assert one("robbery", withdrawn_day=5, recounted_day=8, extra=1) == [
        ("robbery", 0, 5, 2, UNKNOWN, UNKNOWN),
    ]


def test_two_things_learned_on_one_day_are_one_state(one):
    told = one("shooting", victims=2, killed=1, died_day=4, recounted_day=4, extra=1)
    assert told[1:] == [("shooting", 0, 4, 3, 0, 3), ("shooting", 4, NEVER, 2, 1, 1)]


def test_states_follow_each_other_without_gap_and_each_says_something_new(town):
    states = town.states
    same = (states.case[1:] == states.case[:-1]) & (states.offense[1:] == states.offense[:-1])
    assert same.sum() > 500
    assert (states.until_day > states.from_day).all()
    assert (states.until_day[:-1] == states.from_day[1:])[same].all()
    differs = np.zeros(same.size, dtype=bool)
    for name in CONTENT:
        column = np.nan_to_num(getattr(states, name), nan=-999)
        differs |= column[1:] != column[:-1]
    assert differs[same].all()


def test_an_incident_without_place_has_no_beat(town):
    unplaced = np.isnan(town.states.lon)
    assert (unplaced == (town.states.beat == UNKNOWN)).all()
    assert (unplaced == np.isnan(town.states.lat)).all()
    current = town.states.until_day == NEVER
    assert unplaced[current].mean() == pytest.approx(0.015, abs=0.004)


def test_killed_and_injured_add_up_to_the_victims_of_a_shooting(town):
    states = town.states
    shot = states.injured != UNKNOWN
    assert ((states.killed + states.injured)[shot] == states.victims[shot]).all()
    assert (states.injured[shot] >= 0).all()


def test_cases_are_numbered_from_one_each_year_by_report(town):
    day = 24 * 60
    reported = np.array([400 * day, 10, 5, 365 * day])
    assert number_cases(town.city, reported).tolist() == [
        "RM18-00002", "RM17-00002", "RM17-00001", "RM18-00001",
    ]  # fmt: skip
