"""Spreading spans over hours: against a clock that ticks, by hand, and by its laws."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.compare import find_clock_changes, group_by_hours, spread_hours
from nightout.errors import BadSetting, MissingColumn
from nightout.records import find_measure
from nightout.units import Period
from tests.compare.plain_hours import plain_hours

CHICAGO = ZoneInfo("America/Chicago")
BURGLARY = find_measure("burglary")
YEAR = Period.of(dt.date(2021, 1, 1), dt.date(2021, 12, 31))
# Monday.
MONDAY = dt.datetime(2021, 7, 5)
SCHEMA = pa.schema(
    [
        ("agency", pa.string()), ("incident_id", pa.string()), ("offense", pa.string()),
        ("part", pa.int32()), ("occurred_at", pa.timestamp("us")),
        ("occurred_until", pa.timestamp("us")), ("victims", pa.int32()), ("killed", pa.int32()),
        ("injured", pa.int32()),
    ]
)  # fmt: skip


def table(spans, offense="burglary", victims=1):
    rows = [
        dict(
            zip(
                SCHEMA.names,
                ("PD", str(i), offense, 1, start, end, victims, victims, 0),
                strict=True,
            )
        )
        for i, (start, end) in enumerate(spans)
    ]
    return pa.Table.from_pylist(rows, SCHEMA)


def spread(spans, *, zone=CHICAGO, period=YEAR, measure=BURGLARY, victims=1, longest=24, **more):
    changes = find_clock_changes(zone, period)
    rows = table(spans, measure.offenses[0], victims)
    groups = group_by_hours(rows, measure, period, longest_hours=longest, changes=changes)
    return spread_hours(groups, changes=changes, **more)


def at(hours, minutes=0, day=MONDAY):
    return day + dt.timedelta(hours=hours, minutes=minutes)


def is_clear(moment):
    """Whether a wall time names one moment: not in an hour that is missing or comes twice."""
    early, late = (moment.replace(tzinfo=CHICAGO, fold=fold).utcoffset() for fold in (0, 1))
    return early == late


moments = st.datetimes(dt.datetime(2021, 1, 1), dt.datetime(2021, 12, 31)).map(
    lambda one: one.replace(second=0, microsecond=0)
)
near_changes = st.sampled_from([dt.datetime(2021, 3, 14), dt.datetime(2021, 11, 7)]).flatmap(
    lambda day: st.integers(-1500, 600).map(lambda minutes: day + dt.timedelta(minutes=minutes))
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.one_of(moments, near_changes), st.integers(-30, 1800)), min_size=1, max_size=8
    )
)
def test_hours_are_those_of_a_clock_that_ticks(drawn):
    spans = [(start, start + dt.timedelta(minutes=n) if n else None) for start, n in drawn]
    spans = [(a, b) for a, b in spans if is_clear(a) and (b is None or is_clear(b))]
    told = spread(spans)
    expected, unknown = plain_hours([(a, b, 1) for a, b in spans], CHICAGO)
    np.testing.assert_allclose(told.spread, expected, atol=1e-9)
    assert told.unknown == unknown
    assert told.n + told.unknown == pytest.approx(len(spans))
    assert (told.sure <= told.spread + 1e-9).all()
    assert (told.spread <= told.possible + 1e-9).all()


def test_a_days_work_is_spread_over_its_hours_by_hand():
    told = spread([(at(8, 30), at(17, 0))])
    assert told.spread[8] == pytest.approx(30 / 510)
    assert told.spread[9:17] == pytest.approx(60 / 510)
    assert told.spread[17] == 0
    assert (told.begun[8], told.begun.sum()) == (1, 1)
    assert (told.sure.sum(), told.possible.sum(), told.possible[17]) == (0, 9, 0)
    assert told.between == 1


def test_a_moment_lies_in_its_hour_and_so_does_a_span_within_one():
    told = spread([(at(23, 59), None), (at(24, 0), at(24, 40)), (at(50), at(50))])
    assert [told.spread[h] for h in (23, 24, 50)] == [1, 1, 1]
    assert told.sure.tolist() == told.spread.tolist() == told.possible.tolist()
    assert told.between == 1


def test_a_span_over_sunday_night_reaches_into_monday():
    sunday = MONDAY + dt.timedelta(days=6)
    told = spread([(at(23, day=sunday), at(25, day=sunday))])
    assert (told.spread[167], told.spread[0]) == (0.5, 0.5)


def test_an_hour_that_never_was_gets_nothing():
    """On 14 March 2021 clocks went from 2 to 3: 1:00 to 4:00 are two hours."""
    sunday = dt.datetime(2021, 3, 14)
    told = spread([(at(1, day=sunday), at(4, day=sunday))])
    assert told.spread[6 * 24 + 1 : 6 * 24 + 4].tolist() == [0.5, 0, 0.5]
    assert told.possible[6 * 24 + 2] == 0


def test_an_hour_that_came_twice_gets_twice_as_much():
    """On 7 November 2021 clocks went from 2 back to 1: 0:00 to 3:00 are four hours."""
    sunday = dt.datetime(2021, 11, 7)
    told = spread([(at(0, day=sunday), at(3, day=sunday))])
    assert told.spread[6 * 24 : 6 * 24 + 3].tolist() == [0.25, 0.5, 0.25]


def test_a_city_without_summer_time_has_three_hours_there():
    sunday = dt.datetime(2021, 3, 14)
    told = spread([(at(1, day=sunday), at(4, day=sunday))], zone=ZoneInfo("America/Phoenix"))
    assert told.spread[6 * 24 + 1 : 6 * 24 + 4] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("hours", "minutes", "longest", "is_unknown"),
    [(23, 58, 24, False), (23, 59, 24, True), (24, 0, 24, True), (7, 58, 8, False), (8, 0, 8, True),
     (143, 0, 144, False), (144, 0, 144, True), (24 * 365, 0, 144, True), (168, 0, 144, True)],
)  # fmt: skip
def test_a_span_that_says_nothing_of_the_hour_is_reported_and_not_smeared(
    hours, minutes, longest, is_unknown
):
    told = spread([(at(1), at(1 + hours, minutes)), (at(3), None)], longest=longest)
    assert told.unknown == is_unknown
    assert told.n == pytest.approx(2 - is_unknown)
    assert told.begun.sum() == 2 - is_unknown


def test_times_entered_by_default_can_be_left_out():
    spans = [(at(0), None)] * 3 + [(at(36), None)] * 2 + [(at(0, 1), None), (at(0), at(2))]
    everything, without = spread(spans), spread(spans, unknown_at=(0, 12))
    assert (everything.n, everything.unknown) == (7, 0)
    assert (without.n, without.unknown) == (2, 5)
    assert (without.spread[0], without.spread[1]) == (1.5, 0.5)
    assert everything.exact[0] == without.exact[0] == 3


def test_bounds_of_blocks_are_those_of_whole_blocks():
    spans = [(at(1), at(3, 30)), (at(2), at(9)), (at(5), None)]
    told = spread(spans, block_hours=4)
    assert told.sure.tolist()[:4] == [1, 1, 0, 0]
    assert told.possible.tolist()[:4] == [2, 2, 1, 0]


def test_people_count_as_often_as_there_are():
    shot = find_measure("shooting_victim")
    told = spread([(at(20), at(22))] * 3, measure=shot, victims=4)
    assert told.n == pytest.approx(12)
    assert told.spread[20] == pytest.approx(6)
    assert told.bursts == 4


def test_an_incident_in_several_rows_is_one_with_the_widest_span():
    mass = find_measure("mass_shooting")
    rows = table([(at(20), at(21)), (at(20), at(24))], mass.offenses[0], 3).to_pylist()
    for row in rows:
        row["incident_id"] = "same"
    groups = group_by_hours(pa.Table.from_pylist(rows, SCHEMA), mass, YEAR)
    told = spread_hours(groups)
    assert told.spread[20:24].tolist() == [0.25] * 4


def test_only_what_began_in_the_period_is_counted():
    spans = [(dt.datetime(2020, 12, 31, 23, 30), dt.datetime(2021, 1, 1, 1)), (at(5), None)]
    assert spread(spans).n == 1


def test_nothing_at_all_is_an_empty_table():
    told = spread([])
    assert (told.n, told.unknown, told.bursts) == (0, 0, 1)


@pytest.mark.parametrize("longest", [0, 145])
def test_a_limit_that_cannot_be_is_refused(longest):
    with pytest.raises(BadSetting):
        spread([(at(1), None)], longest=longest)


def test_a_measure_dated_otherwise_is_refused():
    with pytest.raises(BadSetting, match="dated by when it was reported"):
        spread([(at(1), None)], measure=replace(BURGLARY, date_basis="reported"))


def test_a_missing_column_is_named():
    rows = table([(at(1), None)]).drop_columns(["occurred_until"])
    with pytest.raises(MissingColumn, match="occurred_until"):
        group_by_hours(rows, BURGLARY, YEAR)


def test_moments_with_a_zone_are_refused_with_the_cure():
    rows = table([(at(1), None)])
    zoned = rows["occurred_at"].cast(pa.timestamp("us", "UTC"))
    with pytest.raises(BadSetting, match="without a zone"):
        group_by_hours(rows.set_column(4, "occurred_at", zoned), BURGLARY, YEAR)


def test_clocks_that_were_not_changed_leave_no_trace():
    assert find_clock_changes(ZoneInfo("UTC"), YEAR) == []
    kathmandu = find_clock_changes(
        ZoneInfo("Asia/Kathmandu"), Period.of(dt.date(1985, 12, 30), dt.date(1986, 1, 2))
    )
    assert kathmandu == []


def test_the_hours_that_chicagos_clocks_left_out_and_repeated():
    spring, autumn = find_clock_changes(CHICAGO, YEAR)
    assert (spring.start, spring.twice) == (dt.datetime(2021, 3, 14, 2), False)
    assert (autumn.start, autumn.twice) == (dt.datetime(2021, 11, 7, 1), True)
    assert autumn.hour_of_week == 6 * 24 + 1
