"""Disclosure: small counts are hidden or joined, and so is what would give them away."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.errors import BadSetting
from nightout.records.disclosure import (
    LEAST_TOGETHER,
    NOTHING,
    hide_small,
    least_shown,
    share_parts,
    split_parts,
)
from nightout.records.joins import join_in_order, join_neighbors

tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=8
    )
)


def test_a_small_count_takes_the_next_smallest_with_it():
    #        now  before
    table = [[1, 9], [5, 5], [40, 30], [0, 0]]
    assert hide_small(table, threshold=3).tolist() == [True, True, False, False]


def test_two_small_counts_whose_sum_would_tell_take_a_third():
    # 1 and 1: whoever knows that both are at least 1 and that the sum is 2 knows both.
    assert hide_small([[1], [1], [7], [9]], threshold=3).tolist() == [True, True, True, False]


def test_two_small_counts_with_a_larger_sum_shield_each_other():
    assert hide_small([[2], [2], [7]], threshold=3).tolist() == [True, True, False]


def test_zero_is_about_nobody_and_shields_nobody():
    assert hide_small([[0], [0], [2], [8]], threshold=3).tolist() == [False, False, True, True]


def test_threshold_1_hides_nothing():
    assert not hide_small([[1], [0], [2]], threshold=1).any()


def test_no_parts_need_no_hiding():
    assert hide_small([], threshold=3).tolist() == []


@pytest.mark.parametrize(("table", "threshold"), [([[1]], 0), ([[-1]], 3)])
def test_what_cannot_be_is_refused(table, threshold):
    with pytest.raises(BadSetting):
        hide_small(table, threshold=threshold)


@given(tables, st.integers(2, 6))
def test_no_small_count_is_shown_or_left_alone_in_its_column(table, threshold):
    counts = np.array(table)
    hidden = hide_small(table, threshold=threshold)
    small = (counts > 0) & (counts < threshold)
    assert not small[~hidden].any()
    for column in np.flatnonzero(small.any(axis=0)):
        together = counts[hidden, column]
        assert hidden.all() or ((together > 0).sum() >= 2 and together.sum() >= threshold)


# 0 and 1 are joined as 4, 2 and 3 as 5, all as 6.
PAIRS = [[0, 1], [2, 3], [4, 5]]


def split(*counts, joins=PAIRS, threshold=3):
    return split_parts([[n] for n in counts], joins, threshold=threshold)[:, 0].tolist()


def test_parts_that_count_enough_are_shown_by_themselves():
    assert split(5, 9, 0, 7) == [0, 1, 2, 3]


def test_a_small_part_is_shown_with_the_one_it_is_joined_with():
    assert split(2, 9, 0, 7) == [4, 4, 2, 3]


def test_a_pair_that_is_still_small_takes_the_next_pair():
    assert split(2, 2, 0, 7) == [6, 6, 6, 6]


def test_a_count_of_the_threshold_is_small_where_it_would_narrow_too_far():
    assert split(3, 9, 0, 7, threshold=3) == [4, 4, 2, 3]
    assert split(3, 9, 0, 7, threshold=1) == [0, 1, 2, 3]


def test_a_whole_that_is_small_shows_nothing():
    assert split(2, 2, 0, 0) == [NOTHING] * 4


def test_a_whole_without_a_count_shows_its_zeros():
    assert split(0, 0, 0, 0) == [0, 1, 2, 3]


def test_one_part_is_its_own_whole():
    assert split_parts([[4, 5, 0]], [], threshold=3).tolist() == [[NOTHING, 0, 0]]


def test_each_span_is_split_by_itself():
    nodes = split_parts([[2, 5], [9, 9], [0, 9], [7, 1]], PAIRS, threshold=3)
    assert nodes.T.tolist() == [[4, 4, 2, 3], [0, 1, 5, 5]]


def test_spans_are_shown_together_by_the_parts_that_all_allow():
    assert share_parts([[4, 0], [4, 1], [2, 5], [3, 5]]).tolist() == [4, 4, 5, 5]
    assert share_parts([[4, 6], [4, 6], [2, 6], [3, 6]]).tolist() == [6] * 4
    assert share_parts([[4, NOTHING], [4, NOTHING]]).tolist() == [NOTHING] * 2


def test_a_threshold_never_shows_less_than_5_together():
    assert [least_shown(one) for one in (1, 2, 3, 5, 10)] == [1, 5, 5, 5, 10]


@pytest.mark.parametrize(
    ("table", "joins", "threshold", "match"),
    [
        ([[1], [2]], [[0, 1]], 0, "the threshold is 0"),
        ([[1], [-2]], [[0, 1]], 3, "a count is -2"),
        ([1, 2], [[0, 1]], 3, "shape"),
        (np.zeros((0, 2)), [], 3, "shape"),
        ([[1], [2]], [], 3, "0 joins are no tree of 2 parts"),
        ([[1], [2], [3]], [[0, 1], [2, 2]], 3, "no tree"),
        ([[1], [2], [3], [4]], [[0, 5], [1, 2], [3, 4]], 3, "no tree"),
    ],
)
def test_what_is_no_table_or_no_tree_is_refused(table, joins, threshold, match):
    with pytest.raises(BadSetting, match=match):
        split_parts(table, joins, threshold=threshold)


def plain_split(counts, joins, least):
    """The same in words: cut a node if all that comes of it is fit to be shown."""
    n = len(counts)

    def leaves(node):
        return [node] if node < n else [leaf for one in joins[node - n] for leaf in leaves(one)]

    def fits(node):
        total = sum(counts[leaf] for leaf in leaves(node))
        return total == 0 or total >= least

    def cut(node):
        if node < n:
            return [node]
        pieces = [piece for one in joins[node - n] for piece in cut(one)]
        return pieces if all(map(fits, pieces)) else [node]

    pieces = cut(2 * n - 2)
    held = {leaf: piece for piece in pieces for leaf in leaves(piece)}
    return [held[leaf] if fits(held[leaf]) else NOTHING for leaf in range(n)]


@st.composite
def trees(draw):
    n = draw(st.integers(1, 7))
    left, joins = list(range(n)), []
    while len(left) > 1:
        pair = [left.pop(draw(st.integers(0, len(left) - 1))) for _ in range(2)]
        joins.append(pair)
        left.append(n + len(joins) - 1)
    spans = draw(st.integers(1, 3))
    row = st.lists(st.integers(0, 9), min_size=spans, max_size=spans)
    return draw(st.lists(row, min_size=n, max_size=n)), joins


@given(trees(), st.integers(1, 7))
def test_parts_are_split_as_in_words(tree, threshold):
    table, joins = tree
    nodes = split_parts(table, joins, threshold=threshold)
    for span in range(len(table[0])):
        counts = [row[span] for row in table]
        assert nodes[:, span].tolist() == plain_split(counts, joins, least_shown(threshold))


@given(trees(), st.integers(2, 7))
def test_what_is_shown_is_zero_or_enough_and_adds_up(tree, threshold):
    table, joins = tree
    counts, nodes = np.array(table), split_parts(table, joins, threshold=threshold)
    for split_by, span in zip(nodes.T, counts.T, strict=True):
        sums = [span[split_by == node].sum() for node in np.unique(split_by) if node != NOTHING]
        assert all(n == 0 or n >= LEAST_TOGETHER for n in sums)
        assert NOTHING in split_by or sum(sums) == span.sum()
        assert (split_by == NOTHING).all() or NOTHING not in split_by


@given(trees(), st.integers(2, 7))
def test_shared_parts_are_whole_in_every_span(tree, threshold):
    table, joins = tree
    nodes = split_parts(table, joins, threshold=threshold)
    shared = share_parts(nodes)
    for span in nodes.T if NOTHING not in shared else []:
        for node in np.unique(span):
            assert len(set(shared[span == node])) == 1


def outcomes(shape, most):
    return itertools.product(range(most + 1), repeat=shape)


@pytest.mark.parametrize("joins", [[[0, 1]], [[0, 1], [3, 2]], [[1, 2], [0, 3]], PAIRS])
def test_who_knows_the_rule_and_the_map_cannot_narrow_a_joined_count_to_within_3(joins):
    """Every table there is, sorted by what the public sees: what may a hidden count still be?"""
    n = len(joins) + 1
    alike = {}
    for counts in outcomes(n, 8 if n < 4 else 7):
        nodes = split(*counts, joins=joins)
        if NOTHING not in nodes:
            sums = {node: sum(c for c, k in zip(counts, nodes, strict=True) if k == node)
                    for node in nodes}  # fmt: skip
            alike.setdefault((*nodes, *sums.items()), []).append(counts)
    narrow = []
    for seen, tables in alike.items():
        nodes, sums = seen[:n], dict(seen[n:])
        for part in range(n):
            # Sums that the largest counts tried here cannot all reach are left out.
            if nodes[part] != part and 0 < sums[nodes[part]] <= 7:
                found = [counts[part] for counts in tables]
                narrow.append(max(found) - min(found))
    assert narrow
    assert min(narrow) == LEAST_TOGETHER - 2


@given(trees())
def test_a_part_that_turns_up_later_changes_nothing_for_those_in_order(tree):
    table, _ = tree
    counts = np.array(table)
    more = np.insert(counts, len(counts) // 2, 0, axis=0)
    before = split_parts(counts, join_in_order(len(counts)), threshold=3)
    after = split_parts(more, join_in_order(len(more)), threshold=3)
    for span in range(counts.shape[1]):
        told, still = (
            sorted(table[:, span][nodes[:, span] == node].sum() for node in set(nodes[:, span]))
            for table, nodes in ((counts, before), (more, after))
        )
        assert [n for n in told if n] == [n for n in still if n]


@given(st.integers(1, 12), st.integers(0, 2**20), st.booleans())
def test_any_map_gives_a_tree(n, seed, with_parents):
    rng = np.random.default_rng(seed)
    touch = {i: set() for i in range(n)}
    for i, j in itertools.combinations(range(n), 2):
        if rng.random() < 0.3:
            touch[i].add(j)
            touch[j].add(i)
    parents = [str(one) for one in rng.integers(0, 3, n)] if with_parents else None
    joins = join_neighbors(rng.integers(0, 5, n), touch, parents)
    nodes = split_parts(rng.poisson(3, (n, 2)), joins, threshold=3)
    assert nodes.shape == (n, 2)
