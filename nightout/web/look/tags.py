"""Tags and filters of the site's templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

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
    """Give a moment on the city's clock."""
    return moment.astimezone(city.clock)


@register.filter
def value_words(value: Any) -> str:
    """Say a value of any field."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return words(value)
    return "" if value is None else word(str(value))
