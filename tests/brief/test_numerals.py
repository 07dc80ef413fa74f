import datetime as dt
import math

import pytest

from nightout.brief.language import find_language
from nightout.errors import UnknownName
from nightout.units import Period

ENGLISH, SPANISH = find_language("en"), find_language("es")
FIRM, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (0, "0", "0"),
        (1041, "1,041", "1041"),
        (9999, "9,999", "9999"),
        (10000, "10,000", f"10{THIN}000"),
        (1234567, "1,234,567", f"1{THIN}234{THIN}567"),
        (25.5, "25.5", "25,5"),
        (math.nan, "–", "–"),
    ],
)
def test_counts_are_written_in_the_way_of_the_language(value, english, spanish):
    assert ENGLISH.numerals.number(value) == english
    assert SPANISH.numerals.number(value) == spanish


def test_ratios_say_almost_none_and_without_end():
    assert ENGLISH.numerals.ratio(0.004) == "almost 0"
    assert SPANISH.numerals.ratio(0.004) == "casi 0"
    assert (ENGLISH.numerals.ratio(math.inf), ENGLISH.numerals.ratio(math.nan)) == ("∞", "–")
    assert (ENGLISH.numerals.ratio(9.99), ENGLISH.numerals.ratio(12.3)) == ("9.99", "12")


def test_a_percent_keeps_its_number_beside_it():
    assert SPANISH.numerals.signed_percent(-0.89) == f"−0,9{FIRM}%"
    assert ENGLISH.numerals.signed_percent(12.4) == "+12%"
    assert ENGLISH.numerals.signed_percent(math.nan) == "–"


def test_days_are_written_in_the_way_of_the_language():
    day = dt.date(2021, 7, 28)
    assert ENGLISH.day(day) == f"28{FIRM}July{FIRM}2021"
    assert SPANISH.day(day) == f"28{FIRM}de{FIRM}julio de{FIRM}2021"
    assert SPANISH.day_of_year(dt.date(2021, 9, 1), short=True) == f"1{FIRM}sept"


@pytest.mark.parametrize(
    ("start", "through", "english", "spanish"),
    [
        ("2021-01-01", "2021-07-28", "1 January through 28 July 2021",
         "del 1 de enero al 28 de julio de 2021"),
        ("2020-12-28", "2021-01-03", "28 December 2020 through 3 January 2021",
         "del 28 de diciembre de 2020 al 3 de enero de 2021"),
        ("2021-07-28", "2021-07-28", "28 July 2021", "28 de julio de 2021"),
    ],
)  # fmt: skip
def test_spans_name_the_year_once_where_it_is_the_same(start, through, english, spanish):
    period = Period.of(dt.date.fromisoformat(start), dt.date.fromisoformat(through))
    assert ENGLISH.span(period).replace(FIRM, " ") == english
    assert SPANISH.span(period).replace(FIRM, " ") == spanish


def test_lists_and_years_read_as_people_say_them():
    assert ENGLISH.join(["a"]) == "a"
    assert ENGLISH.join(["a", "b", "c"]) == "a, b and c"
    assert SPANISH.join(["a", "b"]) == "a y b"
    assert (
        ENGLISH.years([2003, 2004, 2005, 2009, 2011, 2012]) == "2003 to 2005, 2009, 2011 and 2012"
    )
    assert SPANISH.years([2017, 2018, 2019]) == "2017 a 2019"


@pytest.mark.parametrize(
    ("name", "english", "spanish"),
    [
        ("1d", "1 day", "1 día"),
        ("28d", "28 days", "28 días"),
        ("ytd", "The year so far", "En lo que va del año"),
        ("july-fourth", "July Fourth weekend", "Fin de semana del Cuatro de Julio"),
        ("2021-06-01..2021-06-30", "1 June through 30 June 2021",
         "Del 1 de junio al 30 de junio de 2021"),
    ],
)  # fmt: skip
def test_windows_have_names(name, english, spanish):
    period = Period.of(dt.date(2021, 6, 1), dt.date(2021, 6, 30))
    assert ENGLISH.window(name, period).replace(FIRM, " ") == english
    assert SPANISH.window(name, period).replace(FIRM, " ") == spanish


def test_a_language_without_words_is_refused():
    with pytest.raises(UnknownName, match=r"no words in 'fr'\. Use one of en, es"):
        find_language("fr")
