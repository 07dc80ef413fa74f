"""The reference is written from the code: nothing public is without a page, no page is old."""

import importlib

import pytest

from docs.generate import REFERENCE, make_pages, parts

PAGES = make_pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_code_says(name):
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name], "run `make docs`"


def test_no_page_is_left_over():
    assert {str(path.relative_to(REFERENCE)) for path in REFERENCE.rglob("*.md")} == set(PAGES)


@pytest.mark.parametrize("part", parts())
def test_every_public_name_says_what_it_is(part):
    module = importlib.import_module(f"nightout.{part}")
    bare = [
        name
        for name in module.__all__
        if callable(getattr(module, name))
        and getattr(module, name).__module__.startswith("nightout")
        and not (getattr(module, name).__doc__ or "").strip()
    ]
    assert bare == []
    assert all(f"## {name}\n" in PAGES[f"python/{part}.md"] for name in module.__all__)
