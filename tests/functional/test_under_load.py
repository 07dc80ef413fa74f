"""Many at once, over several workers: limits hold for all of them, and nothing is lost."""

import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.functional.conftest import serve_site

PATH = "/in/testville/register/"


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    with serve_site(tmp_path_factory.mktemp("busy")) as site:
        yield site


class Neighbor:
    """A browser's cookie and token, without the browser."""

    def __init__(self, site):
        self.site = site
        with urllib.request.urlopen(site.url + PATH) as page:
            self.cookie = page.headers["Set-Cookie"].partition(";")[0]
            self.token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]

    def register(self, n, machine):
        said = {
            "csrfmiddlewaretoken": self.token, "title": f"Party {n}", "kinds": "cookout",
            "address": f"{n} Load St", "zip_code": "20850", "audience": "public",
            "day": "2099-08-04", "starts": "18:00", "ends": "20:00", "name": "Dana",
            "email": f"d{n}@example.org", "checked": "1",
        }  # fmt: skip
        headers = {"Cookie": self.cookie, "X-Forwarded-For": machine, "Origin": self.site.url}
        data = urllib.parse.urlencode(said).encode()
        asked = urllib.request.Request(self.site.url + PATH, data, headers)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code


def count(site, what):
    with closing(sqlite3.connect(site.folder / "site.sqlite3")) as connection:
        return connection.execute(f"select count(*) from {what}").fetchone()[0]


def test_a_hundred_from_one_machine_are_stopped_at_one_limit_for_all_workers(busy):
    one = Neighbor(busy)
    with ThreadPoolExecutor(8) as pool:
        codes = Counter(pool.map(lambda n: one.register(n, "192.0.2.1"), range(100)))
    # The span may have ended meanwhile; then a second twenty are taken.
    assert codes in ({200: 20, 429: 80}, {200: 40, 429: 60})
    assert count(busy, "gatherings_gathering") == codes[200]


def test_of_many_who_register_at_once_none_is_lost(busy):
    before = count(busy, "gatherings_gathering")
    one = Neighbor(busy)
    with ThreadPoolExecutor(8) as pool:
        codes = Counter(
            pool.map(lambda n: one.register(n, f"198.51.100.{n % 200}"), range(1_000, 1_120))
        )
    assert codes == {200: 120}
    assert count(busy, "gatherings_gathering") == before + 120
    assert count(busy, "gatherings_host") == before + 120
    assert count(busy, "gatherings_message where sent_at is not null") == before + 120
