"""A text that seems to tell a contact or a hidden house is pointed at before it is public."""

import pytest

from nightout.web.gatherings import actions
from nightout.web.gatherings.leaks import contacts_in, hide, list_leaks
from nightout.web.gatherings.models import Gathering
from nightout.web.gatherings.public import find_public
from tests.web.test_files import HEADER, IMPORT, ROW, upload

DESK = "/desk/testville/of/"
FORM = "/in/testville/register/"
TOLD = "Call 301-555-0199."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call (301) 555-0199 or +1 301 555 0198", {"(301) 555-0199", "+1 301 555 0198"}),
        ("555-0100, and 3015550199.", {"555-0100", "3015550199"}),
        ("dana.h@example.org.", {"dana.h@example.org", "example.org"}),
        ("See https://x.me/d?e=1 or oak.com/elm", {"https://x.me/d?e=1", "oak.com/elm"}),
        ("In 2025-2026 we were 1500; 600 block, 6:30 to 20:30, 20850-1234", set()),
        ("Bring chairs.Come early.Info there", set()),
    ],
)  # fmt: skip
def test_contacts_are_found_and_years_and_hours_are_none(text, found):
    assert contacts_in(text) == found
    assert not any(one in hide(text, found) for one in found)


@pytest.mark.parametrize(
    ("said", "leaks"),
    [
        ({"about": TOLD}, ["phone"]),
        ({"title": "d@example.org"}, ["phone"]),
        ({"place": "www.example.org"}, ["web"]),
        ({"about": "At 612!", "address": "612 Elm St", "audience": "neighbours"}, ["house"]),
        ({"about": "At 612!", "address": "612 Elm St", "audience": "public"}, []),
        ({"about": "At 6120!", "address": "612 Elm St", "audience": "neighbours"}, []),
        ({}, []),
    ],
)
def test_each_kind_of_leak_has_its_sentence(said, leaks):
    found = list_leaks(said)
    assert len(found) == len(leaks)
    assert all(word in text for word, text in zip(leaks, found, strict=True))


def test_a_host_is_told_before_anything_is_sent_and_may_send_it_all_the_same(client, answers):
    answers |= {"about": TOLD}
    answer = client.post(FORM, answers)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing was sent yet" in page
    assert "Its text seems to hold a phone number" in page
    assert TOLD in page
    assert not Gathering.objects.exists()
    assert client.post(FORM, answers | {"about": "Call us."}).status_code == 302
    assert client.post(FORM, answers | {"title": "B", "read": "on"}).status_code == 302
    assert Gathering.objects.count() == 2


def test_what_was_read_once_need_not_be_read_again_beside_what_looks_the_same(
    client, answers, gather
):
    gather()
    page = client.post(FORM, answers | {"about": TOLD, "read": "on"}).content.decode()
    assert "Is it one of these?" in page
    assert '<input type="hidden" name="read" value="on">' in page


def test_a_host_is_told_in_spanish(client, answers):
    page = client.post(f"/es{FORM}", answers | {"about": TOLD}).content.decode()
    assert "Todavía no se envió nada" in page
    assert "Su texto parece tener un número de teléfono" in page


def test_an_edit_is_looked_at_only_where_it_changes_the_text(client, answers, gather):
    one = gather("pending", about=TOLD)
    session = client.session
    session["host_of"] = [one.pk]
    session.save()
    url = f"/mine/{one.public_id}/edit/"
    answers |= {"version": one.version, "about": TOLD, "title": one.title, "expected": "46"}
    assert client.post(url, answers).status_code == 302
    one.refresh_from_db()
    worse = answers | {"version": one.version, "about": f"{TOLD} Now."}
    assert "Nothing was sent yet" in client.post(url, worse).content.decode()
    assert client.post(url, worse | {"read": "on"}).status_code == 302


def test_a_coordinators_own_words_are_looked_at_too(desk, gather, answers):
    one = gather()
    url = f"{DESK}{one.public_id}/change/"
    answers |= {"version": one.version, "about": TOLD}
    assert "everybody could read this" in desk.post(url, answers).content.decode()
    one.refresh_from_db()
    assert one.about == ""
    assert desk.post(url, answers | {"read": "on"}).status_code == 302


def test_what_seems_to_tell_is_approved_only_by_who_read_it(desk, gather):
    one = gather("pending", about=TOLD)
    url = f"{DESK}{one.public_id}/"
    act = {"act": "approve", "version": one.version}
    assert 'name="read"' in desk.get(url).content.decode()
    page = desk.post(f"{url}decide/", act, follow=True).content.decode()
    assert "Nothing was approved yet" in page
    one.refresh_from_db()
    assert one.state == "pending"
    desk.post(f"{url}decide/", act | {"read": "on"})
    one.refresh_from_db()
    assert one.state == "approved"


def test_declining_it_needs_no_reading_and_harmless_texts_no_box(desk, gather):
    one, fine = gather("pending", about=TOLD), gather("pending", about="Bring a chair.")
    act = {"act": "decline", "reason": "No.", "version": one.version}
    desk.post(f"{DESK}{one.public_id}/decide/", act)
    one.refresh_from_db()
    assert one.state == "declined"
    assert 'name="read"' not in desk.get(f"{DESK}{fine.public_id}/").content.decode()


def test_a_change_that_seems_to_tell_is_approved_only_by_who_read_it(desk, gather, town):
    one = gather()
    actions.edit(gathering_id=one.pk, values={"about": TOLD})
    one.refresh_from_db()
    url = f"{DESK}{one.public_id}/decide/"
    act = {"act": "accept_edit", "version": one.version}
    desk.post(url, act)
    assert find_public(town, one.public_id).about == ""
    desk.post(url, act | {"read": "on"})
    assert find_public(town, one.public_id).about == TOLD


def test_an_import_of_approved_ones_leaves_those_that_seem_to_tell(desk, town):
    told = ROW.replace("Oak party", "Oak 301-555-0199")
    page = desk.post(IMPORT, {"table": upload(HEADER + ROW + told), "approved": "on"})
    states = dict(Gathering.objects.values_list("title", "state"))
    assert states == {"Oak party": "approved", "Oak 301-555-0199": "pending"}
    text = page.content.decode()
    assert "2 gatherings imported." in text
    assert "Oak 301-555-0199: Its text seems to hold a phone number" in text
