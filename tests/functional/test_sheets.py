"""A crew's sheet in a real browser: ticked off stop by stop, without a script or a network."""

import pytest
from playwright.sync_api import expect

from nightout.visits import Plan
from nightout.visits.sheets import Changes, make_sheets
from nightout.visits.sheets.page import Pages
from tests.functional.test_looks import SCREENS, faults
from tests.visits.conftest import clock
from tests.visits.sheets.conftest import VISITS, night_of, request_of


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """The pages of a small night as files, as a crew has them."""
    folder, night = tmp_path_factory.mktemp("sheets"), night_of()
    pages = Pages(night)
    (folder / "unit.html").write_text(pages.unit(night.units[0]))
    (folder / "idle.html").write_text(pages.unit(night.units[2]))
    (folder / "gathering.html").write_text(pages.gathering(night.gatherings[1]))
    (folder / "night.html").write_text(pages.whole({"units.pdf": "All units (PDF)"}))
    return folder


@pytest.fixture
def open_sheet(browser, sheets):
    contexts = []

    def open_one(name, **options):
        context = browser.new_context(java_script_enabled=options.pop("script", True), **options)
        contexts.append(context)
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((sheets / name).as_uri())
        assert asked == [page.url]
        return page

    yield open_one
    for context in contexts:
        context.close()


def next_stop(page):
    """The number of the stop whose sign says that it is next."""
    shown = [one for one in page.locator(".stop").all() if one.locator(".next").is_visible()]
    return [one.get_attribute("id") for one in shown]


def test_the_first_stop_that_is_not_done_is_the_next(open_sheet):
    page = open_sheet("unit.html", script=False, viewport={"width": 390, "height": 844})
    assert next_stop(page) == ["stop-1"]
    page.get_by_label("Done: 12 Oak St").check()
    assert next_stop(page) == ["stop-2"]
    assert not page.locator("#stop-1 .who").is_visible()
    page.get_by_label("Done: 90 Elm St").check()
    assert next_stop(page) == []
    page.get_by_label("Done: 12 Oak St").uncheck()
    assert next_stop(page) == ["stop-1"]


def test_why_nobody_comes_is_read_on_a_phone_without_a_swipe(open_sheet):
    page = open_sheet("night.html", viewport={"width": 390, "height": 844})
    table = page.locator(".nobody .scroll")
    assert table.evaluate("it => it.scrollWidth - it.clientWidth") == 0
    expect(table.get_by_text("Hours")).to_be_visible()


def test_what_was_over_when_the_sheet_was_made_is_ticked(browser, tmp_path):
    night = make_sheets(
        request_of(), Plan.of(VISITS), changes=Changes(request_of(), as_of=clock("18:30"))
    )
    (tmp_path / "unit.html").write_text(Pages(night).unit(night.units[0]))
    page = browser.new_page()
    page.goto((tmp_path / "unit.html").as_uri())
    assert next_stop(page) == ["stop-2"]
    page.close()


def test_when_where_and_whom_stand_on_the_first_screen_in_large_letters(open_sheet):
    page = open_sheet("unit.html", viewport={"width": 390, "height": 844})
    first = page.locator("#stop-1")
    for part, least in (("time", 50), (".where", 30), (".who", 24)):
        box = first.locator(part).first.bounding_box()
        assert box["y"] + box["height"] < 844
        size = first.locator(part).first.evaluate(
            "one => parseFloat(getComputedStyle(one).fontSize)"
        )
        assert size >= least, part


def test_night_colours_come_at_a_tick(open_sheet):
    page = open_sheet("unit.html", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 252, 245)"
    page.get_by_label("Night colors").check()
    assert page.evaluate(paper) == "rgb(11, 16, 32)"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", ["unit.html", "idle.html", "gathering.html", "night.html"])
def test_no_sheet_has_a_fault(open_sheet, name, screen):
    assert faults(open_sheet(name, **SCREENS[screen])) == []
