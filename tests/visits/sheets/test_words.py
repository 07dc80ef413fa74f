"""Hosts and crews read their sheets in English or Spanish: the same night, in other words."""

import datetime as dt
import json
import re
from string import Formatter

import icalendar
import pytest

from nightout.errors import BadSetting
from nightout.visits import Plan, explain_plan
from nightout.visits.sheets import make_sheets
from nightout.visits.sheets.ics import gathering_calendar, unit_calendar
from nightout.visits.sheets.page import Pages
from nightout.visits.sheets.paper import print_gatherings, print_night, print_units
from nightout.visits.sheets.texts import ENGLISH, SPANISH
from nightout.visits.sheets.words import find_words
from tests.visits.conftest import clock
from tests.visits.sheets.conftest import EDITION, RESTS, VISITS, request_of
from tests.visits.sheets.test_paper import asked

__all__ = ["asked"]

FIRM = "\N{NO-BREAK SPACE}"


def night_in(language):
    plan = Plan.of(VISITS, RESTS)
    why = explain_plan(request_of(), plan)
    named = {"city": "Springfield", "made_up": True, "why": why}
    return make_sheets(request_of(), plan, language=language, **named)


@pytest.fixture(scope="module")
def noche():
    return night_in("es")


def parts(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def plain(markup):
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", markup, flags=re.DOTALL).split())


def english_left(said):
    """Find English texts in what should be Spanish; those with parts go by their longest piece."""
    found = []
    for name, text in ENGLISH.items():
        pieces = [piece for piece, *_ in Formatter().parse(text.split("|")[0])]
        longest = max(pieces, key=len).strip()
        if len(longest) > 7 and longest not in SPANISH[name] and longest in said:
            found.append(longest)
    return found


def values(told):
    """Give every text in what a template is handed, without the names it goes by."""
    if isinstance(told, str):
        return [told]
    inside = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return [text for one in inside for text in values(one)]


def test_both_languages_say_the_same_with_the_same_parts():
    assert SPANISH.keys() == ENGLISH.keys()
    for name, text in ENGLISH.items():
        assert parts(SPANISH[name]) == parts(text), name
        assert SPANISH[name].count("|") == text.count("|"), name
    for texts in (ENGLISH, SPANISH):
        assert (len(texts["weekdays"].split()), len(texts["months"].split())) == (7, 12)


def test_times_days_and_lists_are_written_as_the_language_does():
    es = find_words("es")
    assert es.clock(clock("18:05")) == f"6:05{FIRM}p.{FIRM}m."
    assert es.hours(clock("18:05"), clock("18:20")) == f"6:05 a 6:20{FIRM}p.{FIRM}m."
    assert es.hours(clock("11:50"), clock("12:10")).startswith(f"11:50{FIRM}a.{FIRM}m. a 12:10")
    assert es.day(dt.date(2026, 8, 4)) == "martes, 4 de agosto de 2026"
    assert es.joined(["a", "b", "c"]) == "a, b y c"
    assert es.joined(["español", "inglés"]) == "español e inglés"
    assert es.joined(["agua", "hielo"]) == "agua y hielo"
    assert (es.joined(["a"]), es.joined([]), find_words("en").joined(["a", "i"])) == (
        "a",
        "",
        "a and i",
    )
    assert es.count(1, "stop") == f"1{FIRM}parada"
    assert es.kind("K9") == "Equipo canino K-9"
    assert (es.kind("bike_patrol"), es.language("xx")) == ("bike patrol", "xx")
    assert es.host_reason("whatever") == SPANISH["reason"]


def test_a_language_that_the_sheets_do_not_speak_is_refused():
    with pytest.raises(BadSetting, match="the language is 'fr'"):
        night_in("fr")


def test_a_host_reads_spanish(noche):
    pages = Pages(noche)
    first, *_, last = noche.gatherings
    said = plain(pages.gathering(first))
    assert "Fern: estas son las visitas" in said
    assert f"6:05{FIRM}p.{FIRM}m." in pages.gathering(first)
    assert "También pidió: Equipo canino K-9." in said
    assert '<html lang="es">' in pages.gathering(first)
    assert SPANISH["reason.no place"] in plain(pages.gathering(last))
    for one in noche.gatherings:
        assert english_left(plain(pages.gathering(one))) == []


def test_a_crew_reads_spanish(noche):
    pages = Pages(noche)
    said = plain(pages.unit(noche.units[0]))
    for text in ("Pregunte por Fern", "Prometida", "Sector propio", "Primero su descanso, 6:20",
                 "inglés y español", "martes, 4 de agosto de 2026"):  # fmt: skip
        assert text in said, text
    for one in noche.units:
        assert english_left(plain(pages.unit(one))) == []
    english = night_in("en")
    assert len(english_left(plain(Pages(english).unit(english.units[0])))) > 10


@pytest.mark.parametrize("print_them", [print_units, print_gatherings])
def test_paper_is_spanish_too(noche, asked, print_them):
    print_them(noche)
    ((source, inputs),) = asked
    told = json.loads(inputs["data"])
    assert (told["language"], told["made_up"]) == ("es", "INVENTADO:")
    assert english_left(" ".join(values(told))) == []
    assert "martes, 4 de agosto de 2026" in inputs["data"]
    # What the template itself says would be in one language; a field of it goes by that name.
    assert set(english_left(source.decode())) <= {"promised"}


def test_the_coordinators_pages_stay_english(noche):
    english = night_in("en")
    assert Pages(noche).whole() == Pages(english).whole()
    assert print_night(noche) == print_night(english)


def test_calendars_are_spanish_and_the_same_visits(noche):
    english = night_in("en")
    read = [
        icalendar.Calendar.from_ical(write(night, sheet, EDITION))
        for night in (noche, english)
        for write, sheet in (
            (unit_calendar, night.units[0]), (gathering_calendar, night.gatherings[0]),
        )
    ]  # fmt: skip
    events = [list(calendar.walk("VEVENT")) for calendar in read]
    assert events[0][0]["SUMMARY"] == "12 Oak St; pregunte por Fern"
    assert events[1][0]["SUMMARY"] == "Beat car 11 visita Oak St block party"
    assert events[1][0]["DESCRIPTION"] == "prometida"
    for spanish, same in ((0, 2), (1, 3)):
        assert [one["UID"] for one in events[spanish]] == [one["UID"] for one in events[same]]
