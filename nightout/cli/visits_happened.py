"""What happened on the night, read from the words of a command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nightout.visits import Event, NightState, Request

__all__ = ["Happened", "list_events"]


@dataclass(frozen=True)
class Happened:
    """What happened, as on the command line."""

    at: str | None
    away: Sequence[str]
    late: Sequence[str]
    back: Sequence[str]
    cancelled: Sequence[str]
    moved: Sequence[str]
    added: Path | None

    @property
    def anything(self) -> bool:
        """Say whether anything happened."""
        several = (self.away, self.late, self.back, self.cancelled, self.moved)
        return any(several) or self.added is not None


def list_events(happened: Happened, state: NightState) -> list[Event]:
    """List what happened as events, units first.

    Raises
    ------
    BadSetting
        If one cannot be read.
    """
    from dataclasses import replace

    from nightout.visits import Event, read_gatherings

    request = state.night.request
    if not happened.anything:
        return []
    at = _when(happened.at, request)
    events = [Event(at, "away", unit_id=one) for one in happened.away]
    for text in happened.late:
        unit_id, minutes = _pair(text, "--late", "P12=15")
        events.append(Event(at, "late", unit_id, minutes=_number(minutes, "--late")))
    for text in happened.back:
        unit_id, _, where = text.partition("@")
        events.append(Event(at, "back", unit_id, where))
    events += [Event(at, "cancelled", gathering_id=one) for one in happened.cancelled]
    for text in happened.moved:
        key, spot = _pair(text, "--move", "G17=-93.26,44.98")
        lon, lat = (_number(one, "--move") for one in _pair(spot, "--move", "-93.26,44.98", ","))
        moved = replace(request.gathering(key), lon=lon, lat=lat)
        events.append(Event(at, "moved", gathering_id=key, gathering=moved))
    new = read_gatherings(happened.added, date=_evening(request)) if happened.added else ()
    events += [Event(at, "added", gathering_id=one.gathering_id, gathering=one) for one in new]
    return events


def _evening(request: Request) -> dt.date | None:
    hours = [one.starts for one in request.gatherings]
    hours += [one.shift_start for one in request.units]
    return min(hours).date() if hours else None


def _when(text: str | None, request: Request) -> dt.datetime:
    """Read when it happened: a time of the evening, or now on the city's own clock."""
    from zoneinfo import ZoneInfo

    from nightout.errors import BadSetting
    from nightout.visits.cells import read_moment

    evening = _evening(request)
    if text is None:
        if not request.rules.zone:
            raise BadSetting(
                "--at is missing", "Say when it happened, as 19:05; or the zone in the rules."
            )
        return dt.datetime.now(ZoneInfo(request.rules.zone)).replace(tzinfo=None, microsecond=0)
    moment = read_moment(text, evening)
    if moment is None:
        raise BadSetting(f"--at is {text!r}", "Write a time, such as 19:05.")
    # Two in the morning of the night is on the next day.
    after_midnight = len(text) < len("2026-08-04T18:00") and moment.hour < 6
    return moment + dt.timedelta(days=1) if after_midnight else moment


def _pair(text: str, named: str, example: str, sign: str = "=") -> tuple[str, str]:
    from nightout.errors import BadSetting

    first, there, second = text.partition(sign)
    if not there or not first.strip() or not second.strip():
        raise BadSetting(f"{named} is {text!r}", f"Write it as {example}.")
    return first.strip(), second.strip()


def _number(text: str, named: str) -> float:
    from nightout.errors import BadSetting

    try:
        return float(text)
    except ValueError:
        raise BadSetting(f"{named} has {text!r}", "Write a number there.") from None
