"""Every text of the site is translated, and what is compiled says what is written."""

import gettext
import io
import re
import shutil
import subprocess

import pytest

from nightout.web.catalogue.__main__ import LOCALE, WEB
from nightout.web.catalogue.extract import find_texts
from nightout.web.catalogue.po import compile_catalogue, read_catalogue, write_catalogue

TEXTS = find_texts(WEB)
LANGUAGES = ["es"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    entries = read_catalogue(LOCALE / language / "LC_MESSAGES" / "django.po")
    assert [text for text in TEXTS if not all(entries.get(text, ("",)))] == []
    assert set(entries) == set(TEXTS), "run `python -m nightout.web.catalogue`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language):
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    compiled = path.with_suffix(".mo").read_bytes()
    assert compiled == compile_catalogue(language, read_catalogue(path)), (
        "run `python -m nightout.web.catalogue`"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_for_values(language):
    entries = read_catalogue(LOCALE / language / "LC_MESSAGES" / "django.po")
    place = re.compile(r"%\(\w+\)[sd]|%[sd]")
    for text, forms in entries.items():
        for said, form in zip(text, forms, strict=False):
            assert sorted(place.findall(form)) == sorted(place.findall(said)), said


def test_python_reads_what_is_compiled(tmp_path):
    entries = {("a", ""): ("ä",), ("%d b", "%d bs"): ("%d ß", "%d ßen"), ("c\nd", ""): ("C\nD",)}
    told = gettext.GNUTranslations(io.BytesIO(compile_catalogue("es", entries)))
    assert told.gettext("a") == "ä"
    assert told.gettext("c\nd") == "C\nD"
    assert [told.ngettext("%d b", "%d bs", n) for n in (1, 2)] == ["%d ß", "%d ßen"]
    path = tmp_path / "x.po"
    write_catalogue(path, "es", {text: ["x.py"] for text in entries}, entries)
    assert read_catalogue(path) == entries


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext's own compiler is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_gettexts_own_compiler_finds_no_fault(language, tmp_path):
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    command = ["msgfmt", "--check", "-o", str(tmp_path / "x.mo"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours, theirs = (
        gettext.GNUTranslations(io.BytesIO(data))
        for data in (path.with_suffix(".mo").read_bytes(), (tmp_path / "x.mo").read_bytes())
    )
    assert ours._catalog == theirs._catalog


def test_texts_are_found_in_templates_and_in_python(tmp_path):
    (tmp_path / "a.html").write_text(
        '{% load i18n %}{% translate "It\'s (so)" %}'
        "{% blocktranslate count n=x %}{{ n }} cat{% plural %}{{ n }} cats{% endblocktranslate %}"
        '{{ x|default:_("none") }}'
    )
    (tmp_path / "b.py").write_text('_("one " "two")\nngettext("%d x", "%d xs", n)\nother("no")\n')
    assert set(find_texts(tmp_path)) == {
        ("It's (so)", ""), ("%(n)s cat", "%(n)s cats"), ("none", ""), ("one two", ""),
        ("%d x", "%d xs"),
    }  # fmt: skip
