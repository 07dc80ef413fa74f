"""A real browser before a real site: gunicorn, hashed files, strict policy, letters in a folder."""

import itertools
import os
import quopri
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from nightout.records import create_city

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RUN = [sys.executable, "-c", "from nightout.cli import main; main()"]
# Maps are drawn by the processor where there is no graphics card.
ARGS = ["--no-sandbox", "--enable-unsafe-swiftshader"]
PEOPLE = itertools.count(1)
PASSWORD = "the light over the porch"


@dataclass(frozen=True)
class Served:
    """A site that is served, and the folder it is in."""

    url: str
    folder: Path

    def letters(self):
        """The letters that left, oldest first, as text."""
        files = sorted((self.folder / "letters").glob("*"), key=lambda one: one.stat().st_mtime_ns)
        texts = []
        for path in files:
            for part in path.read_bytes().split(b"-" * 79):
                if b"Subject:" in part:
                    texts.append(quopri.decodestring(part).decode())
        return texts

    def link(self, n=-1):
        """The secret link of a letter."""
        return re.search(r"http\S+/link/\S+/", self.letters()[n])[0]

    def run(self, *words):
        """Run a command on the site."""
        done = subprocess.run(
            [*RUN, *words], capture_output=True, text=True, check=False, env=plain_env()
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


# A page under load takes longer than the five seconds that are usual.
expect.set_options(timeout=30_000)


def plain_env():
    hidden = ("DATABASE_URL", "NIGHTOUT_SITE", "NIGHTOUT_URL", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def find_browser():
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        pytest.fail(
            "no browser: install Debian's with `apt-get install chromium`, or say where one is "
            "by CHROMIUM=/path/to/chromium",
            pytrace=False,
        )
    return path


@contextmanager
def serve_site(folder, more=""):
    """Serve a new site behind a pretended proxy, so that each person has an address."""
    create_city(folder / "cities" / "testville", name="Testville", zone="America/New_York")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    (folder / "site.toml").write_text(
        f'url = "{url}"\nproxies = 1\n{more}[mail]\nkind = "folder"\n'
    )
    log = (folder / "log").open("wb")
    command = [*RUN, "serve", str(folder), "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(command, stdout=log, stderr=log, env=plain_env())
    try:
        wait_until_ready(server, url, folder / "log")
        yield Served(url, folder)
    finally:
        server.terminate()
        server.wait(30)
        log.close()
    assert server.returncode == 0


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    with serve_site(tmp_path_factory.mktemp("site")) as site:
        yield site


def wait_until_ready(server, url, log):
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:
                assert answer.read() == b"ready\n"
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the site did not come up: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=find_browser(), args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, served):
    """Open a page of a person of its own; nothing that the policy forbids may be tried."""
    contexts, complaints = [], []

    def open_one(**options):
        near = {"X-Forwarded-For": f"2001:db8:{next(PEOPLE):x}::1"}
        context = browser.new_context(base_url=served.url, extra_http_headers=near, **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Refused" in said.text else None,
        )
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def boss(served, browser):
    """The state of a coordinator's browser."""
    return sign_in(served, browser)


def sign_in(site, browser):
    """Invite a coordinator by the command and sign in by the link; give the browser's state."""
    link = site.run("account", str(site.folder), "boss@example.org")
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto(link)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set it and sign in").click()
    page.wait_for_url("**/desk/testville/")
    state = context.storage_state()
    context.close()
    return state
