"""Making a page again from its terms, or saying plainly that it can no longer be made."""

from __future__ import annotations

from nightout.brief.compose import compose
from nightout.brief.document import Document
from nightout.brief.gather import make_brief
from nightout.brief.model import Brief
from nightout.brief.night import NightOut
from nightout.brief.permalink import Permalink, digest_of
from nightout.errors import NotTheSame
from nightout.records import City

__all__ = ["make_again"]

TODAYS = "To make a brief of the same question from today's records, leave {} out of the terms."


def make_again(city: City, link: Permalink, night: NightOut | None = None) -> Document:
    """Make the page that the terms were taken from.

    Parameters
    ----------
    city
        The city folder.
    link
        What the terms say.
    night
        The planned night that the page tells of; None if it tells of none.

    Raises
    ------
    NotTheSame
        If the records, the map, the night or what the page says are no longer those.
    NightoutError
        If the records cannot answer at all.
    """
    brief = make_brief(city, link.asked, night)
    _check_state(brief, link)
    document = compose(brief)
    page = digest_of(document)
    if link.page is not None and page != link.page:
        made_by = f"nightout {link.version}" if link.version else "an unnamed nightout"
        raise NotTheSame(
            f"the page says something else than the one of these terms ({page}, not {link.page}), "
            f"which {made_by} made; this is nightout {brief.version}",
            "The folder is another city's or its city.toml was changed, or the words or methods "
            "are those of another version: ask with that one. "
            + TODAYS.format("table, map, nightout and page"),
        )
    return document


def _check_state(brief: Brief, link: Permalink) -> None:
    known_on = brief.known_on
    if link.table is not None and link.table != brief.table_version:
        raise NotTheSame(
            f"what was known on {known_on} is no longer what it was: the page was made from "
            f"version {link.table} of the table of incidents, and now version "
            f"{brief.table_version} answers for that day",
            "A file was loaded later on the same day, or the folder is an older copy. "
            + TODAYS.format("table and page"),
        )
    if link.map_name is not None and link.map_name != (brief.map_name or "none"):
        raise NotTheSame(
            f"the page was made on the map {link.map_name}, and the city's map is now "
            f"{brief.map_name or 'none'}",
            "Take the newer map out of the folder's areas. " + TODAYS.format("map and page"),
        )
    night = brief.night.digest if brief.night else None
    if link.night is not None and link.night != night:
        raise NotTheSame(
            f"the page tells of the planned night {link.night}, and the one given is "
            f"{night or 'none'}",
            "Give the same gatherings, units, rules and plan by --night. "
            + TODAYS.format("night and page"),
        )
