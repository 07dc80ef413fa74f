import math
from dataclasses import replace

import pytest

from nightout.brief.numerals import number, percent, ratio
from nightout.brief.wording import change, headline, lead, spread, usual


def figure_with(figure, **changed):
    return replace(figure, change=replace(figure.change, **changed))


def test_a_figure_reads_as_a_sentence(public):
    one = figure_with(public.figures[0], n=46, n_before=29.0, word="within the usual range")
    assert headline(one) == "46, against 29: within the usual range"
    assert (
        headline(figure_with(one, word="hidden")) == "hidden: too small a count to show in public"
    )
    assert headline(figure_with(one, before=None, word="not comparable")) == "46: not comparable"


def test_a_percent_is_never_alone_and_absent_against_none(public):
    one = figure_with(public.figures[0], difference=17.0, percent=58.62)
    assert change(one) == "+17 (+59%)"
    assert change(figure_with(one, difference=-4.0, percent=-0.89)) == "−4 (−0.9%)"
    assert change(figure_with(one, difference=3.0, percent=math.nan)) == "+3"
    assert change(figure_with(one, difference=0.0, percent=0.0)) == "0 (+0.0%)"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.98, 2.62, "0.98 to 2.62 times as many"),
        (0.0, math.inf, "any number of times as many"),
        (0.41, math.inf, "0.41 or more times as many"),
        (0.00006, 67.87, "almost 0 to 68 times as many"),
    ],
)
def test_ranges_read_as_times_as_many(public, low, high, said):
    assert spread(figure_with(public.figures[0], wide_low=low, wide_high=high)) == said


def test_the_lead_names_what_stands_out_and_how_many_do_not(public):
    same = figure_with(public.figures[0], word="within the usual range")
    up, down = (figure_with(public.figures[1], word=word) for word in ("higher", "lower"))
    assert lead([same, same]) == "Against last year, no figure here is beyond its usual range."
    assert lead([up, same]).endswith("range: robberies higher. The other one is within theirs.")
    assert lead([up, down, same, same]).endswith(
        "robberies higher; robberies lower. The other two are within theirs."
    )
    alone = figure_with(same, word="not comparable")
    assert lead([alone]) == "There is no earlier year to hold these figures against."


def test_the_usual_range_says_what_it_was_told_from(public):
    one = public.figures[0]
    assert usual(one).startswith("Told from 2016, 2017, 2018, 2019, 2020: after a trend")
    few = replace(
        figure_with(one, dispersion=math.nan), terms=replace(one.terms, dispersion_years=(2020,))
    )
    assert usual(few).startswith("By chance alone, which is too narrow: 2020")


def test_what_cannot_be_said_is_a_dash():
    dash = "–"
    assert [number(math.nan), percent(math.nan), ratio(math.nan)] == [dash] * 3
    assert ratio(math.inf) == "∞"
