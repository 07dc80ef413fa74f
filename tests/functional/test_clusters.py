"""Points that lie close: how many they are is written on the map, and pressing it comes nearer."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import serve_site, sign_in
from tests.functional.test_looks import SCREENS, faults

CITY = "/in/testville/"
HEADER = "title,address,starts,ends,audience,lon,lat\n"
# Far apart on the map of the states: twelve on one street, three on another, one alone.
PLACES = ((12, -77.153, 39.084), (3, -104.99, 39.74), (1, -122.33, 47.61))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory, browser):
    with serve_site(tmp_path_factory.mktemp("crowded")) as site:
        page = browser.new_context(
            base_url=site.url, storage_state=sign_in(site, browser)
        ).new_page()
        table = site.folder / "table.csv"
        rows = (
            f"Party {n} {k},{k} Elm St,18:00,20:00,public,{lon + k * 0.004},{lat}\n"
            for n, lon, lat in PLACES
            for k in range(1, n + 1)
        )
        table.write_text(HEADER + "".join(rows))
        page.goto("/desk/testville/import/")
        page.get_by_label("Table").set_input_files(table)
        page.get_by_label("They are approved already").check()
        page.locator("main form button").click()
        page.get_by_text("16 gatherings imported.").wait_for()
        page.context.close()
        yield site


def open_map(browser, site, path=CITY, **options):
    page = browser.new_context(base_url=site.url, **options).new_page()
    page.said = []
    page.on("console", lambda one: page.said.append(one.text) if one.type == "error" else None)
    page.goto(path)
    page.locator("[data-points][data-drawn]").wait_for(timeout=60_000)
    page.locator(".cluster").first.wait_for()
    return page


@pytest.mark.parametrize("path", [CITY, f"{CITY}embed/"])
def test_each_cluster_says_how_many_it_holds(crowded, browser, path):
    page = open_map(browser, crowded, path)
    assert sorted(page.locator(".cluster").all_inner_texts()) == ["12", "3"]
    expect(page.get_by_role("button", name="12 gatherings: zoom in")).to_be_visible()
    assert page.said == []
    page.context.close()


def test_pressing_one_comes_nearer_until_each_stands_alone(crowded, browser):
    page = open_map(browser, crowded)
    page.get_by_role("button", name="12 gatherings").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="3 gatherings: zoom in").wait_for(state="detached")
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    for _ in range(6):
        page.wait_for_timeout(700)
        if not (nearer := page.locator(".cluster")).count():
            break
        nearer.first.click()
    page.locator(".cluster").first.wait_for(state="detached")
    page.context.close()


def test_what_does_not_fit_the_search_is_not_counted(crowded, browser):
    page = open_map(browser, crowded, f"{CITY}?words=Party 3")
    assert page.locator(".cluster").all_inner_texts() == ["3"]
    page.context.close()


@pytest.mark.parametrize("screen", SCREENS)
def test_a_map_with_clusters_has_no_fault_in_spanish(crowded, browser, screen):
    page = open_map(browser, crowded, f"/es{CITY}", **SCREENS[screen])
    assert faults(page) == []
    named = page.locator(".cluster").first.get_attribute("aria-label")
    assert re.fullmatch(r"\d+ reuniones: acercar", named)
    page.context.close()
