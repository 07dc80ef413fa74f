"""What a coordinator should look at before deciding about a gathering."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from nightout.web.gatherings.leaks import LEAKY, list_leaks
from nightout.web.gatherings.models import Gathering
from nightout.web.gatherings.public import Near
from nightout.web.gatherings.zips import find_zip

__all__ = ["leaks_of", "list_hints"]

# More than from the middle of a ZIP code to its border, save in the widest country.
FAR_MILES = 50


def list_hints(gathering: Gathering) -> list[str]:
    """List what looks odd, as sentences; each may well be right."""
    return list(_hints(gathering))


def leaks_of(gathering: Gathering) -> list[str]:
    """List what the public would read and perhaps should not, once all that waits is approved."""
    said = {name: getattr(gathering, name) for name in LEAKY}
    return list_leaks(said | (gathering.pending or {}))


def _hints(gathering: Gathering) -> Iterator[str]:
    yield from leaks_of(gathering)
    if gathering.lon is None:
        yield _("It has no pin: no map can show it and no visit can be planned.")
    elif gathering.city.area_kind and not gathering.area_id:
        yield _("Its pin lies in none of the city's areas.")
    found = find_zip(gathering.zip_code)
    if found and gathering.lon is not None:
        miles = Near(found.lon, found.lat).miles_to(gathering.lon, gathering.lat)
        if miles > FAR_MILES:
            yield _("Its pin lies %(miles)s miles from ZIP code %(code)s, %(place)s.") % {
                "miles": number_format(round(miles), force_grouping=True),
                "code": found.code,
                "place": found.place,
            }
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
