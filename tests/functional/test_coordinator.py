"""A coordinator's day: the queue, decisions, a table in and out, the rules."""

import math

import pytest
from playwright.sync_api import expect

from tests.functional.test_neighbor import WORDS, register


@pytest.fixture
def waiting(served, open_page):
    """Register and hand in a gathering; give its host's page."""

    def hand_in(title, address, email="host@example.org"):
        page = open_page()
        register(page, WORDS["en"], title, address, email)
        page.goto(served.link())
        page.get_by_role("button", name="Yes, hand it in").click()
        return page

    return hand_in


def test_approved_it_is_in_the_list_and_the_host_is_told(served, open_page, boss, waiting):
    host = waiting("Maple party", "312 Maple St", "maple@example.org")
    stranger, page = open_page(), open_page(storage_state=boss)
    stranger.goto("/in/testville/")
    assert not stranger.get_by_text("Maple party").is_visible()
    page.goto("/desk/testville/")
    page.get_by_label("Choose Maple party").check()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("1 decided.")).to_be_visible()
    assert "Subject: Approved: Maple party" in served.letters()[-1]
    for path in ("", "/es"):
        stranger.goto(f"{path}/in/testville/")
        stranger.get_by_role("link", name="Maple party").click()
        expect(stranger.get_by_text("312 Maple St")).to_be_visible()
    host.reload()
    expect(host.locator(".state.approved")).to_be_visible()


def test_a_question_goes_to_the_host_and_comes_back(served, open_page, boss, waiting):
    host = waiting("Birch party", "412 Birch St", "birch@example.org")
    page = open_page(storage_state=boss)
    page.goto("/desk/testville/")
    page.get_by_role("link", name="Birch party").click()
    page.get_by_label("Reason or note").fill("Which corner?")
    page.get_by_role("button", name="Ask back").click()
    assert "Which corner?" in served.letters()[-1]
    host.reload()
    expect(host.get_by_text("Which corner?")).to_be_visible()
    host.get_by_role("link", name="Change it").click()
    host.get_by_label("About it").fill("The north one.")
    host.get_by_role("button", name="Save").click()
    page.reload()
    expect(page.get_by_text("The north one.")).to_be_visible()
    page.get_by_label("Reason or note").fill("asked and answered")
    page.get_by_role("button", name="Keep as a note").click()
    expect(page.get_by_text("asked and answered")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".state.approved").first).to_be_visible()


def test_an_edit_waits_and_the_block_is_hidden_at_once(served, open_page, boss, waiting):
    host = waiting("Cedar party", "512 Cedar St", "cedar@example.org")
    page, stranger = open_page(storage_state=boss), open_page()
    page.goto("/desk/testville/")
    page.get_by_role("link", name="Cedar party").click()
    page.get_by_role("button", name="Approve").click()
    host.reload()
    host.get_by_role("link", name="Change it").click()
    host.get_by_label("Name of the gathering").fill("Cedar cookout")
    host.get_by_label("Neighbors only").check()
    host.get_by_role("button", name="Save").click()
    stranger.goto("/in/testville/")
    stranger.get_by_role("link", name="Cedar party").click()
    expect(stranger.get_by_text("500 block of Cedar St")).to_be_visible()
    assert "512" not in stranger.content()
    page.reload()
    page.get_by_role("button", name="Approve the changes").click()
    stranger.reload()
    expect(stranger.get_by_role("heading", name="Cedar cookout")).to_be_visible()


def test_two_who_decide_at_once_are_told(open_page, boss, waiting):
    waiting("Fir party", "712 Fir St", "fir@example.org")
    one, other = open_page(storage_state=boss), open_page(storage_state=boss)
    for page in (one, other):
        page.goto("/desk/testville/")
        page.get_by_role("link", name="Fir party").click()
    one.get_by_role("button", name="Approve").click()
    other.get_by_label("Reason or note").fill("No.")
    other.get_by_role("button", name="Decline").click()
    expect(other.get_by_text("Somebody else changed this gathering")).to_be_visible()
    expect(other.locator(".state.approved").first).to_be_visible()


def middle(element):
    """The point in the middle of a map, on Mercator's sheet."""
    west, south, east, north = (
        float(element.get_attribute(f"data-{side}")) for side in ("west", "south", "east", "north")
    )
    up = [math.asinh(math.tan(math.radians(lat))) for lat in (south, north)]
    return (west + east) / 2, math.degrees(math.atan(math.sinh(sum(up) / 2)))


def test_the_queue_is_drawn_on_a_map_and_a_point_leads_to_its_review(open_page, boss, waiting):
    waiting("<img src=x onerror=alert(1)>", "1 Mark Up", "markup@example.org")
    page = open_page(storage_state=boss)
    page.goto("/desk/testville/")
    lon, lat = middle(page.locator("[data-map]"))
    page.get_by_role("link", name="<img src=x").click()
    page.get_by_role("link", name="Change or set the pin").click()
    page.get_by_label("Latitude").fill(f"{lat:.4f}")
    page.get_by_label("Longitude").fill(f"{lon:.4f}")
    page.get_by_role("button", name="Save").click()
    page.goto("/desk/testville/")
    page.get_by_text("On a map").click()
    with page.expect_response("**/points.geojson*") as got:
        page.wait_for_selector(".maplibregl-canvas")
    assert any("<img" in one["properties"]["title"] for one in got.value.json()["features"])
    box = page.locator("[data-map]").bounding_box()
    page.wait_for_timeout(1_000)
    page.locator("[data-map]").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    link = page.locator(".maplibregl-popup a")
    assert link.inner_text() == "<img src=x onerror=alert(1)>"
    link.click()
    expect(page.get_by_role("heading", name="<img src=x")).to_be_visible()


def test_a_table_comes_in_and_goes_out(open_page, boss, tmp_path):
    table = tmp_path / "last-year.csv"
    table.write_text("title,address,zip_code,starts,ends\nOak party,9 Oak St,20850,18:00,20:00\n")
    page = open_page(storage_state=boss)
    page.goto("/desk/testville/import/")
    page.get_by_label("Table (.csv or .xlsx)").set_input_files(table)
    page.get_by_label("They are approved already").check()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("1 gathering imported.")).to_be_visible()
    page.goto("/desk/testville/?state=approved&words=oak")
    with page.expect_download() as got:
        page.get_by_role("link", name="CSV").click()
    assert "Oak party" in got.value.path().read_text("utf-8-sig")


def test_the_rules_say_the_events_name(open_page, boss):
    page = open_page(storage_state=boss)
    page.goto("/desk/testville/rules/")
    page.get_by_label("Name of the event").fill("Night to Unite")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    stranger = open_page()
    stranger.goto("/in/testville/")
    expect(stranger.get_by_role("heading", name="Night to Unite, Testville")).to_be_visible()
