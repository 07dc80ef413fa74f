"""A neighbor registers: the form, what looks like it, the letter, the button."""

import datetime as dt
import importlib

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nightout.web.gatherings.models import Audit, City, Gathering, Host, Limit, Message
from tests.web.conftest import NIGHT, link_in

URL = "/in/testville/register/"


def test_a_registration_waits_for_its_link_and_then_for_review(client, answers, letters):
    (letter,) = letters(lambda: client.post(URL, answers))
    one = Gathering.objects.get()
    assert (one.state, one.shown, one.submitted_at) == ("unconfirmed", False, None)
    assert letter.to == ["dana@example.org"]

    page = client.get(link_in(letter))
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "strict-origin"
    one.refresh_from_db()
    assert one.state == "unconfirmed", "opening a link must not use it: mail scanners do"

    assert client.post(link_in(letter)).url == "/mine/"
    one.refresh_from_db()
    assert one.state == "pending"
    assert "Elm Street block party" in client.get("/mine/").content.decode()


def test_a_registration_keeps_what_was_said(client, answers):
    client.post(URL, answers)
    one = Gathering.objects.get()
    assert one.kinds == ["block_party", "cookout"]
    assert one.block == "600 block of Elm St"
    assert one.county == "Montgomery"
    local = one.starts_at.astimezone(one.city.clock)
    assert (local.date(), local.hour) == (NIGHT, 18)
    assert one.ends_at - one.starts_at == dt.timedelta(hours=2.5)
    assert one.host.name == "Dana Host"


def test_an_audit_row_names_fields_and_never_what_stands_in_them(client, answers):
    client.post(URL, answers)
    (row,) = Audit.objects.all()
    assert row.action == "register"
    assert "address" in row.fields.split()
    assert "Elm" not in row.fields
    assert "dana" not in row.fields


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("zip_code", "00000", "There is no ZIP code"),
        ("zip_code", "90210", "Beverly Hills"),
        ("ends", "17:00", "ends before"),
        ("day", "2020-08-04", "day is over"),
        ("day", "9999-12-31", "less than or equal to 2199-12-31"),
        ("rain_date", NIGHT.isoformat(), "later than the day"),
        ("lat", "12", "lies outside"),
        ("lat", "", "both numbers"),
        ("link", "javascript:alert(1)", "begins with https"),
        ("link", "https://me:secret@example.org/", "Leave out the name"),
        ("kinds", ["riot"], "not one of the available"),
        ("closure", "on", "between which streets"),
        ("email", "dana", "valid email"),
    ],
)
def test_a_wrong_answer_is_explained_beside_its_field(client, answers, field, value, said):
    page = client.post(URL, answers | {field: value})
    assert page.status_code == 422
    assert said in page.content.decode().replace("&#x27;", "'")
    assert not Gathering.objects.exists()
    assert answers["title"] in page.content.decode()


def test_a_closure_needs_the_consent_that_the_city_asks_for(client, answers, town):
    City.objects.update(closure_consent_percent=75)
    closed = answers | {"closure": "on", "closure_from": "1st St", "closure_to": "2nd St"}
    assert "75 percent" in client.post(URL, closed | {"consent": "74"}).content.decode()
    assert client.post(URL, closed | {"consent": "75"}).status_code == 302


def test_after_the_deadline_nothing_is_taken(client, answers, town):
    City.objects.update(register_by=town.today() - dt.timedelta(days=1))
    assert client.post(URL, answers).status_code == 400
    assert not Gathering.objects.exists()


def test_a_party_may_go_on_past_midnight(client, answers):
    client.post(URL, answers | {"ends": "01:00"})
    one = Gathering.objects.get()
    assert one.ends_at - one.starts_at == dt.timedelta(hours=7)


def test_an_approved_one_on_the_block_is_shown_before_sending(client, answers, gather):
    gather(title="The other party", address="640 Elm St")
    page = client.post(URL, answers).content.decode()
    assert "Is it one of these?" in page
    assert "The other party" in page
    assert Gathering.objects.count() == 1
    assert client.post(URL, answers | {"checked": "1"}).status_code == 302
    assert Gathering.objects.count() == 2


def test_one_that_waits_for_review_is_not_told_to_a_stranger(client, answers, gather):
    gather("pending", title="Secret party", address="640 Elm St")
    assert client.post(URL, answers).status_code == 302


def test_ones_own_is_shown_even_while_it_waits(client, answers, letters):
    (letter,) = letters(lambda: client.post(URL, answers))
    client.post(link_in(letter))
    page = client.post(URL, answers | {"title": "Once more"}).content.decode()
    assert "It is yours: change it" in page


def test_the_form_speaks_spanish_and_so_does_the_letter(client, answers, letters):
    (letter,) = letters(lambda: client.post(f"/es{URL}", answers))
    assert Host.objects.get().language == "es"
    assert "/es/link/" in letter.body
    assert letter.subject.startswith("Confirme")


