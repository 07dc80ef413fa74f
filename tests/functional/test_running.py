"""Running a site by the commands that its how-to names, while it is used."""

import re
import stat
import subprocess
import time
from pathlib import Path

import pytest

from nightout.web.folder import open_site
from tests.cli.conftest import nightout  # noqa: F401
from tests.functional.conftest import RUN, plain_env, serve_site
from tests.functional.test_neighbor import WORDS, register

HOW_TO = Path(__file__).parent.parent.parent / "docs" / "how-to" / "run-the-site.md"


def test_the_page_names_only_commands_and_options_that_there_are():
    import typer.main

    from nightout.cli.app import app

    commands = typer.main.get_command(app).commands
    for name, rest in re.findall(r"^\$ nightout (\w+)(.*)$", HOW_TO.read_text(), re.MULTILINE):
        known = {flag for one in commands[name].params for flag in one.opts}
        assert {word for word in rest.split() if word.startswith("--")} <= known


def test_its_settings_are_settings(served, tmp_path):
    tables, line = re.findall(r"```toml\n(.*?)```", HOW_TO.read_text(), re.DOTALL)
    (tmp_path / "cities").symlink_to(served.folder / "cities")
    (tmp_path / "site.toml").write_text(line + tables)
    site = open_site(tmp_path)
    assert (site.proxies, site.mail.kind, site.url) == (1, "smtp", "https://night.example.org")


def test_a_backup_of_a_site_in_use_comes_back_with_its_gatherings(served, open_page, tmp_path):
    register(open_page(), WORDS["en"], "Kept", "1 Kept St", "kept@example.org")
    served.run("backup", str(served.folder), str(tmp_path / "b.zip"))
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    served.run("restore", str(tmp_path / "b.zip"), str(tmp_path / "back"))
    import sqlite3

    with sqlite3.connect(tmp_path / "back" / "site.sqlite3") as back:
        titles = [title for (title,) in back.execute("select title from gatherings_gathering")]
    back.close()
    assert "Kept" in titles


def test_nothing_is_restored_over_a_site_in_use(served, tmp_path):
    served.run("backup", str(served.folder), str(tmp_path / "b.zip"))
    before = (served.folder / "site.sqlite3").stat().st_ino
    command = [*RUN, "restore", str(tmp_path / "b.zip"), str(served.folder), "--replace"]
    done = subprocess.run(command, capture_output=True, text=True, env=plain_env())
    assert done.returncode == 2
    assert done.stderr.endswith(f"is served at {served.url}. Stop it first.\n")
    assert (served.folder / "site.sqlite3").stat().st_ino == before


def test_a_site_that_is_stopped_leaves_no_process_behind(tmp_path):
    import psutil

    with serve_site(tmp_path) as site:
        # The first worker answers while the second is still being started.
        for _ in range(100):
            here = psutil.Process().children(recursive=True)
            ours = [one for one in here if str(tmp_path) in _site_of(one)]
            if len(ours) >= 4:
                break
            time.sleep(0.1)
        assert any("nightout.web.upkeep" in one.cmdline() for one in ours)
        assert len(ours) >= 4
    _gone, alive = psutil.wait_procs(ours, timeout=10)
    assert alive == []
    assert site.url


def _site_of(process):
    import psutil

    try:
        return process.environ().get("NIGHTOUT_SITE", "") + " ".join(process.cmdline())
    except psutil.Error:
        return ""


def test_links_lead_to_the_port_that_the_site_is_served_at(tmp_path):
    with serve_site(tmp_path) as site:
        settings = site.folder / "site.toml"
        settings.write_text(settings.read_text().replace(f'url = "{site.url}"', ""))
        assert site.run("account", str(site.folder), "new@example.org").startswith(site.url)


@pytest.mark.parametrize("words", [["erase"], ["backup", "b.zip"], ["account", "me@example.org"]])
def test_a_database_that_does_not_answer_is_one_message(served, tmp_path, words):
    command = [*RUN, words[0], str(served.folder), *words[1:]]
    env = plain_env() | {"DATABASE_URL": "postgresql://me:hunter2@127.0.0.1:1/night"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("nightout: the database cannot be reached: ")
    assert done.stderr.endswith("Start it, or mend DATABASE_URL.\n")
    assert "hunter2" not in done.stderr


@pytest.mark.parametrize("command", ["erase", "letters"])
def test_upkeep_runs_beside_the_site(served, command):
    served.run(command, str(served.folder))


def test_what_lies_on_the_disk_is_for_its_owner(served):
    for name in ("secret.key", "site.sqlite3", "letters"):
        assert stat.S_IMODE((served.folder / name).stat().st_mode) & 0o077 == 0, name


def test_the_log_holds_no_person(served, open_page):
    page = open_page()
    register(page, WORDS["en"], "Quiet", "77 Quiet St", "quiet@example.org")
    page.goto(served.link())
    said = (served.folder / "log").read_text()
    assert "POST register 302" in said
    for secret in ("quiet@", "Quiet", served.link().rstrip("/").rpartition("/")[2], "127.0.0.1 "):
        assert secret not in said


def test_a_port_that_is_taken_is_said_in_one_message(served, nightout):  # noqa: F811
    port = served.url.rpartition(":")[2]
    ran = nightout("serve", served.folder, "--port", port)
    assert ran.code == 2
    assert "cannot be listened on" in ran.err
    assert "--port" in ran.err


def test_a_wrong_folder_is_said_in_one_message(tmp_path, nightout):  # noqa: F811
    ran = nightout("serve", tmp_path / "nothing")
    assert ran.code == 2
    assert "neither a site nor a city" in ran.err
    assert "Traceback" not in ran.err
