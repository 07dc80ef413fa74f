"""Feeds: what calendars, news readers and maps of other programs get."""

import datetime as dt
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from nightout.web.find.atom import Entry, write_atom
from nightout.web.find.calendar import write_calendar
from nightout.web.gatherings import actions
from nightout.web.gatherings.public import find_public
from tests.web.conftest import NIGHT, at

CITY = "/in/testville/"
PAGE = "https://night.example.org/in/testville/x/"
EVIL = "Party\r\nEND:VEVENT\r\nATTENDEE:mailto:a@example.org;x=\\,\x00"


def events(body):
    return Calendar.from_ical(body).walk("VEVENT")


def test_a_calendar_tells_when_where_and_in_which_zone(client, gather):
    one = gather(about="Bring a chair; or two, please.")
    answer = client.get(f"{CITY}gatherings.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = events(answer.content)
    assert event["DTSTART"].dt == at(18)
    assert event["DTSTART"].params["TZID"] == "America/New_York"
    assert str(event["LOCATION"]) == "612 Elm St, Rockville 20850"
    assert str(event["DESCRIPTION"]) == "Bring a chair; or two, please."
    assert str(event["URL"]).endswith(f"{CITY}{one.public_id}/")
    zones = Calendar.from_ical(answer.content).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["America/New_York"]
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


def test_one_that_is_cancelled_stays_with_a_higher_sequence(client, gather):
    one = gather()
    (before,) = events(client.get(f"{CITY}gatherings.ics").content)
    actions.cancel(gathering_id=one.pk)
    (after,) = events(client.get(f"{CITY}gatherings.ics").content)
    assert (str(before["STATUS"]), str(after["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["UID"] == before["UID"]


TURNS = {
    "title": "Elm parade", "about": "Bring a chair.", "address": "700 Oak St", "place": "Bethesda",
    "zip_code": "20817", "kinds": ["parade"], "starts_at": at(17), "ends_at": at(21), "lat": 39.09,
    "audience": "neighbours", "link": "https://example.org/", "languages": ["es"], "expected": 9,
    "rain_date": NIGHT,
}  # fmt: skip


@pytest.mark.parametrize("name", TURNS)
def test_a_calendar_learns_of_all_that_its_event_shows_and_of_nothing_else(
    client, gather, boss, name
):
    one = gather()

    def look():
        (event,) = events(client.get(f"{CITY}{one.public_id}.ics").content)
        stamps = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")
        return {key: event[key].to_ical() for key in event if key not in stamps}, event["SEQUENCE"]

    (shown, number) = look()
    actions.edit(gathering_id=one.pk, values={name: TURNS[name]}, by=boss)
    (now, then) = look()
    assert then == number + (now != shown)
    assert (now == shown) == (name in ("link", "languages", "expected", "rain_date"))


def test_events_put_together_are_the_calendar_that_the_library_writes(town, gather):
    found = [find_public(town, gather(title=f"T{n}, é", about="a\nb").public_id) for n in range(3)]
    body = write_calendar(town, "All", found, [f"{PAGE}{n}/" for n in range(3)])
    assert Calendar.from_ical(body).to_ical() == body
    assert [str(one["SUMMARY"]) for one in events(body)] == ["T0, é", "T1, é", "T2, é"]
    assert body.count(b"BEGIN:VTIMEZONE") == 1


def test_line_breaks_in_a_title_make_no_property(town, gather):
    one = replace(find_public(town, gather().public_id), title=EVIL, where=EVIL, place=EVIL)
    body = write_calendar(town, EVIL, [one], [PAGE])
    (event,) = events(body)
    assert "ATTENDEE" not in event
    assert b"\r\nATTENDEE" not in body
    assert len(Calendar.from_ical(body).walk("VEVENT")) == 1


def test_an_empty_calendar_is_one(client, town):
    assert events(client.get(f"{CITY}gatherings.ics").content) == []


@pytest.mark.parametrize("form", ["ics", "atom", "geojson"])
def test_a_feed_by_beat_and_kind_holds_those_alone(client, gather, form):
    gather(title="Elm party")
    gather(title="Oak parade", kinds=["parade"])
    body = client.get(f"{CITY}gatherings.{form}?kind=parade").content.decode()
    assert "Oak parade" in body
    assert "Elm party" not in body
    empty = client.get(f"{CITY}gatherings.{form}?area=17").content.decode()
    assert "parade" not in empty.replace("kind=parade", "")


@pytest.mark.parametrize("query", ["day=soon", "kind=riot", "zip=abcde", "lat=91&lon=0"])
def test_what_cannot_be_asked_of_a_feed_is_told(client, town, query):
    answer = client.get(f"{CITY}gatherings.geojson?{query}")
    assert answer.status_code == 400


def test_news_hold_the_latest_change_first(client, gather):
    gather(title="First")
    last = gather(title="Second <b>")
    body = client.get(f"{CITY}gatherings.atom").content
    root = ElementTree.fromstring(body)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [one.text for one in root.findall("a:entry/a:title", names)] == ["Second <b>", "First"]
    assert root.find("a:updated", names).text == last.changed_at.isoformat()
    ids = [one.text for one in root.findall("a:entry/a:id", names)]
    assert len(set(ids)) == 2


def test_signs_that_xml_forbids_do_not_break_the_news(town, gather):
    one = replace(find_public(town, gather().public_id), title="a\x00b\x0b<c>")
    root = ElementTree.fromstring(write_atom(EVIL, PAGE, PAGE, [Entry(one, PAGE, EVIL)]))
    assert root.find("{*}entry/{*}title").text == "a b <c>"


def test_the_map_gets_points_of_what_has_one(client, gather):
    gather(title="On the map", lon=-77.153, lat=39.084)
    gather(title="No pin", lon=None, lat=None)
    gather(title="Block", audience="neighbours", lon=-77.1511, lat=39.0839)
    features = json.loads(client.get(f"{CITY}gatherings.geojson").content)["features"]
    by_title = {one["properties"]["title"]: one for one in features}
    assert set(by_title) == {"On the map", "Block"}
    assert by_title["On the map"]["geometry"]["coordinates"] == [-77.153, 39.084]
    block = by_title["Block"]
    assert block["geometry"]["coordinates"] == [-77.15, 39.082]
    assert block["properties"]["exact"] is False


def test_times_are_on_the_citys_clock_across_the_change_of_clocks(client, gather, town):
    # In New York the clocks go back on the first Sunday of November.
    year = dt.date.today().year + 1
    day = next(d for n in range(1, 8) if (d := dt.date(year, 11, n)).weekday() == 6)
    for n, when in enumerate((day - dt.timedelta(days=1), day)):
        gather(title=f"T{n}", starts_at=at(18, day=when), ends_at=at(20, day=when))
    first, second = (
        event["DTSTART"].dt.utcoffset()
        for event in events(client.get(f"{CITY}gatherings.ics").content)
    )
    assert second - first == dt.timedelta(hours=-1)
