"""Hours of the week of a city: terms, intervals, spikes, and what public may see."""

import csv
import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import scipy.stats

from nightout.compare import (
    HoursQuestion,
    Question,
    as_hour_rows,
    as_hours_terms,
    compare_city,
    find_hours,
    for_public_hours,
)
from nightout.compare.aoristic import SpreadHours
from nightout.compare.clock_changes import count_hours_of_week
from nightout.compare.hours import Hours
from nightout.errors import BadSetting, OutsideRecords
from nightout.records import (
    LoadOptions,
    create_city,
    find_measure,
    find_preset,
    load_files,
    read_mapping,
)
from nightout.units import Period
from tests.compare.plain_hours import plain_hours

MAPPING = """
source: tests
agency: Testville PD
incident_id: number
offense: {column: offense, values: {BURGLARY: burglary, RAPE: rape}}
occurred_at: from
occurred_until: to
reported_at: from
"""
BURGLARY = find_measure("burglary")
JUNE = dt.date(2021, 6, 30)


@pytest.fixture
def town(tmp_path):
    """Load spans such as ("2021-05-03 08:00", "2021-05-03 17:00") as known on 1 July 2021."""

    def build(spans, offense="BURGLARY"):
        (tmp_path / "mapping.yaml").write_text(MAPPING)
        rows = [f"{i},{offense},{start},{end}\n" for i, (start, end) in enumerate(spans)]
        (tmp_path / "export.csv").write_text("number,offense,from,to\n" + "".join(rows))
        city = create_city(tmp_path / "town", name="Town", zone="America/Chicago")
        options = LoadOptions(
            known_on=dt.date(2021, 7, 1), covers=Period.of(dt.date(2019, 1, 1), JUNE)
        )
        load_files(
            city, [tmp_path / "export.csv"], read_mapping(tmp_path / "mapping.yaml"), options
        )
        return city

    return build


def ask(measure=BURGLARY, start=dt.date(2019, 1, 1), **more):
    return HoursQuestion(Question(measure, JUNE, start), **more)


def many(n, hour="10:30"):
    days = [dt.date(2019, 1, 1) + dt.timedelta(days=i) for i in range(n)]
    return [(f"{day} {hour}", "") for day in days]


def test_hours_have_terms_and_the_sum_is_that_of_a_comparison(town):
    spans = [("2021-05-03 08:00", "2021-05-03 17:00"), ("2021-05-04 23:10", ""),
             ("2021-05-05 00:00", "2021-05-09 12:00")]  # fmt: skip
    city = town(spans)
    hours = find_hours(city, ask())
    assert hours.spread.n + hours.spread.unknown == pytest.approx(3)
    change = compare_city(city, Question(BURGLARY, JUNE)).whole[0]
    assert change.n == 3
    terms = as_hours_terms(hours)
    assert (terms["n_in_hours"], terms["n_between"], terms["n_unknown"]) == (2, 1, 1)
    assert (terms["start"], terms["known_on"]) == ("2019-01-01", "2021-07-01")
    assert any("1 of 3 (33.3%) are in no hour" in note for note in hours.notes)
    assert any("1 of 3 are known only between two times" in note for note in hours.notes)


def test_rows_begin_on_monday_at_midnight_and_hold_every_hour(town):
    rows = as_hour_rows(find_hours(town([("2021-05-03 08:00", "2021-05-03 10:00")]), ask()))
    assert len(rows) == 168
    assert [(row["weekday"], row["hour"]) for row in (rows[0], rows[24], rows[-1])] == [
        ("Monday", 0), ("Tuesday", 0), ("Sunday", 23),
    ]  # fmt: skip
    assert [rows[hour]["n"] for hour in (7, 8, 9, 10)] == [0, 0.5, 0.5, 0]
    assert (rows[8]["begun"], rows[8]["sure"], rows[8]["possible"]) == (1, 0, 1)


