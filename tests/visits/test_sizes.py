"""A night of 5,000 gatherings is planned, proved and explained in the memory of a laptop."""

import numpy as np
import pytest

from benchmarks.measure import run_fresh


def night_of(n_gatherings, n_units):
    """Give the planning of a night as the work to measure."""
    from benchmarks.visits.night_draw import draw_night
    from nightout.visits import Effort, check_plan, explain_plan, measure_plan, plan_night

    night = draw_night(n_gatherings, n_units, np.random.default_rng(1))

    def work():
        plan = plan_night(night, rng=np.random.default_rng(1), effort=Effort(20)).plan
        figures = measure_plan(night, plan)
        left_out = len(explain_plan(night, plan))
        return [len(check_plan(night, plan)), figures.visited, figures.n_gatherings, left_out]

    return work


@pytest.mark.proof
def test_five_thousand_gatherings_are_an_answer_too():
    run = run_fresh(f"{__name__}:night_of", n_gatherings=5_000, n_units=80)
    faults, visited, n, left_out = run.answer
    assert faults == 0
    assert visited + left_out == n == 5_000
    assert visited > 1_000
    assert run.peak_mb < 1_500
