"""Corridors: the gravity model against a slow twin, laws, published lifts, calibration."""

import sys

import numpy as np
import pytest

from nightout.errors import BadSetting
from nightout.flows import Flows, gravity
from nightout.flows.backbone import disparity_filter, noise_corrected
from nightout.flows.between import place_on_the_road
from nightout.flows.corridors import GROUPS, find_corridors
from nightout.flows.faults import BadCount, UnknownPlace
from nightout.flows.geography import Geography, distances_km, read_geography, state_geography
from nightout.flows.gravity import expect_flows
from nightout.flows.scatter import scatter_by_size
from tests.flows.plain import plain_disparity, plain_gravity, plain_noise_corrected

SMALL = np.array([[9, 4, 1, 7], [12, 5, 3, 2], [2, 6, 8, 5], [4, 1, 9, 3]], float)
SPOTS = np.array([[-90.0, 35.0], [-88.0, 36.0], [-95.0, 41.0], [-80.0, 30.0]])
TOUCH = np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]], bool)


def lift(found, source, market):
    names = {"KS": "Kansas", "MO": "Missouri", "GA": "Georgia", "NY": "New York",
             "SC": "South Carolina", "MS": "Mississippi", "TN": "Tennessee", "IN": "Indiana",
             "IL": "Illinois", "AZ": "Arizona", "CA": "California"}  # fmt: skip
    places = found.places
    return found.rows(of=[(places.index(names[source]), places.index(names[market]))])[0].lift


@pytest.mark.parametrize("borders", [TOUCH, None])
def test_gravity_is_what_a_regression_with_dummies_gives(borders):
    there = Geography(distances_km(SPOTS), borders, "drawn")
    found = expect_flows(SMALL, there)
    expected, beta, scatter, leverage = plain_gravity(SMALL, there.distance_km, borders)
    np.testing.assert_allclose(found.expected, expected, rtol=1e-7)
    assert found.distance_exponent == pytest.approx(beta[0], rel=1e-6)
    assert found.dispersion == pytest.approx(scatter, rel=1e-6)
    if borders is not None:
        assert found.border_factor == pytest.approx(np.exp(beta[1]), rel=1e-6)
    np.testing.assert_allclose(found.leverage, leverage, atol=1e-7)


def test_gravity_of_the_real_year_is_that_of_its_twin(us, monkeypatch):
    there = state_geography(us.places)
    counts = us.during([2020]).astype(float)
    found = expect_flows(counts, there)
    expected, beta, scatter, leverage = plain_gravity(counts, there.distance_km, there.borders)
    np.testing.assert_allclose(found.expected, expected, rtol=1e-6)
    assert found.distance_exponent == pytest.approx(beta[0], rel=1e-7)
    assert found.dispersion == pytest.approx(scatter, rel=1e-7)
    np.testing.assert_allclose(found.leverage, leverage, atol=1e-6)
    monkeypatch.setattr(gravity, "EXACT_UP_TO", 0)
    rough = expect_flows(counts, there).leverage
    assert np.abs(rough - leverage).max() < 0.14


def test_expected_guns_add_up_to_those_sold_and_those_found():
    moved = SMALL * (1 - np.eye(4))
    for there in (None, Geography(distances_km(SPOTS), TOUCH, "drawn")):
        expected = expect_flows(SMALL, there).expected
        np.testing.assert_allclose(expected.sum(axis=0), moved.sum(axis=0), rtol=1e-9)
        np.testing.assert_allclose(expected.sum(axis=1), moved.sum(axis=1), rtol=1e-9)


def test_a_table_made_by_the_model_is_found_again_exactly():
    there = Geography(distances_km(SPOTS), TOUCH, "drawn")
    sizes, takes = np.array([3.0, 9.0, 2.0, 5.0]), np.array([4.0, 1.0, 7.0, 2.0])
    made = 1e5 * sizes[:, None] * takes * there.distance_km**-1.3 * np.where(TOUCH, 2.5, 1)
    np.fill_diagonal(made, 77.0)
    found = expect_flows(made, there)
    assert found.distance_exponent == pytest.approx(-1.3, abs=1e-7)
    assert found.border_factor == pytest.approx(2.5, rel=1e-7)
    assert found.dispersion == pytest.approx(0, abs=1e-9)


def test_a_place_that_sells_nothing_expects_nothing():
    counts = SMALL.copy()
    counts[2] = 0
    found = expect_flows(counts, Geography(distances_km(SPOTS), TOUCH, "drawn"))
    assert (found.expected[2] == 0).all()
    assert found.df == (3 * 4 - 3) - (3 + 4 - 1) - 2


