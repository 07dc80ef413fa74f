"""Lateness of real files: Washington by report, asked as of past days, and Philadelphia's posts."""

import datetime as dt

import numpy as np
import pytest

from benchmarks.compare.lag_record import Held, hold_reports
from benchmarks.compare.posted_totals import (
    POSTED_FILE,
    SHOT_FILE,
    Moved,
    hold_posted,
    read_fatal,
    read_posted,
    rises,
)
from nightout.compare import LagQuestion, find_lag
from nightout.records import LoadOptions, create_city, find_measure, find_preset, load_files


@pytest.fixture(scope="module")
def washington(real_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lag") / "dc"
    city = create_city(folder, name="Washington, DC", zone="America/New_York")
    files = [real_data / "dc_crime_incidents_2021_jan_apr.csv"]
    options = LoadOptions(known_on=dt.date(2021, 4, 11))
    load_files(city, files, find_preset("dc-incidents"), options)
    return city


def test_homicides_with_bare_report_dates_come_within_a_day(washington):
    answer = find_lag(washington, LagQuestion(find_measure("homicide")))
    (whole,) = answer.delays
    # By hand from the file: 50, of which 37 on the day itself, 46 by the next, one 39 days later.
    assert (whole.n, whole.median, whole.p90, whole.p99) == (50, 0, 1, 39)
    assert answer.terms.judged_on == dt.date(2021, 4, 10)


def test_thefts_of_washington_come_late_and_nowcasts_hold_them(washington):
    held = list(hold_reports(washington, ("larceny", "motor_vehicle_theft"), 14))
    assert len(held) > 100
    assert {one.age_days for one in held} <= set(range(14))
    inside = np.mean([one.low <= one.later <= one.high for one in held])
    error = np.mean([abs(one.nowcast - one.later) for one in held])
    nothing = np.mean([abs(one.n - one.later) for one in held])
    assert inside >= 0.9
    assert error < nothing / 3


def test_a_nowcast_is_told_from_nothing_that_came_later(washington):
    (one, *_) = hold_reports(washington, ("larceny",), 14)
    asked = LagQuestion(
        find_measure("larceny"), known_on=one.known_on, settled_days=14, reconstruct=True
    )
    week = find_lag(washington, asked).weeks[0]
    told = (week.n, week.nowcast.value, week.nowcast.low, week.nowcast.high)
    assert told == (one.n, one.nowcast, one.low, one.high)
    assert isinstance(one, Held)


def test_the_totals_that_philadelphia_posted_hardly_moved(real_data):
    posted = read_posted(real_data / POSTED_FILE)
    found = hold_posted(posted, read_fatal(real_data / SHOT_FILE))
    assert found == Moved(postings=1158, steps=1153, fell=1, fell_by=1, short=9, most_short=3)
    # Saturday's post is Friday's again: what happened since is in Sunday's.
    assert (len(rises(posted, 5)), sum(rises(posted, 5))) == (47, 0)
    assert sum(rises(posted, 6)) / len(rises(posted, 6)) > 3


def test_posted_totals_by_hand():
    day = dt.date
    posted = [(day(2020, 12, 30), 9), (day(2021, 1, 2), 1), (day(2021, 1, 3), 4),
              (day(2021, 1, 4), 2)]  # fmt: skip
    fatal = [day(2020, 5, 1), day(2021, 1, 1), day(2021, 1, 1), day(2021, 1, 3)]
    # The new year's total is no fall; on 2 January two had been shot, and one was posted.
    assert hold_posted(posted, fatal) == Moved(4, 2, 1, 2, 2, 1)
