"""Which database holds a site, as Django wants it told."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from nightout.errors import BadSetting

__all__ = ["describe_database", "need_database"]

# A writer waits this long for another before the page says that the site is busy.
BUSY_SECONDS = 10
# WAL lets readers read while one writes. FULL, because a registration that was confirmed must
# outlive a power cut, and a few milliseconds a write are cheap for that.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000"


def describe_database(path: Path, url: str) -> dict[str, Any]:
    """Describe SQLite at `path`, or the PostgreSQL server that `url` names.

    Raises
    ------
    BadSetting
        If the address is of another kind of server. It is not repeated: it may hold a password.
    """
    return _postgres(url) if url else _sqlite(path)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            # Taking the write lock at once: two that first read and then write would otherwise
            # meet in a deadlock, which SQLite ends without waiting.
            "transaction_mode": "IMMEDIATE",
            "init_command": PRAGMAS,
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting(
            f"DATABASE_URL begins with {parts.scheme!r}",
            "Write it as postgresql://user:password@host:5432/name, or unset it to use SQLite.",
        )
    if importlib.util.find_spec("psycopg") is None:
        raise BadSetting(
            "DATABASE_URL names PostgreSQL, and psycopg is not installed",
            "Install it with: pip install 'nightout[postgres]'",
        )
    asked = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": BUSY_SECONDS, **asked},
    }


def need_database() -> None:
    """Say in one message that the database does not answer, before anything is done.

    Raises
    ------
    BadSetting
        With what the server said of it, which holds no password.
    """
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        said = " ".join(str(error).split())
        mend = (
            "Check that the site's folder is there and may be written."
            if connection.vendor == "sqlite"
            else "Start it, or mend DATABASE_URL."
        )
        raise BadSetting(f"the database cannot be reached: {said}", mend) from None
