from itertools import pairwise

import pytest

from nightout.visits.routing.descents import MANY_ROUNDS, plan_descents


def test_a_search_of_few_rounds_cools_once_from_hot_to_cold():
    (only,) = plan_descents(50.0, 2.0, MANY_ROUNDS - 1)
    assert [only.heat(at) for at in (0.0, 0.5, 1.0)] == pytest.approx([50.0, 10.0, 2.0])
    assert only.join_at == 0.5
    assert not only.keeps(0.9)


def test_a_search_of_many_rounds_cools_several_times_and_last_from_warm():
    descents = plan_descents(50.0, 0.5, MANY_ROUNDS)
    assert [descents[0].begin, descents[-1].end] == [0.0, 1.0]
    assert all(one.end == other.begin for one, other in pairwise(descents))
    *first, last = descents
    assert {(one.heat(one.begin), one.heat(one.end)) for one in first} == {(50.0, 0.5)}
    assert 0.5 < last.heat(last.begin) < 50.0
    assert last.heat(1.0) == pytest.approx(0.5)


def test_routes_are_kept_once_a_descent_has_cooled_but_not_on_the_last():
    *first, last = plan_descents(50.0, 0.5, MANY_ROUNDS)
    for one in first:
        assert not one.keeps(one.begin)
        assert one.keeps((one.begin + one.end) / 2)
    assert not last.keeps(0.9)


def test_the_last_is_not_colder_at_its_beginning_than_at_its_end():
    last = plan_descents(1.0, 0.9, MANY_ROUNDS)[-1]
    assert last.heat(last.begin) == last.heat(1.0) == 0.9
