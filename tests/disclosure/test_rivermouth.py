"""Rivermouth's public answers together do not narrow a hidden count to within 3."""

import numpy as np
import pytest

from nightout.demo import make_demo
from nightout.records import find_measure
from tests.disclosure.rivermouth import MEASURES, QUICK, attack_rivermouth

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def rivermouth(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked") / "rivermouth"
    return make_demo(folder, np.random.default_rng(20210803)).city


@pytest.mark.parametrize("slug", MEASURES)
def test_no_hidden_count_of_a_beat_is_narrowed_to_within_3(rivermouth, slug):
    found = attack_rivermouth(rivermouth, slug)
    assert found.n_told > 50
    assert found.n_small(find_measure(slug).threshold) > 10
    assert min(found.widths.values()) >= 3


@pytest.mark.parametrize("by", ["domestic", "weapon"])
def test_no_hidden_count_of_a_category_is_narrowed_to_within_3(rivermouth, by):
    found = attack_rivermouth(rivermouth, "aggravated_assault", QUICK, by)
    assert min(found.widths.values(), default=3) >= 3
