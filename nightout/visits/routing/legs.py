"""One search on its way: so many rounds, or so many seconds, cooling as it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from nightout.visits.routing.arrays import Data, Ints, Kept, State, Work
from nightout.visits.routing.descents import Descent
from nightout.visits.routing.pool import Pool

if TYPE_CHECKING:
    from nightout.visits.routing.chance import Chance

__all__ = ["Budget", "Search"]

# The pace that is assumed until one was measured: rounds in a second.
FIRST_ROUNDS = 20
# How long a search goes on before it looks whether to stop: in rounds, and where they are not
# counted in seconds. A round of a large city takes a millisecond.
MOST_ROUNDS, MOST_SECONDS = 250, 0.25
# ... and while it puts routes by, 12 times as often: a pool of more routes is chosen from better.
MOST_SECONDS_OF_POOL = 0.02


@dataclass(frozen=True)
class Budget:
    """How long to search: until a time on the clock, or a number of rounds."""

    clock: Callable[[], float]
    began: float
    seconds: float | None
    n_rounds: int | None

    def share(self) -> float:
        """Give how much of the time is up."""
        return (self.clock() - self.began) / self.seconds if self.seconds else 0.0


@dataclass(eq=False)
class Search:
    """One search: the plan it is at, the best it met, its own chance, and routes it put by."""

    data: Data
    state: State
    now: Kept
    best: Kept
    work: Work
    chance: Chance
    first: Ints
    descent: Descent
    pool: Pool = field(default_factory=Pool)
    halt: Event = field(default_factory=Event)
    n_rounds: int = 0
    pace: float = FIRST_ROUNDS

    def go(self, share: float, until: float, n_rounds: int) -> None:
        """Search for a number of rounds, cooling from one share of the way to the next."""
        # In pieces of always the same rounds, whatever time they take: Ctrl-C is heard between.
        pieces = max(1, -(-n_rounds // MOST_ROUNDS))
        for i in range(pieces):
            if self.halt.is_set():
                break
            at, to = (share + (until - share) * k / pieces for k in (i, i + 1))
            self._search(at, to, n_rounds * (i + 1) // pieces - n_rounds * i // pieces)

    def go_until(self, budget: Budget, end: float) -> None:
        """Search until a share of the time is up."""
        while (share := budget.share()) < end and budget.seconds and not self.halt.is_set():
            most = MOST_SECONDS_OF_POOL if self.descent.pools else MOST_SECONDS
            seconds = min((end - share) * budget.seconds, most)
            n_rounds, until = max(1, int(self.pace * seconds)), share + seconds / budget.seconds
            began = budget.clock()
            self._search(share, until, n_rounds)
            self.pace = 0.7 * n_rounds / max(budget.clock() - began, 1e-6)

    def _search(self, share: float, until: float, n_rounds: int) -> None:
        # Late, for it compiles: whoever only reads or prints a plan needs no compiler.
        from nightout.visits.routing.search import search

        hot, cold = (self.descent.heat(at) for at in (share, until))
        plans = self.state, self.now, self.best
        search(self.data, *plans, self.work, self.chance, n_rounds, hot, cold)
        self.n_rounds += n_rounds
        if self.descent.keeps(share):
            self.pool.add(self.now)
            self.pool.add(self.best)

    def begin(self, descent: Descent, seq: Ints) -> None:
        """Fill other routes up and cool anew from there; the best plan met stays."""
        self.descent = descent
        self.now.seq[:], self.now.worth[0] = seq, -np.inf
        self.go(descent.begin, descent.begin, 0)

    def join(self, other: Search) -> None:
        """Go on from the best plan of another search."""
        for plan in (self.now, self.best):
            plan.seq[:], plan.worth[:] = other.best.seq, other.best.worth