@pytest.mark.parametrize(
    ("source", "market", "low", "high"),
    [
        ("KS", "MO", 5, 7), ("GA", "NY", 2.5, 3.2), ("SC", "NY", 2.5, 3.2),
        ("MS", "TN", 2.5, 3.2), ("IN", "IL", 1.6, 2.0), ("AZ", "CA", 0.8, 1.2),
    ],
)  # fmt: skip
def test_lifts_of_2020_by_centres_of_area(us, source, market, low, high):
    found = find_corridors(us, [2020], state_geography(us.places))
    assert low <= lift(found, source, market) <= high


def test_by_centres_of_population_two_lifts_leave_their_range(us):
    """Kansas to Missouri 4.4 and Indiana to Illinois 1.55: the centre chosen is told with them."""
    found = find_corridors(us, [2020], state_geography(us.places, "people"))
    assert lift(found, "KS", "MO") == pytest.approx(4.38, abs=0.01)
    assert lift(found, "IN", "IL") == pytest.approx(1.55, abs=0.01)
    assert "centres of population" in found.words


def test_kansas_to_missouri_is_far_ahead_of_all_large_corridors(us):
    rows = find_corridors(us, [2020], state_geography(us.places)).rows(fewest=400)
    assert (rows[0].source_place, rows[0].recovery_place) == ("Kansas", "Missouri")
    assert rows[0].lift > 1.8 * rows[1].lift
    assert rows[0].q < 0.005


def test_a_corridor_that_sets_its_own_expectation_says_so(us):
    found = find_corridors(us, [2020], state_geography(us.places))
    (row,) = found.rows(of=[(us.index("AZ"), us.index("CA"))])
    assert round(row.leverage, 2) == 0.69


def test_corridor_rows_hold_count_share_and_interval(us):
    found = find_corridors(us, [2020], state_geography(us.places))
    (row,) = found.rows(of=[(us.index("GA"), us.index("NY"))])
    assert (row.traced, row.year, row.share) == (632, "2020", pytest.approx(632 / 4897))
    assert row.lift_low < row.lift < row.lift_high
    assert row.z == pytest.approx(
        (632 - row.expected) / np.sqrt(found.model.dispersion * row.expected)
    )
    assert row.lift_low > 1
    assert find_corridors(us, [2019, 2020], None).rows(fewest=1000)[0].year == "2019-2020"


def test_p_and_interval_are_those_of_the_negative_binomial(us):
    from scipy.stats import nbinom

    found = find_corridors(us, [2020], state_geography(us.places))
    i, j = us.index("GA"), us.index("NY")
    (row,) = found.rows(of=[(i, j)])
    over = found.scatter[i, j]
    for mean, tail in (
        (row.lift_low * row.expected, lambda law: law.sf(631)),
        (row.lift_high * row.expected, lambda law: law.cdf(632)),
    ):
        law = nbinom(mean / (over - 1), 1 / over)
        assert law.var() == pytest.approx(over * mean)
        assert tail(law) == pytest.approx(0.025)


def test_scatter_grows_with_size_as_measured(us):
    """Squared Pearson residuals of 2020: about 3 where a few guns are expected, 25 at 60."""
    found = find_corridors(us, [2020], state_geography(us.places))
    for low, high, least, most in ((1, 3, 2, 4), (30, 100, 15, 35), (300, 5000, 50, 120)):
        sized = (found.model.expected > low) & (found.model.expected <= high)
        assert least < np.median(found.scatter[sized]) < most


def test_scatter_of_a_made_table_is_found_again():
    rng = np.random.default_rng(3)
    mean = np.exp(rng.uniform(1, 7, 20_000))
    dispersion = 1.5 * mean**0.5
    counts = rng.gamma(mean / dispersion, dispersion)
    a, b = scatter_by_size(counts, mean, np.zeros(len(mean)))
    assert (np.exp(a), b) == pytest.approx((1.5, 0.5), rel=0.08)


def test_without_distance_the_lift_is_that_of_independence(us):
    found = find_corridors(us, [2020], None)
    assert found.model.distance_exponent is None
    assert lift(found, "AZ", "CA") > 2


def test_named_groups_name_states(us):
    for sources, markets in GROUPS.values():
        assert all(us.index(code) >= 0 for code in f"{sources} {markets}".split())


def test_borders_are_stretches_and_not_corners():
    there = state_geography(("Arizona", "Colorado", "New Mexico", "Utah", "Alaska"))
    touch = there.borders
    assert not touch[0, 1]
    assert not touch[2, 3]
    assert touch[0, 3]
    assert not touch[4].any()


def test_distances_are_great_circles():
    # A quarter of the equator, and one degree along a meridian.
    there = distances_km([[0, 0], [90, 0], [0, 1], [0, 0]])
    assert there[0, 1] == pytest.approx(np.pi / 2 * 6371.0088)
    assert there[0, 2] == pytest.approx(np.pi / 180 * 6371.0088)
    assert there[0, 3] == 1.0


