"""Serving a site with gunicorn."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightout.errors import BadSetting
from nightout.web.address import served_at
from nightout.web.prepare import open_django, prepare_site, warm_up

__all__ = ["Serving", "serve"]

# A letter that is leaving may take its ten seconds.
UPKEEP_ENDS_S = 20


@dataclass(frozen=True)
class Serving:
    """How a site is served: on the loopback address unless told otherwise."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 4

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise BadSetting(f"port is {self.port}", "It must be from 0 to 65535.")
        if not 1 <= self.workers <= 64:
            raise BadSetting(f"workers is {self.workers}", "It must be from 1 to 64.")

    @property
    def address(self) -> str:
        """What is listened on."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it; nobody can open "all addresses"."""
        own = self.host in ("0.0.0.0", "::", "")  # noqa: S104
        return f"http://127.0.0.1:{self.port}" if own else f"http://{self.address}"


def serve(folder: Path, how: Serving, *, first: Callable[[], None] | None = None) -> None:
    """Serve a site, or a city as a site of one, until stopped.

    Its database is migrated first. Requests that run when it is told to stop are finished.

    Parameters
    ----------
    folder
        A site folder, or a city folder.
    how
        Where it listens, and with how many workers.
    first
        What is done once the site is prepared, before it answers.

    Raises
    ------
    NotPossible
        If a backup is being brought back into it.
    """
    _check_free(how)
    os.environ["NIGHTOUT_SERVED"] = secrets.token_hex(8)
    site = open_django(folder, url=how.url)
    with served_at(site.folder, how.url):
        prepare_site(site)
        if first is not None:
            first()
        warm_up()
        upkeep = subprocess.Popen([sys.executable, "-m", "nightout.web.upkeep"])
        try:
            _answer(how)
        finally:
            upkeep.terminate()
            upkeep.wait(UPKEEP_ENDS_S)


def _answer(how: Serving) -> None:
    """Answer requests until stopped."""
    from gunicorn.app.base import BaseApplication

    class Application(BaseApplication):
        """The site, as gunicorn wants it."""

        def load_config(self) -> None:
            """Say how to serve."""
            for name, value in _settings(how).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """Give the application."""
            from nightout.web.wsgi import application

            return application

    Application().run()


def _check_free(how: Serving) -> None:
    """Say in one message that an address cannot be listened on, before anything is started."""
    family = socket.AF_INET6 if ":" in how.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((how.host, how.port))
        except OSError as error:
            raise BadSetting(
                f"{how.address} cannot be listened on: {error.strerror or error}",
                "Stop what listens there, or choose another with --port.",
            ) from None


def _settings(how: Serving) -> dict[str, Any]:
    return {
        "bind": how.address,
        "workers": how.workers,
        # A thread that waits for the database or a mail server does not keep others waiting.
        "worker_class": "gthread",
        "threads": 2,
        "timeout": 60,
        "graceful_timeout": 20,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "limit_request_line": 4_094,
        "limit_request_fields": 60,
        # The site logs for itself, without addresses.
        "accesslog": None,
        "loglevel": "warning",
        "preload_app": False,
        "forwarded_allow_ips": "",
    }
