"""How a search cools: once all the way, or from hot to cold several times over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Descent", "plan_descents"]

# With so many rounds a task, one search after the other finds more than one that takes as long:
# once cold, a plan that is not the best one is not left again. Then this many are made, ...
MANY_ROUNDS, N_DESCENTS = 500.0, 4
# ... and from this share of the way on the best of their routes together are gone on from, with
# this share of the heat.
LAST_BEGINS, LAST_HEAT = 0.8, 0.25
# Two searches go on from the better one's plan from this share of a single descent on.
JOIN_AT = 0.5
# From this share of a descent on its routes are worth keeping.
KEEP_FROM = 0.25


@dataclass(frozen=True)
class Descent:
    """A stretch of the way, in shares of the whole, on which a search cools once.

    Heat is in points of score. From `join_at` on the search that is behind goes on from the other's
    plan; `pools` is whether routes are put by.
    """

    begin: float
    end: float
    hot: float
    cold: float
    join_at: float = 1.0
    pools: bool = False

    def heat(self, share: float) -> float:
        """Give the heat at a share of the whole way."""
        at = (share - self.begin) / (self.end - self.begin)
        return float(self.hot * (self.cold / self.hot) ** min(at, 1.0))

    def keeps(self, share: float) -> bool:
        """Say whether routes are put by at a share of the whole way."""
        return self.pools and share >= self.begin + KEEP_FROM * (self.end - self.begin)


def plan_descents(hot: float, cold: float, rounds_a_task: float = 0.0) -> list[Descent]:
    """Plan the descents of a search that has so many rounds for each task."""
    if rounds_a_task < MANY_ROUNDS:
        return [Descent(0.0, 1.0, hot, cold, JOIN_AT)]
    ends = [LAST_BEGINS * i / N_DESCENTS for i in range(N_DESCENTS + 1)]
    first = [Descent(begin, end, hot, cold, pools=True) for begin, end in pairwise(ends)]
    warm = max(cold, LAST_HEAT * hot)
    return [*first, Descent(LAST_BEGINS, 1.0, warm, cold, join_at=LAST_BEGINS)]
