"""Calendars of the night: RFC 5545, written here so that sheets need no library of the site."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nightout.visits.sheets.model import GatheringSheet, NightSheet, UnitSheet
from nightout.visits.sheets.timezone import describe_zone
from nightout.visits.sheets.words import tidy

__all__ = ["Edition", "fold", "gathering_calendar", "unit_calendar"]

# Octets of a line without its end; longer ones go on in the next, after a blank.
LONGEST_LINE = 75
Line = tuple[str, str]


@dataclass(frozen=True)
class Edition:
    """Which edition of the night's calendars this is.

    Parameters
    ----------
    stamp
        When it was made, in UTC.
    sequence
        0 for the first, one more after each change, so that calendars take the newer.
    before
        The night as earlier editions had it, oldest first: visits that are gone stay as cancelled.
    """

    stamp: dt.datetime
    sequence: int = 0
    before: tuple[NightSheet, ...] = ()


def unit_calendar(night: NightSheet, sheet: UnitSheet, edition: Edition) -> str:
    """Write the calendar of one unit."""
    gone = [
        event
        for before in reversed(edition.before)
        for one in before.units
        if one.unit_id == sheet.unit_id
        for event in _ways(before, one)
    ]
    return _write(night, sheet.name, (_ways(night, sheet), gone), edition)


def gathering_calendar(night: NightSheet, sheet: GatheringSheet, edition: Edition) -> str:
    """Write the calendar of those who come to one gathering."""
    gone = [
        event
        for before in reversed(edition.before)
        for one in before.gatherings
        if one.gathering_id == sheet.gathering_id
        for event in _comings(before, one)
    ]
    return _write(night, sheet.name, (_comings(night, sheet), gone), edition)


@dataclass(frozen=True)
class _Event:
    """One visit: what it is known by in every edition, and its lines."""

    uid: str
    lines: tuple[Line, ...]


def _ways(night: NightSheet, sheet: UnitSheet) -> Iterator[_Event]:
    words = night.words
    for stop in sheet.stops:
        where = ", ".join(filter(None, (stop.address, stop.neighbourhood, night.city)))
        what = stop.address or stop.name
        if stop.host:
            what = words.say("event.ask", where=what, host=stop.host)
        marks = ", ".join(words.say(f"mark.{mark}").lower() for mark in stop.marks)
        lines = (
            *_times(night, stop.arrive, stop.leave),
            ("SUMMARY", _text(what)),
            ("LOCATION", _text(where)),
            ("GEO", f"{stop.lat:.6f};{stop.lon:.6f}"),
            ("DESCRIPTION", _text(stop.name, marks, stop.notes)),
        )
        yield _Event(_uid(night, "unit", sheet.unit_id, stop.gathering_id), lines)


def _comings(night: NightSheet, sheet: GatheringSheet) -> Iterator[_Event]:
    words = night.words
    for one in sheet.visits:
        lines = (
            *_times(night, one.arrive, one.leave),
            ("SUMMARY", _text(words.say("event.visits", unit=one.unit, name=sheet.name))),
            ("LOCATION", _text(", ".join(filter(None, (sheet.address, night.city))))),
            ("DESCRIPTION", _text(words.say("event.promised") if one.promised else "")),
        )
        yield _Event(_uid(night, "gathering", one.unit_id, sheet.gathering_id), lines)


def _uid(night: NightSheet, whose: str, unit_id: str, gathering_id: str) -> str:
    """Name a visit alike in every edition of one night, and like no other visit."""
    known = "\x1f".join((night.city, str(night.day), whose, unit_id, gathering_id))
    return f"{hashlib.sha256(known.encode()).hexdigest()[:32]}@nightout"


def _times(night: NightSheet, start: dt.datetime, end: dt.datetime) -> tuple[Line, Line]:
    """Write wall-clock times under the city's zone; without one they hold wherever one is."""
    zone = f";TZID={night.zone}" if night.zone else ""
    return (f"DTSTART{zone}", f"{start:%Y%m%dT%H%M%S}"), (f"DTEND{zone}", f"{end:%Y%m%dT%H%M%S}")


def _write(
    night: NightSheet,
    name: str,
    events: tuple[Iterable[_Event], Iterable[_Event]],
    edition: Edition,
) -> str:
    now, before = events
    lines: list[Line] = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", f"-//nightout//visits//{night.language.upper()}"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", _text(f"{name}: {night.title}")),
        *(describe_zone(night.zone, night.day) if night.zone else ()),
    ]
    kept = set()
    for event in now:
        kept.add(event.uid)
        lines += _event(event, "CONFIRMED", edition)
    for event in before:
        if event.uid not in kept:
            kept.add(event.uid)
            lines += _event(event, "CANCELLED", edition)
    return "".join(fold(f"{key}:{value}") for key, value in [*lines, ("END", "VCALENDAR")])


def _event(event: _Event, status: str, edition: Edition) -> list[Line]:
    return [
        ("BEGIN", "VEVENT"),
        ("UID", event.uid),
        ("DTSTAMP", f"{edition.stamp:%Y%m%dT%H%M%SZ}"),
        ("SEQUENCE", str(edition.sequence)),
        ("STATUS", status),
        *((key, value) for key, value in event.lines if value),
        ("END", "VEVENT"),
    ]


def _text(*paragraphs: str) -> str:
    """Write text as a value: each paragraph escaped, and parted from the next."""
    escaped = (
        tidy(one).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        for one in paragraphs
        if one
    )
    return "\\n".join(escaped)


def fold(line: str) -> str:
    """End a line, after folding it at 75 octets and never within a character."""
    parts, part = [], ""
    size = 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += octets
    return "".join(f"{one}\r\n" for one in (*parts, part))
