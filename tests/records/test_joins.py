"""Which neighbours are joined, told from the map alone."""

import pytest

from nightout.errors import BadSetting
from nightout.records.joins import join_in_order, join_neighbors

# Beats in a row: 0 - 1 - 2 - 3.
ROW = {0: [1], 1: [0, 2], 2: [1, 3], 3: [2]}


def test_the_smallest_joins_its_smallest_neighbour():
    assert join_neighbors([10, 30, 20, 50], ROW).tolist() == [[0, 1], [2, 4], [3, 5]]
    assert join_neighbors([50, 30, 20, 40], ROW).tolist() == [[2, 1], [3, 4], [0, 5]]


def test_equal_sizes_go_by_place():
    assert join_neighbors([1, 1, 1, 1], ROW).tolist() == [[0, 1], [2, 3], [4, 5]]


def test_areas_of_one_larger_area_are_joined_before_others():
    joins = join_neighbors([10, 30, 20, 40], ROW, ["east", "west", "west", "west"])
    assert joins.tolist() == [[2, 1], [3, 4], [0, 5]]


def test_an_area_over_a_border_lies_in_no_larger_one():
    # The first reaches from a into b, and is no kin of the other a.
    joins = join_neighbors([1, 2, 9, 3], ROW, ["a", "b", "a", "c"])
    assert joins.tolist() == [[0, 1], [3, 2], [4, 5]]


def test_islands_are_joined_in_the_end_the_smallest_first():
    assert join_neighbors([5, 4, 3], {0: [1], 1: [0]}).tolist() == [[1, 0], [2, 3]]


def test_one_area_needs_no_join():
    assert join_neighbors([7], {}).shape == (0, 2)
    assert join_in_order(1).shape == (0, 2)


def test_parts_in_order_are_joined_one_after_the_other():
    assert join_in_order(4).tolist() == [[0, 1], [4, 2], [5, 3]]


def test_no_part_cannot_be_joined():
    with pytest.raises(BadSetting, match="0 parts"):
        join_in_order(0)
