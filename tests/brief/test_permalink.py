"""A page is made again from its terms to the byte, or it is said plainly why it cannot be."""

import datetime as dt
import shlex
import shutil
from dataclasses import replace

import pytest

from nightout.brief import (
    Asked,
    compose,
    make_again,
    make_brief,
    read_terms,
    render_as,
    render_page,
    render_sheet,
)
from nightout.brief.permalink import digest_of
from nightout.errors import BadSetting, NotTheSame, UnknownName
from nightout.records import LoadOptions, load_files, open_city, read_mapping
from nightout.units import Period
from tests.brief.conftest import THROUGH, write_map


def terms_of(document):
    *_, flag, terms = shlex.split(document.command)
    assert flag == "--terms"
    return terms


@pytest.fixture
def copy(nine_beats, tmp_path):
    """A copy of the city, to change."""
    folder = tmp_path / "city"
    shutil.copytree(nine_beats.folder, folder)
    return open_city(folder)


def load_one(city, day, tmp_path):
    """Load one more robbery as known on a day."""
    path = tmp_path / "more.csv"
    path.write_text("number,offense,occurred,lon,lat,victims\n9001,ROBBERY,2021-02-02,-75,40,1\n")
    mapping = read_mapping(city.folder.parent / "mapping.yaml")
    span = Period.of(dt.date(2016, 1, 1), dt.date(2021, 7, 28))
    load_files(city, [path], mapping, LoadOptions(known_on=dt.date.fromisoformat(day), covers=span))


@pytest.fixture
def with_mapping(nine_beats, copy):
    shutil.copy(nine_beats.folder.parent / "mapping.yaml", copy.folder.parent)
    return copy


@pytest.mark.parametrize(
    "asked",
    [
        Asked(THROUGH),
        Asked(THROUGH, ("robbery", "homicide"), n_years=3, public=False, language="es"),
        Asked(dt.date(2020, 3, 1), windows=("week", "2020-02-01..2020-02-29"), paper="a4"),
        Asked(THROUGH, windows=()),
    ],
)
def test_a_page_is_made_again_to_the_byte(nine_beats, asked):
    first = compose(make_brief(nine_beats, asked))
    link = read_terms(terms_of(first))
    again = make_again(nine_beats, link)
    assert link.asked == replace(asked, known_on=dt.date(2021, 7, 30))
    assert render_page(again).encode() == render_page(first).encode()
    paper = link.asked.paper
    assert render_sheet(again, paper=paper) == render_sheet(first, paper=asked.paper)


def test_the_terms_state_every_term(public):
    assert terms_of(compose(public)).split()[:-1] == [
        "through=2021-07-28",
        "known-on=2021-07-30",
        "measures=usual:homicide,robbery,rape",
        "windows=7d,28d,ytd",
        "since=none",
        "years=5",
        "public=yes",
        "reconstruct=no",
        "language=en",
        "paper=us-letter",
        "table=0",
        "map=beat@2016-01-01",
        f"nightout={public.version}",
    ]


def test_spaces_and_signs_in_a_term_come_back(public):
    odd = compose(replace(public, map_name="night beat=é@2016 #1"))
    assert read_terms(terms_of(odd)).map_name == "night beat=é@2016 #1"


def test_a_copy_of_the_folder_makes_the_same_page(public, copy):
    first = compose(public)
    assert render_page(make_again(copy, read_terms(terms_of(first)))) == render_page(first)


def test_a_later_load_changes_nothing(public, with_mapping, tmp_path):
    first = compose(public)
    load_one(with_mapping, "2021-08-01", tmp_path)
    again = make_again(with_mapping, read_terms(terms_of(first)))
    assert render_page(again) == render_page(first)
    # Asked anew, the same days do say something else.
    today = make_brief(with_mapping, Asked(THROUGH))
    assert [one.change.n for one in today.figures] != [one.change.n for one in public.figures]


def test_another_load_of_the_same_day_is_refused_with_both_versions(public, with_mapping, tmp_path):
    load_one(with_mapping, "2021-07-30", tmp_path)
    with pytest.raises(NotTheSame, match="version 0 of the table of incidents, and now version 1"):
        make_again(with_mapping, read_terms(terms_of(compose(public))))


def test_terms_without_what_is_checked_answer_from_todays_records(public, with_mapping, tmp_path):
    load_one(with_mapping, "2021-07-30", tmp_path)
    kept = [one for one in terms_of(compose(public)).split() if "page=" not in one]
    asked = " ".join(one for one in kept if "table=" not in one)
    document = make_again(with_mapping, read_terms(asked))
    assert "table=1" in terms_of(document)


def test_a_redrawn_map_is_refused(public, copy, tmp_path):
    from nightout.records import AreaColumns, load_areas

    path = write_map(tmp_path / "beats.geojson")
    load_areas(
        copy, path, kind="beat", columns=AreaColumns("beat", "name"),
        valid_from=dt.date(2021, 1, 1),
    )  # fmt: skip
    with pytest.raises(NotTheSame, match="on the map beat@2016-01-01, and the city's map is now"):
        make_again(copy, read_terms(terms_of(compose(public))))


def test_another_citys_folder_is_refused(public, veiled, copy):
    settings = copy.folder / "city.toml"
    settings.write_text(settings.read_text().replace("Testville", "Otherville"))
    with pytest.raises(NotTheSame, match="the page says something else than the one of these"):
        make_again(open_city(copy.folder), read_terms(terms_of(compose(public))))


def test_the_digest_sees_every_word_and_no_picture(public):
    document = compose(public)
    assert digest_of(replace(document, days="29 July")) != digest_of(document)
    assert digest_of(replace(document, command="other")) == digest_of(document)
    at = [one.id for one in document.sections].index("course")
    picture, *rest = document.sections[at].blocks
    assert picture.drawings
    bare = replace(document.sections[at], blocks=(replace(picture, drawings=()), *rest))
    sections = (*document.sections[:at], bare, *document.sections[at + 1 :])
    assert digest_of(replace(document, sections=sections)) == digest_of(document)


@pytest.mark.parametrize(
    ("terms", "what"),
    [
        ("", "does not say through"),
        ("measures=homicide", "does not say through"),
        ("through=2021-07-28 through=2021-07-29", "says a term twice"),
        ("through", "'through' without a value"),
        ("through=2021-07-28 colour=blue", "--terms has colour"),
        ("through=yesterday", "through in --terms is 'yesterday'"),
        ("through=2021-07-28 years=many", "years is 'many' in --terms"),
        ("through=2021-07-28 public=perhaps", "public is 'perhaps' in --terms. Use yes or no"),
        ("through=2021-07-28 paper=a5", "paper is 'a5' in --terms"),
    ],
)
def test_terms_that_say_nothing_are_refused(terms, what):
    with pytest.raises(BadSetting, match=what.replace("(", r"\(")):
        read_terms(terms)


def test_terms_of_unknown_measures_are_refused():
    with pytest.raises(UnknownName, match="no measure 'murder'"):
        read_terms("through=2021-07-28 measures=murder")


def test_a_file_must_say_what_it_is(public, tmp_path):
    with pytest.raises(BadSetting, match=r"the file is 'brief\.docx'"):
        render_as(compose(public), tmp_path / "brief.docx", paper="a4")