def test_same_as_last_year_fills_the_form_for_its_host_only(client, answers, letters):
    (letter,) = letters(lambda: client.post(URL, answers))
    client.post(link_in(letter))
    Gathering.objects.update(starts_at=dt.datetime(2020, 8, 4, 22, tzinfo=dt.UTC))
    one = Gathering.objects.get()
    page = client.get(f"{URL}?again={one.public_id}").content.decode()
    assert 'value="612 Elm St"' in page
    assert f'value="{NIGHT}"' in page
    assert Client().get(f"{URL}?again={one.public_id}").status_code == 404
    client.post(f"{URL}?again={one.public_id}", answers)
    assert Gathering.objects.order_by("pk").last().last_year == one


@pytest.fixture
def one_span(monkeypatch):
    """A clock that stands still, so that no test runs over the end of a span."""
    now = timezone.now()
    monkeypatch.setattr("nightout.web.gatherings.limits.timezone.now", lambda: now)


@pytest.mark.usefixtures("one_span")
def test_a_machine_that_sends_too_much_is_stopped_for_all_workers(client, answers):
    codes = [
        client.post(URL, answers | {"email": f"d{n}@example.org", "checked": "1"}).status_code
        for n in range(25)
    ]
    assert codes == [302] * 20 + [429] * 5
    assert Gathering.objects.count() == 20
    assert all("127.0" not in one.who for one in Limit.objects.all())


@pytest.mark.usefixtures("one_span")
def test_a_mailbox_is_not_filled_by_strangers(client, answers):
    codes = [
        client.post(URL, answers | {"checked": "1"}, REMOTE_ADDR=f"10.0.0.{n}").status_code
        for n in range(8)
    ]
    assert codes == [302] * 6 + [429] * 2


@pytest.mark.usefixtures("one_span")
def test_a_spoofed_forward_header_does_not_widen_the_limit(client, answers):
    for n in range(20):
        client.post(
            URL, answers | {"email": f"d{n}@example.org"}, HTTP_X_FORWARDED_FOR=f"10.1.1.{n}"
        )
    last = client.post(URL, answers, HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert last.status_code == 429
    assert last["Retry-After"]


def test_what_waits_for_its_link_stays_bounded(client, answers, gather, monkeypatch):
    module = importlib.import_module("nightout.web.gatherings.actions.register")
    monkeypatch.setattr(module, "MOST_UNCONFIRMED", 3)
    old = [gather("unconfirmed").pk for _ in range(2)]
    gather("unconfirmed")
    assert client.post(URL, answers).status_code == 429
    assert Gathering.objects.count() == 3
    long_ago = timezone.now() - dt.timedelta(days=3)
    Gathering.objects.filter(pk__in=old).update(created_at=long_ago)
    assert client.post(URL, answers).status_code == 302
    assert Gathering.objects.count() == 2


def test_a_neighbors_pages_ask_little_of_the_database(
    client, answers, letters, django_assert_max_num_queries
):
    with django_assert_max_num_queries(1):
        client.get(URL)
    # The city; what looks like it; three limits of five; room, gathering, host, audit, letter.
    with django_assert_max_num_queries(40):
        (letter,) = letters(lambda: client.post(URL, answers))
    path = link_in(letter)
    with django_assert_max_num_queries(2):
        client.get(path)
    client.post(path)
    with django_assert_max_num_queries(2):
        client.get("/mine/")
    one = Gathering.objects.get()
    for page in ("edit", "cancel"):
        with django_assert_max_num_queries(2):
            client.get(f"/mine/{one.public_id}/{page}/")


def test_whoever_only_looks_gets_no_cookie(client, gather):
    one = gather()
    for path in ("/in/testville/", f"/in/testville/{one.public_id}/"):
        assert client.get(path).cookies == {}


def test_asking_for_a_link_tells_nobody_who_is_a_host(client, gather, letters):
    gather()
    url = reverse("my_link", args=["testville"])
    pages = []
    found = letters(lambda: pages.append(client.post(url, {"email": "DANA@example.org"})))
    none = letters(lambda: pages.append(client.post(url, {"email": "else@example.org"})))
    assert (len(found), len(none)) == (1, 0)
    assert pages[0].content == pages[1].content


def test_a_letter_that_cannot_leave_waits_and_leaves_later(
    client, answers, letters, settings, monkeypatch
):
    from django.core.mail.backends.locmem import EmailBackend

    from nightout.web.gatherings.letters.send import send_waiting

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", _refuse)
        assert letters(lambda: client.post(URL, answers)) == []
    waiting = Message.objects.get()
    assert (waiting.sent_at, waiting.attempts, waiting.trouble) == (
        None, 1, "ConnectionRefusedError",
    )  # fmt: skip
    assert send_waiting() == (1, 0)


def _refuse(*args):
    raise ConnectionRefusedError("dana@example.org")
