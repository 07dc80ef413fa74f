"""Every page: no fault of accessibility, nothing wider than the screen, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.functional.test_neighbor import WORDS, register

PUBLIC = ["/in/testville/", "/in/testville/register/", "/in/testville/register/sent/",
          "/in/testville/my-link/", "/mine/", "/account/login/", "/nothing"]  # fmt: skip
DESK = ["", "?state=", "numbers/", "rules/", "import/", "letters/"]
SCREENS = {
    "phone at night": {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"},
    "desk by day": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page):
    """What axe finds, and what is wider than the screen."""
    axe = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    found = [
        (one["id"], [node["target"] for node in one["nodes"]][:3])
        for one in axe.response["violations"]
    ]
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return found + ([("wider than the screen", page.url)] if page.evaluate(width) > 0 else [])


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["", "/es"])
def test_no_public_page_has_a_fault(open_page, screen, language):
    page = open_page(**SCREENS[screen])
    wrong = {}
    for path in PUBLIC:
        page.goto(language + path)
        if found := faults(page):
            wrong[path] = found
    page.goto(f"{language}/in/testville/register/")
    page.locator("main form button:not([type])").click()
    if found := faults(page):
        wrong["with mistakes"] = found
    assert wrong == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_of_host_or_desk_has_a_fault(served, open_page, boss, screen):
    host = open_page(**SCREENS[screen])
    street = screen.replace(" ", "")
    register(host, WORDS["en"], f"Looks {street}", f"100 {street} St", f"{street}@example.org")
    wrong = {}

    def look(page, name):
        if found := faults(page):
            wrong[name] = found

    host.goto(served.link())
    look(host, "link")
    host.get_by_role("button", name="Yes, hand it in").click()
    look(host, "mine")
    for name in ("Change it", "Call it off"):
        host.goto("/mine/")
        host.get_by_role("link", name=name).click()
        look(host, name)
    page = open_page(storage_state=boss, **SCREENS[screen])
    for path in DESK:
        page.goto(f"/desk/testville/{path}")
        look(page, path)
    page.goto("/desk/testville/")
    page.get_by_role("link", name=f"Looks {street}").click()
    look(page, "review")
    page.get_by_role("link", name="Change or set the pin").click()
    look(page, "change")
    assert wrong == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_that_asks_to_look_once_more_has_a_fault(served, open_page, boss, screen):
    host, say = open_page(**SCREENS[screen]), WORDS["en"]
    street = f"look {screen}".replace(" ", "")
    wrong = {}

    def look(page, name):
        if found := faults(page):
            wrong[name] = found

    register(host, say, f"Call 301-555-0199 {street}", f"100 {street} St", f"{street}@example.org")
    look(host, "form")
    host.get_by_label("I know, and everybody may read it.").check()
    host.get_by_role("button", name=say["send"], exact=True).click()
    host.goto(served.link())
    host.get_by_role("button", name=say["hand in"]).click()
    desk = open_page(storage_state=boss, **SCREENS[screen])
    desk.goto("/desk/testville/")
    desk.get_by_role("link", name=street).click()
    desk.get_by_role("button", name="Approve").click()
    look(desk, "not approved yet")
    desk.get_by_label("I have read the whole text, and all may read it.").check()
    desk.get_by_role("button", name="Approve").click()
    host.goto("/mine/")
    host.get_by_role("link", name=say["change"], exact=True).click()
    host.get_by_label("About it").fill("Bring a chair, a lantern and something for the grill.")
    host.get_by_label(say["name"]).fill(f"Party of {street}")
    host.get_by_role("button", name=say["save"]).click()
    desk.reload()
    look(desk, "changes that wait")
    expect(desk.get_by_role("cell", name=f"Call … {street}")).to_be_visible()
    assert wrong == {}


SHIFT = """new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => sum += one.value))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 1500);
})"""


@pytest.mark.parametrize("path", ["/in/testville/", "/in/testville/register/"])
def test_nothing_jumps_while_a_page_loads(open_page, path):
    page = open_page(viewport={"width": 390, "height": 800})
    page.goto(path)
    assert page.evaluate(SHIFT) < 0.01


def test_the_axe_finds_a_fault_where_there_is_one(open_page):
    page = open_page()
    page.goto("/in/testville/")
    page.locator("main").evaluate("one => one.insertAdjacentHTML('beforeend', '<img src=x>')")
    assert [name for name, _where in faults(page)] == ["image-alt"]
