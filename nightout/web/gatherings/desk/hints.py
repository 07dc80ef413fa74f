"""What a coordinator should look at before deciding about a gathering."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from nightout.web.gatherings.models import Gathering
from nightout.web.gatherings.words import Audience
from nightout.web.gatherings.zips import find_zip

__all__ = ["list_hints", "list_leaks"]

PHONE = re.compile(r"(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)


def list_hints(gathering: Gathering) -> list[str]:
    """List what looks odd, as sentences; each may well be right."""
    return list(_hints(gathering))


def list_leaks(gathering: Gathering) -> list[str]:
    """List what the text seems to tell that should not be public, as sentences."""
    return list(_leaks(gathering))


def _leaks(gathering: Gathering) -> Iterator[str]:
    text = f"{gathering.title}\n{gathering.about}"
    house = re.match(r"\d+", gathering.address)
    if gathering.audience == Audience.NEIGHBOURS and house and house[0] in re.findall(r"\d+", text):
        yield _("It is for neighbors only, but its text seems to say the house number.")
    if PHONE.search(text) or EMAIL.search(text):
        yield _("Its text seems to hold a phone number or an e-mail address.")


def _hints(gathering: Gathering) -> Iterator[str]:
    yield from _leaks(gathering)
    if gathering.lon is None:
        yield _("It has no pin: no map can show it and no visit can be planned.")
    elif gathering.city.area_kind and not gathering.area_id:
        yield _("Its pin lies in none of the city's areas.")
    found = find_zip(gathering.zip_code)
    if found and gathering.place and not found.names(gathering.place):
        yield _("ZIP code %(code)s belongs to %(place)s.") % {
            "code": found.code,
            "place": found.place,
        }
    if gathering.starts_at.astimezone(gathering.city.clock).date() != gathering.city.night:
        yield _("It is not on the night of %(event)s.") % {"event": gathering.city.event}
    by = gathering.city.register_by
    if by and gathering.submitted_at and _day(gathering) > by:
        yield _("It came in after the deadline.")


def _day(gathering: Gathering) -> dt.date:
    day: dt.date = gathering.submitted_at.astimezone(gathering.city.clock).date()
    return day
