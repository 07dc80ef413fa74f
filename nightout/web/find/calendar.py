"""Gatherings as a calendar: RFC 5545, for feeds and for the button on a page."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from nightout.web.gatherings.forms.lines import clean_line
from nightout.web.gatherings.models import City
from nightout.web.gatherings.public import PublicGathering

__all__ = ["write_calendar"]

REFRESH = dt.timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
# Events of the largest cities, some 10 MB; to write one takes 0.25 ms.
KEPT = 4_096


def write_calendar(
    city: City, name: str, gatherings: Sequence[PublicGathering], pages: Sequence[str]
) -> bytes:
    """Write a calendar of gatherings, each with the address of its page.

    One that was cancelled stays, with STATUS:CANCELLED and a higher SEQUENCE, so that calendars
    which hold it strike it out.
    """
    events = [_event(one, page, city.zone) for one, page in zip(gatherings, pages, strict=True)]
    head, end, _rest = _frame(name, gatherings[:1], city.zone).rpartition(END)
    return b"".join([head, *events, end])


def _frame(name: str, some: Sequence[PublicGathering], zone: str) -> bytes:
    """Write a calendar without events, but with the zone that they need."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//nightout//gatherings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", clean_line(name))
    calendar.add("x-wr-calname", clean_line(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    if some:
        calendar.add_component(_make_event(some[0], "", zone))
        calendar.add_missing_timezones()
        calendar.subcomponents = [one for one in calendar.subcomponents if one.name != "VEVENT"]
    return bytes(calendar.to_ical())


@functools.lru_cache(KEPT)
def _event(gathering: PublicGathering, page: str, zone: str) -> bytes:
    """Write one event; when one of a city changes, all others are as they were."""
    return bytes(_make_event(gathering, page, zone).to_ical())


def _make_event(gathering: PublicGathering, page: str, zone: str) -> Any:
    from icalendar import Event

    clock = ZoneInfo(zone)
    event = Event()
    event.add("uid", f"{gathering.public_id}@{urlsplit(page).hostname or 'nightout.invalid'}")
    event.add("dtstamp", gathering.changed_at)
    event.add("last-modified", gathering.changed_at)
    event.add("sequence", gathering.sequence)
    event.add("status", "CANCELLED" if gathering.cancelled else "CONFIRMED")
    event.add("summary", clean_line(gathering.title))
    event.add("dtstart", gathering.starts_at.astimezone(clock))
    event.add("dtend", gathering.ends_at.astimezone(clock))
    event.add("location", ", ".join(filter(None, _place(gathering))))
    if gathering.about:
        event.add("description", gathering.about)
    if gathering.lon is not None and gathering.lat is not None:
        event.add("geo", (gathering.lat, gathering.lon))
    event.add("categories", [*gathering.kinds])
    event.add("url", page)
    return event


def _place(gathering: PublicGathering) -> tuple[str, ...]:
    town = f"{gathering.place} {gathering.zip_code}".strip()
    return clean_line(gathering.where), clean_line(town)
