"""Plans: proved by enumeration on a small case, by HiGHS's bound on the real one; stability."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.errors import BadSetting
from nightout.flows import strike_force
from nightout.flows.dominance import worth_a_look
from nightout.flows.faults import UnknownPlace
from nightout.flows.greedy import Reach
from nightout.flows.markets import Inflow, draw_inflow, five_of_2021
from nightout.flows.stability import check_stability
from nightout.flows.strike_force import Aim, solve_plan
from tests.flows.plain import plain_best

FAIR_TEN = "AZ FL GA IN MO NV OH PA TX VA"


def inflow_of(guns):
    names = tuple(f"s{i}" for i in range(len(guns[0])))
    markets = tuple(f"m{i}" for i in range(len(guns)))
    return Inflow(names, markets, np.array(guns, float), (2020,), {m: (m,) for m in markets})


def codes(us, plan):
    from nightout.flows.states import list_states

    return " ".join(sorted(list_states()[name].code for name in plan.chosen))


tables = st.integers(3, 8).flatmap(
    lambda n: st.lists(
        st.lists(st.integers(0, 60), min_size=n, max_size=n).filter(any), min_size=1, max_size=3
    )
)


@settings(max_examples=40, deadline=None)
@given(tables, st.sampled_from(["volume", "fair", "fewest"]), st.integers(1, 4))
def test_plans_are_the_best_of_every_set_there_is(guns, goal, n_sources):
    plan = solve_plan(inflow_of(guns), Aim(goal, n_sources=n_sources, target=0.6))
    best = plain_best(guns, goal, n_sources, 0.6)
    assert plan.value == pytest.approx(best, abs=1e-9)
    assert plan.proved
    assert plan.greedy_value <= best + 1e-9 if goal != "fewest" else plan.greedy_value >= best


def test_the_fair_plan_of_2020(us):
    plan = solve_plan(draw_inflow(us, [2020], five_of_2021()), Aim("fair", n_sources=10))
    assert codes(us, plan) == FAIR_TEN
    assert round(plan.value, 3) == 0.586
    assert plan.proved
    assert plan.bound == pytest.approx(plan.value, abs=1e-6)
    assert plan.greedy_value < 0.5


@pytest.mark.parametrize(("target", "least"), [(0.5, 8), (0.75, 17)])
def test_the_fewest_sources_of_2020(us, target, least):
    inflow = draw_inflow(us, [2020], five_of_2021())
    plan = solve_plan(inflow, Aim("fewest", target=target))
    assert len(plan.chosen) == least
    assert plan.covered.min() >= target
    assert plan.proved


def test_virginia_on_the_other_side_is_another_plan(us):
    plans = [
        solve_plan(draw_inflow(us, [2020], five_of_2021(side)), Aim("fair", n_sources=10))
        for side in ("source", "market")
    ]
    assert "Virginia" in plans[0].chosen
    assert "Virginia" not in plans[1].chosen
    assert round(plans[1].value, 3) == 0.562


def test_the_plan_by_volume_takes_the_largest(us):
    inflow = draw_inflow(us, [2020], five_of_2021())
    plan = solve_plan(inflow, Aim("volume", n_sources=10))
    assert plan.guns == np.sort(inflow.guns.sum(axis=0))[::-1][:10].sum() == plan.greedy_value


@pytest.mark.parametrize("goal", ["volume", "fair", "fewest"])
def test_leaving_out_sources_that_others_better_keeps_the_best(goal, monkeypatch):
    rng = np.random.default_rng(5)
    for _ in range(5):
        inflow = inflow_of(rng.integers(0, 30, (3, 40)))
        aim = Aim(goal, n_sources=4, target=0.4, costs=rng.integers(1, 3, 40).astype(float))
        whole = solve_plan(inflow, aim)
        monkeypatch.setattr(strike_force, "TIES_UP_TO", 10)
        fewer = solve_plan(inflow, aim)
        monkeypatch.undo()
        assert fewer.value == pytest.approx(whole.value)
        assert fewer.proved


def test_few_sources_are_worth_a_look():
    rng = np.random.default_rng(6)
    guns = rng.lognormal(0, 1.5, (3, 400))
    kept = worth_a_look(Reach(guns, guns.sum(axis=1), np.ones(400)), 5)
    assert 5 <= kept.sum() < 150
    better = ((guns[:, :, None] >= guns[:, None, :]).all(axis=0)).sum(axis=0) - 1
    np.testing.assert_array_equal(kept, better < 5)


def test_the_greedy_choice_can_fail_where_the_plan_does_not():
    # The middle source looks best first and is then in the way.
    inflow = inflow_of([[10, 6, 0], [0, 6, 10]])
    plan = solve_plan(inflow, Aim("fair", n_sources=2))
    assert set(plan.chosen) == {"s0", "s2"}
    assert plan.greedy[0] == "s1"
    assert plan.greedy_value < plan.value


def test_costs_and_capacity_change_what_is_worth_covering():
    guns = [[10, 9, 8]]
    dear = Aim("volume", n_sources=2, costs=np.array([2.0, 1.0, 1.0]))
    assert set(solve_plan(inflow_of(guns), dear).chosen) == {"s1", "s2"}
    small = Aim("volume", n_sources=1, capacity=np.array([5.0, 100.0, 100.0]))
    plan = solve_plan(inflow_of(guns), small)
    assert (plan.chosen, plan.guns) == (("s1",), 9)


def test_of_plans_equally_fair_the_one_with_most_guns_is_taken():
    inflow = inflow_of([[5, 5, 0, 9], [5, 5, 4, 0]])
    plan = solve_plan(inflow, Aim("fewest", target=0.5))
    assert plan.guns == max(
        inflow.guns[:, [i, j]].sum()
        for i in range(4)
        for j in range(4)
        if i != j and inflow.shares[:, [i, j]].sum(axis=1).min() >= 0.5
    )


def test_what_cannot_be_is_said():
    with pytest.raises(BadSetting, match="covers 90% of every market"):
        solve_plan(inflow_of([[10, 10]]), Aim("fewest", target=0.9, capacity=np.array([5.0, 5.0])))
    for bad in ({"goal": "best"}, {"n_sources": 0}, {"target": 1.5}, {"costs": np.zeros(2)}):
        with pytest.raises(BadSetting):
            Aim(**bad)
    with pytest.raises(BadSetting, match="either side"):
        five_of_2021("both")


def test_markets_are_drawn_by_the_user(us):
    inflow = draw_inflow(us, [2019, 2020], {"Boston": ["MA"], "Denver": ["CO", "WY"]})
    assert inflow.words == "Boston = Massachusetts; Denver = Colorado + Wyoming"
    assert inflow.guns[1, us.index("WY")] == 0
    assert inflow.shares.sum(axis=1) == pytest.approx(1)
    with pytest.raises(BadSetting, match="no place twice"):
        draw_inflow(us, [2020], {"a": ["MA"], "b": ["MA"]})
    with pytest.raises(UnknownPlace):
        draw_inflow(us, [2020], {"a": ["Atlantis"]})


def test_stability_counts_draws_and_years(us):
    inflow = draw_inflow(us, [2020], five_of_2021())
    plan = solve_plan(inflow, Aim("fair", n_sources=10))
    found = check_stability(us, inflow, plan, rng=np.random.default_rng(1), n_draws=20)
    by_name = {row.source_place: row for row in found.sources}
    assert by_name["Georgia"].drawn_share == 1
    assert by_name["Georgia"].years_chosen == 11
    assert set(plan.chosen) <= set(by_name)
    assert found.by_year[2020] == pytest.approx(plan.value)
    assert (found.low <= plan.covered).all()
    assert (plan.covered <= found.high).all()
    again = check_stability(us, inflow, plan, rng=np.random.default_rng(1), n_draws=20)
    assert again.sources == found.sources
    with pytest.raises(BadSetting, match="n_draws is 0"):
        check_stability(us, inflow, plan, rng=np.random.default_rng(1), n_draws=0)


def test_the_solver_writes_nothing_to_standard_output(us, capfd):
    inflow = draw_inflow(us, [2020], five_of_2021())
    plan = solve_plan(inflow, Aim("fair", n_sources=10))
    check_stability(us, inflow, plan, rng=np.random.default_rng(1), n_draws=40)
    assert capfd.readouterr().out == ""
