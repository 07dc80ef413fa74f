"""The brief in a real browser: no fault of accessibility, nothing wider than a small phone."""

from dataclasses import replace

import pytest

from nightout.brief import compose, render_page
from tests.brief.conftest import build, nine_beats, public  # noqa: F401
from tests.functional.test_looks import SCREENS, faults

OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_brief_has_no_fault(browser, public, tmp_path, screen, language):  # noqa: F811
    path = tmp_path / "brief.html"
    document = compose(replace(public, asked=replace(public.asked, language=language)))
    path.write_text(render_page(document), encoding="utf-8")
    context = browser.new_context(**SCREENS[screen])
    page = context.new_page()
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(path.as_uri())
    page.evaluate(OPEN)
    assert faults(page) == []
    assert asked == [path.as_uri()]
    context.close()
