"""Compiling the loops of the search, once: what was compiled is kept for the next start."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numba.core.config

__all__ = ["compiled", "find_store", "inner"]

F = TypeVar("F", bound=Callable[..., object])
HERE = Path(__file__).parent
# Numba sets its settings from the environment, and names none of them in its types.
config: Any = numba.core.config
# ... and not all that it may be told of a loop.
njit: Any = numba.njit


def find_store(wanted: str | None = None) -> Path | None:
    """Find a folder where compiled loops can be kept: as wanted, beside the code, or the user's.

    Each state of the code has its own. Numba looks only at the file of the loop itself, and would
    go on with an old version of what that loop calls from another file.
    """
    sources = sorted(HERE.glob("*.py"))
    state = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    return next((base / state for base in _bases(wanted) if _can_write(base / state)), None)


def _bases(wanted: str | None) -> Iterator[Path]:
    if wanted:
        yield Path(wanted)
    yield HERE / "__pycache__"
    yield Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "nightout"


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


STORE = find_store(config.CACHE_DIR)


def inner(function: F) -> F:
    """Compile a loop that only other loops call: without a door for Python, in less time."""
    return compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def compiled(function: F, **how: bool) -> F:
    """Compile a loop over arrays when it is first called, or read what was compiled before.

    Where nothing can be kept, every process compiles anew, which takes some seconds.
    """
    before = config.CACHE_DIR
    config.CACHE_DIR = str(STORE or before)
    try:
        loop = njit(cache=STORE is not None, nogil=True, **how)(function)
    finally:
        config.CACHE_DIR = before
    # Numba keeps the signature, and so do we.
    return cast(F, loop)
