"""Coverage: which days a file speaks about."""

import datetime as dt

from nightout.records.coverage import find_spans, first_gap, merge_spans
from nightout.units import ONE_DAY, Period

KNOWN = dt.date(2026, 1, 1)


def day(text):
    return dt.date.fromisoformat(text)


def every_day(start, through, rows=5):
    days = []
    at = day(start)
    while at <= day(through):
        days.append(at)
        at += ONE_DAY
    return days, [rows] * len(days)


def test_a_busy_file_covers_its_first_day_to_its_last():
    assert find_spans(*every_day("2021-01-01", "2021-04-11", 60), known_on=KNOWN) == [
        Period.of(day("2021-01-01"), day("2021-04-11"))
    ]


def test_years_that_are_missing_between_are_not_covered():
    days, rows = every_day("2021-01-01", "2021-12-31")
    later, more = every_day("2024-01-01", "2024-03-18")
    assert find_spans(days + later, rows + more, known_on=KNOWN) == [
        Period.of(day("2021-01-01"), day("2021-12-31")),
        Period.of(day("2024-01-01"), day("2024-03-18")),
    ]


def test_a_town_with_three_homicides_a_year_covers_its_year():
    days = [day("2020-02-03"), day("2020-06-30"), day("2020-11-10")]
    assert find_spans(days, [1, 1, 1], known_on=KNOWN) == [
        Period.of(day("2020-01-01"), day("2020-12-31"))
    ]


def test_nothing_after_the_day_it_was_known_is_covered():
    days = [day("2020-02-03"), day("2020-06-30")]
    (span,) = find_spans(days, [1, 1], known_on=day("2020-07-05"))
    assert span.through == day("2020-07-05")


def test_stray_dates_cover_nothing():
    days, rows = every_day("2021-01-01", "2021-12-31")
    assert find_spans([day("1915-05-05"), *days], [1, *rows], known_on=KNOWN)[0].start == day(
        "2021-01-01"
    )


def test_no_rows_cover_nothing():
    assert find_spans([], [], known_on=KNOWN) == []


def test_spans_that_touch_are_one():
    spans = [
        Period.of(day("2021-01-01"), day("2021-12-31")),
        Period.of(day("2020-01-01"), day("2020-12-31")),
    ]
    assert merge_spans(spans) == [Period.of(day("2020-01-01"), day("2021-12-31"))]


def test_the_first_gap_is_found_before_between_and_after():
    spans = [
        Period.of(day("2021-01-03"), day("2021-01-05")),
        Period.of(day("2021-01-08"), day("2021-01-10")),
    ]

    def gap(start, through):
        found = first_gap(Period.of(day(start), day(through)), spans)
        return found and (found.start.day, found.through.day)

    assert gap("2021-01-01", "2021-01-04") == (1, 2)
    assert gap("2021-01-04", "2021-01-09") == (6, 7)
    assert gap("2021-01-09", "2021-01-12") == (11, 12)
    assert gap("2021-01-08", "2021-01-10") is None
    assert gap("2021-01-20", "2021-01-22") == (20, 22)
