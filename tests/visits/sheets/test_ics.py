"""Calendars: read back by another library they say the same, and nobody's words become lines."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import icalendar
import pytest

from nightout.visits import Visit
from nightout.visits.sheets.ics import fold, gathering_calendar, unit_calendar
from nightout.visits.sheets.timezone import describe_zone
from tests.visits.conftest import clock
from tests.visits.sheets.conftest import EDITION, VISITS, night_of

LONGEST = 75
PROPERTIES = """BEGIN END VERSION PRODID METHOD X-WR-CALNAME TZID DTSTART DTEND TZOFFSETFROM
    TZOFFSETTO TZNAME UID DTSTAMP SEQUENCE STATUS SUMMARY LOCATION GEO DESCRIPTION"""
ZONES = (
    ("America/Chicago", dt.date(2026, 11, 3)),
    ("Europe/Dublin", dt.date(2026, 8, 4)),
    ("Australia/Lord_Howe", dt.date(2026, 10, 6)),
    ("Asia/Kolkata", dt.date(2026, 8, 4)),
    ("America/Phoenix", dt.date(2026, 10, 6)),
)


def read(text):
    return icalendar.Calendar.from_ical(text)


def events(text):
    return list(read(text).walk("VEVENT"))


def test_a_units_calendar_is_read_back_as_its_stops(night):
    one, two = events(unit_calendar(night, night.units[0], EDITION))
    zone = ZoneInfo("America/Chicago")
    assert one["DTSTART"].dt.astimezone(dt.UTC) == clock("18:05").replace(tzinfo=zone).astimezone(
        dt.UTC
    )
    assert one["DTSTART"].params["TZID"] == "America/Chicago"
    assert one["DTEND"].dt.replace(tzinfo=None) == clock("18:18")
    assert str(one["SUMMARY"]) == "12 Oak St; ask for Fern"
    assert str(one["LOCATION"]) == "12 Oak St, Old Town, Springfield"
    assert "Look for the lights." in str(one["DESCRIPTION"])
    assert one["GEO"].longitude == pytest.approx(-40.0)
    assert str(two["STATUS"]) == "CONFIRMED"


def test_a_gatherings_calendar_says_who_comes(night):
    one, two = events(gathering_calendar(night, night.gatherings[1], EDITION))
    assert str(one["SUMMARY"]) == "Engine 1 visits Elm St cookout"
    assert str(two["SUMMARY"]) == "Beat car 11 visits Elm St cookout"
    assert events(gathering_calendar(night, night.gatherings[2], EDITION)) == []


def test_each_visit_is_known_by_the_same_name_in_every_edition_and_by_no_others(night):
    first = [str(one["UID"]) for one in events(unit_calendar(night, night.units[0], EDITION))]
    again = night_of(notes="Come in by the back.")
    later = replace(EDITION, sequence=1)
    second = [str(one["UID"]) for one in events(unit_calendar(again, again.units[0], later))]
    hosts = [
        str(one["UID"])
        for sheet in night.gatherings
        for one in events(gathering_calendar(night, sheet, EDITION))
    ]
    assert first == second
    assert len({*first, *hosts}) == len(first) + len(hosts)


def test_what_a_repair_took_away_stays_as_cancelled_with_a_higher_sequence(night):
    now = night_of(visits=VISITS[1:])
    edition = replace(EDITION, sequence=2, before=(night, now))
    kept, gone = events(unit_calendar(now, now.units[0], edition))
    assert (str(kept["STATUS"]), str(gone["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert str(gone["SUMMARY"]).startswith("12 Oak St")
    assert {int(one["SEQUENCE"]) for one in (kept, gone)} == {2}
    (lost,) = events(gathering_calendar(now, now.gatherings[0], edition))
    assert str(lost["STATUS"]) == "CANCELLED"


def test_a_visit_that_came_and_went_between_editions_is_cancelled_once(night):
    extra = Visit("P1", "C", "police", clock("19:30"), clock("19:43"), 60)
    between = night_of(visits=(*VISITS, extra))
    edition = replace(EDITION, sequence=2, before=(night, between, between))
    told = events(unit_calendar(night, night.units[0], edition))
    assert [str(one["STATUS"]) for one in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({str(one["UID"]) for one in told}) == 3


def test_hostile_words_stay_words(hostile):
    _, night = hostile
    calendar = unit_calendar(night, night.units[0], EDITION)
    one, _ = events(calendar)
    assert str(one["DESCRIPTION"]).startswith(night.gatherings[0].name)
    unfolded = calendar.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert {line.split(":")[0].split(";")[0] for line in unfolded} == set(PROPERTIES.split())


def test_every_line_ends_with_cr_lf_and_is_at_most_75_octets(night):
    long = night_of(name="Straße der Fähre ☂ " * 20, notes="Nguyễn " * 60)
    for text in (
        unit_calendar(night, night.units[0], EDITION),
        unit_calendar(long, long.units[0], EDITION),
    ):
        assert text.endswith("\r\n")
        lines = text[:-2].split("\r\n")
        assert not any("\n" in line or "\r" in line for line in lines)
        assert max(len(line.encode()) for line in lines) <= LONGEST
    (one, _) = events(text)
    assert str(one["DESCRIPTION"]).count("Nguyễn") == 60


def test_what_has_a_meaning_in_a_calendar_is_escaped():
    night = night_of(notes="a; b, c\\n")
    calendar = unit_calendar(night, night.units[0], EDITION).replace("\r\n ", "")
    assert "SUMMARY:12 Oak St\\; ask for Fern\r\n" in calendar
    assert "\\na\\; b\\, c\\\\n\r\n" in calendar


def test_clocks_change_when_new_yorks_did():
    starts = [value for key, value in describe_zone("America/New_York", dt.date(2021, 8, 3))
              if key == "DTSTART"]  # fmt: skip
    assert "20210314T020000" in starts
    assert "20211107T020000" in starts


def test_folding_is_undone_by_unfolding():
    for n in (0, 1, 74, 75, 76, 150, 400):
        line = ("SUMMARY:" + "é" * n)[: n + 8]
        assert fold(line).replace("\r\n ", "") == line + "\r\n"


def test_a_zone_holds_the_hour_before_and_after_the_clocks_change():
    for name, day in ZONES:
        lines = [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "x"),
                 *describe_zone(name, day), ("END", "VCALENDAR")]  # fmt: skip
        (zone,) = read("".join(f"{key}:{value}\r\n" for key, value in lines)).walk("VTIMEZONE")
        told, known = zone.to_tz(lookup_tzid=False), ZoneInfo(name)
        for hour in range(-24 * 200, 24 * 200, 7):
            moment = dt.datetime.combine(day, dt.time(18)) + dt.timedelta(hours=hour)
            assert (
                moment.replace(tzinfo=told).utcoffset() == moment.replace(tzinfo=known).utcoffset()
            ), (name, moment)


def test_without_a_zone_times_hold_wherever_one_is(night):
    floating = replace(night, zone="")
    text = unit_calendar(floating, floating.units[0], EDITION)
    assert "DTSTART:20260804T180500\r\n" in text
    assert "VTIMEZONE" not in text
