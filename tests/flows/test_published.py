"""Numbers that others published, held against ATF's tables; by their id in the worked cases."""

import csv

import numpy as np
import pytest

from nightout.flows.markets import draw_inflow
from nightout.flows.suppliers import rank_suppliers
from nightout.flows.supply import interstate_share, read_population

# Ids that ATF's state tables of 2010-2020 cannot answer, each with the reason.
UNANSWERED = {
    30: "2009", 31: "2009", 32: "2009", 35: "2009", 36: "2009", 48: "2009",
    38: "the state's own file of guns", 40: "a city against a state", 41: "a city against a state",
    42: "a model with laws and incomes", 43: "a model with laws and incomes",
    44: "time to crime by pair of states",
}  # fmt: skip


def moved(flows, years):
    counts = flows.during(years)
    return int(counts.sum()), int(counts.sum() - np.trace(counts))


def test_every_published_row_is_a_test_here_or_named_as_unanswered(cases):
    with (cases / "flows" / "published_numbers.csv").open() as stream:
        ids = {int(row["id"]) for row in csv.DictReader(stream)}
    tested = {1, 2, 3, 4, 5, 6, 7, 8, 9, *range(12, 21), 29, 33, 34, 37, 39}
    assert ids == tested | set(UNANSWERED)


def test_1_and_2_everytown_2015_to_2019(us):
    assert moved(us, range(2015, 2020)) == (1_161_303, 330_350)


def test_3_contiguous_states_2015_to_2017(atf):
    assert moved(atf.within("48"), range(2015, 2018))[1] == 178_712


def test_4_to_6_states_that_send_and_get_a_hundred_guns(atf):
    states = atf.within("50")
    counts = states.traced[: states.years.index(2017) + 1].copy()
    for table in counts:
        np.fill_diagonal(table, 0)
    to, of = (counts >= 100).sum(axis=2).ravel(), (counts >= 100).sum(axis=1).ravel()
    assert (round(to.mean(), 1), round(of.mean(), 1)) == (2.2, 2.2)
    # Published as 2.7 and 3.4: cut off, not rounded, or another divisor.
    assert (round(to.std(ddof=1), 2), round(of.std(ddof=1), 2)) == (2.79, 3.46)


def test_7_to_9_california_2017(atf):
    counts, california = atf.during([2017]), atf.index("CA")
    assert counts[:, california].sum() - counts[california, california] == 9_654
    assert counts[atf.index("NV"), california] == 1_554
    assert counts[atf.index("AZ"), california] == 2_185


@pytest.mark.parametrize(
    ("state", "moved_there", "total", "first"),
    [
        ("MA", 1043, 1324, None),
        ("CT", 458, 786, None),
        ("MD", 3509, 6357, ("Virginia", 1070)),
        ("HI", 38, 70, None),
        ("WY", 100, 198, None),
        ("IL", 5881, 11708, ("Indiana", 1954)),
        ("GA", 3193, 16409, ("Alabama", 497)),
    ],
)
def test_12_to_18_states_in_2020(atf, state, moved_there, total, first):
    counts, at = atf.during([2020]), atf.index(state)
    assert (counts[:, at].sum() - counts[at, at], counts[:, at].sum()) == (moved_there, total)
    if first:
        top = next(
            one for one in rank_suppliers(atf, [state], 2020) if one.source_place != atf.places[at]
        )
        assert (top.source_place, top.traced) == first


@pytest.mark.parametrize(
    ("state", "published", "extra", "shares"),
    [("NJ", (3738, 4225), 1427, (88.5, 82.6)), ("NY", (6344, 7254), 2357, (87.5, 81.4))],
)
def test_19_and_20_guns_were_added_twice_to_both_sides(atf, state, published, extra, shares):
    """The in-state guns agree; the same number is too much in the imports and in the total."""
    counts, at = atf.during([2020]), atf.index(state)
    stayed, total = int(counts[at, at]), int(counts[:, at].sum())
    imports = total - stayed
    assert published[1] - published[0] == stayed
    assert (published[0] - imports, published[1] - total) == (extra, extra)
    told, true = 100 * published[0] / published[1], 100 * imports / total
    assert (round(told, 1), round(true, 1)) == shares


def test_29_illinois_to_illinois_2018(atf):
    at = atf.index("IL")
    assert atf.during([2018])[at, at] == 5337


def export_rates(flows, year, population):
    counts = flows.during([year])
    exports = counts.sum(axis=1) - np.diagonal(counts)
    people = np.array([population[place, year] for place in flows.places])
    return exports, people


def test_33_and_34_export_rates_of_the_adjacent_year(us, real_data):
    population = read_population(real_data / "census_state_population_2010_2023.csv")
    exports, people = export_rates(us, 2010, population)
    top = np.argsort(-exports / people)[:10]
    codes = {
        us.index(code) for code in ["MS", "WV", "KY", "AK", "AL", "SC", "VA", "IN", "NV", "GA"]
    }
    assert set(top) == codes
    assert round(1e5 * exports.sum() / people.sum(), 1) == 13.8


def test_37_ten_largest_exporters(us):
    shares = {}
    for year in (2010, 2020):
        counts = us.during([year])
        exports = np.sort(counts.sum(axis=1) - np.diagonal(counts))[::-1]
        shares[year] = round(100 * exports[:10].sum() / exports.sum(), 1)
    assert shares == {2010: 47.5, 2020: 49.4}


def test_39_the_iron_pipeline_to_new_york(us):
    sources = [us.index(code) for code in ["PA", "VA", "NC", "SC", "GA", "FL"]]
    inflow = {year: draw_inflow(us, [year], {"NY": ["NY"]}) for year in (2010, 2015, 2020)}
    shares = {year: round(100 * one.shares[0, sources].sum(), 1) for year, one in inflow.items()}
    assert shares[2020] == 65.2
    assert 61 <= min(shares[2010], shares[2015]) <= max(shares[2010], shares[2015]) <= 63.05


def test_2020_interstate_share_and_largest_corridors(us):
    assert round(100 * interstate_share(us, [2020]), 1) == 26.6
    counts = us.during([2020])
    np.fill_diagonal(counts, 0)
    order = np.argsort(-counts, axis=None)[:5]
    top = [(us.places[i // 51], us.places[i % 51], int(counts.flat[i])) for i in order]
    assert top == [
        ("Arizona", "California", 3352),
        ("Nevada", "California", 2083),
        ("Indiana", "Illinois", 1954),
        ("Virginia", "Maryland", 1070),
        ("Texas", "California", 1003),
    ]
