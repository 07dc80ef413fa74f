"""Every string of the brief stands in every language, and no page is half translated."""

import datetime as dt
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from nightout import brief as part
from nightout.brief import Asked, compose, make_brief
from nightout.brief.document import as_plain
from nightout.brief.language import LANGUAGES, find_language
from nightout.brief.notes import Note
from nightout.compare import answering, city_milestones, find_holiday, lag, outlook
from nightout.compare.holidays import HOLIDAYS
from nightout.compare.question import Question
from nightout.compare.windows import DAYS_DIFFER, PER_DAY
from nightout.records import find_measure, list_measures
from tests.brief.conftest import THROUGH

ENGLISH, SPANISH = find_language("en"), find_language("es")
# What one language has for itself: how its numbers are written, what cities call their areas.
OWN = ("numbers.", "kind.", "language")
# What stands in both: names, signs, numbers and days as ISO 8601 writes them.
SAME_IN_BOTH = re.compile(
    r"[\W\d_]*|Testville|tests|[¼½]|Beat of <row \d> & column \d.*|"
    r"National Fraternal Order of Police\."
)
NAMES = re.compile(
    r"Beat of <row \d> & column \d|National Association of Town Watch|Gun Violence Archive|"
    r"National Fraternal Order of Police"
)
ENGLISH_WORDS = re.compile(
    r"\b(the|and|of|was|were|which|with|count|year|day|days|hidden|higher|lower|known)\b", re.I
)


def holes(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_catalogues_have_the_same_places():
    def shared(language):
        places = [*language.texts, *language.lists]
        return {one for one in places if not one.startswith(OWN)}

    assert shared(ENGLISH) == shared(SPANISH)


@pytest.mark.parametrize("place", [one for one in ENGLISH.texts if not one.startswith(OWN)])
def test_a_text_is_filled_in_alike_in_both_languages(place):
    # A sentence may do without what the other needs; an area's kind is one or many.
    assert holes(SPANISH.texts[place]) <= holes(ENGLISH.texts[place]) | {"kind"}


def test_every_measure_says_in_spanish_what_it_says_in_its_own_words():
    for slug, measure in list_measures().items():
        said = SPANISH.measures[slug]
        for name in ("title", "definition", "whose", "cannot_show"):
            theirs = getattr(measure, name)
            assert getattr(said, name) != theirs or theirs.startswith("National Fraternal"), slug
    assert SPANISH.measures.keys() == list_measures().keys()


def test_every_holiday_has_a_name_in_both_languages():
    for language in (ENGLISH, SPANISH):
        assert {f"holiday.{name}" for name in HOLIDAYS} <= language.texts.keys()
    for name in HOLIDAYS:
        assert ENGLISH.texts[f"holiday.{name}"] == find_holiday(name).title


def test_every_text_is_used_somewhere():
    folder = Path(part.__file__).parent
    code = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    made = ("verdict.", "unit.", "kind.", "holiday.", "window.", "numbers.", "column.", "basis.")
    made += ("page.known", "block.", "night.kind.", "fresh.")
    # Parts of these places are put together from what is told: the word, the way, the basis.
    made += ("terms.", "where.why", "where.no_map", "where.all_hidden", "milestones.", "changed.")
    made += ("course.", "figure.", "notes.", "language", "where.scale")
    for place in ENGLISH.texts:
        name = place.removesuffix(".one").removesuffix(".many")
        assert place.startswith(made) or f'"{name}"' in code, place


def strings(value, key=""):
    """Every string that a reader meets."""
    if isinstance(value, str):
        yield from [] if key in {"svg", "role", "kind", "swatch", "id", "command"} else [value]
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from strings(one, name)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one, key)


def both(brief):
    return [
        [*strings(as_plain(compose(replace(brief, asked=replace(brief.asked, language=code)))))]
        for code in LANGUAGES
    ]


@pytest.fixture(scope="module")
def briefs(nine_beats, veiled, hostile, public):
    """Briefs that together say nearly all there is to say."""
    leap = dt.date(2020, 3, 31)
    return {
        "public": public,
        "private": make_brief(veiled, Asked(THROUGH, ("rape", "robbery"), public=False)),
        "hidden": make_brief(veiled, Asked(THROUGH, ("rape",))),
        "first year": make_brief(hostile, Asked(THROUGH)),
        "leap year": make_brief(nine_beats, Asked(leap, windows=("28d", "week", "month"))),
        "early": make_brief(nine_beats, Asked(dt.date(2016, 1, 20), ("homicide",))),
        "holiday": make_brief(nine_beats, Asked(THROUGH, windows=("july-fourth", "quarter"))),
    }


