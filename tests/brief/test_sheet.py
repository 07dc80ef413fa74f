"""The PDF says what the page says, to eyes, to screen readers and to archives."""

import json
import re
import zlib

import pytest
import typst

from nightout.brief import Asked, compose, make_brief, render_page, render_sheet
from nightout.brief.document import Notes, Table
from nightout.brief.sheet import sheet_source
from tests.brief.conftest import NAME, THROUGH
from tests.brief.markup import Page


def query(document, selector, paper="us-letter"):
    template, inputs = sheet_source(document, paper)
    found = typst.query(template, selector, ignore_system_fonts=True, sys_inputs=inputs)
    return json.loads(found)


def words_of(content):
    """The words in a piece of set content, as one text."""
    if isinstance(content, dict):
        if content.get("func") == "space":
            return " "
        return (
            content.get("text", "")
            if content.get("func") == "text"
            else words_of([content.get(key) for key in ("body", "child", "children")])
        )
    return "".join(words_of(one) for one in content) if isinstance(content, list) else ""


def cells_of(table):
    rows = []
    for one in table["children"]:
        rows += (
            [words_of(cell) for cell in one["children"]] if "children" in one else [words_of(one)]
        )
    return rows


@pytest.fixture(scope="module")
def document(public):
    return compose(public)


@pytest.fixture(scope="module")
def sheet(document):
    return render_sheet(document)


def test_headings_are_those_of_the_page(document, page):
    headings = query(document, "heading")
    assert [one["level"] for one in headings] == Page(page).headings
    assert words_of(headings[0]) == "Testville"


def test_every_cell_of_a_table_is_that_of_the_page(document):
    told = [block for one in document.sections for block in one.blocks if isinstance(block, Table)]
    tables = query(document, "table")
    assert len(tables) == len(told)
    for table, block in zip(tables, told, strict=True):
        assert cells_of(table) == [*block.head, *[cell for row in block.rows for cell in row]]


def test_every_table_has_its_caption(document):
    captions = [words_of(one["caption"]) for one in query(document, "figure.where(kind: table)")]
    assert "The map in numbers" in captions
    assert len(captions) == len(query(document, "table"))


def test_every_picture_has_words_in_its_place(document):
    images = query(document, "image")
    assert len(images) == 2
    assert all(len(one["alt"]) > 60 for one in images)


def test_what_changed_and_notes_are_lists(document):
    items = [words_of(one) for each in query(document, "list") for one in each["children"]]
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Notes):
                assert {text for text, _ in block.items} <= set(items)


def test_it_is_tagged_archivable_and_has_its_fonts_inside(sheet):
    plain = sheet.decode("latin-1")
    assert "pdfuaid:part>1<" in plain
    assert "pdfaid:part>2<" in plain
    objects = plain + "".join(inflate(sheet))
    assert "/StructTreeRoot" in objects
    n_fonts = len(re.findall(r"/Type ?/FontDescriptor", objects))
    assert len(re.findall(r"/FontFile[23]\b", objects)) == n_fonts > 0
    assert "/Lang (en)" in objects or "/Lang(en)" in objects


def inflate(content):
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield zlib.decompress(found[1]).decode("latin-1")
        except zlib.error:
            continue


def test_the_same_document_gives_the_same_bytes(document, sheet):
    assert render_sheet(document) == sheet


@pytest.mark.parametrize(("paper", "size"), [("us-letter", "612 792"), ("a4", "595.2")])
def test_it_is_set_for_the_paper_asked_for(document, paper, size):
    content = render_sheet(document, paper=paper)
    objects = content.decode("latin-1") + "".join(inflate(content))
    assert re.search(rf"/MediaBox ?\[0 0 {size}", objects)


def test_names_are_text_whatever_they_say(hostile, nine_beats):
    """Markup of either kind in a name is set as it stands."""
    document = compose(make_brief(hostile, Asked(THROUGH)))
    assert words_of(query(document, "heading")[0]) == NAME
    beats = query(compose(make_brief(nine_beats, Asked(THROUGH, ("robbery",)))), "table")
    assert any(
        "Beat of <row 0> & column 0 (B00)" in cell for one in beats for cell in cells_of(one)
    )
    assert render_sheet(document).startswith(b"%PDF-1.7")


def test_public_page_and_sheet_hide_the_same(veiled, document):
    """Hidden counts that change places change neither."""
    other = compose(make_brief(veiled, Asked(THROUGH)))
    assert render_sheet(other) == render_sheet(document)
    assert render_page(other) == render_page(document)


def test_the_sheet_speaks_spanish(nine_beats):
    document = compose(make_brief(nine_beats, Asked(THROUGH, ("homicide",), language="es")))
    headings = [words_of(one) for one in query(document, "heading")]
    assert "Las cifras que importan" in headings
    content = render_sheet(document)
    objects = content.decode("latin-1") + "".join(inflate(content))
    assert re.search(r"/Lang ?\(es\)", objects)
