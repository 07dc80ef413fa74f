"""Edits: what the public reads waits for approval, and who wishes to show less is obeyed."""

import datetime as dt

import pytest

from nightout.errors import NotPossible
from nightout.web.gatherings import actions
from nightout.web.gatherings.models import Gathering
from nightout.web.gatherings.public import find_public
from tests.web.conftest import at


def test_a_hosts_edit_of_an_approved_one_waits_beside_what_is_shown(gather, town, boss, letters):
    one = gather()
    actions.edit(
        gathering_id=one.pk,
        values={"title": "Moved!", "address": "99 Oak Ave", "expected": 80, "starts_at": at(19)},
    )
    public = find_public(town, one.public_id)
    assert (public.title, public.where) == ("Elm Street block party", "612 Elm St")
    one.refresh_from_db()
    assert one.expected == 80
    assert set(one.pending) == {"title", "address", "block", "starts_at"}

    (letter,) = letters(lambda: actions.accept_edit(gathering_id=one.pk, by=boss, seen=one.version))
    public = find_public(town, one.public_id)
    assert (public.title, public.where, public.starts_at.hour) == ("Moved!", "99 Oak Ave", 19)
    assert "approved" in letter.subject


def test_refused_changes_are_forgotten_and_the_host_learns_why(gather, boss, letters):
    one = gather()
    actions.edit(gathering_id=one.pk, values={"title": "Moved!"})
    one.refresh_from_db()
    (letter,) = letters(
        lambda: actions.refuse_edit(
            gathering_id=one.pk, by=boss, seen=one.version, reason="Too loud."
        )
    )
    one.refresh_from_db()
    assert (one.title, one.pending) == ("Elm Street block party", None)
    assert "Too loud." in letter.body
    with pytest.raises(NotPossible):
        actions.accept_edit(gathering_id=one.pk, by=boss, seen=one.version)


def test_neighbors_only_takes_effect_at_once(gather, town):
    one = gather()
    actions.edit(gathering_id=one.pk, values={"audience": "neighbours"})
    assert find_public(town, one.public_id).where == "600 block of Elm St"
    one.refresh_from_db()
    assert one.pending is None


def test_showing_more_waits_for_approval(gather, town):
    one = gather(audience="neighbours")
    actions.edit(gathering_id=one.pk, values={"audience": "public"})
    assert find_public(town, one.public_id).where == "600 block of Elm St"


@pytest.mark.parametrize(
    ("shown", "wished", "meanwhile"),
    [
        ("Call Dana at 301-555-0199. Bring a chair.", "Bring a chair.", "Bring a chair."),
        ("Call Dana at 301-555-0199.", "Call Dana.", "Call Dana."),
        ("Call 301-555-0199.", "", ""),
        ("Call 301-555-0199. Games.", "Come early. Games.", "Call …. Games."),
        ("Write to d@example.org or www.example.org/x", "Write to us", "Write to … or …"),
        ("Call 555-0100.", "Call 555-0100 or 555-0101.", "Call 555-0100."),
        ("Bring a chair.", "Bring chairs.", "Bring a chair."),
        ("Bring a chair.", "A chair bring.", "Bring a chair."),
        ("Bring a chair.", "Bring a chair 🎉", "Bring a chair."),
    ],
)
def test_what_a_host_takes_out_of_a_text_is_gone_at_once(gather, town, shown, wished, meanwhile):
    one = gather(about=shown)
    actions.edit(gathering_id=one.pk, values={"about": wished, "title": one.title})
    one.refresh_from_db()
    assert find_public(town, one.public_id).about == meanwhile
    assert one.pending == (None if meanwhile == wished else {"about": wished})
    assert one.sequence == (0 if meanwhile == shown else 1) + 1


def test_the_number_of_a_hidden_house_is_gone_at_once_where_it_is_taken_out(gather, town):
    one = gather(about="At 612 from 6120 to 8.", audience="neighbours")
    actions.edit(gathering_id=one.pk, values={"about": "In the yard.", "address": "612 Elm St"})
    one.refresh_from_db()
    assert find_public(town, one.public_id).about == "At … from 6120 to 8."
    assert (one.address, set(one.pending)) == ("612 Elm St", {"about"})


