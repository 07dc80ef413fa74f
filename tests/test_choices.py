import itertools

import numpy as np
import pytest

from nightout.choices import choose


@pytest.mark.parametrize("seed", range(12))
def test_the_choice_is_the_one_that_trying_all_finds(seed):
    rng = np.random.default_rng(seed)
    objective = rng.integers(-9, 5, 6).astype(float)
    table = rng.integers(0, 3, (3, 6)).astype(float)
    chosen, least = choose(objective, [(table, -np.inf, 3.0)])
    kept = (np.array(one) for one in itertools.product([0, 1], repeat=6))
    best = min(objective @ one for one in kept if (table @ one <= 3).all())
    assert objective @ chosen == best == pytest.approx(least)
    assert (table @ chosen <= 3).all()


def test_the_last_may_be_shares():
    # The second is worth having up to the half that the first leaves.
    chosen, least = choose(np.array([-3.0, -1.0]), [(np.array([[1.0, 2.0]]), 0, 2)], n_shares=1)
    assert chosen.tolist() == [True]
    assert least == pytest.approx(-3.5)


def test_where_nothing_keeps_to_the_limits_there_is_no_choice():
    assert choose(np.ones(2), [(np.ones((1, 2)), 3.0, 3.0)]) is None


def test_nothing_is_printed(capfd):
    choose(-np.ones(3), [(np.ones((1, 3)), 0.0, 2.0)], n_branches=1)
    assert capfd.readouterr().out == ""
