"""Counts of a city's parts by quarter as they came out, and which parts are shown as one."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.compare.answering import read_answering
from nightout.compare.count import WindowCounts, count_windows
from nightout.compare.public_windows import Blocks, Editions
from nightout.compare.question import GROUPS, Question
from nightout.compare.windows import Windows
from nightout.records import City, Measure, find_map, list_maps, with_area
from nightout.records.area_tree import (
    PartTree,
    area_tree,
    name_tree,
    need_public,
    public_kinds,
)
from nightout.records.disclosure import NOTHING, least_shown, share_parts, split_parts
from nightout.records.editions import whole_quarters
from nightout.units import Period

__all__ = ["QuarterCounts", "Shown", "count_quarters", "map_since", "show_windows"]

Group = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class QuarterCounts:
    """Counts of the smallest parts: a row for each in the tree, a column per quarter.

    `known_on` is the day of the last edition among them.
    """

    tree: PartTree
    quarters: tuple[Period, ...]
    values: NDArray[np.int64]
    known_on: dt.date
    notes: tuple[str, ...] = ()

    def during(self, spans: Sequence[Period]) -> NDArray[np.int64]:
        """Give the counts of spans that are made of whole quarters, a column for each."""
        columns = [[self.quarters.index(one) for one in whole_quarters(span)] for span in spans]
        return np.column_stack([self.values[:, held].sum(axis=1) for held in columns])


@dataclass(frozen=True, eq=False)
class Shown:
    """A window as it is shown: its counts by group, and the parts that each group is made of."""

    windows: Windows
    counts: WindowCounts
    members: Mapping[Group, tuple[str, ...]]


def map_since(city: City, by: Sequence[str]) -> dt.date:
    """Give the first day that the map in force speaks about: a redrawn map begins anew.

    The same quarter by two maps would tell what lies between their borders.
    """
    if not by or by[0] in GROUPS:
        return dt.date.min
    of_kind = [one for one in list_maps(city) if one.kind == public_kinds(city)[0]]
    return dt.date.fromisoformat(of_kind[-1].map_version) if of_kind[1:] else dt.date.min


def count_quarters(city: City, question: Question, editions: Editions) -> QuarterCounts:
    """Count each quarter as it was known on the day it came out, by the smallest public parts.

    Parameters
    ----------
    city, question
        What is asked; broken down by one kind of part or none.
    editions
        The quarters to count, at least one.

    Raises
    ------
    UnknownName
        If it is broken down by a kind of area that is not public.
    """
    by = _smallest(city, question.by)
    found: dict[str, dict[Period, int]] = {}
    notes: tuple[str, ...] = ()
    days = sorted(editions, key=lambda one: editions[one].known_on)
    for day, held in itertools.groupby(days, key=lambda one: editions[one].known_on):
        records = read_answering(city, question.measure, known_on=day).records
        for kind in set(by) - set(GROUPS):
            records, placing = with_area(city, records, kind)
            notes = placing.notes
        counts = count_windows(records, question.measure, tuple(held), by=by)
        for group, row in zip(counts.groups, counts.values.tolist(), strict=True):
            name = group[0] if group else ""
            found.setdefault(name, {}).update(zip(counts.windows, row, strict=True))
    tree = _tree(city, question.by, found)
    quarters = tuple(sorted(editions))
    values = [[found.get(name, {}).get(one, 0) for one in quarters] for name in tree.names]
    last = max(one.known_on for one in editions.values())
    return QuarterCounts(tree, quarters, np.array(values, np.int64), last, notes)


def _smallest(city: City, by: Sequence[str]) -> tuple[str, ...]:
    if not by or by[0] in GROUPS:
        return tuple(by)
    need_public(city, by[0])
    return public_kinds(city)[:1]


def _tree(city: City, by: Sequence[str], found: Mapping[str, object]) -> PartTree:
    has_map = bool(by) and by[0] not in GROUPS and find_map(city, public_kinds(city)[0])
    return area_tree(city, by[0]) if has_map else name_tree([*found] or [""])


def show_windows(
    counts: QuarterCounts, windows: Windows, blocks: Blocks, measure: Measure, by: Sequence[str]
) -> Shown | None:
    """Show a window and its like by the finest parts that all of their blocks are shown in.

    Returns
    -------
    None where one of the blocks shows nothing, or only the whole of what is broken down.
    """
    held = sorted({block for span in windows.all for block in blocks(span)})
    table = counts.during(held)
    split = split_parts(table, counts.tree.joins, threshold=measure.threshold)
    if not measure.whole_city_is_public:
        split[:, ~_whole_is_out(counts, held, measure)] = NOTHING
    nodes = _by_larger(share_parts(split), counts.tree.larger)
    if nodes[0] == NOTHING or (by and len(set(nodes.tolist())) == 1):
        return None
    return _group(counts, nodes, windows, tuple(by))


def _whole_is_out(
    counts: QuarterCounts, blocks: Sequence[Period], measure: Measure
) -> NDArray[np.bool_]:
    """Say of which blocks every quarter's total is shown: a hidden one would be the difference."""
    least = least_shown(measure.threshold)
    total = dict(zip(counts.quarters, counts.values.sum(axis=0).tolist(), strict=True))
    told = [[total[one] for one in whole_quarters(block)] for block in blocks]
    return np.array([all(n == 0 or n >= least for n in one) for one in told])


def _by_larger(nodes: NDArray[np.int64], larger: Sequence[str]) -> NDArray[np.int64]:
    """Join what is shown until each piece is made of whole larger areas."""
    places = {name: i for i, name in enumerate(dict.fromkeys(larger))}
    area = np.array([places[name] for name in larger])
    label = nodes.copy()
    while True:
        before = label.copy()
        for held in (area, nodes):
            for one in np.unique(held):
                label[held == one] = label[held == one].max()
        if (label == before).all():
            return label


def _group(
    counts: QuarterCounts, nodes: NDArray[np.int64], windows: Windows, by: tuple[str, ...]
) -> Shown:
    values = counts.during(windows.all)
    members: dict[Group, tuple[str, ...]] = {}
    rows = []
    for node in dict.fromkeys(nodes.tolist()):
        held = nodes == node
        larger = zip(counts.tree.larger, held, strict=True)
        names = tuple(dict.fromkeys(name for name, inside in larger if inside))
        members[(", ".join(names),) if by else ()] = names
        rows.append(values[held].sum(axis=0))
    grouped = WindowCounts(by, tuple(members), windows.all, np.array(rows, np.int64))
    return Shown(windows, grouped, members)
