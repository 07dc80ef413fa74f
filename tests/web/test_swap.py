"""Nothing is lost: a restore killed at any step leaves the old site or the new one, whole."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from nightout.web.backup.bring_back import bring_back
from nightout.web.backup.save import save_backup
from nightout.web.backup.swap import READY, finish_swap
from nightout.web.folder import Site
from nightout.web.prepare import open_django

ROOT = Path(__file__).parents[2]
NAMES = {"site.sqlite3", "site.toml", "secret.key"}


@pytest.fixture(autouse=True)
def on_sqlite(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)


def make_site(folder, word):
    """A site that was killed: its last word lies in the file beside the database."""
    live = folder.with_name(f"{folder.name}-live")
    live.mkdir()
    (live / "cities").mkdir()
    for name in ("site.toml", "secret.key"):
        (live / name).write_text(f"# {word}")
    with contextlib.closing(sqlite3.connect(live / "site.sqlite3")) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("create table said (word)")
        connection.commit()
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.execute("insert into said values (?)", [word])
        connection.commit()
        shutil.copytree(live, folder)
    assert (folder / "site.sqlite3-wal").stat().st_size > 0
    return folder


def said_by(folder):
    """What each part of a site says; reading it changes nothing."""
    with contextlib.closing(sqlite3.connect(folder / "site.sqlite3")) as connection:
        words = [word for (word,) in connection.execute("select word from said")]
    files = [(folder / name).read_text().removeprefix("# ") for name in ("site.toml", "secret.key")]
    return {*words, *files} if words else {"lost"}


def kill_at(nth, backup, folder):
    command = [sys.executable, "-m", "tests.web.restorer", backup, folder, nth]
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("swap")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        save_backup(Site(make_site(folder / "new", "new"), {}), folder / "new.zip")
    return folder / "new.zip", make_site(folder / "old", "old")


def test_a_restore_killed_at_any_step_leaves_one_site_whole(made, tmp_path):
    backup, old = made
    came, ended, nth = [], -9, 0
    while ended == -9:
        nth += 1
        folder = shutil.copytree(old, tmp_path / str(nth))
        ended = kill_at(nth, backup, folder)
        finish_swap(folder)
        said = said_by(folder)
        assert said in ({"old"}, {"new"}), f"killed at step {nth}"
        came += said
        bring_back(backup, folder, replace=True)
        assert said_by(folder) == {"new"}
        assert {one.name for one in folder.iterdir()} == NAMES | {"cities"}
    assert ended == 0
    # Once the new one stands nothing brings the old one back.
    assert came == sorted(came, reverse=True)
    assert came.count("old") > 4
    assert came.count("new") > 4


def test_who_opens_a_site_first_ends_a_restore_that_was_decided(made, tmp_path, monkeypatch):
    _, old = made
    folder = shutil.copytree(old, tmp_path / "site")
    (folder / READY).mkdir()
    (folder / READY / "secret.key").write_text("# new")
    (folder / "cities" / "elmira").mkdir()
    (folder / "cities" / "elmira" / "city.toml").touch()
    monkeypatch.setattr("django.setup", lambda: None)
    for name in ("NIGHTOUT_SITE", "NIGHTOUT_URL", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, "")
    open_django(folder)
    assert (folder / "secret.key").read_text() == "# new"
    assert not (folder / READY).exists()
