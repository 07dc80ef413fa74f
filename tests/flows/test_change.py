"""Change: volume and mix add up, the ratio is that of shares, and scatter widens it."""

import numpy as np
import pytest

from nightout.errors import BadSetting
from nightout.flows import Flows
from nightout.flows.change import compare_periods


def flows_of(*tables, start=2015):
    years = tuple(range(start, start + len(tables)))
    return Flows(("A", "B"), years, np.array(tables), "place", "as given")


def test_a_change_worked_by_hand():
    flows = flows_of([[40, 10], [60, 10]], [[80, 10], [80, 10]])
    rows = compare_periods(flows, [2015], [2016], ["A"])
    one = next(row for row in rows if row.source_place == "B")
    # From 60 of 100 to 80 of 160: growth of 60 at a share of .55, a share down .1 at 130.
    assert (one.n_before, one.n, one.difference) == (60, 80, 20)
    assert (one.volume, one.mix) == (pytest.approx(33), pytest.approx(-13))
    assert one.ratio == pytest.approx(0.5 / 0.6)


def test_volume_and_mix_add_up_everywhere(us):
    rows = compare_periods(us, range(2010, 2015), range(2016, 2021))
    for row in rows:
        assert row.volume + row.mix == pytest.approx(row.difference, abs=1e-9)
    by_market = {}
    for row in rows:
        by_market[row.recovery_place] = by_market.get(row.recovery_place, 0) + row.mix
    assert max(map(abs, by_market.values())) < 1e-8


def test_the_interval_is_that_of_the_formula_for_large_counts(us):
    """The log ratio of shares, give or take t times the root of phi (1/n1 + 1/n2)."""
    from scipy.stats import t

    rows = compare_periods(us, range(2010, 2016), range(2016, 2021), ["CA"])
    one = next(row for row in rows if row.source_place == "Arizona")
    n1, n2 = one.n_before * 6, one.n * 5
    reach = t.ppf(0.975, 4) * np.sqrt(one.dispersion * (1 / n1 + 1 / n2))
    assert np.log(one.ratio_low) == pytest.approx(np.log(one.ratio) - reach, abs=0.01)
    assert np.log(one.ratio_high) == pytest.approx(np.log(one.ratio) + reach, abs=0.01)
    assert one.word == "higher"


def test_the_same_shares_are_within_the_usual_range():
    flows = flows_of([[40, 10], [60, 10]], [[80, 20], [120, 20]])
    rows = compare_periods(flows, [2015], [2016])
    assert {row.word for row in rows} == {"within the usual range"}
    assert all(row.mix == pytest.approx(0) for row in rows)
    assert all(np.isnan(row.dispersion) for row in rows)


def test_years_that_jump_about_widen_the_interval():
    calm = [[[100, 1], [100, 1]]] * 5
    wild = [[[100 + 50 * (-1) ** i, 1], [100 - 50 * (-1) ** i, 1]] for i in range(5)]
    last = [[[140, 1], [60, 1]]]
    words = []
    for earlier in (calm, wild):
        rows = compare_periods(flows_of(*earlier, *last), range(2015, 2020), [2020], ["A"])
        words.append(next(row.word for row in rows if row.source_place == "B"))
    assert words == ["lower", "within the usual range"]


def test_periods_may_not_overlap_or_be_absent():
    flows = flows_of([[1, 1], [1, 1]], [[1, 1], [1, 1]])
    with pytest.raises(BadSetting, match="2016 is in both"):
        compare_periods(flows, [2015, 2016], [2016])
    with pytest.raises(BadSetting, match="2019 is not loaded"):
        compare_periods(flows, [2015], [2019])
