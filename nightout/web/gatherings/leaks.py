"""What a text that everybody may read seems to tell, and perhaps should not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from nightout.web.gatherings.words import Audience

__all__ = ["LEAKY", "contacts_in", "hidden_house", "hide", "list_leaks"]

# The fields in which it is looked for, and those by which it is told.
LEAKY = ("title", "about", "place", "address", "audience")
PHONE = re.compile(r"(?<!\d)(?:(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?)?\d{3}[ .-]?\d{4}(?!\d)")
EMAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
# What says of itself that it is one, or ends as most do here.
LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9][a-z0-9.-]*\.(?:com|org|net|gov|edu)\b(?:/\S*)?",
    re.IGNORECASE,
)
HIDDEN = "…"


def list_leaks(said: Mapping[str, Any]) -> list[str]:
    """List what the text of a gathering seems to tell, as sentences; each may well be right.

    Parameters
    ----------
    said
        What the gathering says, by the names of its fields.
    """
    return list(_leaks(said))


def contacts_in(text: str) -> set[str]:
    """Find what looks like a phone number, an e-mail address or a web address."""
    return {found[0] for shape in (PHONE, EMAIL, LINK) for found in shape.finditer(text)}


def hidden_house(said: Mapping[str, Any]) -> str:
    """Give the house number that the public is not to know; empty if there is none."""
    house = re.match(r"\d+", str(said.get("address", "")))
    return house[0] if house and said.get("audience") == Audience.NEIGHBOURS else ""


def hide(text: str, contacts: Collection[str]) -> str:
    """Give a text in which dots stand for these contacts or numbers."""
    for one in sorted(contacts, key=len, reverse=True):
        text = re.sub(rf"(?<!\d){re.escape(one)}(?!\d)", HIDDEN, text)
    return text


def _leaks(said: Mapping[str, Any]) -> Iterator[str]:
    text = "\n".join(str(said.get(name) or "") for name in ("title", "about", "place"))
    if hidden_house(said) in re.findall(r"\d+", text):
        yield _("It is for neighbors only, but its text seems to say the house number.")
    if PHONE.search(text) or EMAIL.search(text):
        yield _("Its text seems to hold a phone number or an e-mail address.")
    if LINK.search(EMAIL.sub(" ", text)):
        yield _("Its text seems to hold a web address.")