@pytest.fixture(scope="module")
def said(briefs):
    """What each of them says, in English and in Spanish."""
    return {name: both(brief) for name, brief in briefs.items()}


CASES = ["public", "private", "hidden", "first year", "leap year", "early", "holiday"]


@pytest.mark.parametrize("name", CASES)
def test_no_string_is_left_in_english(briefs, said, name):
    english, spanish = said[name]
    assert len(english) == len(spanish)
    same = {a for a, b in zip(english, spanish, strict=True) if a == b}
    assert {one for one in same if not SAME_IN_BOTH.fullmatch(one)} <= {briefs[name].city}


@pytest.mark.parametrize("name", CASES)
def test_no_english_word_stands_in_a_spanish_page(briefs, said, name):
    _, spanish = said[name]
    told = [NAMES.sub("", one.replace(briefs[name].city, "")) for one in spanish]
    assert [one for one in told if ENGLISH_WORDS.search(one)] == []


@pytest.mark.parametrize("name", CASES)
def test_no_hole_is_left_unfilled(said, name):
    for told in said[name]:
        assert [one for one in told if re.search(r"\{(?!page)", one)] == []


IN_PUBLIC = (
    "by beat in public: whole quarters, each as known on the day it came out (2021-07-19 the "
    "last); 29 of 41 parts are joined with neighbours, until each counts 0 or at least 10 in each "
    "quarter"
)
NOTES = [
    "the records do not cover 2016, 2017",
    "no earlier year to compare with is covered: the count stands alone",
    f"2020 counts 91 days and 2021: 90: {DAYS_DIFFER}",
    f"2020 counts 4 days and 2019: 3: {PER_DAY}",
    "1,234 incidents do not say how many victims: counted as one each",
    "12 incidents do not say how many killed: counted as none",
    "in public, rapes of a whole city are shown by whole quarters of 10 or more",
    IN_PUBLIC,
    "by beat there is nothing to show: in public, the whole city on any days",
    "no parts are shown in public: they would tell of some homicide",
    f"{lag.NO_VERSIONS}; {lag.BY_REPORTS}",
    "without a reporting date, and left out: 12",
    "not in the curve, for want of the whole year: 2016",
    "placed by point on the map of beats of 2017-01-01",
    "nothing is known about shooting victims: no loaded file speaks about it",
    "the records of chicago-homicides hold no ruled dates",
    "no loaded file covers 2021-07-29 through 2021-07-31, which the window a through b needs",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_of_the_records_reads_in_spanish(note):
    said = SPANISH.note(note)
    assert said.language == ""
    assert not ENGLISH_WORDS.search(said.text)
    assert sorted(re.findall(r"\d+", said.text)) == sorted(re.findall(r"\d+", note))
    assert ENGLISH.note(note) == Note(note)


def test_what_a_note_names_is_put_into_spanish_too():
    def said(start):
        (note,) = [one for one in NOTES if one.startswith(start)]
        return SPANISH.note(note).text

    assert "víctimas de disparos" in said("nothing is known")
    assert "zona de patrulla" in said("placed by")
    assert "la calificación" in said("the records of")
    assert "violaciones de toda la ciudad" in said("in public, rapes")
    assert "trimestres enteros" in said("by beat in public")


def constants(*modules):
    """The sentences that parts of the figures note as they stand."""
    for module in modules:
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, str) and " " in value:
                yield pytest.param(value, id=f"{module.__name__.rpartition('.')[2]}.{name}")


# Said as part of another sentence, or of dates that others published.
NEVER_ALONE = ("RECONSTRUCTED", "UNNAMED_BASIS", "NO_VERSIONS")
SAID = constants(answering, city_milestones, outlook, lag)


@pytest.mark.parametrize("note", [one for one in SAID if not one.id.endswith(NEVER_ALONE)])
def test_constants_that_the_figures_note_read_in_spanish(note):
    assert SPANISH.note(note).language == ""


def test_a_note_that_nobody_foresaw_says_what_language_it_is_in():
    assert SPANISH.note("something new") == Note("something new", "en")


def test_a_kind_of_area_that_nobody_foresaw_stays_as_the_city_calls_it():
    assert SPANISH.kind("beat", many=True) == "zonas de patrulla"
    assert (SPANISH.kind("parish"), ENGLISH.kind("parish", many=True)) == ("parish", "parishs")


def test_the_catalogues_are_all_that_is_there():
    words = files("nightout.brief") / "words"
    assert sorted(one.name for one in words.iterdir()) == sorted(LANGUAGES)


def test_questions_about_every_window_have_names():
    windows = Question(find_measure("homicide"), THROUGH, windows=("7d", "week", "ytd"))
    for one in windows.list_windows():
        assert SPANISH.window(one.name, one.now) != ENGLISH.window(one.name, one.now)
