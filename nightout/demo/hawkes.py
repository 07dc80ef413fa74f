"""A self-exciting point process in space and time: what happens brings more of it, close by, soon.

Drawn by its branches (Hawkes and Oakes 1974): a background, then the children of each point, their
children, and so on until a generation has none. That is exact, needs no thinning, and draws each
generation in one stroke.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nightout.demo.ground import Floats
from nightout.errors import BadSetting

__all__ = ["Kernel", "Points", "draw_children", "draw_hawkes"]


@dataclass(frozen=True)
class Kernel:
    """How one point brings others.

    Parameters
    ----------
    branching
        Expected children of a point; below 1, or there would be no end of them.
    decay_days
        Mean of the exponential time from parent to child.
    spread_m
        Standard deviation of the normal distance from parent to child, east and north alike.
    """

    branching: float
    decay_days: float
    spread_m: float

    def __post_init__(self) -> None:
        if not 0 <= self.branching < 1:
            raise BadSetting(
                f"branching is {self.branching}",
                "Each incident must bring fewer than one other: use a value from 0 to below 1.",
            )
        if self.decay_days <= 0 or self.spread_m < 0:
            raise BadSetting(
                f"decay_days is {self.decay_days} and spread_m is {self.spread_m}",
                "The decay must be above 0 days and the spread 0 m or more.",
            )


@dataclass(frozen=True)
class Points:
    """Points in time (days since the start) and on the plane (metres), in no set order."""

    time_days: Floats
    x_m: Floats
    y_m: Floats

    @property
    def n(self) -> int:
        """How many points there are."""
        return int(self.time_days.size)


def draw_children(parents: Points, kernel: Kernel, rng: np.random.Generator) -> Points:
    """Draw the children of every point, however late they come."""
    parent = np.repeat(np.arange(parents.n), rng.poisson(kernel.branching, parents.n))
    return Points(
        parents.time_days[parent] + rng.exponential(kernel.decay_days, parent.size),
        parents.x_m[parent] + rng.normal(0, kernel.spread_m, parent.size),
        parents.y_m[parent] + rng.normal(0, kernel.spread_m, parent.size),
    )


def draw_hawkes(
    background: Points, kernel: Kernel, end_days: float, rng: np.random.Generator
) -> Points:
    """Draw all points that a background leads to before `end_days`, the background included.

    Parameters
    ----------
    background
        Points that nothing caused. With a rate constant over a long span the expected count of all
        points is the background's divided by (1 - branching).
    kernel
        How one point brings others.
    end_days
        Children at or after this time are dropped, and with them only children still later.
    rng
        Source of chance.

    References
    ----------
    Hawkes and Oakes (1974), A cluster process representation of a self-exciting process,
    J. Appl. Prob. 11:493-503. For crime: Mohler et al. (2011), J. Am. Stat. Assoc. 106:100-108.
    """
    generations = [background]
    while generations[-1].n:
        children = draw_children(generations[-1], kernel, rng)
        soon = children.time_days < end_days
        generations.append(Points(children.time_days[soon], children.x_m[soon], children.y_m[soon]))
    return Points(
        np.concatenate([points.time_days for points in generations]),
        np.concatenate([points.x_m for points in generations]),
        np.concatenate([points.y_m for points in generations]),
    )