def test_exposure_counts_hours_that_clocks_took_and_gave():
    import zoneinfo

    year = Period.of(dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    chicago = count_hours_of_week(zoneinfo.ZoneInfo("America/Chicago"), year)
    first, last = (
        dt.datetime(y, 1, 1, tzinfo=zoneinfo.ZoneInfo("America/Chicago")) for y in (2021, 2022)
    )
    real = int((last.timestamp() - first.timestamp()) // 3600)
    assert chicago.sum() == real == 365 * 24
    sunday = chicago[6 * 24 :]
    assert (sunday[0], sunday[1], sunday[2], sunday[3]) == (52, 53, 51, 52)
    assert chicago[4 * 24] == 53


def test_blocks_add_hours_together(town):
    hours = find_hours(town([("2021-05-03 08:00", "2021-05-03 12:00")]), ask(block_hours=6))
    rows = as_hour_rows(hours)
    assert len(rows) == 28
    assert (rows[1]["hour"], rows[1]["n"], rows[1]["sure"]) == (6, pytest.approx(1), 1)
    assert rows[1]["hours"] == 6 * rows[0]["hours"] / 6


@pytest.mark.parametrize("count", [0, 1, 7, 40])
def test_the_interval_is_the_exact_one_of_poisson_counts(town, count):
    hours = find_hours(town([*many(count * 7)[::7], ("2020-01-01 03:00", "")]), ask())
    at = dt.date(2019, 1, 1).weekday() * 24 + 10
    low, high = hours.interval
    expected = (scipy.stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0,
                scipy.stats.chi2.ppf(0.975, 2 * count + 2) / 2)  # fmt: skip
    assert (low[at], high[at]) == (pytest.approx(expected[0]), pytest.approx(expected[1]))


def test_the_interval_holds_what_is_expected_when_spans_are_spread_evenly():
    """Poisson incidents, each told by a span that lies evenly about it: 95 of 100 at least."""
    rng = np.random.default_rng(20261126)
    held = []
    rate = 8 + 6 * np.sin(np.arange(168) / 168 * 14 * np.pi)
    base = Hours(None, HoursQuestion(Question(BURGLARY, JUNE)), None, np.full(168, 52))
    from dataclasses import replace

    for _ in range(300):
        counts = rng.poisson(rate)
        true = np.repeat(np.arange(168), counts)
        length = rng.integers(1, 6, len(true))
        first = true - (rng.random(len(true)) * length).astype(int)
        table = np.zeros(168)
        for start, n in zip(first, length, strict=True):
            table[(start + np.arange(n)) % 168] += 1 / n
        smooth = np.zeros(168)
        # What is expected of an hour is the spread of the rates around it.
        for n in range(1, 6):
            kernel = np.convolve(np.ones(n), np.ones(n)) / n**2
            padded = np.concatenate([rate[-10:], rate, rate[:10]])
            smooth += np.convolve(padded, kernel, "same")[10:-10] / 5
        none = np.zeros(168)
        spread = SpreadHours(table, none, none, none, none, none, 0, 0, 1)
        low, high = replace(base, spread=spread).interval
        held.append((low <= smooth) & (smooth <= high))
    assert np.mean(held) >= 0.95


def test_lift_is_over_what_alike_hours_would_hold(town):
    hours = find_hours(town(many(7 * 20)), ask())
    assert hours.lift[10::24] == pytest.approx(24, rel=0.02)
    assert hours.lift[11] == 0


def test_defaults_at_midnight_and_noon_are_said_and_can_be_left_out(town):
    spans = [*many(40, "00:00"), *many(60, "12:00"), *many(5, "01:00"), *many(4, "23:00"),
             *many(6, "11:00"), *many(9, "13:00"), *many(30, "15:17")]  # fmt: skip
    city = town(spans)
    said = [note for note in find_hours(city, ask()).notes if "timed at exactly" in note]
    assert [note[:32] for note in said] == [
        "40 are timed at exactly 00:00, 4",
        "60 are timed at exactly 12:00, 8",
    ]
    without = find_hours(city, ask(unknown_at=(0, 12)))
    assert not [note for note in without.notes if "timed at exactly" in note]
    assert (without.spread.n, without.spread.unknown) == (54, 100)


def test_hours_that_hold_few_are_said_to_be_chance(town):
    city = town(many(200))
    (said,) = [one for one in find_hours(city, ask()).notes if "chance" in one]
    assert said.startswith("an hour holds 1.2 on average")
    assert said.endswith("--block 6 counts more together")
    assert not [one for one in find_hours(city, ask(block_hours=6)).notes if "chance" in one]


def test_so_few_that_whole_days_hold_few_get_no_advice(town):
    hours = find_hours(town(many(7)), ask(block_hours=24))
    (few,) = [one for one in hours.notes if "chance" in one]
    assert few == "24 hours hold 1.0 on average, so that most of what stands out is chance"


def test_the_cars_of_washington_are_where_a_ticking_clock_puts_them(real_data, tmp_path):
    """784 thefts of early 2021, 45 of them over a day apart; told from the file itself."""
    file = real_data / "dc_crime_incidents_2021_jan_apr.csv"
    city = create_city(tmp_path / "dc", name="Washington", zone="America/New_York")
    load_files(city, [file], find_preset("dc-incidents"), LoadOptions(known_on=dt.date(2021, 7, 1)))
    window = Question(find_measure("motor_vehicle_theft"), dt.date(2021, 4, 10))
    told = find_hours(city, HoursQuestion(window)).spread
    with file.open(newline="", encoding="utf-8-sig") as stream:
        spans = [
            tuple(read_dc(row[name]) for name in ("START_DATE", "END_DATE"))
            for row in csv.DictReader(stream)
            if row["OFFENSE"] == "MOTOR VEHICLE THEFT"
        ]
    first, last = dt.datetime(2021, 1, 1), dt.datetime(2021, 4, 11)
    kept = [(a, b if b and b > a else None, 1) for a, b in spans if a and first <= a < last]
    expected, unknown = plain_hours(kept, ZoneInfo("America/New_York"))
    assert (told.n + told.unknown, told.unknown, unknown) == (784, 45, 45)
    np.testing.assert_allclose(told.spread, expected, atol=1e-9)


def read_dc(text):
    """Read a local moment to the minute; 1970 stands for none."""
    moment = dt.datetime.strptime(text[:19], "%Y/%m/%d %H:%M:%S")
    return None if moment.year < 1990 else moment.replace(second=0)


def test_a_usual_share_of_full_hours_is_not_complained_of(town):
    spans = [one for hour in range(24) for one in many(12, f"{hour:02}:00")]
    assert not [note for note in find_hours(town(spans), ask()).notes if "exactly" in note]


def test_days_without_times_are_refused(town):
    with pytest.raises(OutsideRecords, match="days, not times"):
        find_hours(town([*many(90, "00:00"), *many(10, "08:00")]), ask())


def test_days_that_are_not_covered_are_refused(town):
    with pytest.raises(OutsideRecords, match="no loaded file covers"):
        find_hours(town(many(20)), ask(start=dt.date(2018, 1, 1)))


@pytest.mark.parametrize(
    "wrong",
    [{"longest_hours": 0}, {"block_hours": 5}, {"unknown_at": (24,)}, {"unknown_at": (-1,)}],
)
def test_a_wrong_setting_is_refused(wrong):
    with pytest.raises(BadSetting):
        ask(**wrong)


def test_in_public_hours_grow_until_none_tells_of_too_few(town):
    spans = [one for hour in range(0, 24, 2) for one in many(7 * 6, f"{hour:02}:10")]
    hours = find_hours(town([*spans, ("2021-05-03 09:30", "")]), ask())
    public = for_public_hours(hours)
    assert public.block_hours == 2
    rows = as_hour_rows(public)
    assert {row["n"] for row in rows} == {6, 7}
    assert {row["sure"] for row in rows} == {row["possible"] for row in rows} == {None}
    assert any("2 hours are counted together" in note for note in public.notes)
    assert not any("known only between" in note for note in public.notes)


def test_in_public_days_that_are_still_too_small_are_hidden_together(town):
    spans = [("2021-05-03 09:30", ""), ("2021-05-05 09:30", ""), *many(7 * 9)]
    few = [one for one in spans if "2019" not in one[0]] + many(7 * 9)[2::7] * 3
    public = for_public_hours(find_hours(town(few), ask()))
    rows = as_hour_rows(public)
    assert len(rows) == 7
    hidden = [row for row in rows if row["n"] is None]
    assert len(hidden) >= 2
    assert all(row["begun"] is None and row["lift"] is None for row in hidden)
    assert any("blocks are hidden" in note for note in public.notes)


def test_in_public_a_small_whole_of_a_shy_measure_is_hidden_altogether(town):
    hours = find_hours(town(many(6, "10:10"), "RAPE"), ask(find_measure("rape")))
    public = for_public_hours(hours)
    assert {row["n"] for row in as_hour_rows(public)} == {None}
    assert as_hours_terms(public)["n_in_hours"] is None


def test_a_short_span_of_days_says_how_often_it_holds_an_hour(town):
    hours = find_hours(town(many(20)), ask(start=dt.date(2021, 6, 20)))
    assert any("11 days hold each hour of the week 1.6 times" in note for note in hours.notes)
    assert np.isnan(hours.lift).all()
