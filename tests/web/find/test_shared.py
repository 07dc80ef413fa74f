"""Public answers that the workers of a site share: right at once, public only, and bounded."""

import errno
import os
import pickle
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from nightout.web.gatherings import actions

CITY = "/in/testville/"
FOLDER = Path(settings.CACHES["public"]["LOCATION"])
PATHS = ("", "gatherings.geojson", "gatherings.ics", "gatherings.atom", "embed/", "{id}/",
         "{id}/flyer/", "{id}.ics")  # fmt: skip
# Another worker of the same site: its settings, but for where its tables and static files are.
WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()
from django.test import Client
sys.stdout.write(Client(headers={"host": "localhost"}).get(sys.argv[2]).content.decode())
"""


def ask_elsewhere(path):
    """Ask for a page in another process."""
    told = {"DJANGO_SETTINGS_MODULE": "nightout.web.settings", "NIGHTOUT_SITE": str(FOLDER.parent)}
    name = connection.settings_dict["NAME"]
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(name), path],
        env=os.environ | told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def empty():
    """Give the folder of kept answers, with none in it."""
    caches["public"].clear()
    return FOLDER


def held(folder):
    """All that is kept, unpacked."""
    texts = []
    for path in folder.glob("*.djcache"):
        with path.open("rb") as stream:
            pickle.load(stream)
            texts.append(zlib.decompress(stream.read()))
    return b"".join(texts)


@pytest.mark.django_db(transaction=True)
def test_a_worker_answers_from_what_another_made_until_something_is_decided(
    client, gather, boss, empty, django_assert_num_queries
):
    shown, waits = gather(title="Elm party"), gather("pending", title="Oak parade")
    elsewhere = ask_elsewhere(CITY)
    assert "Elm party" in elsewhere
    assert "Oak parade" not in elsewhere
    with django_assert_num_queries(1):
        assert client.get(CITY, headers={"host": "localhost"}).content.decode() == elsewhere
    actions.cancel(gathering_id=shown.pk)
    actions.approve(gathering_id=waits.pk, by=boss)
    elsewhere = ask_elsewhere(CITY)
    assert "Oak parade" in elsewhere
    assert 'class="state cancelled"' in elsewhere


@pytest.mark.parametrize("state", ["unconfirmed", "pending", "asked", "declined"])
def test_nothing_that_waits_and_no_contact_is_ever_kept(client, desk, boss, gather, state, empty):
    one = gather(state, by=boss, title="Hidden porch", about="Secret gate")
    block = gather(title="Shown block", address="987 Ash St", audience="neighbours")
    actions.edit(gathering_id=block.pk, values={"title": "Waiting words"})
    for asks in (client, desk):
        for path in PATHS:
            asks.get(CITY + path.format(id=one.public_id))
            asks.get(CITY + path.format(id=block.public_id))
    kept = held(empty)
    assert b"Shown block" in kept
    for secret in ("Hidden porch", "Secret gate", one.public_id, "987 Ash", "Waiting words",
                   "dana@example.org", "Dana Host", "555-0100", "boss@", "csrf"):  # fmt: skip
        assert secret.encode() not in kept


def test_what_is_kept_is_for_the_owner_alone(client, gather, empty):
    gather()
    client.get(CITY)
    assert empty.stat().st_mode & 0o077 == 0
    assert [one for one in empty.iterdir() if one.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    "query", ["?x=1", "?x=", "?kind=parade&utm=a", "?words=elm", "?lat=39&lon=-77"]
)
def test_what_few_ask_is_answered_and_not_kept(client, gather, empty, query):
    gather()
    client.get(CITY)
    n_kept = len(list(empty.iterdir()))
    assert client.get(CITY + query).status_code == 200
    assert len(list(empty.iterdir())) == n_kept


def test_a_form_that_names_what_was_left_empty_is_kept(
    client, gather, empty, django_assert_num_queries
):
    gather()
    asked = f"{CITY}?words=&kind=block_party&day=&lat=&lon="
    client.get(asked)
    with django_assert_num_queries(1):
        client.get(asked)


def test_no_more_is_kept_than_there_is_room_for(client, gather, empty, monkeypatch):
    gather()
    monkeypatch.setattr(caches["public"], "_max_entries", 6)
    for n in range(20):
        client.get(f"{CITY}?page={n}")
    assert 0 < len(list(empty.iterdir())) <= 6


@pytest.mark.parametrize("torn", [b"", b"\x80", b"\x80\x63", b"].", b"cos\nnothing\n.", None])
def test_a_torn_file_spoils_no_answer_and_is_written_anew(client, gather, empty, torn):
    gather()
    page = client.get(CITY).content
    for path in empty.iterdir():
        whole = path.read_bytes()
        path.write_bytes(whole[:-9] if torn is None else torn)
    assert client.get(CITY).content == page
    assert b"Elm Street" in held(empty)


def test_a_full_disk_spoils_no_answer(client, gather, empty, monkeypatch, caplog):
    def full(**_):
        raise OSError(errno.ENOSPC, "No space left on device")

    gather()
    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert client.get(CITY).status_code == 200
    assert "cannot be kept: OSError" in caplog.text


def test_another_start_of_the_server_answers_for_itself(client, gather, settings):
    gather()
    before = client.get(CITY)["ETag"]
    settings.SERVED = "another"
    assert client.get(CITY)["ETag"] != before
