"""The smallest areas that the public may see, and the tree by which they are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from nightout.errors import BadSetting, UnknownName
from nightout.records.areas import CityMap, find_map, list_maps
from nightout.records.city import City
from nightout.records.joins import join_in_order, join_neighbors

__all__ = ["UNPLACED", "PartTree", "area_tree", "name_tree", "need_public", "public_kinds"]

# The name of what lies in no area.
UNPLACED = ""
# A beat drawn a little over its district's border still lies in it.
MOST_OUTSIDE = 0.05


@dataclass(frozen=True, eq=False)
class PartTree:
    """Parts of a city by name, the tree that joins them, and the larger part of each.

    `larger` names each part itself where no larger ones were asked for.
    """

    names: tuple[str, ...]
    joins: NDArray[np.int64]
    larger: tuple[str, ...]


def public_kinds(city: City) -> tuple[str, ...]:
    """Give the kinds of area by which the public sees the city's parts, the smallest first.

    Those that `city.toml` says; else the kind of the first map; without a map, beats as sources
    state them.
    """
    return city.public_areas or tuple(one.kind for one in list_maps(city)[:1]) or ("beat",)


def need_public(city: City, kind: str) -> None:
    """Refuse a kind of area that is not public.

    Raises
    ------
    UnknownName
        If it is none of `public_kinds`.
    """
    kinds = public_kinds(city)
    if kind not in kinds:
        raise UnknownName(
            f"by {kind} is asked for in public, where this city is shown by {' and '.join(kinds)}",
            "Two maps that cross would tell small counts: ask for that kind, or say before "
            f'anything is published `public_areas = ["{kind}"]` in city.toml.',
        )


def name_tree(names: Sequence[str]) -> PartTree:
    """Join parts without a map in the order of their names, from the end of the alphabet.

    There `unknown` and `other` stand, and before them what has no name, so that these are joined
    before the others. A part that turns up later changes nothing for the rest.
    """
    ordered = tuple(sorted(names, key=lambda name: (name == UNPLACED, name), reverse=True))
    return PartTree(ordered, join_in_order(len(ordered)), ordered)


def area_tree(city: City, kind: str) -> PartTree:
    """Join the areas of the city's smallest public kind along their borders.

    Sizes are residents where the map says them of every area, else all areas are alike. What lies
    in no area is joined with the largest one, whose count it changes least.

    Parameters
    ----------
    city
        The city folder.
    kind
        The smallest public kind, or a larger one.

    Raises
    ------
    UnknownName
        If the kind is not public.
    BadSetting
        If the smaller areas do not lie in the larger ones.
    """
    need_public(city, kind)
    kinds = public_kinds(city)
    maps = [_need_map(city, one) for one in kinds]
    smallest = maps[0].read()
    ids = smallest["area_id"].to_pylist()
    within = {one.kind: _parents(maps[0], one) for one in maps[1:]}
    parents = within[kinds[1]] if maps[1:] else [""] * len(ids)
    joins = _join(maps[0], ids, _sizes(smallest["population"].to_pylist()), parents)
    larger = within.get(kind, ids)
    return PartTree((*ids, UNPLACED), joins, (*larger, UNPLACED))


def _need_map(city: City, kind: str) -> CityMap:
    drawn = find_map(city, kind)
    if drawn is None:
        raise UnknownName(
            f"there is no map of {kind!r}, which is public by city.toml",
            "Bring it with `nightout areas`, or mend `public_areas`.",
        )
    return drawn


def _sizes(population: Sequence[int | None]) -> list[float]:
    known = [float(one) for one in population if one is not None]
    return known if len(known) == len(population) else [1.0] * len(population)


def _join(
    drawn: CityMap, ids: list[str], sizes: list[float], parents: list[str]
) -> NDArray[np.int64]:
    at = {area_id: i for i, area_id in enumerate(ids)}
    borders = pq.read_table(drawn.borders)
    neighbors: dict[int, set[int]] = {i: set() for i in range(len(ids) + 1)}
    pairs = zip(borders["area_id"].to_pylist(), borders["neighbor_id"].to_pylist(), strict=True)
    for one, other in pairs:
        neighbors[at[one]].add(at[other])
    largest = max(range(len(ids)), key=lambda i: (sizes[i], i))
    neighbors[len(ids)].add(largest)
    neighbors[largest].add(len(ids))
    return join_neighbors([*sizes, 0.0], neighbors, [*parents, parents[largest]])


def _parents(smaller: CityMap, larger: CityMap) -> list[str]:
    """Give the larger area in which each smaller one lies."""
    import shapely

    inner = shapely.from_wkb(smaller.read()["geometry"].to_numpy())
    table = larger.read()
    outer, names = shapely.from_wkb(table["geometry"].to_numpy()), table["area_id"].to_pylist()
    tree = shapely.STRtree(outer)
    found: list[str] = []
    for area_id, shape in zip(smaller.read()["area_id"].to_pylist(), inner, strict=True):
        near = tree.query(shape)
        shares = shapely.area(shapely.intersection(outer[near], shape)) / max(shape.area, 1e-15)
        if not len(near) or shares.max() < 1 - MOST_OUTSIDE:
            raise BadSetting(
                f"{smaller.kind} {area_id} lies in no {larger.kind}",
                "In public larger areas are made of whole smaller ones: mend `public_areas` in "
                "city.toml.",
            )
        found.append(names[near[int(shares.argmax())]])
    return found
