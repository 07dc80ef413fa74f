"""A city on the site, a coordinator, and gatherings in any state."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from nightout.web.accounts.models import Account
from nightout.web.gatherings import actions
from nightout.web.gatherings.models import City, Gathering

NIGHT = dt.date.today() + dt.timedelta(days=40)
CONTACT = {"name": "Dana Host", "email": "dana@example.org", "phone": "555-0100", "language": "en"}


@pytest.fixture
def town(db):
    return City.objects.create(
        slug="testville", name="Testville", zone="America/New_York", night=NIGHT, state="MD",
        west=-77.3, south=38.9, east=-76.9, north=39.3,
    )  # fmt: skip


@pytest.fixture
def boss(town):
    account = Account.objects.create_user(
        email="boss@example.org", password="a porch light at dusk"
    )
    account.cities.add(town)
    return account


@pytest.fixture
def desk(boss):
    client = Client()
    client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def answers(town):
    """What a neighbor fills in."""
    return {
        "title": "Elm Street block party",
        "kinds": ["block_party", "cookout"],
        "about": "Bring a chair.",
        "link": "",
        "address": "612 Elm St",
        "place": "Rockville",
        "zip_code": "20850",
        "lat": "39.084",
        "lon": "-77.153",
        "audience": "public",
        "day": NIGHT.isoformat(),
        "starts": "18:00",
        "ends": "20:30",
        "rain_date": "",
        "expected": "45",
        "languages": ["en", "es"],
        "visitors": ["police"],
        "closure_from": "",
        "closure_to": "",
        "consent": "",
        "permit": "",
        "name": "Dana Host",
        "email": "dana@example.org",
        "phone": "555-0100",
    }


def at(hour, minute=0, day=NIGHT):
    from zoneinfo import ZoneInfo

    return dt.datetime.combine(day, dt.time(hour, minute), ZoneInfo("America/New_York"))


@pytest.fixture
def gather(town):
    """Make a gathering in a state, by the actions that lead there."""

    def make(state="approved", by=None, contact=None, **values):
        from django.utils import timezone

        said = {
            "title": "Elm Street block party", "about": "", "address": "612 Elm St",
            "place": "Rockville", "zip_code": "20850", "lon": -77.153, "lat": 39.084,
            "kinds": ["block_party"], "languages": ["en"], "starts_at": at(18),
            "ends_at": at(20, 30), "audience": "public",
        }  # fmt: skip
        one = actions.register(city=town, values=said | values, contact=CONTACT | (contact or {}))
        if state == "unconfirmed":
            return one
        Gathering.objects.filter(pk=one.pk).update(state="pending", submitted_at=timezone.now())
        steps = {
            "approved": lambda: actions.approve(gathering_id=one.pk, by=by),
            "asked": lambda: actions.ask_back(gathering_id=one.pk, by=by, reason="Which corner?"),
            "declined": lambda: actions.decline(gathering_id=one.pk, by=by, reason="Too far."),
            "cancelled": lambda: actions.cancel(gathering_id=one.pk),
        }
        if state in steps:
            steps[state]()
        return Gathering.objects.get(pk=one.pk)

    return make


def link_in(letter):
    """Find the secret link in a letter, as a path."""
    return re.search(r"https?://[^/\s]+(\S*/link/\S+/)", letter.body)[1]


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Run something, and give the letters that left because of it."""

    def sent_by(act):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return mail.outbox[before:]

    return sent_by


@pytest.fixture(autouse=True)
def language():
    """Begin in English: a page that was asked for in Spanish leaves its language behind."""
    with translation.override("en"):
        yield
