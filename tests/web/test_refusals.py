"""Why a table was not read is said in Spanish too, whatever `records` finds wrong with it."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from nightout.errors import UnreadableFile
from nightout.records import reading
from nightout.web.gatherings.files.refusals import say_refusal
from nightout.web.gatherings.models import Gathering
from tests.web.test_files import HEADER, IMPORT, ROW, bomb, entities, escaping, symlink, upload

# What reads a table of gatherings, a .csv or an .xlsx.
MODULES = ("archive", "csv_rows", "csv_text", "limits", "looks", "names", "safety", "workbook",
           "workbook_safety")  # fmt: skip
SAID = ("UnreadableFile", "UnsafeFile", "Look", "_damaged", "_unsafe")
# What files of other kinds are refused with, or what a site that writes the file itself never sees.
NOT_HERE = ("_check_gzip", "_check_parquet", "_check_json", "_kind_by_name")
NEVER_THERE = ("there is no file", "is a folder", "is not a plain file", "Check its name",
               "Name the file", "Copy its data", "7 7")  # fmt: skip
ENGLISH = {"the", "is", "has", "it", "not", "of", "its", "with", "and", "holds", "says"}


def sentences(name):
    """Every sentence of a module that a refusal can be made of, with something in its places."""
    tree = ast.parse((Path(reading.__file__).parent / f"{name}.py").read_text("utf-8"))
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    passed = {
        id(part) for one in functions if one.name in NOT_HERE for part in ast.walk(one)
    }  # fmt: skip
    for call in ast.walk(tree):
        named = isinstance(call, ast.Call) and getattr(call.func, "id", "")
        if named in SAID and id(call) not in passed:
            for given in call.args:
                text = as_text(given)
                # `_unsafe` puts the file's name before what it is given.
                whole = f"g.xlsx {text}" if text and named == "_unsafe" else text
                if whole and not any(one in whole for one in NEVER_THERE):
                    yield whole
        if name == "archive" and isinstance(call, ast.Assign) and as_text(call.value):
            yield as_text(call.value)


def as_text(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(one.value if isinstance(one, ast.Constant) else "7" for one in node.values)


def in_spanish(what, mend="Export it again."):
    with translation.override("es"):
        return say_refusal(UnreadableFile(what, mend))


@pytest.mark.parametrize("name", MODULES)
def test_each_sentence_of_a_refusal_is_known(name):
    found = set(sentences(name))
    assert found or name in ("csv_text",)
    unknown = [one for one in found if in_spanish(one) == f"{one}. Expórtelo otra vez."]
    assert unknown == []


def test_what_stands_in_a_sentence_is_said_too():
    what = "t.csv is not what its ending .csv says: it begins like a web page"
    assert in_spanish(what).startswith("t.csv no es lo que dice su terminación .csv: empieza como "
                                       "una página web. ")  # fmt: skip
    assert in_spanish("t.csv is % odd") == "t.csv is % odd. Expórtelo otra vez."
    assert say_refusal(UnreadableFile(what, "Wait.")) == f"{what}. Wait."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("g.xlsx", bomb()),
        ("g.xlsx", entities()),
        ("g.xlsx", escaping("../../evil")),
        ("g.xlsx", symlink()),
        ("g.xlsx", b"title,address\n"),
        ("g.xlsx", b"PK\x03\x04 cut short"),
        ("g.xlsx", b"%PDF-1.4"),
        ("g.csv", b"PK\x03\x04 no text"),
        ("g.csv", b"<!doctype html><p>Log in"),
        ("g.csv", b"title\x00,address\n"),
        ("g.csv", b'"title,address\n1,2\n'),
        ("g.csv", b"\xff\xfet\x00i"),
        ("g.csv", b"\n\n"),
        ("g.csv", b"title,address\n1,2\n"),
        ("g.csv", (HEADER + "x,y\n").encode()),
        ("g.csv", (HEADER + ROW * 5_001).encode()),
        ("g.exe", b"MZ"),
        ("g", b"MZ"),
        ("g.csv", b""),
    ],
    ids=range(19),
)
def test_a_spanish_page_refuses_a_table_in_spanish(desk, town, name, data):
    english, spanish = (
        str(desk.post(path, {"table": upload(data, name)}).context["form"].errors["table"])
        for path in (IMPORT, f"/es{IMPORT}")
    )
    assert not Gathering.objects.exists()
    assert ENGLISH & set(re.findall(r"\w+", english))
    assert not ENGLISH & set(re.findall(r"\w+", spanish))
