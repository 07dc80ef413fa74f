"""What happens on the night, each as one record that a log can hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from nightout.errors import BadSetting
from nightout.visits.request import Gathering

__all__ = ["Event", "What", "as_event", "as_gathering_row", "event_row"]

What = Literal["away", "late", "back", "cancelled", "moved", "added"]


@dataclass(frozen=True)
class Event:
    """Something that changes the night.

    Parameters
    ----------
    at
        When it became known; all that has begun by then stays as it was.
    what
        `away`: a unit is called away. `late`: it cannot set out again for some minutes. `back`: it
        is on the road again. `cancelled`, `moved`, `added`: a gathering.
    unit_id
        Which unit.
    gathering_id
        Which gathering; for a unit that is back, where it is (empty: at its station).
    minutes
        By how much a unit is late.
    gathering
        The gathering as it is now, where it was moved or added.
    """

    at: dt.datetime
    what: What
    unit_id: str = ""
    gathering_id: str = ""
    minutes: float = 0.0
    gathering: Gathering | None = None

    def __post_init__(self) -> None:
        if self.what not in get_args(What):
            raise BadSetting(
                f"the event is {self.what!r}", f"It is one of {', '.join(get_args(What))}."
            )
        if self.what == "late" and not 0 < self.minutes <= 600:
            raise BadSetting(
                f"{self.unit_id} is {self.minutes:g} min late", "Give more than 0, up to 600."
            )

    def __str__(self) -> str:
        who = self.unit_id or self.gathering_id
        more = f" by {self.minutes:g} min" if self.what == "late" else ""
        return f"{self.at:%H:%M} {who} {self.what}{more}"


def event_row(event: Event) -> dict[str, Any]:
    """Give an event as plain values, without what is empty."""
    row = {
        "at": event.at.isoformat(),
        "what": event.what,
        "unit_id": event.unit_id,
        "gathering_id": event.gathering_id,
        "minutes": event.minutes,
        "gathering": as_gathering_row(event.gathering) if event.gathering else None,
    }
    return {name: value for name, value in row.items() if value}


def as_event(row: Mapping[str, Any]) -> Event:
    """Read an event from plain values."""
    from nightout.visits.read_request import read_gatherings

    gathering = row.get("gathering")
    return Event(
        dt.datetime.fromisoformat(row["at"]),
        row["what"],
        row.get("unit_id", ""),
        row.get("gathering_id", ""),
        float(row.get("minutes", 0.0)),
        read_gatherings([gathering])[0] if gathering else None,
    )


def as_gathering_row(one: Gathering) -> dict[str, Any]:
    """Give a gathering as the row that `read_gatherings` reads it from."""
    promised = [f"{each.kind}:{each.unit_id}".rstrip(":") for each in one.promised]
    return {
        "gathering_id": one.gathering_id,
        "name": one.name,
        "address": one.address,
        "lon": one.lon,
        "lat": one.lat,
        "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat(),
        "beat": one.beat,
        "neighbourhood": one.neighbourhood,
        "wanted": ";".join(one.wanted),
        "declined": ";".join(one.declined),
        "languages": ";".join(one.languages),
        "expected": one.expected,
        "first_timer": one.first_timer,
        "missed_last_year": one.missed_last_year,
        "promised": ";".join(promised),
        "host": one.host,
        "notes": one.notes,
    }
