"""The range of year's ends: against loops, by its laws, and at its borders."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.compare import YearsBefore, point_to_year_end
from nightout.errors import BadSetting
from tests.compare.plain_year_end import plain_year_end

STEADY = YearsBefore.of(range(2016, 2021), [50, 55, 48, 52, 51], [50, 46, 53, 49, 50])


def point(so_far, before=STEADY, **more):
    return point_to_year_end(so_far, before, **{"year": 2021, "elapsed": 0.5} | more)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=3, max_size=12),
    st.integers(0, 900),
    st.integers(1, 3),
    st.sampled_from([0.8, 0.95]),
)
def test_the_range_is_that_of_a_slow_twin_in_loops(splits, so_far, gap, level):
    before = [(2000 + i + (i > 1), *split) for i, split in enumerate(splits)]
    years, first, rest = zip(*before, strict=True)
    given_ = point_to_year_end(
        so_far,
        YearsBefore.of(years, first, rest),
        year=years[-1] + gap,
        elapsed=0.3,
        level=level,
    )
    low, expected, high = plain_year_end(so_far, before, gap, level)
    assert given_.expected == pytest.approx(expected)
    # scipy's quantile may step at another side of a tie.
    assert (given_.low, given_.high) == (pytest.approx(low, abs=1), pytest.approx(high, abs=1))
    assert so_far <= given_.low <= given_.high


def test_a_year_like_those_before_ends_like_them():
    told = point(51)
    assert told.expected == pytest.approx(101, abs=2)
    assert told.low < 101 < told.high
    assert told.naive == 102


def test_a_hundred_times_the_events_tell_ten_times_as_surely():
    small = point(50, YearsBefore.of(range(2016, 2021), [50] * 5, [50] * 5))
    large = point(5000, YearsBefore.of(range(2016, 2021), [5000] * 5, [5000] * 5))
    assert large.expected / 100 == pytest.approx(small.expected, rel=0.02)
    assert (large.high - large.low) / 10 == pytest.approx(small.high - small.low, rel=0.1)


def test_years_that_turn_after_the_day_widen_the_range():
    turning = YearsBefore.of(STEADY.years, [50, 55, 48, 52, 51], [80, 30, 75, 20, 45])
    assert turning.dispersion > 4
    assert point(51, turning).high - point(51, turning).low > 2 * (point(51).high - point(51).low)


def test_early_in_the_year_the_last_year_speaks_and_later_the_count():
    early = YearsBefore.of(STEADY.years, [2, 3, 2, 1, 2], [98, 98, 99, 100, 99])
    doubled = point_to_year_end(4, early, year=2021, elapsed=0.02)
    assert doubled.naive == 200
    assert 95 < doubled.expected < 115
    assert point(102).expected > 150


def test_a_level_that_drifts_is_held_less_surely_to_last_year():
    drifting = YearsBefore.of(STEADY.years, [20, 40, 25, 60, 51], [20, 40, 25, 60, 50])
    assert drifting.drift > 0 == STEADY.drift
    assert point(102, drifting).expected > point(102).expected


def test_a_year_further_on_is_known_less():
    drifting = YearsBefore.of(STEADY.years, [20, 40, 25, 60, 51], [20, 40, 25, 60, 50])
    near, far = point(5, drifting), point(5, drifting, year=2023)
    assert far.expected < near.expected


def test_nothing_at_all_in_any_year_points_to_almost_nothing():
    told = point(0, YearsBefore.of(range(2018, 2021), [0, 0, 0], [0, 0, 0]))
    assert (told.low, told.naive) == (0, 0)
    assert 0 < told.expected < 1 <= told.high


def test_years_that_split_alike_by_luck_are_no_surer_than_chance():
    alike = YearsBefore.of(range(2016, 2021), [50] * 5, [50] * 5)
    assert alike.dispersion == pytest.approx(0, abs=1e-3)
    assert point(50, alike).high - point(50, alike).low >= 2 * 1.96 * 50**0.5


@pytest.mark.parametrize(
    ("years", "so_far", "rest"),
    [
        ((2019, 2020), [1, 2], [1, 2]),
        ((2018, 2020, 2019), [1, 2, 3], [1, 2, 3]),
        ((2018, 2019, 2020), [1, 2], [1, 2]),
        ((2018, 2019, 2020), [1, 2, 3], [1, 2]),
        ((2018, 2019, 2020), [1, -2, 3], [1, 2, 3]),
    ],
)
def test_years_that_cannot_tell_are_refused(years, so_far, rest):
    with pytest.raises(BadSetting):
        YearsBefore.of(years, so_far, rest)


@pytest.mark.parametrize(
    "wrong", [{"so_far": -1}, {"elapsed": 1.0}, {"elapsed": 0.0}, {"level": 1.0}, {"year": 2020}]
)
def test_a_question_that_makes_no_sense_is_refused(wrong):
    so_far = wrong.pop("so_far", 10)
    with pytest.raises(BadSetting):
        point(so_far, **wrong)


def test_the_share_of_the_year_is_that_of_all_earlier_years_together():
    assert STEADY.share == pytest.approx((256 + 0.5) / (504 + 1))
    assert np.array_equal(STEADY.totals, [100, 101, 101, 101, 101])
