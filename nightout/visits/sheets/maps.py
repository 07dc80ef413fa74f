"""Maps of the night as SVG: one unit's way, and where somebody comes and where nobody does."""

from __future__ import annotations

import numpy as np

from nightout.visits.sheets.ground import NO_GROUND, Ground
from nightout.visits.sheets.model import NightSheet, UnitSheet
from nightout.visits.sheets.plane import Plane, draw_ground, lay_plane
from nightout.visits.sheets.svg import draw, path, tag, words
from nightout.visits.sheets.words import Words, find_words

__all__ = ["draw_night_map", "draw_way", "part_markers"]

RADIUS = 14.0
ENGLISH = find_words("en")


def draw_way(
    sheet: UnitSheet,
    ground: Ground = NO_GROUND,
    *,
    size: tuple[int, int],
    said: Words = ENGLISH,
) -> str:
    """Draw a unit's stops in order, from its station, in straight lines.

    Stops so close that their numbers would lie on one another are moved apart, each tied to its
    place by a thin line. The scale is in the words of `said`.
    """
    width, height = size
    places = [(sheet.lon, sheet.lat), *((stop.lon, stop.lat) for stop in sheet.stops)]
    plane = lay_plane(places, width=width, height=height, margin=36)
    spots = [plane.at(*place) for place in places]
    marks = part_markers(np.array(spots), apart=2 * RADIUS + 2, size=size)
    moved = [
        tag("path", d=path([spot, mark]), stroke="ink", stroke_width=1)
        for spot, mark in zip(spots, marks, strict=True)
        if np.hypot(mark[0] - spot[0], mark[1] - spot[1]) > 1
    ]
    way = tag("path", d=path(spots), fill="none", stroke="firm", stroke_width=3,
              stroke_linejoin="round", stroke_opacity=0.75)  # fmt: skip
    numbers = [
        _number(stop.number, "promised" in stop.marks, mark)
        for stop, mark in zip(sheet.stops, marks[1:], strict=True)
    ]
    return draw(width, height, _paper(size), draw_ground(plane, ground), way, *moved,
                _station(marks[0]), *numbers, _scale(plane, said))  # fmt: skip


def part_markers(
    spots: np.ndarray[tuple[int, ...], np.dtype[np.float64]], *, apart: float, size: tuple[int, int]
) -> list[tuple[float, float]]:
    """Move round markers apart until none touch, or a hundred rounds are over."""
    marks = spots.astype(float).copy()
    # Markers on the very same place need a direction to part in: each its own.
    turn = np.arange(len(marks)) * 2.4
    aside = 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])
    marks += aside
    low, high = apart / 2, np.array(size) - apart / 2
    for _ in range(100):
        between = marks[:, None] - marks[None, :]
        away = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(away, np.inf)
        push = np.clip(apart - away, 0, None) / 2
        if not push.any():
            break
        marks += (between / away[..., None] * push[..., None]).sum(axis=1)
        marks = np.clip(marks, low, high) + aside
    return [(float(x), float(y)) for x, y in marks]


def _number(number: int, promised: bool, at: tuple[float, float]) -> str:
    """Draw a stop; a promised one is black."""
    x, y = at
    fill, ink = ("ink", "paper") if promised else ("paper", "ink")
    return tag("circle", cx=x, cy=y, r=RADIUS, fill=fill, stroke="ink", stroke_width=2) + words(
        str(number), x, y + 5.5, font_size=16, text_anchor="middle", font_weight="bold", fill=ink
    )


def _station(at: tuple[float, float]) -> str:
    x, y = at
    square = tag("rect", x=x - 11, y=y - 11, width=22, height=22, fill="firm", stroke="paper",
                 stroke_width=2)  # fmt: skip
    return square + words(
        "S", x, y + 5.5, font_size=16, text_anchor="middle", font_weight="bold", fill="paper"
    )


def draw_night_map(night: NightSheet, ground: Ground = NO_GROUND, *, size: tuple[int, int]) -> str:
    """Draw every gathering: full where somebody comes, a ring where nobody does."""
    placed = [(one, one.lon, one.lat) for one in night.gatherings
              if one.held and one.lon is not None and one.lat is not None]  # fmt: skip
    if not placed:
        return ""
    plane = lay_plane([place[1:] for place in placed], width=size[0], height=size[1], margin=20)
    dots = []
    for one, lon, lat in sorted(placed, key=lambda place: not place[0].visits):
        x, y = plane.at(lon, lat)
        look = {"r": 4.5, "fill": "firm", "stroke": "paper", "stroke_width": 1}
        if not one.visits:
            look = {"r": 6, "fill": "paper", "stroke": "ink", "stroke_width": 2.5}
        dots.append(tag("circle", cx=x, cy=y, **look))
    under = draw_ground(plane, ground, streets=0.7)
    return draw(*size, _paper(size), under, *dots, _scale(plane, ENGLISH))


def _paper(size: tuple[int, int]) -> str:
    return tag("rect", width=size[0], height=size[1], fill="paper")


def _scale(plane: Plane, said: Words) -> str:
    """Draw a scale of half a mile or more, as long as suits the picture."""
    mile = plane.km * 1.609344
    parts = ((0.25, "¼"), (0.5, "½"), (1, "1"), (2, "2"), (5, "5"))
    part, number = next((one for one in parts if mile * one[0] > 60), (10, "10"))
    length, one, many = mile * part, *said.say("count.mile").split("|")
    y = plane.height - 12
    bar = tag("path", d=path([(12, y - 5), (12, y), (12 + length, y), (12 + length, y - 5)]),
              fill="none", stroke="ink", stroke_width=1.5)  # fmt: skip
    return bar + words(f"{number} {many if part > 1 else one}", 16, y - 4, font_size=12)
