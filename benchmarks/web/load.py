"""The site under load: lists and maps, near me, registrations, a calendar feed.

Server and asker share the machine and the loopback address; the asker's own work is in the
figures. Every figure is a p95 from when a request was due.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import re
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

from benchmarks.measure import Line, Settings
from benchmarks.web.client import Asked, Report, ask_steadily
from benchmarks.web.paths import LISTS, MAPS
from benchmarks.web.site import CITIES, SOUTH, WEST, WIDE, Served, run_site

__all__ = ["main", "measure_web_load"]

SECONDS = 20.0
WORKERS = 4
RNG_SEED = 7


def measure_web_load(settings: Settings) -> Iterator[Line]:
    """Measure on SQLite and on PostgreSQL, with a copy of the site for each."""
    for database in ("sqlite", "postgres"):
        with run_site(database, WORKERS) as site:
            yield from _measure(site, settings.seed, f"{database}, {CITIES['large']:,} gatherings")


@dataclass(frozen=True)
class Load:
    """What is asked for, how many times a second, and the p95 that was promised."""

    name: str
    asked: Callable[[int], Asked]
    rate: float
    promise_ms: float


def _measure(site: Served, seed: int, instance: str) -> Iterator[Line]:
    rng = np.random.default_rng(seed)
    calendar = Asked("/in/usual/gatherings.ics")
    for load in (
        Load("map and list", _browse(rng), 100, 100),
        Load("near me", _near(rng), 20, 50),
        Load("calendar of 1,500", lambda _: calendar, 5, 100),
    ):
        yield from _stand(load, site, instance)
    yield from _register(site, instance)
    for name, taken in json.loads(site.work("draw").splitlines()[-1]).items():
        yield Line(f"a {name}: median", instance, float(np.median(taken)), "CPU ms")


def _stand(load: Load, site: Served, instance: str) -> Iterator[Line]:
    """Ask a site that drew nothing yet; then as it is that nobody changes, or somebody always."""
    for state in ("from cold", "warm", "changed each second"):
        with site.working("change") if state.startswith("changed") else contextlib.nullcontext():
            report = ask_steadily(site.port, load.asked, rate=load.rate, seconds=SECONDS)
        name = f"{load.name} at {load.rate:g}/s, {state}"
        yield from _lines(name, instance, report, load.promise_ms)


def _lines(name: str, instance: str, report: Report, promise: float) -> Iterator[Line]:
    bad = sum(n for status, n in report.statuses.items() if status not in (200, 302))
    yield Line(f"{name}: p95", instance, report.percentile_ms(95), "ms", "promise", promise)
    yield Line(f"{name}: median", instance, report.percentile_ms(50), "ms")
    yield Line(f"{name}: not answered well", instance, float(bad), "requests", "asked",
               float(len(report.seconds)))  # fmt: skip


def _browse(rng: np.random.Generator) -> Callable[[int], Asked]:
    """Ask for lists and for the map's points, each as often as the others."""
    paths = [*LISTS, *MAPS]
    return lambda _: Asked(str(rng.choice(paths)))


def _near(rng: np.random.Generator) -> Callable[[int], Asked]:
    """Ask around points of which no two are the same."""

    def ask(_: int) -> Asked:
        lon, lat = WEST + WIDE * rng.random(), SOUTH + WIDE * rng.random()
        return Asked(f"/in/large/?lat={lat:.3f}&lon={lon:.3f}&miles=2")

    return ask


def _register(site: Served, instance: str) -> Iterator[Line]:
    """Send forms that differ, each as from a machine of its own, and count what was kept."""
    before = site.count("unconfirmed")
    with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/in/usual/register/") as page:
        text = page.read().decode()
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', text)[1]  # type: ignore[index]
    day = re.search(r'name="day" value="([^"]+)', text)[1]  # type: ignore[index]
    numbers = itertools.count()

    def ask(_: int) -> Asked:
        n = next(numbers)
        fields = {
            "csrfmiddlewaretoken": token, "title": f"New party {n}", "kinds": "block_party",
            "address": f"{n}01 Loadtest Ave", "zip_code": "20850", "audience": "public",
            "day": day, "starts": "18:00", "ends": "20:00", "name": "Dana Host",
            "email": f"host{n}@example.org", "checked": "1",
        }  # fmt: skip
        headers = (("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded"),
                   ("X-Forwarded-For", f"10.{n // 65536}.{n // 256 % 256}.{n % 256}"))  # fmt: skip
        return Asked("/in/usual/register/", "POST", urlencode(fields).encode(), headers)

    report = ask_steadily(site.port, ask, rate=20, seconds=SECONDS)
    taken = report.statuses.get(302, 0)
    time.sleep(1)
    kept = site.count("unconfirmed") - before
    yield from _lines("registration at 20/s", instance, report, 1_000.0)
    yield Line("registrations lost", instance, float(taken - kept), "of those taken", "taken",
               float(taken))  # fmt: skip


def main() -> None:
    """Measure once, and print a JSON line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for line in measure_web_load(Settings(Path(folder), None, 1, RNG_SEED)):
            sys.stdout.write(json.dumps(line.as_json()) + "\n")
            sys.stdout.flush()
