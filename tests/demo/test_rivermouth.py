"""Parameters check themselves, and exports fall on the right days."""

import datetime as dt

import pytest

from nightout.demo import HotSpot, Rivermouth, list_export_days
from nightout.errors import BadSetting


def test_exports_are_monthly_on_first_mondays_then_weekly_to_the_last_day():
    days = list_export_days(Rivermouth())
    assert days[0] == dt.date(2020, 1, 6)
    assert [str(day) for day in days[-5:]] == [
        "2021-07-05", "2021-07-12", "2021-07-19", "2021-07-26", "2021-07-28",
    ]  # fmt: skip
    assert len(days) == 23
    assert all(day.weekday() == 0 and day.day <= 7 for day in days[:19])
    assert len({(day.year, day.month) for day in days[:19]}) == 19


@pytest.mark.parametrize(
    "changes",
    [
        {"first_export": dt.date(2016, 1, 1)},
        {"through": dt.date(2019, 1, 1)},
        {"busyness": 0},
        {"rise_ratio": -1},
        {"year_shape": 0},
        {"fatal_share": 1.2},
        {"unplaced_share": -0.1},
    ],
)
def test_a_city_that_cannot_be_is_refused_with_the_name_of_the_setting(changes):
    name = "first_export" if "through" in changes else next(iter(changes))
    with pytest.raises(BadSetting, match=name):
        Rivermouth(**changes)


@pytest.mark.parametrize(("radius", "strength"), [(0, 5), (300, 0.5)])
def test_a_hot_spot_without_room_or_heat_is_refused(radius, strength):
    with pytest.raises(BadSetting, match="hot spot"):
        HotSpot("nowhere", "north", 0, 0, radius, strength, ("robbery",))
