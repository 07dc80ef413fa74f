"""Backups: taken during writes, whole, for their owner only, and brought back with equal counts."""

import datetime as dt
import os
import stat
import threading
import zipfile

import pytest
from django.conf import settings
from django.db import connection

from nightout.errors import NotPossible, UnreadableFile
from nightout.records import create_city
from nightout.web.backup.bring_back import bring_back
from nightout.web.backup.save import save_backup
from nightout.web.gatherings.actions import add_note, erase_old
from nightout.web.gatherings.models import Gathering, Host, Note, Token

ON_POSTGRES = bool(os.environ.get("DATABASE_URL"))


@pytest.fixture
def site(tmp_path, monkeypatch):
    """The site, its database being that of the tests."""
    from dataclasses import replace

    if not ON_POSTGRES:
        (tmp_path / "site").mkdir()
        os.symlink(settings.DATABASES["default"]["NAME"], tmp_path / "site" / "site.sqlite3")
        os.symlink(settings.SITE.folder / "secret.key", tmp_path / "site" / "secret.key")
        return replace(settings.SITE, folder=tmp_path / "site")
    return settings.SITE


@pytest.mark.django_db(transaction=True)
def test_a_backup_taken_during_writes_comes_back_with_equal_counts(gather, boss, site, tmp_path):
    gather("pending")
    stop = threading.Event()

    def write():
        one = Gathering.objects.first()
        while not stop.is_set():
            add_note(gathering=one, by=boss, text="another")
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        while Note.objects.count() < 5:
            pass
        saved = save_backup(site, tmp_path / "b.zip")
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    # One act writes a note and an audit row: of one moment, there are as many of both.
    assert saved["gatherings_note"] == saved["gatherings_audit"] - 1
    assert saved["gatherings_note"] >= 5
    back = bring_back(tmp_path / "b.zip", tmp_path / "back", replace=True)
    assert back == saved
    if ON_POSTGRES:
        assert Note.objects.count() == saved["gatherings_note"]
        add_note(gathering=Gathering.objects.first(), by=boss, text="numbers go on")


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_for_its_owner_and_overwrites_nothing(gather, site, tmp_path):
    gather("pending")
    path = tmp_path / "b.zip"
    kept = site.folder / "public-answers"
    kept.mkdir(exist_ok=True)
    (kept / "page.djcache").write_bytes(b"612 Elm")
    save_backup(site, path)
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "answers" in name or "page" in name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(one.name for one in tmp_path.iterdir() if one.name != "site") == ["b.zip"]
    with pytest.raises(UnreadableFile, match="there already"):
        save_backup(site, path)
    if not ON_POSTGRES:
        bring_back(path, tmp_path / "back")
    with pytest.raises(NotPossible, match="--replace"):
        bring_back(path, tmp_path / "back")


@pytest.mark.django_db(transaction=True)
def test_a_city_s_backup_comes_back_beside_its_folder_never_into_it(gather, site, tmp_path):
    gather("pending")
    create_city(tmp_path / "elmira", name="Elmira", zone="America/New_York")
    before = sorted((tmp_path / "elmira").iterdir())
    save_backup(site, tmp_path / "b.zip")
    bring_back(tmp_path / "b.zip", tmp_path / "elmira", replace=True)
    assert sorted((tmp_path / "elmira").iterdir()) == before
    assert (tmp_path / "elmira-site" / "secret.key").exists()
    if not ON_POSTGRES:
        with pytest.raises(NotPossible, match="elmira-site"):
            bring_back(tmp_path / "b.zip", tmp_path / "elmira")


@pytest.mark.django_db(transaction=True)
def test_a_damaged_backup_is_refused_before_anything_is_touched(gather, site, tmp_path):
    gather("pending")
    save_backup(site, tmp_path / "b.zip")
    with (
        zipfile.ZipFile(tmp_path / "b.zip") as good,
        zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad,
    ):
        for name in good.namelist():
            data = good.read(name)
            bad.writestr(name, data if name == "manifest.json" else data + b"x")
    with pytest.raises(UnreadableFile, match="damaged"):
        bring_back(tmp_path / "bad.zip", tmp_path / "back", replace=True)
    assert list((tmp_path / "back").iterdir()) == []
    (tmp_path / "no.zip").write_text("no")
    with pytest.raises(UnreadableFile, match="no backup"):
        bring_back(tmp_path / "no.zip", tmp_path / "back")


def test_contacts_go_when_their_time_is_over_and_gatherings_stay(gather, boss, town):
    old, new = gather("approved", title="old"), gather("approved", title="new")
    add_note(gathering=old, by=boss, text="knows")
    over = dt.timedelta(days=town.retention_days + 1)
    ends = dt.datetime.now(dt.UTC) - over
    Gathering.objects.filter(pk=old.pk).update(ends_at=ends, reason="said so")
    Token.objects.all().delete()
    gone = erase_old(city=town)
    assert (gone.contacts, gone.notes) == (1, 1)
    assert [one.gathering for one in Host.objects.all()] == [new]
    old.refresh_from_db()
    assert (old.title, old.reason) == ("old", "")
    assert erase_old(city=town).contacts == 0


def test_what_tells_of_machines_goes_too(client, gather, town):
    from axes.models import AccessAttempt
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    client.post("/account/login/", {"username": "a@example.org", "password": "wrong"})
    over = timezone.now() - dt.timedelta(days=2)
    AccessAttempt.objects.update(attempt_time=over)
    Session.objects.create(session_key="x", session_data="", expire_date=over)
    assert AccessAttempt.objects.exists()
    erase_old(city=town)
    assert not AccessAttempt.objects.exists()
    assert not Session.objects.exists()


def test_what_was_never_confirmed_goes_after_two_days(gather, town):
    fresh, stale = gather("unconfirmed"), gather("unconfirmed")
    made = dt.datetime.now(dt.UTC) - dt.timedelta(days=3)
    Gathering.objects.filter(pk=stale.pk).update(created_at=made)
    assert erase_old(city=town).unconfirmed == 1
    assert list(Gathering.objects.all()) == [fresh]
    assert Host.objects.count() == 1
