"""Tags and filters of the site's templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.tz import do_timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nightout.web.gatherings.blocks import say_place
from nightout.web.gatherings.letters.names import ACTS, LETTERS
from nightout.web.gatherings.states import State
from nightout.web.gatherings.words import Audience, Kind, Language, Visitor
from nightout.web.ground.base_file import flaw_of_base_file, name_base_file
from nightout.web.ground.states import UNITED_STATES, bounds_of_state

__all__ = ["register"]

register = template.Library()
# What a city without a map has for bounds.
WHOLE_WORLD = 360
# Spanish leaves four digits together.
GROUP_FROM = {"es": 10_000}
WORDS = {
    value: label
    for words in (Kind, Visitor, Language, Audience, State)
    for value, label in words.choices
}


@register.inclusion_tag("look/field.html")
def field(bound: Any, wide: bool = False) -> dict[str, Any]:
    """Draw a field with its label, help and errors, tied together for those who listen."""
    return {"field": bound, "wide": wide, "group": bound.field.widget.use_fieldset}


@register.simple_tag
def bounds(city: Any) -> dict[str, float]:
    """Give what a map of the city shows first: its areas, else its state, else the states."""
    box = (city.west, city.south, city.east, city.north)
    if city.east - city.west >= WHOLE_WORLD:
        box = bounds_of_state(city.state) or UNITED_STATES
    return dict(zip(("west", "south", "east", "north"), box, strict=True))


@register.simple_tag
def base_map() -> dict[str, str] | None:
    """Give the version and the attribution of a base map that can be drawn, if there is one."""
    folder = settings.SITE.folder
    version = name_base_file(folder)
    if not version or flaw_of_base_file(folder):
        return None
    return {"version": version, "attribution": settings.SITE.basemap_attribution}


@register.filter
def word(value: str) -> str:
    """Say a stored word as people do."""
    return str(WORDS.get(str(value), value))


@register.filter
def words(values: Any) -> str:
    """Say several stored words."""
    return ", ".join(word(one) for one in values)


@register.filter
def grouped(n: int) -> str:
    """Write a count with its thousands apart, in the way of the reader's language."""
    return number_format(n, force_grouping=n >= GROUP_FROM.get(get_language() or "", 1_000))


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
