"""What somebody who means harm would try, one by one."""

import datetime as dt
import logging
import os
import re
import sqlite3

import pytest
from django.conf import settings
from django.core import mail
from django.db import OperationalError, connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.utils import timezone

from nightout.errors import LinkRefused
from nightout.web.door.client import client_address
from nightout.web.door.log import WithoutRequest
from nightout.web.gatherings import actions
from nightout.web.gatherings.forms.lines import clean_line
from nightout.web.gatherings.links import find_link, make_link, use_link
from nightout.web.gatherings.models import Audit, City, Gathering, Message, Token
from tests.web.conftest import link_in

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}{% load x %}"
REGISTER = "/in/testville/register/"


def raw_of(url):
    return url.rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize(
    "path",
    [
        REGISTER,
        "/in/testville/my-link/",
        "/account/login/",
        "/account/logout/",
        "/desk/testville/bulk/",
        "/desk/testville/rules/",
        "/desk/testville/import/",
        "/desk/testville/letters/",
        "/desk/testville/of/{id}/decide/",
        "/desk/testville/of/{id}/change/",
        "/mine/{id}/edit/",
        "/mine/{id}/cancel/",
        "{link}",
    ],
)
def test_a_post_from_another_site_is_refused_and_changes_nothing(boss, gather, answers, path):
    one = gather("pending")
    link = make_link(Token.Purpose.MANAGE, gathering_id=one.pk)
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["host_of"] = [one.pk]
    session.save()
    url = path.format(id=one.public_id, link="/" + link.split("/", 3)[3])
    answer = client.post(url, answers | {"act": "approve", "version": one.version})
    assert answer.status_code == 403
    assert "did not come from this site" in answer.content.decode()
    one.refresh_from_db()
    assert one.state == "pending"
    assert Token.objects.filter(used_at=None).exists()


def test_markup_in_every_field_is_inert_on_every_page(client, desk, answers, letters, town, boss):
    texts = ("title", "about", "address", "place", "permit", "name", "phone", "closure_from",
             "closure_to")  # fmt: skip
    limits = {"phone": 30, "place": 60}
    said = answers | {name: MARKUP[: limits.get(name, 80)] for name in texts}
    said |= {"closure": "on"}
    (letter,) = letters(lambda: client.post(REGISTER, said))
    client.post(link_in(letter))
    one = Gathering.objects.get()
    actions.add_note(gathering=one, by=boss, text=MARKUP)
    pages = [client.get("/mine/"), client.get(f"/mine/{one.public_id}/edit/"),
             client.post(REGISTER, said), client.get(f"/mine/{one.public_id}/cancel/")]  # fmt: skip
    queue = "/desk/testville/"
    pages += [desk.get(queue), desk.get(f"{queue}of/{one.public_id}/")]
    actions.approve(gathering_id=one.pk, by=boss)
    actions.edit(gathering_id=one.pk, values={"title": MARKUP[::-1], "about": MARKUP})
    pages += [desk.get(f"{queue}of/{one.public_id}/"), client.get("/in/testville/"),
              client.get(f"/in/testville/{one.public_id}/"),
              client.get("/es/in/testville/")]  # fmt: skip
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "&lt;script&gt;" in text or "&gt;" in text
        # A module of the site's own, or data that does not run; what stands in it is escaped.
        ours = r'(?! type="(?:module" src="/static/|application/ld\+json"))'
        assert not re.search(rf"<script{ours}|<img src=x|onerror=alert\(2\)>", text)
        assert "49" not in re.findall(r"&#x27;(\d+)", text)


def test_a_title_with_line_breaks_makes_no_header_and_no_line(client, answers, letters):
    title = "Party\r\nBcc: all@example.org\r\n\r\nX-Evil: 1\u2028BEGIN:VEVENT"
    (letter,) = letters(lambda: client.post(REGISTER, answers | {"title": title, "read": "on"}))
    assert "\n" not in Gathering.objects.get().title
    message = letter.message()
    assert "\n" not in letter.subject
    assert set(message.keys()) & {"Bcc", "X-Evil"} == set()
    assert letter.recipients() == ["dana@example.org"]


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\r\nb", "a\u202eb", "a\u2028b", "a\ufeffb", "a\x1b[31mb", "a\tb"]
)
def test_signs_that_hide_or_break_are_taken_out(text):
    cleaned = clean_line(text)
    assert cleaned.isprintable()
    assert cleaned.startswith("a")
    assert cleaned.endswith("b")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "ftp://example.org/", "//evil.example/", "https://a@evil.example/", "https://", "x y",
    ],
)  # fmt: skip
def test_a_link_that_is_no_web_address_is_refused(client, answers, link):
    assert client.post(REGISTER, answers | {"link": link}).status_code == 422


@pytest.mark.parametrize("link", ["https://example.org/p?a=1&b=2", "example.org", ""])
def test_a_web_address_is_taken(client, answers, link):
    assert client.post(REGISTER, answers | {"link": link}).status_code == 302
    assert Gathering.objects.get().link in ("", "https://example.org", link)


