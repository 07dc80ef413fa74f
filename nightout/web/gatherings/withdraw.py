"""What a host takes out of a public text is gone at once; only what is new waits for approval."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nightout.web.gatherings.leaks import contacts_in, hidden_house, hide
from nightout.web.gatherings.words import Audience

__all__ = ["shown_meanwhile", "without_what_went"]

SPOKEN = ("title", "about", "place")
TEXTS = (*SPOKEN, "address")
# A word, or a sign that says something by itself, as pictures do; stops and commas do not.
WORD = re.compile(r"""\w+|[^\w\s.,;:!?()'"–-]""")


def shown_meanwhile(shown: Any, wished: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values that need no approval, because they show less than what is shown.

    Parameters
    ----------
    shown
        The gathering as it is shown.
    wished
        What its host wishes it to say, by the names of public fields.

    Returns
    -------
    Fields that are emptied; texts without what was taken out of them; "neighbors only". The house
    that a hidden gathering moves away from is in no text any more, whatever the wished ones say.
    """
    less: dict[str, Any] = {}
    said = {"address": shown.address, "audience": shown.audience} | dict(wished)
    house, left = hidden_house(said), hidden_house(said | {"address": shown.address})
    for name, value in wished.items():
        if name in TEXTS and value:
            less[name] = without_what_went(getattr(shown, name), value, house=house)
        elif not value or (name == "audience" and value == Audience.NEIGHBOURS):
            less[name] = value
    if left and left != house:
        less |= {name: hide(less.get(name, getattr(shown, name)), {left}) for name in SPOKEN}
    return less


def without_what_went(shown: str, wished: str, *, house: str = "") -> str:
    """Give what may be shown of a text until what is new in it is decided.

    Words that only go are gone at once. Where others come as well the approved text stays, with
    dots for the phone numbers, e-mail and web addresses that the wished one no longer holds, and
    for the number of a hidden house.
    """
    if _only_less(shown, wished):
        return wished
    gone = contacts_in(shown) - contacts_in(wished)
    return hide(shown, gone | ({house} - {"", *re.findall(r"\d+", wished)}))


def _only_less(shown: str, wished: str) -> bool:
    """Whether the wished words stand in the shown text, in this order."""
    rest = iter(WORD.findall(shown.casefold()))
    return all(word in rest for word in WORD.findall(wished.casefold()))
