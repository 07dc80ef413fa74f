"""Windows by name: the days each means, what is just before, and what is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.compare import make_windows
from nightout.compare.named_windows import list_windows
from nightout.errors import BadSetting

WEDNESDAY = dt.date(2021, 7, 28)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1))


def told(period):
    return f"{period.start}..{period.through}"


@pytest.mark.parametrize(
    ("name", "now", "last_year", "prior"),
    [
        ("7d", "2021-07-22..2021-07-28", "2020-07-23..2020-07-29", "2021-07-15..2021-07-21"),
        ("28d", "2021-07-01..2021-07-28", "2020-07-02..2020-07-29", "2021-06-03..2021-06-30"),
        ("week", "2021-07-26..2021-07-28", "2020-07-27..2020-07-29", "2021-07-19..2021-07-21"),
        ("month", "2021-07-01..2021-07-28", "2020-07-01..2020-07-28", "2021-06-01..2021-06-28"),
        ("quarter", "2021-07-01..2021-07-28", "2020-07-01..2020-07-28", "2021-04-01..2021-04-28"),
        ("ytd", "2021-01-01..2021-07-28", "2020-01-01..2020-07-28", "2020-01-01..2020-07-28"),
        (
            "2021-03-05..2021-03-09",
            "2021-03-05..2021-03-09",
            "2020-03-05..2020-03-09",
            "2021-02-28..2021-03-04",
        ),
        (
            "july-fourth",
            "2021-07-02..2021-07-05",
            "2020-07-03..2020-07-05",
            "2021-06-25..2021-06-28",
        ),
    ],
)
def test_a_name_means_these_days(name, now, last_year, prior):
    windows = make_windows(name, WEDNESDAY)
    assert (told(windows.now), told(windows.before[0])) == (now, last_year)
    assert told(windows.prior) == prior
    assert windows.name == name


@pytest.mark.parametrize(
    ("name", "through", "prior"),
    [
        ("month", "2021-07-31", "2021-06-01..2021-06-30"),
        ("month", "2021-03-30", "2021-02-01..2021-02-28"),
        ("month", "2021-03-15", "2021-02-01..2021-02-15"),
        ("month", "2021-01-31", "2020-12-01..2020-12-31"),
        ("quarter", "2021-06-30", "2021-01-01..2021-03-31"),
        ("quarter", "2021-03-31", "2020-10-01..2020-12-31"),
        ("ytd", "2020-02-29", "2019-01-01..2019-02-28"),
    ],
)
def test_the_month_before_is_as_far_along_and_whole_where_this_one_is(name, through, prior):
    assert told(make_windows(name, dt.date.fromisoformat(through)).prior) == prior


def test_the_first_quarter_of_2021_is_held_against_91_days_and_says_so():
    windows = make_windows("quarter", dt.date(2021, 3, 31), n_years=1)
    assert windows.notes[0].startswith("2021 counts 90 days and 2020: 91: the same calendar days")


@given(DAYS, st.sampled_from(["7d", "28d", "13d", "week"]), st.integers(1, 12))
def test_days_and_weeks_have_the_same_weekdays_in_every_year(through, name, n_years):
    windows = make_windows(name, through, n_years=n_years)
    assert {(one.start.weekday(), one.n_days) for one in (windows.now, *windows.before)} == {
        (windows.now.start.weekday(), windows.now.n_days)
    }
    assert windows.now.through == through


@given(DAYS, st.sampled_from(["7d", "28d", "13d", "month", "quarter", "ytd", "christmas", "week"]))
def test_the_window_before_is_over_when_the_window_begins(through, name):
    windows = make_windows(name, through, n_years=1)
    assert windows.prior.end <= windows.now.start
    if name in ("7d", "28d", "13d"):
        assert windows.prior.end == windows.now.start


def test_windows_can_be_aligned_against_their_habit():
    assert told(make_windows("7d", WEDNESDAY, align="dates").before[0]) == "2020-07-22..2020-07-28"
    by_weekday = make_windows("month", WEDNESDAY, align="weekdays").before[0]
    assert told(by_weekday) == "2020-07-02..2020-07-29"


def test_several_windows_come_newest_span_first_and_once_each():
    names = ("ytd", "28d", "7d", "columbus", "indigenous", "7d")
    made = list_windows(names, WEDNESDAY, n_years=1)
    assert [one.name for one in made] == ["7d", "28d", "ytd", "columbus"]


def test_two_names_of_the_same_days_stay_where_they_are_held_against_others():
    made = list_windows(("28d", "month"), WEDNESDAY)
    assert [one.name for one in made] == ["28d", "month"]


@pytest.mark.parametrize(
    ("name", "align", "said"),
    [
        ("fortnight", None, "the window is 'fortnight'. Use one of 7d, 28d, week, month"),
        ("0d", None, "the window is '0d'"),
        ("7d\n", None, "the window is"),
        ("365d", None, "longer than 52 weeks"),
        ("7d", "moon", "align is 'moon'. Use dates or weekdays"),
        ("labor", "dates", "align is 'dates' for labor. A holiday has its own rule"),
        ("2021-13-01..2021-12-31", None, "YYYY-MM-DD"),
        ("2021-03-09..2021-03-05", None, "put the earlier day first"),
    ],
)
def test_what_says_nothing_is_refused(name, align, said):
    with pytest.raises(BadSetting, match=said):
        make_windows(name, WEDNESDAY, align=align)


def test_more_windows_than_a_sheet_holds_are_refused():
    with pytest.raises(BadSetting, match=r"7 windows are asked for\. Ask for at most 6"):
        list_windows(["7d"] * 7, WEDNESDAY)
