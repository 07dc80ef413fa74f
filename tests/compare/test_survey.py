"""Surveys: totals by hand, a slow twin, and the chiefs' own published figures."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.compare import (
    Answer,
    SurveyTable,
    as_survey_rows,
    compare_survey,
    read_survey,
)
from nightout.compare.survey import up_in_any

COUNT = st.one_of(st.none(), st.integers(0, 60))


def survey(*answers, **settings):
    made = tuple(
        Answer(place, kind, now, before, **settings) for place, kind, now, before in answers
    )
    return compare_survey(SurveyTable("made.csv", made))


def test_totals_hold_agencies_that_answered_of_both_years_only():
    (total,) = survey(
        ("A", "homicide", 30, 20), ("B", "homicide", 12, 15), ("C", "homicide", 99, None),
        ("D", "homicide", None, 99), ("E", "homicide", 7, 7),
    ).totals  # fmt: skip
    assert (total.change.answer.now, total.change.answer.before) == (49, 42)
    assert total.change.difference == 7
    assert (total.answered, total.left_out) == (3, 2)
    assert (total.up, total.down, total.same) == (1, 1, 1)


def test_clearly_is_what_the_exact_interval_leaves_no_doubt_of():
    # 3 to 12: 1.08 to 22.1 times by Clopper-Pearson; 12 to 3 the other way; 20 to 24 may be chance.
    (total,) = survey(
        ("A", "homicide", 12, 3), ("B", "homicide", 3, 12), ("C", "homicide", 24, 20)
    ).totals
    assert (total.clearly_up, total.clearly_down) == (1, 1)
    # p is 0.035 for both and 0.65: 0.053 among three, so that neither is sure any more.
    assert (total.q_up, total.q_down) == (0, 0)


def test_no_usual_range_is_claimed_for_two_years():
    found = survey(("A", "homicide", 24, 20), ("B", "homicide", 24, None))
    assert [one.word for one in found.changes] == ["no clear change", "not comparable"]
    assert found.notes[0].startswith("two years cannot tell")


def test_no_percent_of_nothing():
    (change,) = survey(("A", "homicide", 24, 0)).changes
    assert change.percent != change.percent
    assert change.word == "higher"


@pytest.mark.parametrize(
    ("counts", "is_up"),
    [
        ([(2, 1), (None, None)], True),  # one known rise suffices
        ([(1, 2), (None, 3)], None),  # what was not said may have risen
        ([(1, 2), (3, 3)], False),
        ([], False),
    ],
)
def test_one_known_rise_suffices_and_none_up_needs_all(counts, is_up):
    assert up_in_any(counts) is is_up


@given(st.lists(st.tuples(COUNT, COUNT), max_size=5))
def test_up_in_any_is_what_every_way_to_fill_the_gaps_says(counts):
    def filled(pairs):
        if not pairs:
            return {False}
        (now, before), *rest = pairs
        this = {now > before} if None not in (now, before) else {True, False}
        return {one or other for one in this for other in filled(rest)}

    ways = filled(counts)
    assert up_in_any(counts) is (ways.pop() if len(ways) == 1 else None)


@given(st.lists(st.tuples(st.sampled_from("xy"), COUNT, COUNT), min_size=1, max_size=8))
def test_totals_and_tallies_are_those_of_loops(cells):
    found = survey(*[(f"A{i}", *cell) for i, cell in enumerate(cells)])
    for total in found.totals:
        own = [(n, b) for kind, n, b in cells if kind == total.category]
        both = [(n, b) for n, b in own if n is not None and b is not None]
        assert total.answered + total.left_out == len(own)
        assert (total.up, total.down, total.same) == (
            sum(n > b for n, b in both), sum(n < b for n, b in both), sum(n == b for n, b in both),
        )  # fmt: skip
        if both:
            assert total.change.answer.now == sum(n for n, _ in both)
            assert total.change.answer.before == sum(b for _, b in both)
        else:
            assert total.change is None
        assert total.clearly_up <= total.up
        assert total.q_up <= total.clearly_up


def test_rows_put_a_total_before_its_agencies():
    rows = as_survey_rows(
        survey(("A", "homicide", 2, 1), ("B", "homicide", 1, 1), ("A", "rape", 3, None))
    )
    assert [(row["measure"], row["place"], row["n"]) for row in rows] == [
        ("homicide", "all 2", 3), ("homicide", "A", 2), ("homicide", "B", 1), ("rape", "A", 3),
    ]  # fmt: skip
    assert rows[0]["up"] == 1
    assert rows[1]["up"] is None
    assert rows[3]["ratio"] is None


def test_answers_that_are_totals_are_not_added_up():
    found = survey(("US", "homicide", 8077, 6087), ("CA", "homicide", 260, 267), is_total=True)
    assert [total.change for total in found.totals] == [None]
    assert (found.any_up, found.none_up, found.unsaid) == ((), (), ())
    assert [row["place"] for row in as_survey_rows(found)] == ["US", "CA"]


def test_the_chiefs_totals_of_2020(real_data):
    found = compare_survey(read_survey(real_data / "mcca_totals.csv"))
    rows = {
        row["measure"]: row
        for row in as_survey_rows(found)
        if (row["place"], row["compares"]) == ("US", "year-end 2020 against 2019")
    }
    homicide, assault = rows["homicide"], rows["agg_assault"]
    assert (homicide["n"], homicide["n_before"], homicide["difference"]) == (8077, 6087, 1990)
    assert f"{homicide['percent']:+.1f}" == "+32.7"
    assert (assault["difference"], f"{assault['percent']:+.1f}") == (32934, "+14.6")
    assert (homicide["responding"], homicide["surveyed"]) == (66, 70)
    assert any("366 days are held against 365" in note for note in found.notes)


def test_ten_of_twelve_agencies_are_up_in_something(real_data):
    path = real_data / "mcca_agency_2020_vs_2019_partial.csv"
    found = compare_survey(read_survey(path))
    assert (len(found.any_up), len(found.unsaid)) == (10, 0)
    assert found.none_up == ("Baltimore City Police, MD", "Baltimore County Police, MD")
    assert "Cleveland Police, OH" in found.any_up, "its one known count rose"
    with path.open() as file:
        rows = list(csv.DictReader(file))
    by_hand = {kind: [0, 0, 0] for kind in ("homicide", "rape", "robbery", "agg_assault")}
    for row in rows:
        for kind, told in by_hand.items():
            now, before = row[f"{kind}_now"], row[f"{kind}_before"]
            if now and before:
                told[0] += int(now)
                told[1] += int(before)
                told[2] += int(now) > int(before)
    assert {
        total.category: [total.change.answer.now, total.change.answer.before, total.up]
        for total in found.totals
    } == by_hand


def test_24_different_last_days_are_warned_of(real_data):
    found = compare_survey(read_survey(real_data / "city_murders_2016_ytd_prelim_538.csv"))
    (warning,) = [note for note in found.notes if "different last days" in note]
    assert warning.startswith("24 different last days, 2016-04-30 through 2016-10-04")
    (total,) = found.totals
    assert total.answered == 79
    assert total.change.answer.through is None, "the total has no one last day"


def test_the_first_quarters_of_2021_and_2020_have_90_and_91_days(tmp_path):
    path = tmp_path / "q1.csv"
    path.write_text(
        "agency,period,period_before,homicide_now,homicide_before\n"
        "A,2021-01-01/2021-03-31,2020-01-01/2020-03-31,30,20\n"
    )
    found = compare_survey(read_survey(path))
    assert "90 days are held against 91; counts are not scaled" in found.notes
    (row, _) = as_survey_rows(found)
    assert (row["start"], row["through"]) == ("2021-01-01", "2021-03-31")
    assert (row["start_before"], row["through_before"]) == ("2020-01-01", "2020-03-31")
