"""How far all public answers about Rivermouth together narrow what they hide.

No promise of speed: the figures are of an attack by integer programs. See `tests/disclosure`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.measure import Line, Settings
from nightout.demo import make_demo
from nightout.records import find_measure
from tests.disclosure.rivermouth import MEASURES, attack_rivermouth

__all__ = ["measure_disclosure"]

# A hidden count may not be narrowed to within so many.
PROMISED = 3.0


def measure_disclosure(settings: Settings) -> Iterator[Line]:
    """Attack each measure by beat; the narrowest hidden count, and what is joined."""
    made = make_demo(settings.data / "rivermouth", np.random.default_rng(6))
    for slug in MEASURES:
        found = attack_rivermouth(made.city, slug)
        small = found.n_small(find_measure(slug).threshold)
        instance = f"{slug}: {found.n_told:,} numbers told, {small} of {len(found.counts)} small"
        narrowest = min(found.widths.values())
        yield Line("narrowest hidden count", instance, narrowest, "cases", "promise", PROMISED)
        yield Line("counts hidden", instance, len(found.widths) / len(found.counts), "share")
        yield Line("cases in hidden counts", instance, found.hidden_share, "share")
