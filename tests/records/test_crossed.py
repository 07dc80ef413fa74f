"""Tables of pairs: no hidden small count follows from the sums of its row and its column."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from nightout.errors import BadSetting
from nightout.records.crossed import LEAST_SHIFT, hide_crossed
from nightout.records.disclosure import hide_small


def test_a_small_count_hides_the_cheapest_rectangle():
    table = [[2, 9, 50], [9, 30, 60], [70, 80, 90]]
    assert hide_crossed(table, threshold=5).astype(int).tolist() == [
        [1, 1, 0],
        [1, 1, 0],
        [0, 0, 0],
    ]


def test_a_rectangle_along_which_too_little_can_be_shifted_is_none():
    # 1 may be 0 to 2 along the ones beside it; to shift 3 it takes the nines.
    table = [[1, 1, 9], [1, 1, 9], [9, 9, 90]]
    hidden = hide_crossed(table, threshold=2)
    assert hidden[0, 2]
    assert hidden[2, 0]


def test_two_rows_that_share_no_column_are_shielded_by_a_third():
    table = [[2, 0, 9], [0, 2, 9], [9, 9, 90]]
    assert hide_crossed(table, threshold=5)[2].all()


def test_in_one_column_the_next_smallest_is_hidden_with_it():
    assert hide_crossed([[100], [50], [3], [30]], threshold=5)[:, 0].tolist() == [
        False, False, True, True,
    ]  # fmt: skip


def test_enough_everywhere_hides_nothing():
    assert not hide_crossed([[5, 0], [9, 6]], threshold=5).any()
    assert not hide_crossed([[1, 0], [2, 1]], threshold=1).any()
    assert hide_crossed(np.zeros((0, 0)), threshold=5).shape == (0, 0)


@pytest.mark.parametrize(
    ("table", "threshold", "match"),
    [([1, 2], 5, "1 dimensions"), ([[1, -2]], 5, "a count is -2"), ([[1]], 0, "threshold is 0")],
)
def test_what_is_no_table_is_refused(table, threshold, match):
    with pytest.raises(BadSetting, match=match):
        hide_crossed(table, threshold=threshold)


def bounds(table, hidden, cell):
    """Find the least and most of a hidden cell, the sums of all lines being known."""
    cells = np.argwhere(hidden)
    lines = [cells[:, side] == place for side in (0, 1) for place in range(table.shape[side])]
    matrix = np.array(lines, float)
    sums = matrix @ table[hidden]
    aim = (cells == cell).all(axis=1).astype(float)
    found = [
        milp(sign * aim, constraints=LinearConstraint(matrix, sums, sums),
             bounds=Bounds(0, np.inf), integrality=np.ones(len(cells))).fun
        for sign in (1, -1)
    ]  # fmt: skip
    return round(found[0]), -round(found[1])


@pytest.mark.parametrize("seed", range(8))
def test_no_small_count_of_a_drawn_table_is_narrowed_to_within_3(seed):
    rng = np.random.default_rng(seed)
    table = rng.negative_binomial(0.6, 0.04, (8, 8))
    hidden = hide_crossed(table, threshold=5)
    small = np.argwhere((table > 0) & (table < 5))
    assert hidden[tuple(small.T)].all()
    assert not hidden[table == 0].any()
    for cell in small:
        low, high = bounds(table, hidden, cell)
        assert low <= table[tuple(cell)] <= high
        assert high - low >= LEAST_SHIFT


def hide_lines(table, threshold):
    hidden = np.zeros(table.shape, bool)
    for lines, marks in ((table, hidden), (table.T, hidden.T)):
        for line, mark in zip(lines, marks, strict=True):
            mark |= hide_small(line[:, None], threshold=threshold)
    return hidden


def plain_hide(table, threshold):
    """The same in loops: lines first, then the cheapest rectangle for each cell without one."""
    rows, columns = table.shape
    hidden = hide_lines(table, threshold)

    def corners(r, c):
        for i in range(rows):
            for j in range(columns):
                three = (table[i, c], table[r, j], table[i, j])
                shift = min(three[:2]) + min(table[r, c], three[2])
                if i != r and j != c and min(three) > 0 and shift >= LEAST_SHIFT:
                    yield [(i, c), (r, j), (i, j)]

    for r, c in [(r, c) for r in range(rows) for c in range(columns)]:
        if 0 < table[r, c] < threshold:
            found = [(sum(0 if hidden[k] else table[k] for k in one), one) for one in corners(r, c)]
            if found and not any(all(hidden[k] for k in one) for _, one in found):
                for k in min(found, key=lambda one: one[0])[1]:
                    hidden[k] = True
    return hidden


@pytest.mark.parametrize("seed", range(60))
def test_cells_are_hidden_as_in_loops(seed):
    rng = np.random.default_rng(seed)
    table = rng.negative_binomial(0.5, 0.05, (rng.integers(2, 9), rng.integers(2, 9)))
    assert np.array_equal(hide_crossed(table, threshold=5), plain_hide(table, 5))
