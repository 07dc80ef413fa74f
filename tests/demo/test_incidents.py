"""Reports, harm and corrections, drawn as the table of offenses says."""

import datetime as dt

import numpy as np
import pytest

from nightout.demo import Rivermouth
from nightout.demo.crime import Crimes
from nightout.demo.incidents import NEVER, draw_incidents, skip_missing_hour

N = 40_000


def draw(town, offense, seed=1):
    names = [kind.name for kind in town.city.offenses]
    rng = np.random.default_rng(seed)
    crimes = Crimes(
        np.full(N, names.index(offense)),
        np.sort(rng.uniform(0, 900, N)),
        rng.integers(0, town.streets.beat.size, N),
    )
    return draw_incidents(town.city, town.streets, crimes, rng), names


@pytest.mark.parametrize("offense", ["homicide", "rape", "larceny", "burglary"])
def test_nothing_is_reported_before_it_happened_nor_entered_before_reported(town, offense):
    incidents, _ = draw(town, offense)
    assert (incidents.reported >= incidents.occurred).all()
    between = incidents.until >= 0
    assert (incidents.until >= incidents.occurred)[between].all()
    assert (incidents.reported >= incidents.until)[between].all()
    assert (incidents.entered_day * 1_440 + 1_439 >= incidents.reported).all()
    for later in (incidents.moved_day, incidents.recounted_day, incidents.withdrawn_day):
        assert (later > incidents.entered_day).all()


def test_homicides_are_soon_reported_and_rapes_and_larcenies_have_long_tails(town):
    delay = {}
    for offense in ("homicide", "rape", "larceny"):
        incidents, _ = draw(town, offense)
        known = np.maximum(incidents.occurred, incidents.until)
        delay[offense] = (incidents.reported - known) / 1_440
    assert np.mean(delay["homicide"] < 1) > 0.9
    assert 0.01 < np.mean(delay["homicide"] > 2) < 0.08
    assert np.quantile(delay["rape"], 0.9) > 25
    assert np.quantile(delay["larceny"], 0.95) > 10


def test_six_in_ten_burglaries_are_known_only_between_two_times(town):
    incidents, _ = draw(town, "burglary")
    assert np.mean(incidents.until >= 0) == pytest.approx(0.6, abs=0.02)


def test_some_homicides_begin_as_assaults_whose_victim_dies_within_sixty_days(town):
    incidents, names = draw(town, "homicide")
    late = incidents.offense == names.index("aggravated_assault")
    assert late.mean() == pytest.approx(town.city.late_death_share, abs=0.01)
    wait = (incidents.becomes_day - incidents.entered_day)[late]
    assert (wait.min(), wait.max()) == (1, 60)
    assert (incidents.becomes[late] == names.index("homicide")).all()
    assert (incidents.becomes_day[~late] == NEVER).all()


def test_shootings_hurt_somebody_and_kill_in_the_planted_share(town):
    incidents, _ = draw(town, "shooting")
    assert incidents.victims.min() >= 1
    assert (incidents.killed <= incidents.victims).all()
    assert (incidents.killed > 0).mean() == pytest.approx(town.city.fatal_share, abs=0.01)
    assert (incidents.victims + incidents.extra).min() >= 1
    assert 0.0003 < (incidents.victims >= 4).mean() < 0.02


def test_some_killings_are_ruled_justified_and_few_shootings_unfounded(town):
    incidents, _ = draw(town, "shooting")
    fatal, gone = incidents.killed > 0, incidents.withdrawn_day < NEVER
    assert gone[fatal].mean() == pytest.approx(0.04, abs=0.01)
    assert gone[~fatal].mean() < 0.01
    assert (incidents.withdrawn_day >= incidents.died_day).all()


def test_about_one_in_seventy_is_never_placed(town):
    incidents, _ = draw(town, "larceny")
    assert (incidents.placed_day == NEVER).mean() == pytest.approx(0.015, abs=0.003)
    assert (incidents.placed_day > incidents.entered_day).mean() == pytest.approx(0.02, abs=0.003)


def test_a_corrected_place_is_another_block_of_the_same_beat(town):
    incidents, _ = draw(town, "robbery")
    moved = incidents.moved_day < NEVER
    beat = town.streets.beat
    assert moved.any()
    assert (incidents.block != incidents.first_block)[moved].all()
    assert (incidents.block == incidents.first_block)[~moved].all()
    assert (beat[incidents.block] == beat[incidents.first_block]).all()


def test_the_hour_that_no_clock_showed_in_march_is_skipped():
    city = Rivermouth()
    start = dt.datetime(2017, 1, 1)
    for night in ("2017-03-12", "2020-03-08", "2021-03-14"):
        two = dt.datetime.fromisoformat(f"{night}T02:00")
        at = int((two - start).total_seconds() // 60)
        minutes = np.array([at - 1, at, at + 30, at + 59, at + 60])
        assert (skip_missing_hour(city, minutes) - at).tolist() == [-1, 60, 60, 60, 60]
