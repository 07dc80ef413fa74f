"""Writing SVG by hand: every text and attribute is escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from nightout.visits.sheets.words import tidy

__all__ = ["COLOURS", "draw", "group", "path", "tag", "words"]

#: Day colours, written into the picture so that it stands by itself and prints; a page overrides
#: them by class at night. All of them tell apart in grey.
COLOURS = {
    "ink": "#14181f",
    "soft": "#565d6b",
    "line": "#c9cdd6",
    "street": "#d9dce3",
    "water": "#e6eef5",
    "paper": "#ffffff",
    "bar": "#c3cad8",
    "firm": "#3a4256",
}
# The font that Typst carries with it; a page sets its own.
FONT = "Libertinus Serif"


def tag(name: str, *inner: str, **attributes: object) -> str:
    """Write an element; `inner` is markup already, attributes are escaped.

    `fill` and `stroke` name a colour of `COLOURS` and become a class too, for night pages.
    """
    roles = {kind: attributes.get(kind) for kind in ("fill", "stroke")}
    classes = [f"{kind}-{role}" for kind, role in roles.items() if role in COLOURS]
    if classes:
        attributes["class"] = " ".join(classes)
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(inner)}</{name}>" if inner else f"<{name}{written}/>"


def words(text: str, x: float, y: float, **look: object) -> str:
    """Write words at a place; `look` gives font_size and whatever else differs from plain ink."""
    return tag("text", escape(tidy(text)), x=x, y=y, **({"fill": "ink"} | look))


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Write the way along points, to a tenth."""
    steps = [f"{x:.1f} {y:.1f}" for x, y in points]
    return f"M{'L'.join(steps)}{'Z' if closed else ''}" if steps else ""


def group(*inner: str, **attributes: object) -> str:
    """Hold elements together; nothing if there are none."""
    return tag("g", *inner, **attributes) if inner else ""


def draw(width: float, height: float, *inner: str) -> str:
    """Write a whole picture that takes the width it is given."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'font-family="{FONT}">{"".join(inner)}</svg>'
    )


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return COLOURS.get(str(value), str(value))
