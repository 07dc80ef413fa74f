"""The coordinator's desk: who may sit there, the queue, decisions, rules and numbers."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from nightout.web.gatherings import actions
from nightout.web.gatherings.desk.hints import list_hints
from nightout.web.gatherings.desk.numbers import count_gatherings
from nightout.web.gatherings.letters.send import send_waiting
from nightout.web.gatherings.models import Audit, City, Gathering, Message
from nightout.web.look.tags import grouped
from tests.web.conftest import NIGHT, at

QUEUE = "/desk/testville/"
PAGES = [
    "",
    "numbers/",
    "rules/",
    "letters/",
    "import/",
    "gatherings.csv",
    "gatherings.xlsx",
    "points.geojson",
]


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_asked_to_sign_in(client, town, page):
    answer = client.get(QUEUE + page)
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")


@pytest.mark.parametrize("page", PAGES)
def test_a_coordinator_of_another_city_is_refused(desk, boss, page):
    City.objects.create(slug="other", name="Other", zone="UTC", night=NIGHT)
    assert desk.get(f"/desk/other/{page}").status_code == 403


def test_a_gathering_of_another_city_cannot_be_decided(desk, boss, gather):
    other = City.objects.create(slug="other", name="Other", zone="UTC", night=NIGHT)
    one = gather("pending")
    Gathering.objects.update(city=other)
    answer = desk.post(f"{QUEUE}of/{one.public_id}/decide/", {"act": "approve", "version": "1"})
    assert answer.status_code == 404
    chosen = {"act": "approve", "chosen": [f"{one.public_id}:{one.version}"]}
    desk.post(f"{QUEUE}bulk/", chosen)
    one.refresh_from_db()
    assert one.state == "pending"


def test_pages_of_the_desk_are_kept_by_nobody(desk, gather):
    one = gather("pending")
    for page in (QUEUE, f"{QUEUE}of/{one.public_id}/"):
        assert "no-store" in desk.get(page)["Cache-Control"]


def test_the_queue_shows_what_waits_on_the_citys_clock(desk, gather):
    gather("pending", title="Waits")
    gather("approved", title="Done")
    page = desk.get(QUEUE).content.decode()
    assert "Waits" in page
    assert "Done" not in page
    assert "6 p.m.–8:30 p.m." in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("state=approved", ["B"]),
        ("state=", ["A", "B"]),
        ("state=&kind=parade", ["B"]),
        ("state=&words=oak", ["B"]),
        ("state=&words=dana", ["A", "B"]),
        ("state=&closure=on", ["A"]),
        (f"state=&day={NIGHT}", ["A", "B"]),
        ("state=&day=2020-01-01", []),
        ("state=nonsense", ["A", "B"]),
        ("state=&area=%27%20or%201=1", ["A", "B"]),
    ],
)
def test_the_queue_is_filtered(desk, gather, asked, shown):
    gather("pending", title="A", closure=True)
    gather("approved", title="B", kinds=["parade"], address="9 Oak St")
    found = desk.get(f"{QUEUE}?{asked}").context["page"]
    assert sorted(one.title for one in found) == shown


def test_the_map_of_the_desk_holds_what_the_list_does(desk, gather):
    gather("pending", title="</script><b>A", lon=-77.1)
    gather("pending", title="no pin", lon=None, lat=None)
    gather("approved", title="B")
    told = desk.get(f"{QUEUE}points.geojson").json()["features"]
    assert [one["properties"]["title"] for one in told] == ["</script><b>A"]
    assert told[0]["geometry"]["coordinates"] == [-77.1, 39.084]
    assert desk.get(told[0]["properties"]["review"]).status_code == 200
    assert len(desk.get(f"{QUEUE}points.geojson?state=").json()["features"]) == 2


def test_changes_that_wait_are_in_the_queue(desk, gather):
    one = gather("approved", title="A")
    actions.edit(gathering_id=one.pk, values={"title": "AA"})
    assert [one.title for one in desk.get(QUEUE).context["page"]] == ["A"]


def test_several_are_decided_at_once_and_those_overtaken_are_named(desk, boss, gather, letters):
    fresh, stale = gather("pending", title="Fresh"), gather("pending", title="Stale")
    chosen = [f"{one.public_id}:{one.version}" for one in (fresh, stale)]
    actions.add_note(gathering=stale, by=boss, text="call")
    actions.decline(gathering_id=stale.pk, by=boss, reason="no")
    sent = letters(lambda: desk.post(f"{QUEUE}bulk/", {"act": "approve", "chosen": chosen}))
    assert [letter.subject for letter in sent] == ["Approved: Fresh"]
    page = desk.get(QUEUE).content.decode()
    assert "1 decided." in page
    assert "Stale: Somebody else changed" in page


def test_what_seems_to_tell_a_contact_or_a_house_is_not_approved_in_bulk(desk, gather):
    told = gather("pending", title="Told", about="Call 301-555-0199")
    near = gather("pending", title="Near", audience="neighbours", about="We meet at 612.")
    fine = gather("pending", title="Fine", about="Bring a chair.")
    chosen = [f"{one.public_id}:{one.version}" for one in (told, near, fine)]
    desk.post(f"{QUEUE}bulk/", {"act": "approve", "chosen": chosen})
    states = [type(one).objects.get(pk=one.pk).state for one in (told, near, fine)]
    assert states == ["pending", "pending", "approved"]
    page = desk.get(QUEUE).content.decode()
    assert "Told: Its text seems to hold a phone number" in page
    assert "Near: It is for neighbors only, but its text seems to say the house number" in page
    assert page.count("Open it, and decide there.") == 2
    review = f"{QUEUE}of/{told.public_id}/"
    assert "phone number" in desk.get(review).content.decode()


def test_declining_in_bulk_needs_a_reason(desk, gather):
    one = gather("pending")
    chosen = [f"{one.public_id}:{one.version}"]
    desk.post(f"{QUEUE}bulk/", {"act": "decline", "chosen": chosen})
    one.refresh_from_db()
    assert one.state == "pending"
    desk.post(f"{QUEUE}bulk/", {"act": "decline", "chosen": chosen, "reason": "Twice."})
    one.refresh_from_db()
    assert (one.state, one.reason) == ("declined", "Twice.")


@pytest.mark.parametrize(
    ("state", "act", "then"),
    [
        ("pending", "approve", "approved"),
        ("pending", "ask_back", "asked"),
        ("asked", "decline", "declined"),
        ("declined", "reopen", "pending"),
        ("approved", "cancel", "cancelled"),
    ],
)
def test_each_button_does_what_it_says(desk, gather, state, act, then):
    one = gather(state)
    url = f"{QUEUE}of/{one.public_id}/"
    desk.post(f"{url}decide/", {"act": act, "reason": "Because.", "version": one.version})
    one.refresh_from_db()
    assert one.state == then
    assert desk.get(url).status_code == 200


def test_an_unknown_act_is_refused(desk, gather):
    one = gather("pending")
    url = f"{QUEUE}of/{one.public_id}/decide/"
    assert desk.post(url, {"act": "explode", "version": one.version}).status_code == 400


def test_a_note_is_for_coordinators_only(desk, client, gather, town):
    one = gather()
    desk.post(f"{QUEUE}of/{one.public_id}/decide/", {"act": "note", "reason": "knows the chief"})
    assert "knows the chief" in desk.get(f"{QUEUE}of/{one.public_id}/").content.decode()
    assert "knows the chief" not in client.get(f"/in/testville/{one.public_id}/").content.decode()


def test_changes_that_wait_are_shown_beside_what_is(desk, gather):
    one = gather()
    actions.edit(gathering_id=one.pk, values={"title": "Moved!", "starts_at": at(19)})
    page = desk.get(f"{QUEUE}of/{one.public_id}/").content.decode()
    assert "Moved!" in page
    assert "7 p.m." in page


def test_a_coordinator_sets_the_pin(desk, gather, answers):
    one = gather("pending", lon=None, lat=None)
    answers = answers | {"version": one.version, "lat": "39.1", "lon": "-77.1"}
    assert desk.post(f"{QUEUE}of/{one.public_id}/change/", answers).status_code == 302
    one.refresh_from_db()
    assert (one.lon, one.lat) == (-77.1, 39.1)


def test_a_letter_goes_to_one_host_at_once(desk, gather, letters):
    one = gather("approved")
    url = f"{QUEUE}of/{one.public_id}/decide/"
    (letter,) = letters(lambda: desk.post(url, {"act": "write", "reason": "Bring lanterns."}))
    assert letter.to == ["dana@example.org"]
    assert "Bring lanterns." in letter.body
    assert Audit.objects.filter(action="write", gathering=one).exists()


@pytest.mark.parametrize("act", ["write", "note"])
def test_a_letter_or_note_without_a_text_says_so(desk, gather, letters, act):
    url = f"{QUEUE}of/{gather('approved').public_id}/decide/"
    assert letters(lambda: desk.post(url, {"act": act, "reason": " "})) == []
    assert "Write the text first" in desk.get(QUEUE).content.decode()


def test_a_reason_that_is_longer_than_the_page_allows_ends_there(desk, gather):
    one = gather("pending")
    url = f"{QUEUE}of/{one.public_id}/decide/"
    told = {"act": "ask_back", "reason": "x" * 1001, "version": one.version}
    assert desk.post(url, told).status_code == 302
    one.refresh_from_db()
    assert one.reason == "x" * 1000


def test_a_letter_goes_to_all_hosts_that_the_filter_lists(desk, gather, letters):
    for n in range(3):
        gather("approved", title=f"P{n}", contact={"email": f"p{n}@example.org"})
    gather("pending", title="not this one")
    page = desk.get(f"{QUEUE}write/?state=approved")
    assert "goes to 3 hosts" in page.content.decode()
    asked = {"words": "Rain is coming."}
    Message.objects.all().delete()
    assert letters(lambda: desk.post(f"{QUEUE}write/?state=approved", asked)) == []
    page = desk.get(QUEUE).content.decode()
    assert "3 letters are on their way." in page
    assert "not left yet" not in page
    assert send_waiting(due_only=True) == (3, 0)
    assert {letter.to[0] for letter in mail.outbox} == {f"p{n}@example.org" for n in range(3)}
    assert desk.post(f"{QUEUE}write/?state=approved", {"words": " "}).status_code == 200


@pytest.mark.parametrize(
    "state", [{"attempts": 1}, {"created_at": timezone.now() - dt.timedelta(minutes=6)}]
)
def test_the_queue_tells_of_letters_that_should_have_left(desk, gather, state):
    gather("approved")
    Message.objects.all().delete()
    one = Message.objects.create(template="news", gathering=Gathering.objects.get())
    assert "not left yet" not in desk.get(QUEUE).content.decode()
    Message.objects.filter(pk=one.pk).update(**state)
    assert "1 letter has not left yet." in desk.get(QUEUE).content.decode()


def test_a_letter_that_fails_is_tried_ever_later(gather, monkeypatch):
    from django.core.mail.backends.locmem import EmailBackend
    from django.utils import timezone

    def refuse(*args):
        raise ConnectionRefusedError

    gather("unconfirmed")
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    began, tries = timezone.now(), []
    for minute in range(0, 40):
        now = began + dt.timedelta(minutes=minute, seconds=1)
        monkeypatch.setattr("nightout.web.gatherings.letters.send.timezone.now", lambda: now)  # noqa: B023
        before = Message.objects.get().attempts
        send_waiting(due_only=True)
        if Message.objects.get().attempts > before:
            tries.append(minute)
    assert tries == [0, 1, 3, 7, 15, 31]


def test_what_looks_odd_is_said(gather):
    one = gather(
        "pending", audience="neighbours", about="Ring at 612 or call 555-010-0199.", lon=None,
        lat=None, place="Bethesda", starts_at=at(18, day=NIGHT.replace(day=1)),
    )  # fmt: skip
    text = " ".join(list_hints(one))
    for said in ("house number", "phone number", "no pin", "belongs to Rockville", "not on the"):
        assert said in text
    assert list_hints(gather("pending", starts_at=at(18), ends_at=at(20))) == []


def test_a_pin_far_from_its_zip_code_is_said(gather):
    one = gather("pending", lon=-96.0, lat=38.25, starts_at=at(18), ends_at=at(20))
    assert list_hints(one) == ["Its pin lies 1,016 miles from ZIP code 20850, Rockville."]


def test_deciding_about_none_says_to_choose(desk, gather):
    gather("pending")
    page = desk.post(f"{QUEUE}bulk/", {"act": "approve"}, follow=True).content.decode()
    assert "Choose gatherings in the list first." in page
    assert "0 decided" not in page


def test_the_rules_are_set_and_audited(desk, town):
    rules = {
        "event": "Night to Unite", "night": NIGHT, "opens": "17:00", "closes": "21:00",
        "state": "mn", "register_by": NIGHT, "closure_by": "", "closure_consent_percent": "75",
        "retention_days": "90",
    }  # fmt: skip
    assert desk.post(f"{QUEUE}rules/", rules).status_code == 302
    town.refresh_from_db()
    assert (town.event, town.state, town.closure_consent_percent) == ("Night to Unite", "MN", 75)
    assert "event" in Audit.objects.get(action="rules").fields
    assert desk.post(f"{QUEUE}rules/", rules | {"closure_by": "2999-01-01"}).status_code == 200


def test_a_night_that_is_over_is_not_set_but_may_stay(desk, town):
    night = town.today() - dt.timedelta(days=1)
    rules = {
        "event": "Night Out", "night": night, "opens": "17:00", "closes": "21:00",
        "closure_consent_percent": "0", "retention_days": "30",
    }  # fmt: skip
    page = desk.post(f"{QUEUE}rules/", rules)
    assert page.context["form"].errors == {"night": ["This day is over."]}
    City.objects.update(night=night)
    assert desk.post(f"{QUEUE}rules/", rules).status_code == 302


def test_the_desks_form_speaks_to_the_coordinator(desk, gather):
    page = desk.get(f"{QUEUE}of/{gather().public_id}/change/").content.decode()
    assert "your coordinator" not in page
    assert "<legend>Host</legend>" in page
    assert not re.search(r">\s*Your (name|e-mail|phone)", page)
    assert "We send a link" not in page
    assert "your coordinator" in desk.get("/in/testville/register/").content.decode()


def test_gatherings_are_counted(gather, town):
    gather("pending", kinds=["parade", "youth"], expected=40)
    gather("approved", kinds=["parade"], closure=True)
    gather("declined", expected=1000)
    gather("unconfirmed")
    told = count_gatherings(town)
    assert dict(told.states) == {"pending": 1, "approved": 1, "declined": 1}
    assert dict(told.kinds) == {"parade": 2, "youth": 1}
    assert (told.live, told.closures, told.expected, told.without_number) == (2, 1, 40, 1)


@pytest.mark.parametrize(
    ("language", "said"),
    [("", ["12,345", "1,234"]), ("/es", ["12\xa0345", "1234"])],
)
def test_thousands_stand_apart_as_the_reader_writes_them(desk, gather, language, said):
    gather(expected=12_345)
    page = desk.get(f"{language}{QUEUE}numbers/").content.decode()
    assert f"<b>{said[0]}</b>" in page
    with translation.override(language.strip("/") or "en"):
        assert [grouped(n) for n in (12_345, 1_234)] == said
        assert grouped(0) == "0"


def test_the_desk_asks_little_of_the_database(desk, gather, django_assert_num_queries):
    for n in range(12):
        one = gather("pending", title=f"T{n}")
    # Session, account, city, areas for the filter, count, page, letters that wait.
    with django_assert_num_queries(7):
        desk.get(QUEUE)
    # Session, account, city, gathering; same block, notes, history, letters.
    with django_assert_num_queries(8):
        desk.get(f"{QUEUE}of/{one.public_id}/")
    with django_assert_num_queries(4):
        desk.get(f"{QUEUE}numbers/")


def test_an_invitation_sets_a_password_once(town):
    from nightout.web.accounts.invite import invite, shut

    link = invite(email="New@Example.org", cities=[town])
    path = "/" + link.split("/", 3)[3]
    client = Client()
    assert client.get(path).status_code == 200
    assert client.post(path, {"password": "short"}).status_code == 422
    assert client.post(path, {"password": "the light over the porch"}).url == "/desk/"
    assert client.get(QUEUE).status_code == 200
    assert Client().post(path, {"password": "another long password"}).status_code == 410
    other = Client()
    signed = {"username": "new@example.org", "password": "the light over the porch"}
    assert other.post("/account/login/", signed).status_code == 302
    shut(email="new@example.org")
    assert client.get(QUEUE).status_code == 302
    assert other.post("/account/login/", signed).status_code != 302
