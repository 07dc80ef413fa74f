import math
from dataclasses import replace

import pytest

from nightout.brief.language import find_language
from nightout.brief.wording import change, headline, lead, spread, usual

ENGLISH, SPANISH = find_language("en"), find_language("es")


def figure_with(figure, **changed):
    return replace(figure, change=replace(figure.change, **changed))


def test_a_figure_reads_as_a_sentence(public):
    one = figure_with(public.figures[0], n=46, n_before=29.0, word="within the usual range")
    assert headline(ENGLISH, one) == "46, against 29: within the usual range"
    assert headline(SPANISH, one) == "46, frente a 29: dentro de lo habitual"
    hidden = figure_with(one, word="hidden")
    assert headline(ENGLISH, hidden) == "hidden: too small a count to show in public"
    alone = figure_with(one, before=None, word="not comparable")
    assert headline(ENGLISH, alone) == "46: not comparable"
    assert headline(SPANISH, alone) == "46: no comparable"


@pytest.mark.parametrize(
    ("difference", "percent", "english", "spanish"),
    [
        (17.0, 58.62, "+17 (+59%)", "+17 (+59 %)"),
        (-4.0, -0.89, "−4 (−0.9%)", "−4 (−0,9 %)"),
        (3.0, math.nan, "+3", "+3"),
        (0.0, 0.0, "0 (+0.0%)", "0 (+0,0 %)"),
        (12345.0, 1234.5, "+12,345 (+1,234%)", "+12 345 (+1234 %)"),
    ],
)
def test_a_percent_is_never_alone_and_absent_against_none(
    public, difference, percent, english, spanish
):
    one = figure_with(public.figures[0], difference=difference, percent=percent).change
    assert change(ENGLISH, one) == english
    # Spaces at which no line ends are spaces to the eye.
    assert " ".join(change(SPANISH, one).split()) == spanish


def test_windows_of_unlike_length_change_a_day(public):
    one = figure_with(public.figures[0], difference=3.0, percent=20.0, per_day=True).change
    assert change(ENGLISH, one) == "+3 (+20%), a day"


@pytest.mark.parametrize(
    ("low", "high", "english", "spanish"),
    [
        (0.98, 2.62, "0.98 to 2.62 times as many", "de 0,98 a 2,62 veces lo de antes"),
        (0.0, math.inf, "any number of times as many", "cualquier número de veces lo de antes"),
        (0.41, math.inf, "0.41 or more times as many", "0,41 veces lo de antes o más"),
        (0.00006, 67.87, "almost 0 to 68 times as many", "de casi 0 a 68 veces lo de antes"),
    ],
)
def test_ranges_read_as_times_as_many(public, low, high, english, spanish):
    one = figure_with(public.figures[0], wide_low=low, wide_high=high).change
    assert spread(ENGLISH, one) == english
    assert spread(SPANISH, one) == spanish


def test_the_lead_names_what_stands_out_and_how_many_do_not(public):
    same = figure_with(public.figures[0], word="within the usual range")
    up, down = (figure_with(public.figures[1], word=word) for word in ("higher", "lower"))
    none = "Against last year, no figure here is beyond its usual range."
    assert lead(ENGLISH, [same, same]) == none
    one_other = lead(ENGLISH, [up, same])
    assert one_other.endswith("range: robberies higher. The other one is within theirs.")
    assert lead(ENGLISH, [up, down, same, same]).endswith(
        "robberies higher; robberies lower. The other two are within theirs."
    )
    assert lead(SPANISH, [up, down, same, same]) == (
        "Frente al año pasado, fuera de lo habitual: robos con violencia, al alza; robos con "
        "violencia, a la baja. Las otras dos cifras están dentro de lo habitual."
    )
    alone = figure_with(same, word="not comparable")
    assert lead(ENGLISH, [alone]) == "There is no earlier year to hold these figures against."


def test_the_usual_range_says_what_it_was_told_from(public):
    one = public.figures[0]
    assert usual(ENGLISH, one).startswith("Told from 2016, 2017, 2018, 2019, 2020: after a trend")
    few = replace(
        figure_with(one, dispersion=math.nan), terms=replace(one.terms, dispersion_years=(2020,))
    )
    assert usual(ENGLISH, few).startswith("By chance alone, which is too narrow: 2020")
    assert usual(SPANISH, few).startswith("Solo por azar, un margen demasiado estrecho: 2020")
