import re
from itertools import pairwise
from pathlib import Path

import pytest

from nightout.brief import check_ending, write_brief, write_whole
from nightout.errors import BadSetting
from tests.brief.conftest import NAME, THROUGH
from tests.brief.markup import Page


def test_the_page_is_well_formed(page):
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert Page(page).faults == []


def test_headings_come_in_order(page):
    levels = Page(page).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_needs_no_network_and_runs_no_script(page):
    for tag, attrs in Page(page).tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "base"}
        assert not set(attrs) & {"src", "href", "srcset", "xlink:href", "action"}
        assert not [name for name in attrs if name.startswith("on")]
    names = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert set(re.findall(r"https?://[^\"'\s<]+", page)) <= names
    assert set(re.findall(r"url\(([^)]*)\)", page)) <= {"#hatch"}
    assert "@import" not in page


def test_every_picture_has_words_in_its_place(page):
    pictures = Page(page).pictures
    assert len(pictures) > 6
    for chain in pictures:
        is_ornament = any(one.get("aria-hidden") == "true" for one in chain)
        is_told = any(one.get("role") == "img" and one.get("aria-label") for one in chain)
        assert is_ornament or is_told, chain[0]


def test_every_drawing_has_its_numbers_in_a_table(page):
    told = Page(page).words
    for heading in ("The same", "The windows", "The curve", "The map"):
        assert f"{heading} in numbers" in told
    # Beside these, the days of the windows, those of the milestones, and the latest weeks.
    assert page.count("<table") == 7


def test_numbers_come_with_their_word_difference_and_percent(page):
    homicides = "27 against 29 on the same days of 2020: ● within the usual range −2 (−6.9%)"
    robberies = "150 against 119 on the same days of 2020: ● within the usual range +31 (+26%)"
    told = Page(page).words
    assert homicides in told
    assert robberies in told


def test_terms_stand_on_the_page(public, page):
    told = Page(page).words
    for figure in public.figures:
        measure = figure.terms.measure
        for words in (measure.definition, measure.whose, measure.cannot_show):
            assert " ".join(words.split()) in told
    assert "As known on 30 July 2021, by the load of 30 July 2021." in told
    assert "1 January through 28 July 2021" in told
    assert "Recorded crime is not crime" in told
    assert "independent of the National Association of Town Watch" in told


def test_a_made_up_city_says_so_on_top_and_a_real_one_does_not(hostile_page, page):
    top = hostile_page.split("<body>")[1].split("<header")[0]
    assert "MADE UP: nothing here happened." in Page(top).words
    assert "(made up): the brief" in hostile_page.split("</title>")[0]
    assert "made up" not in page.lower()


def test_the_name_of_a_city_is_text_whatever_it_says(hostile_page):
    assert "<script" not in hostile_page
    assert Page(hostile_page).faults == []
    assert NAME in Page(hostile_page).words


def test_the_name_of_a_beat_is_text_too(page):
    assert "Beat of &lt;row 0&gt; &amp; column 0 (B00)" in page
    assert "<row" not in page


def test_without_a_map_the_page_says_so(hostile_page):
    told = Page(hostile_page).words
    assert "There is no map of this city yet: `nightout areas` brings one." in told


def test_a_single_year_of_records_stands_alone_and_says_so(hostile_page):
    told = Page(hostile_page).words
    assert "27 no earlier year to hold it against: ○ not comparable" in told
    assert "The records cover no earlier year whole" in told
    assert "There is no earlier year to hold these figures against." in told
    assert "How to read this" not in told


def test_a_page_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "brief.html"
    assert write_whole(b"old", path) == path

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(b"new", path)
    assert path.read_text("utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["brief.html"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadSetting, match=r"nowhere/brief\.html cannot be written: No such file"):
        write_whole(b"page", tmp_path / "nowhere" / "brief.html")


def test_a_brief_is_written_in_one_call(nine_beats, page, tmp_path):
    path = write_brief(nine_beats, through=THROUGH, path=tmp_path / "brief.html")
    assert path.read_text("utf-8") == page


def test_the_page_is_light_enough_to_mail(page):
    assert len(page.encode()) < 300_000


def test_a_folder_that_is_not_there_is_refused_before_the_work(tmp_path):
    with pytest.raises(BadSetting, match=r"cannot be written: there is no folder .*nowhere\. Name"):
        check_ending(tmp_path / "nowhere" / "brief.html")
    check_ending(tmp_path / "brief.html")
    check_ending(Path("brief.pdf"))