def test_a_link_works_once(client, gather, letters):
    one = gather("unconfirmed")
    link = make_link(Token.Purpose.CONFIRM, gathering_id=one.pk)
    path = "/" + link.split("/", 3)[3]
    for _scanner in range(3):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    assert client.post(path).status_code == 302
    again = client.post(path)
    assert again.status_code == 410
    assert again["Referrer-Policy"] == "strict-origin"
    assert client.get(path).status_code == 410


def test_an_altered_link_is_refused_before_the_database_is_asked(gather, django_assert_num_queries):
    one = gather("unconfirmed")
    raw = raw_of(make_link(Token.Purpose.CONFIRM, gathering_id=one.pk))
    for n in range(len(raw)):
        other = raw[:n] + ("A" if raw[n] != "A" else "B") + raw[n + 1 :]
        with django_assert_num_queries(0), pytest.raises(LinkRefused):
            find_link(other)
    for odd in ("", ".", "..", "a.b", raw + "x", raw[:-1], raw.replace(".", ":")):
        with pytest.raises(LinkRefused):
            find_link(odd)


def test_a_link_that_is_too_old_is_refused(gather):
    one = gather("unconfirmed")
    raw = raw_of(make_link(Token.Purpose.CONFIRM, gathering_id=one.pk))
    Token.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    with pytest.raises(LinkRefused):
        use_link(raw)


def test_the_database_holds_no_link(gather):
    one = gather("unconfirmed")
    raw = raw_of(make_link(Token.Purpose.CONFIRM, gathering_id=one.pk))
    token = Token.objects.get()
    assert all(raw not in str(value) for value in vars(token).values())
    assert raw.partition(".")[0] not in token.digest


def test_a_link_of_one_host_opens_nothing_of_another(client, gather):
    mine = gather("pending")
    other = gather("pending", contact={"email": "else@example.org"})
    link = make_link(Token.Purpose.MANAGE, gathering_id=mine.pk)
    client.post("/" + link.split("/", 3)[3])
    assert client.get(f"/mine/{mine.public_id}/edit/").status_code == 200
    assert client.get(f"/mine/{other.public_id}/edit/").status_code == 404
    assert client.post(f"/mine/{other.public_id}/cancel/").status_code == 404


def test_a_hosts_link_is_no_coordinators(client, gather):
    one = gather("pending")
    link = make_link(Token.Purpose.MANAGE, gathering_id=one.pk)
    client.post("/" + link.split("/", 3)[3])
    assert client.get("/desk/testville/").status_code == 302


def test_the_session_changes_when_it_gains_rights(client, gather):
    one = gather("pending")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.post("/" + make_link("manage", gathering_id=one.pk).split("/", 3)[3])
    assert client.session.session_key != before


def test_the_eleventh_login_is_locked_whatever_the_header_says(client, boss):
    def sign_in(password, n, machine="10.0.0.1"):
        signed = {"username": "boss@example.org", "password": password}
        return client.post(
            "/account/login/", signed, HTTP_X_FORWARDED_FOR=f"10.1.1.{n}", REMOTE_ADDR=machine
        ).status_code

    codes = [sign_in(f"wrong {n}", n) for n in range(10)]
    assert codes[:9] == [200] * 9
    assert codes[9] == 429
    assert sign_in("a porch light at dusk", 11) == 429
    # Somebody elsewhere is not kept out by that.
    assert sign_in("a porch light at dusk", 12, machine="10.0.0.2") == 302


