"""What happens, when and where, against what was planted."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from nightout.demo import HOT_SPOTS, HotSpot, Rivermouth
from nightout.demo.crime import (
    Crimes,
    draw_crimes,
    draw_year_effects,
    find_spot_blocks,
    scatter,
    weigh_blocks,
    weigh_hours,
)

EVEN = dict.fromkeys(range(2016, 2022), 1.0)


@pytest.fixture(scope="module")
def crimes(town):
    people = town.beats.population
    return draw_crimes(town.city, town.streets, people, EVEN, np.random.default_rng(11))


def of(crimes: Crimes, name: str, city: Rivermouth) -> np.ndarray:
    return crimes.offense == [offense.name for offense in city.offenses].index(name)


def day_of(city: Rivermouth, day: dt.date) -> int:
    return (day - city.start).days


def test_there_are_15_to_20_thousand_incidents_a_year(town, crimes):
    yearly = np.bincount((crimes.time_days // 365.25).astype(int))[:4]
    assert ((yearly > 15_000) & (yearly < 20_000)).all()


def test_each_offense_happens_as_often_as_it_should(town, crimes):
    before = crimes.time_days < day_of(town.city, dt.date(2020, 1, 1))
    for offense in town.city.offenses:
        n = (of(crimes, offense.name, town.city) & before).sum()
        wanted = 3 * offense.per_year
        # Contagion widens a Poisson count's spread by 1 / (1 - branching).
        sd = np.sqrt(wanted) / (1 - offense.kernel.branching)
        assert abs(n - wanted) < 4 * sd, offense.name


def test_shootings_rise_by_the_planted_ratio(town, crimes):
    shot = crimes.time_days[of(crimes, "shooting", town.city)]
    spot_free = replace(town.city, hot_spots=())
    cut = day_of(spot_free, town.city.rise_from)
    expected = weigh_hours(spot_free, town.city.offenses[-1], EVEN)
    ratio = (shot > cut).sum() / (town.city.n_days - cut) / ((shot < cut).sum() / cut)
    assert ratio == pytest.approx(1.35, abs=0.2)
    start = 24 * town.city.burn_in_days
    year = slice(start + 24 * cut, start + 24 * (cut + 365))
    usual = slice(start + 24 * (cut - 365), start + 24 * cut)
    assert expected[year].sum() / expected[usual].sum() == pytest.approx(1.35, abs=0.005)


def test_other_offenses_do_not_rise(town):
    for offense in town.city.offenses:
        hours = weigh_hours(town.city, offense, EVEN)
        last, usual = hours[-24 * 365 :].sum(), hours[-24 * 1_460 : -24 * 1_095].sum()
        assert last / usual == pytest.approx(1.35 if offense.rises else 1.0, abs=0.01)


def test_a_usual_year_of_hours_sums_to_the_rate_without_offspring(town):
    for offense in town.city.offenses:
        hours = weigh_hours(town.city, offense, EVEN)
        first = 24 * town.city.burn_in_days
        year = hours[first : first + 24 * 365].sum()
        assert year == pytest.approx(offense.per_year * (1 - offense.kernel.branching), rel=0.01)


@pytest.mark.parametrize("spot", HOT_SPOTS, ids=lambda spot: spot.name)
def test_planted_hot_spots_show_in_counts(town, crimes, spot):
    inside = find_spot_blocks(spot, town.streets)
    share = town.streets.length_m[inside].sum() / town.streets.length_m.sum()
    since = day_of(town.city, spot.since) if spot.since else 0
    kept = crimes.time_days >= since
    kept &= np.logical_or.reduce([of(crimes, name, town.city) for name in spot.offenses])
    times_usual = inside[crimes.block[kept]].mean() / share
    # Offspring leave the spot and normal ones enter: between a half and the whole is right.
    assert 0.45 * spot.strength < times_usual < 1.2 * spot.strength


def test_the_new_hot_spot_was_not_there_before_2021(town, crimes):
    (spot,) = [spot for spot in HOT_SPOTS if spot.since]
    inside = find_spot_blocks(spot, town.streets)[crimes.block]
    violent = np.logical_or.reduce([of(crimes, name, town.city) for name in spot.offenses])
    cut = day_of(town.city, spot.since)
    late = (inside & violent & (crimes.time_days >= cut)).sum() / (town.city.n_days - cut)
    early = (inside & violent & (crimes.time_days < cut)).sum() / cut
    assert spot.since.year == 2021
    assert late > 4 * early


def test_crimes_come_in_order_and_within_the_span(town, crimes):
    assert (np.diff(crimes.time_days) >= 0).all()
    assert crimes.time_days.min() >= 0
    assert crimes.time_days.max() < town.city.n_days


def test_burglaries_repeat_near_and_soon(town, crimes):
    kept = of(crimes, "burglary", town.city)
    point, when = town.streets.point[crimes.block[kept]], crimes.time_days[kept]

    def count_close(times):
        near = np.hypot(*(point[1:] - point[:-1]).T) < 300
        return (near & (np.diff(times) < 2)).sum()

    # Neighbours in time are near each other more often than neighbours in a shuffled order.
    order = np.random.default_rng(0).permutation(when.size)
    by_time = count_close(when)
    point = point[order]
    assert by_time > 1.5 * count_close(when)


def test_violence_is_a_thing_of_the_night(town, crimes):
    hour = (crimes.time_days % 1) * 24
    night = (hour >= 20) | (hour < 4)
    assert night[of(crimes, "shooting", town.city)].mean() > 0.45
    assert night[of(crimes, "burglary", town.city)].mean() < 0.35


def test_year_effects_have_mean_one_and_the_spread_of_their_shape():
    rng = np.random.default_rng(8)
    city = Rivermouth(year_shape=25.0)
    effects = np.array([list(draw_year_effects(city, rng).values()) for _ in range(1_000)])
    assert effects.mean() == pytest.approx(1, abs=0.01)
    assert effects.std() == pytest.approx(0.2, abs=0.01)


def test_block_weights_keep_the_length_of_all_streets(town):
    weight = weigh_blocks(town.streets, town.beats.population, np.random.default_rng(1))
    assert weight.sum() == pytest.approx(town.streets.length_m.sum())
    assert weight.min() > 0


def test_scatter_follows_hours_and_shares_and_never_falls_where_both_are_zero():
    city = Rivermouth(burn_in_days=0)
    hours, shares = np.array([0.0, 300.0, 900.0, 0.0]), np.array([0.0, 0.25, 0.75])
    times, blocks = scatter(city, hours, shares, np.random.default_rng(2))
    by_hour = np.bincount((times * 24).astype(int), minlength=4)
    assert by_hour[[0, 3]].sum() == 0
    assert by_hour[2] / by_hour[1] == pytest.approx(3, rel=0.25)
    assert np.bincount(blocks)[[0]].sum() == 0


def test_a_spot_that_begins_after_the_end_brings_nothing(town):
    late = HotSpot("later", "north", 0, 500, 400, 50, ("robbery",), since=dt.date(2030, 1, 1))
    quick = {"start": dt.date(2020, 1, 1), "through": dt.date(2020, 6, 30)}
    people = town.beats.population
    draws = [
        draw_crimes(
            Rivermouth(**quick, hot_spots=spots), town.streets, people, EVEN,
            np.random.default_rng(3),
        )
        for spots in ((), (late,))
    ]  # fmt: skip
    counts = [of(crimes, "robbery", town.city).sum() for crimes in draws]
    assert abs(counts[0] - counts[1]) < 5 * np.sqrt(2 * counts[0])
