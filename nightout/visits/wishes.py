"""What a gathering asked for or was promised, and has not had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nightout.visits.plan import Visit
from nightout.visits.request import Gathering, Promise

__all__ = ["unmet_of"]


def unmet_of(
    gathering: Gathering, visits: Sequence[Visit]
) -> tuple[tuple[Promise, ...], tuple[str, ...]]:
    """Give the promises and the kinds asked for that no visit answers yet.

    A visit answers one promise, and one kind asked for.
    """
    left = list(visits)
    promises = []
    for promise in sorted(gathering.promised, key=lambda one: not one.unit_id):
        keeps = [
            one for one in left if one.kind == promise.kind and promise.unit_id in ("", one.unit_id)
        ]
        if keeps:
            left.remove(keeps[0])
        else:
            promises.append(promise)
    there = Counter(one.kind for one in visits)
    kinds = tuple(kind for kind in gathering.wanted if not there[kind])
    return tuple(promises), kinds
