"""Streets kept beside a plan as they were joined, for gatherings that move on the night."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from nightout.visits.keep import digest_files, keep_file
from nightout.visits.street_file import Streets, read_streets
from nightout.visits.street_net import Net, join_streets
from nightout.visits.street_rules import StreetRules

__all__ = ["find_net"]

# To be raised when streets are read or joined otherwise than before.
VERSION = 1
LINES = ("ends", "tips", "limit_kmh", "along", "against")
NODES = ("start", "end", "main")


def find_net(
    paths: Sequence[Path], rules: StreetRules, *, plan: Path | None = None, keep: bool = False
) -> Net:
    """Find the streets of a night, joined: as they are kept beside its plan, or read.

    Parameters
    ----------
    paths, rules
        As for `read_streets`.
    plan
        The plan that `plan.streets` is kept beside; None if there is none yet.
    keep
        Keep them there, if they had to be read.

    Raises
    ------
    NightoutError
        As `read_streets` and `join_streets` do.
    """
    key = _key(paths, rules) if plan else ""
    kept = _read(plan, key) if plan else None
    if kept:
        return kept
    net = join_streets(read_streets(paths, rules))
    if plan and keep:
        _write(plan, net, key)
    return net


def _key(paths: Sequence[Path], rules: StreetRules) -> str:
    try:
        each = digest_files(paths)
    except OSError:
        # Whoever reads it says what is wrong.
        return ""
    return json.dumps([VERSION, each, asdict(rules)])


def _read(plan: Path, key: str) -> Net | None:
    try:
        with np.load(plan.with_suffix(".streets")) as kept:
            head = json.loads(str(kept["head"]))
            if not key or head["key"] != key:
                return None
            lines = {name: kept[name] for name in LINES}
            streets = Streets(**lines, words=head["words"], notes=tuple(head["notes"]))
            start, end, main = (kept[name] for name in NODES)
            return Net(streets, start, end, head["n_nodes"], main)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def _write(plan: Path, net: Net, key: str) -> None:
    words, notes = net.streets.words, net.streets.notes
    head = json.dumps({"key": key, "words": words, "notes": notes, "n_nodes": net.n_nodes})
    data = io.BytesIO()
    lines = {name: getattr(net.streets, name) for name in LINES}
    nodes = {name: getattr(net, name) for name in NODES}
    np.savez(data, head=np.array(head), **lines, **nodes)
    keep_file(plan.with_suffix(".streets"), (data.getbuffer(),))
