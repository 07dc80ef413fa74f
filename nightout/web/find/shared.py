"""Where the workers of a site keep public answers together: files in the site's folder.

Decision 029: what else was weighed. A file is written under another name and renamed, so that of
two workers that write one answer either's stands whole; both wrote the same.
"""

from __future__ import annotations

import logging
import pickle
import zlib
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

__all__ = ["SharedAnswers"]

log = logging.getLogger("nightout.web")
# What a file that a power cut left in pieces is read as, by the library's own account.
UNREADABLE = (
    OSError, EOFError, zlib.error, pickle.UnpicklingError, AttributeError, ImportError,
    LookupError, TypeError, ValueError,
)  # fmt: skip


class SharedAnswers(FileBasedCache):
    """Django's cache of files, of which neither a full disk nor a torn file spoils an answer."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Give what is kept; what cannot be read goes, and is as if it had never been kept."""
        try:
            return super().get(key, default, version)
        except UNREADABLE as error:
            log.warning("a kept answer cannot be read: %s", type(error).__name__)
            self.delete(key, version)
            return default

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep something, if there is room for it."""
        try:
            super().set(key, value, timeout, version)
        except OSError as error:
            log.warning("an answer cannot be kept: %s", type(error).__name__)
