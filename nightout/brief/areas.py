"""Which measure a map can show, and its counts by area with outlines light enough for a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nightout.brief.model import (
    HIDDEN,
    Area,
    Asked,
    Class,
    CountMap,
    Figure,
    WhyMap,
    WhyNoMap,
)
from nightout.brief.version import kind_of
from nightout.compare import Change, Comparison, compare_city, compare_public, name_joined
from nightout.records import City, find_map

__all__ = ["choose_map", "make_classes", "simplify_outlines"]

# With fewer than half as many parts as areas, the next measure tells more. Two parts are drawn.
MOST_HIDDEN = 1 / 2
N_CLASSES = 4
# Outlines span so many units, and stray by no more than one and a half: half a pixel on a screen.
SPAN = 1000.0
STRAY = 1.5


def choose_map(
    city: City, asked: Asked, figures: list[Figure]
) -> tuple[CountMap | None, WhyNoMap, str]:
    """Map the most serious measure that has at least half as many parts as there are areas.

    Parameters
    ----------
    city
        The city folder; its first kind of map is used.
    asked
        What the brief is asked to show.
    figures
        The figures of the brief, the most serious first. Where the whole is hidden, so are its
        parts.

    Returns
    -------
    The map, or None and the reason, and its kind of area. Where every measure has fewer parts,
    that with the most.
    """
    kind = kind_of(city, asked)
    if not kind:
        return None, "no_map", ""
    best: tuple[float, Comparison] | None = None
    for figure in figures:
        if figure.hidden:
            continue
        compare = compare_public if asked.public else compare_city
        answer = compare(city, asked.about(figure.terms.measure, by=(kind,)))
        share = _hidden_share(answer)
        if best is None or share < best[0]:
            best = share, answer
        if share <= MOST_HIDDEN:
            break
    if best is None or not best[1].parts:
        return None, "all_hidden", kind
    share, answer = best
    return _draw(city, kind, answer, _why(answer, figures, share)), "", kind


def _hidden_share(answer: Comparison) -> float:
    """Give the share of the areas that are not told apart; what lies in none is not an area."""
    areas = [name for one in answer.parts for name in answer.members.get(one.group, one.group)]
    shown = sum(one.word != HIDDEN for one in answer.parts if one.group != ("",))
    return 1 - shown / max(sum(name != "" for name in areas), 1)


def _why(answer: Comparison, figures: list[Figure], share: float) -> WhyMap:
    """Say how the measure of the map was chosen."""
    if share > MOST_HIDDEN:
        return "why_least"
    return "why_first" if answer.terms.measure == figures[0].terms.measure else "why_open"


def _draw(city: City, kind: str, answer: Comparison, why: WhyMap) -> CountMap:
    drawn = find_map(city, kind)
    if drawn is None:
        raise LookupError(f"the map of {kind}s went away while it was read")
    areas = tuple(_outline(drawn.read(), answer))
    shown = [area.n for area in areas if area.n]
    alone = next((one for one in answer.parts if one.group == ("",)), None)
    return CountMap(
        kind,
        drawn.map_version,
        answer.part_terms or answer.terms,
        areas,
        make_classes(shown),
        _count(alone) if alone else 0,
        why,
        answer.notes,
    )


def _outline(table: Any, answer: Comparison) -> Iterator[Area]:
    """Give each part with its outline; areas that are shown as one lose the borders between."""
    import shapely

    outlines = simplify_outlines(table["geometry"].to_pylist())
    shapes = dict(zip(table["area_id"].to_pylist(), outlines, strict=True))
    names = dict(zip(table["area_id"].to_pylist(), table["name"].to_pylist(), strict=True))
    for one in answer.parts:
        members = answer.members.get(one.group, one.group)
        held = [member for member in members if member in shapes]
        if held:
            # Borders that areas share stayed shared, so that nothing is left of them here.
            shape = shapely.union_all([shapes[member] for member in held])
            told = [f"{names[area_id]} ({area_id})" for area_id in held if names[area_id]]
            alone = names[held[0]] if members == one.group else ", ".join(told) or None
            label = held[0] if members == one.group else name_joined(answer.by[0], members)
            parts = tuple((member, names.get(member)) for member in members)
            yield Area(label, alone, _count(one), shape, parts)


def _count(change: Change) -> int | None:
    return None if change.word == HIDDEN else change.n


def make_classes(counts: list[int]) -> tuple[Class, ...]:
    """Cut counts above 0 into at most four classes of about as many areas each.

    Equal counts share a class; each class is named by the counts it holds, so that no label
    promises what the map does not show.
    """
    if not counts:
        return ()
    values = np.sort(np.array(counts))
    # Quarters leave half the areas in the two upper classes; a last eighth lets the peak stand out.
    tops = np.quantile(values, (0.4, 0.7, 0.9, 1.0), method="inverted_cdf")[-N_CLASSES:]
    classes, low = [], values[0]
    for top in np.unique(tops):
        classes.append(Class(int(low), int(top)))
        above = values[values > top]
        low = above[0] if len(above) else top
    return tuple(classes)


def simplify_outlines(outlines: list[bytes]) -> list[Any]:
    """Lay outlines on a plane, with north up and equal scale, and leave out what no eye sees.

    Parameters
    ----------
    outlines
        Well-known binary in degrees.

    Returns
    -------
    Shapes in units of a thousandth of the map's longer side, y downwards, as pictures have it.
    Borders that areas share stay shared.
    """
    import shapely

    shapes = shapely.from_wkb(np.array(outlines, dtype=object))
    west, south, east, north = shapely.total_bounds(shapes)
    # At the size of a city a degree of longitude is shorter by the cosine of the latitude.
    squeeze = np.cos(np.radians((south + north) / 2))
    scale = SPAN / max((east - west) * squeeze, north - south, 1e-9)

    def onto_plane(points: Any) -> Any:
        return np.column_stack(
            [(points[:, 0] - west) * squeeze * scale, (north - points[:, 1]) * scale]
        )

    flat = shapely.transform(shapes, onto_plane)
    # Maps that overlap or hold slivers are no coverage: then each outline by itself.
    simplify = shapely.coverage_simplify if shapely.coverage_is_valid(flat) else shapely.simplify
    return list(simplify(flat, STRAY))