@pytest.mark.parametrize("wished", ["Party at 14", "Party at 612", "Elm party"])
def test_the_number_of_a_house_that_moves_and_hides_is_gone_at_once(gather, boss, wished):
    one = gather(title="Party at 612", about="Ring at 612, at 6.", place="by 612")
    actions.edit(
        gathering_id=one.pk,
        values={"title": wished, "address": "14 Oak St", "audience": "neighbours"},
    )
    one.refresh_from_db()
    said = (one.title, one.about, one.place, one.shown_place)
    assert said == ("Party at …", "Ring at …, at 6.", "by …", "600 block of Elm St")
    actions.refuse_edit(gathering_id=one.pk, by=boss, seen=one.version, reason="No.")
    one.refresh_from_db()
    assert (one.title, one.address) == ("Party at …", "612 Elm St")


def test_a_field_that_a_host_empties_is_gone_at_once_and_stays_so_if_the_rest_is_refused(
    gather, town, boss
):
    one = gather(link="https://example.org/me", rain_date=dt.date(2030, 1, 2))
    values = {"link": "", "rain_date": None, "lon": None, "lat": None, "title": "Moved!"}
    actions.edit(gathering_id=one.pk, values=values)
    one.refresh_from_db()
    assert set(one.pending) == {"title"}
    actions.refuse_edit(gathering_id=one.pk, by=boss, seen=one.version, reason="No.")
    public = find_public(town, one.public_id)
    assert (public.link, public.rain_date, public.lon) == ("", None, None)
    assert public.title == "Elm Street block party"


def test_an_address_without_its_house_is_shown_at_once(gather, town):
    one = gather()
    actions.edit(gathering_id=one.pk, values={"address": "Elm St"})
    one.refresh_from_db()
    assert (find_public(town, one.public_id).where, one.pending) == ("Elm St", None)


def test_what_a_host_wrote_last_is_what_is_approved(gather, town, boss):
    one = gather()
    actions.edit(gathering_id=one.pk, values={"title": "First wish"})
    actions.ask_back(gathering_id=one.pk, by=boss, reason="Which corner?")
    actions.edit(gathering_id=one.pk, values={"title": "Second wish"})
    actions.approve(gathering_id=one.pk, by=boss)
    assert find_public(town, one.public_id).title == "Second wish"


def test_a_coordinators_edit_is_seen_at_once(gather, town, boss):
    one = gather()
    actions.edit(gathering_id=one.pk, values={"title": "Elm St party"}, by=boss)
    assert find_public(town, one.public_id).title == "Elm St party"


def test_an_answer_to_a_question_waits_for_review_again(gather):
    one = gather("asked")
    actions.edit(gathering_id=one.pk, values={"title": "On the north corner"})
    one.refresh_from_db()
    assert (one.state, one.title) == ("pending", "On the north corner")


@pytest.mark.parametrize("state", ["declined", "cancelled"])
def test_what_is_over_is_not_changed(gather, state):
    one = gather(state)
    with pytest.raises(NotPossible):
        actions.edit(gathering_id=one.pk, values={"title": "Again"})


def test_what_waits_comes_back_as_it_was():
    from nightout.web.gatherings.actions.edit import from_json, to_json

    values = {
        "starts_at": at(18).astimezone(dt.UTC),
        "rain_date": dt.date(2030, 1, 2),
        "kinds": ["parade"],
        "lon": -77.1,
        "title": "x",
    }
    assert from_json(to_json(values)) == values


def test_a_host_changes_it_on_a_page(client, answers, letters, town):
    from tests.web.conftest import link_in

    (letter,) = letters(lambda: client.post("/in/testville/register/", answers))
    client.post(link_in(letter))
    one = Gathering.objects.get()
    url = f"/mine/{one.public_id}/edit/"
    assert 'value="612 Elm St"' in client.get(url).content.decode()
    changed = answers | {"title": "Elm Street cookout", "version": "2"}
    assert client.post(url, changed).status_code == 302
    one.refresh_from_db()
    assert one.title == "Elm Street cookout"
    assert client.post(url, changed | {"title": "Late"}).status_code == 409
