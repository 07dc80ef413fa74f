"""Gatherings as an Atom feed: RFC 4287."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from nightout.web.gatherings.forms.lines import clean_line
from nightout.web.gatherings.public import PublicGathering

__all__ = ["Entry", "write_atom"]

ATOM = "http://www.w3.org/2005/Atom"
NEVER = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Entry:
    """A gathering, the address of its page, and its summary in words."""

    gathering: PublicGathering
    page: str
    summary: str


def write_atom(title: str, feed: str, page: str, entries: Sequence[Entry]) -> bytes:
    """Write a feed, the latest change first.

    Parameters
    ----------
    title
        What to call the feed.
    feed, page
        Addresses of the feed itself and of the page that shows the same.
    entries
        What it holds.
    """
    latest_first = sorted(entries, key=lambda one: one.gathering.changed_at, reverse=True)
    root = Element("feed", xmlns=ATOM)
    _text(root, "id", feed)
    _text(root, "title", clean_line(title))
    updated = latest_first[0].gathering.changed_at if latest_first else NEVER
    _text(root, "updated", updated.isoformat())
    author = SubElement(root, "author")
    _text(author, "name", clean_line(title))
    SubElement(root, "link", rel="self", href=feed, type="application/atom+xml")
    SubElement(root, "link", rel="alternate", href=page, type="text/html")
    for one in latest_first:
        _add(root, one)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(root: Element, one: Entry) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", one.page)
    _text(entry, "title", clean_line(one.gathering.title))
    _text(entry, "updated", one.gathering.changed_at.isoformat())
    SubElement(entry, "link", rel="alternate", href=one.page, type="text/html")
    _text(entry, "summary", clean_line(one.summary))
    for kind in one.gathering.kinds:
        SubElement(entry, "category", term=kind)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