@pytest.mark.parametrize(
    ("proxies", "header", "near", "counted"),
    [
        (0, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (1, "1.2.3.4", "10.0.0.1", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "10.0.0.1", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.9", "10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (1, "1.2.3.4", "", "1.2.3.4"),
        (1, "not an address", "10.0.0.1", "10.0.0.1"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (0, "", "::ffff:9.8.7.6", "9.8.7.6"),
        (0, "", "", "0.0.0.0"),
    ],
)
def test_a_machine_is_known_by_its_connection(settings, proxies, header, near, counted):
    from dataclasses import replace

    settings.SITE = replace(settings.SITE, proxies=proxies)
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=header, REMOTE_ADDR=near)
    assert client_address(request) == counted


def test_every_page_says_what_it_may_do(client, town):
    for path in ("/in/testville/", REGISTER, "/account/login/", "/nothing", "/health/live"):
        page = client.get(path)
        policy = page["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert page["X-Frame-Options"] == "DENY"
        assert page["X-Content-Type-Options"] == "nosniff"
        assert "camera=()" in page["Permissions-Policy"]


def test_pages_hold_no_script_and_no_style_of_their_own(client, desk, gather):
    one = gather()
    for page in (client.get("/in/testville/"), client.get(REGISTER),
                 desk.get(f"/desk/testville/of/{one.public_id}/")):  # fmt: skip
        text = page.content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=", text)
        assert not re.search(r"<script(?![^>]*(\ssrc=|ld\+json))", text)
        assert not re.search(r'(?:src|href)="https?://(?!127\.0\.0\.1)', text)


def test_an_unknown_host_is_refused(client, town):
    assert client.get("/in/testville/", HTTP_HOST="evil.example").status_code == 400


def test_a_login_leads_nowhere_else(client, boss):
    signed = {"username": "boss@example.org", "password": "a porch light at dusk"}
    answer = client.post("/account/login/", signed | {"next": "https://evil.example/"})
    assert answer.url == "/desk/"


@pytest.mark.parametrize("fault", ["database is locked", "database or disk is full"])
def test_a_database_that_cannot_write_gives_a_clear_page_and_loses_nothing(
    client, answers, town, monkeypatch, fault
):
    def fail(*args, **kwargs):
        raise OperationalError(fault) from sqlite3.OperationalError(fault)

    with monkeypatch.context() as broken:
        broken.setattr(Audit.objects, "create", fail)
        page = client.post(REGISTER, answers)
    assert page.status_code == 503
    assert page["Retry-After"]
    assert "cannot save right now" in page.content.decode()
    assert not Gathering.objects.exists()
    assert not Message.objects.exists()
    assert mail.outbox == []
    assert client.post(REGISTER, answers).status_code == 302


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="locks and pages of SQLite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", ["locked", "full"])
def test_a_truly_locked_or_full_database_loses_nothing(client, answers, gather, trouble):
    one = gather("pending")
    other = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    if trouble == "locked":
        other.execute("begin immediate")
        connection.cursor().execute("pragma busy_timeout = 50")
    else:
        # As many pages as there are, and not one more; a long text needs more.
        connection.cursor().execute("pragma max_page_count = 1")
        answers["about"] = "x " * 400
    codes = {client.post(REGISTER, answers | {"checked": "1"}).status_code for _ in range(60)}
    if trouble == "locked":
        other.execute("rollback")
    other.close()
    connection.cursor().execute("pragma max_page_count = 1000000")
    connection.cursor().execute("pragma busy_timeout = 10000")
    assert 503 in codes
    assert codes <= {302, 429, 503}
    whole = Gathering.objects.exclude(pk=one.pk)
    assert whole.filter(host__isnull=True).count() == 0
    assert whole.count() == Message.objects.filter(gathering__in=whole).count()
    assert client.get("/in/testville/").status_code == 200


def test_logs_hold_no_person_no_place_and_no_link(client, answers, letters, gather, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    (letter,) = letters(lambda: client.post(REGISTER, answers))
    client.post(link_in(letter), REMOTE_ADDR="203.0.113.77")
    client.get("/in/testville/?q=612+Elm&email=dana@example.org")
    client.post("/account/login/", {"username": "dana@example.org", "password": "hunter2"})
    client.get("/in/testville/dana@example.org")
    said = caplog.text + "".join(capfd.readouterr())
    for secret in ("dana", "Elm", "555-0100", raw_of(link_in(letter)), "203.0.113.77", "hunter2"):
        assert secret not in said


def test_a_form_filled_in_wrongly_is_no_warning_and_a_failure_of_ours_is_an_error(
    client, answers, town, caplog, monkeypatch
):
    log = logging.getLogger("django.request")
    log.addHandler(caplog.handler)
    try:
        assert client.post(REGISTER, answers | {"title": ""}).status_code == 422
        assert client.get("/nowhere/").status_code == 404
        assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []
        monkeypatch.setattr(City, "today", lambda _: 1 / 0)
        client.raise_request_exception = False
        assert client.get("/in/testville/").status_code == 500
    finally:
        log.removeHandler(caplog.handler)
    assert [one.levelname for one in caplog.records if one.name == log.name] == ["ERROR"]


def test_a_failure_of_ours_says_so_and_nothing_more(client, town, monkeypatch):
    from nightout.web.find import cached

    def fail(*args, **kwargs):
        raise ValueError("dana@example.org lives at 612 Elm")

    monkeypatch.setattr(cached, "city_or_404", fail)
    client.raise_request_exception = False
    page = client.get("/in/testville/")
    assert page.status_code == 500
    assert "Something broke on our side" in page.content.decode()
    assert "Elm" not in page.content.decode()


def test_a_failure_is_logged_by_its_kind_and_lines_without_values():
    try:
        raise ValueError("dana@example.org lives at 612 Elm")
    except ValueError as error:
        fault = (type(error), error, error.__traceback__)
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "Error: %s", ("/link/secret/",), fault
    )
    assert WithoutRequest().filter(record)
    said = logging.Formatter().format(record)
    assert said.startswith("django.request ValueError in test_attacks.py:")
    for secret in ("dana", "Elm", "secret"):
        assert secret not in said


def test_many_fields_and_long_fields_are_refused(client, answers):
    many = QueryDict(mutable=True)
    for n in range(3_000):
        many[f"f{n}"] = "x"
    kind = "application/x-www-form-urlencoded"
    assert client.post(REGISTER, many.urlencode(), content_type=kind).status_code == 400
    assert client.post(REGISTER, answers | {"about": "x" * 300_000}).status_code in (400, 422)
    assert client.post(REGISTER, answers | {"title": "x" * 81}).status_code == 422
