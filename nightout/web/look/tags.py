"""Tags and filters of the site's templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.tz import do_timezone
from django.utils.translation import gettext as _

from nightout.web.gatherings.blocks import say_place
from nightout.web.gatherings.letters.names import ACTS, LETTERS
from nightout.web.gatherings.states import State
from nightout.web.gatherings.words import Audience, Kind, Language, Visitor

__all__ = ["register"]

register = template.Library()
WORDS = {
    value: label
    for words in (Kind, Visitor, Language, Audience, State)
    for value, label in words.choices
}


@register.inclusion_tag("look/field.html")
def field(bound: Any, wide: bool = False) -> dict[str, Any]:
    """Draw a field with its label, help and errors, tied together for those who listen."""
    return {"field": bound, "wide": wide, "group": bound.field.widget.use_fieldset}


@register.filter
def word(value: str) -> str:
    """Say a stored word as people do."""
    return str(WORDS.get(str(value), value))


@register.filter
def words(values: Any) -> str:
    """Say several stored words."""
    return ", ".join(word(one) for one in values)


@register.filter
def on_clock(moment: Any, city: Any) -> Any:
    """Give a moment on the city's clock, so that `date` leaves it there."""
    return do_timezone(moment, city.clock)


@register.filter
def place(stored: str) -> str:
    """Say a place, such as a block, in the reader's language."""
    return say_place(stored)


@register.filter
def act(name: str) -> str:
    """Say an act of the audit trail; an import or export also says how many."""
    bare, _blank, n = name.partition(" ")
    return f"{ACTS.get(bare, bare)} {n}".strip()


@register.filter
def letter(name: str) -> str:
    """Say which letter."""
    return str(LETTERS.get(name, name))


@register.filter
def value_words(value: Any) -> str:
    """Say a value of any field."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return words(value)
    return "" if value is None else word(str(value))
