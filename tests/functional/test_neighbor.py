"""A neighbor's evening: register, confirm, be approved, change, call off; in both languages."""

import pytest
from playwright.sync_api import expect

WORDS = {
    "en": {
        "path": "", "name": "Name of the gathering", "kind": "Cookout", "address": "Street address",
        "zip": "ZIP code", "public": "Everybody: the exact address is shown", "you": "Your name",
        "mail": "Your e-mail address", "send": "Send", "sent": "Look into your mailbox",
        "hand in": "Yes, hand it in", "mine": "My gatherings", "waits": "waiting for review",
        "change": "Change it", "save": "Save", "saved": "Your changes are saved.",
        "off": "Call it off", "is off": "cancelled", "again": "Same again",
    },
    "es": {
        "path": "/es", "name": "Nombre de la reunión", "kind": "Parrillada", "address": "Dirección",
        "zip": "Código postal", "public": "Todo el mundo: se muestra la dirección exacta",
        "you": "Su nombre", "mail": "Su correo electrónico", "send": "Enviar",
        "sent": "Revise su correo", "hand in": "Sí, entregarla", "mine": "Mis reuniones",
        "waits": "en espera de revisión", "change": "Cambiarla", "save": "Guardar",
        "saved": "Sus cambios están guardados.", "off": "Cancelarla", "is off": "cancelada",
        "again": "Otra vez igual",
    },
}  # fmt: skip


def register(page, say, title, address, email):
    """Fill in what must be, and send it."""
    page.goto(f"{say['path']}/in/testville/register/")
    page.get_by_label(say["name"]).fill(title)
    page.get_by_label(say["kind"], exact=True).check()
    page.get_by_label(say["address"], exact=True).fill(address)
    page.get_by_label(say["zip"]).fill("20850")
    page.get_by_label(say["public"]).check()
    page.get_by_label(say["you"]).fill("Dana Host")
    page.get_by_label(say["mail"]).fill(email)
    page.get_by_role("button", name=say["send"], exact=True).click()


@pytest.mark.parametrize(
    ("language", "options"),
    [
        ("en", {}),
        ("es", {"viewport": {"width": 390, "height": 800}}),
        ("en", {"java_script_enabled": False}),
    ],
    ids=["english", "spanish on a phone", "without scripts"],
)
def test_from_the_form_to_the_day_it_is_called_off(served, open_page, language, options, request):
    say, page = WORDS[language], open_page(**options)
    street = request.node.callspec.id.replace(" ", "")
    title = f"Party of {street}"
    register(page, say, title, f"612 {street} St", f"{street}@example.org")
    expect(page.get_by_role("heading", name=say["sent"])).to_be_visible()

    referers = []
    page.on("request", lambda asked: referers.append(asked.headers.get("referer", "")))
    page.goto(served.link())
    page.get_by_role("button", name=say["hand in"]).click()
    assert not any("/link/" in one for one in referers)
    expect(page.get_by_role("heading", name=say["mine"])).to_be_visible()
    expect(page.get_by_text(say["waits"])).to_be_visible()

    page.get_by_role("link", name=say["change"], exact=True).click()
    page.get_by_label(say["name"]).fill(f"{title}, changed")
    page.get_by_role("button", name=say["save"]).click()
    expect(page.get_by_text(say["saved"])).to_be_visible()
    expect(page.get_by_role("heading", name=f"{title}, changed")).to_be_visible()

    page.get_by_role("link", name=say["again"]).click()
    assert page.get_by_label(say["address"], exact=True).input_value() == f"612 {street} St"

    page.goto(f"{say['path']}/mine/")
    page.get_by_role("link", name=say["off"]).click()
    page.get_by_role("button", name=say["off"]).click()
    expect(page.locator(".state", has_text=say["is off"])).to_be_visible()


def test_a_mistake_is_shown_and_nothing_typed_is_lost(open_page):
    page = open_page()
    register(page, WORDS["en"], "Oops", "9 Wrong St", "not an address")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.get_by_label("Name of the gathering").input_value() == "Oops"
    mail = page.get_by_label("Your e-mail address")
    assert mail.get_attribute("aria-invalid") == "true"
    described = mail.get_attribute("aria-describedby").split()
    assert any("valid email" in page.locator(f"#{one}").inner_text() for one in described)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_a_closure_needs_is_asked_once_it_is_wished_for(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto("/in/testville/register/")
    assert not page.get_by_label("Closed from").is_visible()
    page.get_by_label("We would like to close the street").check()
    expect(page.get_by_label("Closed from")).to_be_visible()
    page.get_by_label("Percent of households").fill("200")
    page.get_by_label("We would like to close the street").uncheck()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_label("Percent of households")).to_be_visible()


def test_a_lost_link_is_sent_again(served, open_page):
    page = open_page()
    register(page, WORDS["en"], "Lost", "5 Lost St", "lost@example.org")
    n_letters = len(served.letters())
    page.goto("/in/testville/my-link/")
    page.get_by_label("Your e-mail address").fill("Lost@Example.org")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert len(served.letters()) == n_letters + 1
    other = open_page()
    other.goto(served.link())
    other.get_by_role("button").click()
    expect(other.get_by_role("heading", name="Lost")).to_be_visible()
    assert other.goto(served.link()).status == 410
