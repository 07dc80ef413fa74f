"""Every form of a public answer tells the same: none has a row, a term or a note more."""

import csv
import io
import json
import re

import pytest

from nightout.compare import Question, as_rows, compare_public
from nightout.records import find_measure
from nightout.units import read_day
from tests.cli.conftest import nightout  # noqa: F401

ASK = ("--measure", "robbery", "--through", "2021-06-30", "--start", "2021-04-01", "--years", "1")
ASK += ("--by", "beat", "--public")


@pytest.fixture(scope="module")
def forms(nightout, small_city):  # noqa: F811
    ran = {form: nightout("compare", small_city.folder, *ASK, "-f", form) for form in FORMS}
    assert {one.code for one in ran.values()} == {0}
    return {form: one.out for form, one in ran.items()}


FORMS = ("json", "csv", "html", "text")


@pytest.fixture(scope="module")
def rows(small_city):
    days = {"through": read_day("2021-06-30"), "start": read_day("2021-04-01"), "n_years": 1}
    question = Question(find_measure("robbery"), by=("beat",), **days)
    return as_rows(compare_public(small_city, question))


def test_json_and_csv_have_the_rows_of_the_library(forms, rows):
    assert json.loads(forms["json"])["rows"] == rows
    told = list(csv.DictReader(io.StringIO(forms["csv"])))
    assert [(one["place"], one["n"]) for one in told] == [
        (one["place"], str(one["n"])) for one in rows
    ]
    assert any(" and " in one["place"] for one in rows), "some are joined"


def test_pages_and_terminals_name_a_beat_alone_only_where_it_is_shown_alone(forms, rows):
    alone = {one["place"] for one in rows if re.fullmatch(r"beat B\d\d", one["place"])}
    page = set(re.findall(r"<t[dh][^>]*>(beat B\d\d)</t[dh]>", forms["html"]))
    terminal = set(re.findall(r"^(beat B\d\d) {2}", forms["text"], re.MULTILINE))
    assert page == terminal == alone
    assert "beats B" in forms["html"]
