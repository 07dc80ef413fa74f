"""How complete a fresh count is, and what it will be: with intervals that allow for ignorance.

What days of the same age gained and lost until they were settled gives the growth to expect. Three
things make that uncertain, and all are in the intervals: the chance of what is still to come, the
few earlier counts that the growth is told from, and how much more those differed from each other
than by chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.compare.ripening import Past

__all__ = ["FEWEST_EVENTS", "FEWEST_PAST", "LEVEL", "Growth", "Range", "measure_growth"]

# Fewer earlier counts, or events in them, say nothing that an interval could honestly hold.
FEWEST_PAST = 6
FEWEST_EVENTS = 10
LEVEL = 0.9
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Range:
    """A number with the interval that holds it 90 times in 100."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Flow:
    """What comes to a count, or leaves it: so many of `trials`, scattered by `dispersion`."""

    events: float
    trials: float
    dispersion: float

    def share(self, tail: float) -> float:
        """Give a bound of the share of trials that are events, from effective counts."""
        from scipy.special import betaincinv

        events = self.events / self.dispersion
        others = (self.trials - self.events) / self.dispersion
        # Jeffreys: Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, section 4.
        return float(betaincinv(events + 0.5, others + 0.5, tail))


@dataclass(frozen=True)
class Growth:
    """How much counts of one freshness grow until they are settled.

    `ratio` is what a count gains, `loss` what it loses, each as a share of it. `n_past` earlier
    counts say so, which held `n_known` together when they were as fresh.
    """

    ratio: float
    loss: float
    n_known: int
    n_past: int
    gains: Flow
    losses: Flow
    may_lose: bool = True

    @property
    def share(self) -> float:
        """The share of the settled count that is known; above 1 where counts shrink."""
        return 1 / (1 + self.ratio - self.loss)

    def complete(self) -> Range:
        """Give the share that is known, with its interval."""
        ratio = Range(self.ratio, *(_odds(self.gains.share(tail)) for tail in self._tails()))
        loss = Range(self.loss, *(self.losses.share(tail) for tail in self._tails()))
        net = _less(_straddle(ratio), _straddle(loss) if self.may_lose else _none())
        low, high = (1 / max(1 + one, 1e-9) for one in (net.high, net.low))
        return Range(self.share, low, high)

    def settle(self, n: int) -> Range:
        """Give what a count of `n` will be when it is settled, with its interval."""
        gain = Range(n * self.ratio, *(self._gain(n, tail) for tail in (0.05, 0.95)))
        loss = Range(n * self.loss, *(self._lost(n, tail) for tail in (0.05, 0.95)))
        change = _less(_straddle(gain), _straddle(loss) if self.may_lose else _none())
        low = max(math.floor(n + change.low + 1e-9), 0)
        return Range(n + change.value, low, math.ceil(n + change.high - 1e-9))

    def _tails(self) -> tuple[float, float]:
        """Give the normal tails that stand for Student's, as the dispersion is itself a guess."""
        from scipy.special import ndtr

        tail = float(ndtr(-_student(self.n_past)))
        return tail, 1 - tail

    def _gain(self, n: int, tail: float) -> float:
        """Bound what a count will gain: a beta mixture of negative binomials, by its moments."""
        known, odds = self.n_known + 0.5, (self.n_known + 0.5) * self.ratio + 0.5
        mean = (n + 0.5) * odds / max(known - 1, 0.5)
        spread = mean * (1 + mean / (n + 0.5)) * (1 + (n + 0.5) / max(known - 2, 0.5))
        return _quantile(tail, mean, spread * self.gains.dispersion * self._stretch())

    def _lost(self, n: int, tail: float) -> float:
        share = (self.losses.events + 0.5) / (self.n_known + 1)
        mean = n * share
        spread = mean * (1 - share) * (1 + n / (self.n_known + 2))
        stretched = spread * self.losses.dispersion * self._stretch()
        return min(_quantile(tail, mean, max(stretched, mean)), n)

    def _stretch(self) -> float:
        return (_student(self.n_past) / _student(10**9)) ** 2


def measure_growth(past: Past, ratio: float | None = None) -> Growth | None:
    """Measure how counts of one freshness grew; nothing where too few are known.

    Parameters
    ----------
    past
        Earlier counts of the same freshness and what became of them.
    ratio
        The growth, where it is known better than from these alone; theirs if absent.
    """
    known, gained, lost = (int(one.sum()) for one in (past.n, past.gains, past.losses))
    if past.n.size < FEWEST_PAST or known + gained < FEWEST_EVENTS or known == 0:
        return None
    ratio, loss = gained / known if ratio is None else ratio, lost / known
    gains = _scatter(past.gains, past.n, ratio, ratio * (1 + ratio))
    losses = _scatter(past.losses, past.n, loss, loss * (1 - loss))
    whole = known + gained
    return Growth(
        ratio,
        loss,
        known,
        past.n.size,
        Flow(whole * ratio / (1 + ratio), whole, gains),
        Flow(lost, known, losses),
        past.may_lose,
    )


def _scatter(change: NDArray[np.int64], known: NDArray[np.int64], flow: float, one: float) -> float:
    """Give how far changes lay from `flow` times what was known, as a multiple of chance.

    It is measured about what was known, as that is all one has when asking: where the share that
    is known swings from week to week, gains scatter more about it than about the whole. `one` is
    the variance that chance gives per record known.
    """
    if one <= 0:
        return 1.0
    chi = ((change - known * flow) ** 2 / ((known + 0.5) * one)).sum()
    return max(1.0, float(chi) / (known.size - 1))


def _student(n_past: int) -> float:
    from scipy.special import ndtri, stdtrit

    tail = (1 + LEVEL) / 2
    return float(ndtri(tail) if n_past > 10**6 else stdtrit(n_past - 1, tail))


def _quantile(tail: float, mean: float, variance: float) -> float:
    """Give a quantile of a count of this mean and variance: negative binomial, by bisection."""
    from scipy.special import betainc

    if mean <= 0:
        return 0.0
    size = mean**2 / max(variance - mean, 1e-9 * mean)
    chance = size / (size + mean)

    def below(k: int) -> float:
        return float(betainc(size, k + 1, chance))

    low, high = -1, math.ceil(mean + 10 * math.sqrt(variance) + 10)
    while below(high) < tail:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if below(middle) < tail else (low, middle)
    return float(high)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def _straddle(one: Range) -> Range:
    """Make sure that an interval holds its own value, whose median may lie to one side."""
    return Range(one.value, min(one.low, one.value), max(one.high, one.value))


def _none() -> Range:
    return Range(0.0, 0.0, 0.0)


def _less(one: Range, other: Range) -> Range:
    """Take one range from another, their errors apart: the nearer bounds add as squares.

    Zou and Donner (2008), Statistics in Medicine 27, 1693-1702, equation 5.
    """
    value = one.value - other.value
    low = value - math.hypot(one.value - one.low, other.high - other.value)
    high = value + math.hypot(one.high - one.value, other.value - other.low)
    return Range(value, low, high)
