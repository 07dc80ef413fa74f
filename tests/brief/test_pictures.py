import math
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
import shapely

from nightout.brief.areas import make_classes, simplify_outlines
from nightout.brief.interval import make_axis, place_line
from nightout.brief.labels import curve_labels
from nightout.brief.language import find_language
from nightout.brief.model import Class
from nightout.brief.palette import DARK, LIGHT, SCALE, contrast
from nightout.compare import Curve

ENGLISH = find_language("en")


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_words_stand_out_from_what_is_behind_them(colours):
    for text in ("ink", "muted", "mean", "now"):
        for behind in ("paper", "card"):
            assert contrast(colours[text], colours[behind]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_scale_reads_in_grey(colours):
    from_none = [contrast(colours[name], colours["none"]) for name in SCALE]
    assert all(after > 1.35 * before for before, after in pairwise([1.0, *from_none]))


def test_each_role_has_a_colour_of_its_own_to_be_known_by():
    assert len(set(LIGHT.values())) == len(LIGHT)
    assert LIGHT.keys() == DARK.keys()


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_the_axis_is_the_shortest_that_holds_every_interval(public):
    (one,) = [figure.change for figure in public.figures[:1]]
    narrow, broad = replace(one, wide_low=0.6, wide_high=1.9), replace(one, wide_low=0.3)
    assert make_axis([narrow]).reach == 2
    assert make_axis([narrow, broad]).reach == 4
    assert make_axis([replace(one, wide_low=0.01)]).reach == 4
    assert make_axis([replace(one, wide_low=math.nan, wide_high=math.nan)]) is None


def test_steps_of_the_axis_are_even_for_even_ratios():
    from nightout.brief.interval import Axis

    assert [Axis(4).at(ratio) for ratio in (0, 0.25, 0.5, 1, 2, 4, math.inf)] == [
        5, 5, 27.5, 50, 72.5, 95, 95
    ]  # fmt: skip


def test_an_interval_beyond_the_axis_goes_on_as_an_arrow(public):
    change = replace(public.figures[0].change, ratio=math.inf, wide_low=0.5, wide_high=math.inf)
    line = place_line(make_axis([change]), change)
    assert (line.beyond_left, line.beyond_right) == (False, True)
    assert place_line(make_axis([change]), replace(change, wide_low=math.nan)) is None


def test_classes_hold_every_count_once_and_promise_no_other():
    counts = [3, 3, 4, 5, 5, 6, 7, 7, 8, 9, 10, 11]
    classes = make_classes(counts)
    assert len(classes) == 4
    assert (classes[0].low, classes[-1].high) == (3, 11)
    assert all(a.high < b.low for a, b in pairwise(classes))
    assert all(one.low in counts and one.high in counts for one in classes)


def test_equal_counts_share_a_class():
    assert make_classes([5, 5, 5, 5]) == (Class(5, 5),)
    assert make_classes([]) == ()


def test_outlines_keep_shared_borders_and_shape():
    wavy = [(0.01 + 0.0001 * math.sin(i), 40 + i / 1000) for i in range(11)]
    left = shapely.Polygon([*wavy, (0, 40.01), (0, 40)])
    right = shapely.Polygon([*wavy, (0.02, 40.01), (0.02, 40)])
    one, other = simplify_outlines([shapely.to_wkb(left), shapely.to_wkb(right)])
    assert shapely.area(shapely.intersection(one, other)) == pytest.approx(0, abs=1e-6)
    west, north, east, south = shapely.total_bounds([one, other])
    assert (east - west) / (south - north) == pytest.approx(2 * math.cos(math.radians(40.005)))


@pytest.mark.parametrize("ends", [(40, 41, 42), (0, 0, 0), (10, 11, 60), (500, 501, 502)])
def test_names_of_lines_never_touch(public, ends):
    rows = np.array([np.linspace(0, end, 366).astype(int) for end in ends])
    curve = replace(public.curve, years=(2018, 2019, 2020), earlier=rows)
    assert isinstance(curve, Curve)
    *labels, now = curve_labels(curve, ENGLISH, height=330)
    per_pixel = max(*ends, int(curve.now[-1])) / (330 - 46)
    heights = [label.y / per_pixel - label.dy for label in labels]
    assert all(abs(a - b) >= 16.9 for a, b in combinations(heights, 2))
    assert now.text == "2021: 27"


@pytest.mark.parametrize("n_days", [2, 30, 200])
def test_the_name_of_this_year_stays_above_the_axis(public, n_days):
    rows = np.tile(np.linspace(0, 60, 366).astype(int), (3, 1))
    curve = replace(public.curve, years=(2018, 2019, 2020), earlier=rows, now=np.ones(n_days, int))
    *_, now = curve_labels(curve, ENGLISH, height=330)
    assert now.dy < 0
