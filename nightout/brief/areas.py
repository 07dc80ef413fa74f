"""Which measure a map can show, and its counts by area with outlines light enough for a page."""

from __future__ import annotations

from typing import Any

import numpy as np

from nightout.brief.model import HIDDEN, Area, Asked, Class, CountMap, Figure
from nightout.compare import Change, Comparison, compare_city, for_public
from nightout.records import City, find_map, list_maps

__all__ = ["choose_map", "make_classes", "simplify_outlines"]

# With more hidden, the next measure tells more; with more than two thirds, none is worth drawing.
MOST_HIDDEN = 1 / 3
WORTH_DRAWING = 2 / 3
N_CLASSES = 4
# Outlines span so many units, and stray by no more than one and a half: half a pixel on a screen.
SPAN = 1000.0
STRAY = 1.5


def choose_map(city: City, asked: Asked, figures: list[Figure]) -> tuple[CountMap | None, str]:
    """Map the most serious measure of which at most a third of the areas are hidden.

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
    The map, or None and the reason. When every measure hides more than a third, the one that
    hides least; none when that hides more than two thirds.
    """
    maps = list_maps(city)
    if not maps:
        return None, "There is no map of this city yet: `nightout areas` brings one."
    kind = maps[0].kind
    best: tuple[float, Comparison] | None = None
    for figure in figures:
        if figure.hidden:
            continue
        answer = compare_city(city, asked.about(figure.terms.measure, by=(kind,)))
        answer = for_public(answer) if asked.public else answer
        share = _hidden_share(answer)
        if best is None or share < best[0]:
            best = share, answer
        if share <= MOST_HIDDEN:
            break
    if best is None or best[0] > WORTH_DRAWING:
        return None, (
            f"There is no map: by {kind}, more than two thirds of the counts of every measure "
            "are too small to show in public."
        )
    share, answer = best
    return _draw(city, kind, answer, _why(answer, figures, share)), ""


def _hidden_share(answer: Comparison) -> float:
    """Give the share of the areas that are hidden; what lies in none is not an area."""
    areas = [one for one in answer.parts if one.group != ("",)]
    return sum(one.word == HIDDEN for one in areas) / max(len(areas), 1)


def _why(answer: Comparison, figures: list[Figure], share: float) -> str:
    """Say how the measure of the map was chosen."""
    measure = answer.terms.measure
    title = measure.title.lower()
    if share > MOST_HIDDEN:
        return (
            f"The map shows {title}, though over a third of the areas must be hidden for small "
            "counts: no measure here hides fewer."
        )
    if measure == figures[0].terms.measure:
        return f"The map shows {title}, the most serious measure here."
    return (
        f"The map shows {title}: the most serious measure here of which no more than a third of "
        "the areas must be hidden for small counts."
    )


def _draw(city: City, kind: str, answer: Comparison, why: str) -> CountMap:
    drawn = find_map(city, kind)
    if drawn is None:
        raise LookupError(f"the map of {kind}s went away while it was read")
    table = drawn.read()
    counts = {one.group[0]: _count(one) for one in answer.parts}
    outlines = simplify_outlines(table["geometry"].to_pylist())
    columns = (table["area_id"].to_pylist(), table["name"].to_pylist(), outlines)
    areas = tuple(
        Area(area_id, name, counts[area_id], outline)
        for area_id, name, outline in zip(*columns, strict=True)
    )
    shown = [area.n for area in areas if area.n]
    classes, unplaced = make_classes(shown), counts.get("", 0)
    version = drawn.map_version
    return CountMap(kind, version, answer.terms, areas, classes, unplaced, why, answer.notes)


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