def test_places_that_cannot_be_laid_on_the_map_are_named(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("place,lon,lat\nCook,-87.8,41.8\nLake,-87.9,42.3\n")
    assert read_geography(path, ["Lake", "Cook"]).distance_km[0, 1] == pytest.approx(56, abs=1)
    with pytest.raises(UnknownPlace, match="where Will lies"):
        read_geography(path, ["Cook", "Will"])
    path.write_text("place,lon,lat\nCook,-187.8,41.8\n")
    with pytest.raises(BadCount, match="Cook lies at"):
        read_geography(path, ["Cook"])
    with pytest.raises(BadSetting, match="Use one of area, people"):
        state_geography(("Iowa",), "middle")
    with pytest.raises(UnknownPlace, match="Canada has no centre"):
        state_geography(("Canada",))


@pytest.mark.parametrize(("i", "j"), [(0, 1), (1, 0), (3, 2)])
def test_backbones_are_what_the_formulas_give_cell_by_cell(i, j):
    out, into = disparity_filter(SMALL)
    assert out[i, j] == pytest.approx(plain_disparity(SMALL, i, j))
    assert into[i, j] == pytest.approx(plain_disparity(SMALL.T, j, i))
    found = noise_corrected(SMALL)
    assert (found.score[i, j], found.sd[i, j]) == pytest.approx(plain_noise_corrected(SMALL, i, j))


def test_the_disparity_of_a_hand_case():
    # Of 10 guns to three others, 8 go to one: (1 - 0.8) squared.
    counts = np.array([[5, 8, 1, 1], [0, 0, 0, 0], [0, 3, 0, 0], [0, 0, 0, 0]])
    out, into = disparity_filter(counts)
    assert out[0, 1] == pytest.approx(0.04)
    assert out[2, 1] == 1.0
    assert into[0, 1] == pytest.approx(1 - 8 / 11)


def test_a_stricter_backbone_keeps_less(us):
    found = noise_corrected(us.during([2020]))
    kept = [found.kept(delta).sum() for delta in (0, 1.28, 1.64, 2.32)]
    assert kept == sorted(kept, reverse=True)
    assert kept[0] > kept[-1] > 100


def test_guns_are_laid_on_the_shortest_way_over_borders():
    # A line of four: 0 - 1 - 2 - 3.
    there = Geography(np.ones((4, 4)), TOUCH, "a line")
    counts = np.zeros((4, 4), int)
    counts[0, 3], counts[1, 2] = 7, 5
    rows = place_on_the_road(("a", "b", "c", "d"), counts, counts > 0, there)
    assert [(row.place, row.guns_between) for row in rows] == [("b", 7), ("c", 7)]
    with pytest.raises(BadSetting, match="no borders"):
        place_on_the_road(("a",), counts, counts > 0, Geography(np.ones((1, 1)), None, ""))


def test_georgia_to_new_york_crosses_the_carolinas(us):
    there = state_geography(us.places)
    counts = us.during([2020])
    kept = np.zeros(counts.shape, bool)
    kept[us.index("GA"), us.index("NY")] = True
    crossed = {row.place for row in place_on_the_road(us.places, counts, kept, there)}
    assert crossed <= {"Tennessee", "North Carolina", "South Carolina", "Virginia", "West Virginia",
                       "Maryland", "Pennsylvania", "New Jersey"}  # fmt: skip
    assert "Pennsylvania" in crossed or "New Jersey" in crossed


@pytest.mark.proof
def test_lifts_are_calibrated_where_gravity_is_true(us):
    """Tables drawn from the model, with the scatter of size: how often is 1 left out?"""
    there, rng = state_geography(us.places), np.random.default_rng(8)
    model = expect_flows(us.during([2020]).astype(float), there)
    mean = model.expected
    large = (mean > 20) & (model.leverage < 0.5)
    missed, pairs, false = 0, 0, []
    usual = find_corridors(us, [2020], there).scatter
    extra = np.nan_to_num(usual, nan=1.01) - 1
    for _ in range(60):
        rates = rng.gamma(np.maximum(mean, 1e-12) / extra, extra)
        flows = Flows(us.places, (2020,), rng.poisson(rates)[np.newaxis])
        found = find_corridors(flows, [2020], there)
        rows = found.rows(of=np.argwhere(large))
        missed += sum(row.lift_low > 1 or row.lift_high < 1 for row in rows)
        pairs += len(rows)
        false.append((found.q < 0.05).any())
    told = (missed / pairs, np.mean(false))
    sys.stdout.write(f"1 left out: {told[0]:.3f} of pairs; tables with a find: {told[1]:.2f}\n")
    assert missed / pairs < 0.065
    assert np.mean(false) < 0.12
