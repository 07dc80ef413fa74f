"""What is to be planned, as arrays: tasks with windows and prizes, units with shifts and breaks."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting

__all__ = ["RoutingProblem"]

Ints = NDArray[np.int64]
SHAPES = {
    "travel_s": "profiles places places",
    "profile": "units",
    "start_place": "units",
    "end_place": "units",
    "shift_start_s": "units",
    "shift_end_s": "units",
    "break_earliest_s": "units",
    "break_latest_s": "units",
    "break_s": "units",
    "place": "tasks",
    "ready_s": "tasks",
    "due_s": "tasks",
    "service_s": "profiles tasks",
    "prize": "tasks units",
    "group": "tasks",
    "group_prize": "groups",
    "required_unit": "tasks",
}


@dataclass(frozen=True, eq=False)
class RoutingProblem:
    """Tasks to share out among units so that the prizes collected are highest.

    Seconds are counted from some midnight. A task is served once at most, and a unit serves one
    task of a group at most: a group is a gathering, its tasks the visits it could have.

    Parameters
    ----------
    travel_s
        Seconds from place to place, `[profile, from, to]`; it may differ by direction.
    profile
        Which profile of travel and service each unit has.
    start_place, end_place
        Where each unit begins and ends.
    shift_start_s, shift_end_s
        From when until when it is on the road, the way back included.
    break_earliest_s, break_latest_s, break_s
        Between which times its break starts, and how long it is; 0 for none. It is taken between
        two visits, or before the first or after the last, somewhere on the way.
    place, ready_s, due_s
        Where each task is, and between which times service starts.
    service_s
        How long it takes, `[profile, task]`.
    prize
        What is earned if a unit serves a task, `[task, unit]`; 0 or less: it may not.
    group, group_prize
        The group of each task, and what its first served task earns besides.
    required_unit
        The unit that must serve the task; -1 where nothing is promised.
    travel_cost
        What a second of travel costs, in prizes.

    Raises
    ------
    BadSetting
        If shapes disagree or a number names nothing.
    """

    travel_s: Ints
    profile: Ints
    start_place: Ints
    end_place: Ints
    shift_start_s: Ints
    shift_end_s: Ints
    break_earliest_s: Ints
    break_latest_s: Ints
    break_s: Ints
    place: Ints
    ready_s: Ints
    due_s: Ints
    service_s: Ints
    prize: Ints
    group: Ints
    group_prize: Ints
    required_unit: Ints
    travel_cost: float = 0.0

    def __post_init__(self) -> None:
        sizes: dict[str, int] = {}
        for field in fields(self):
            if field.name in SHAPES:
                self._check_shape(field.name, SHAPES[field.name].split(), sizes)
        self._check_names("profile", sizes["profiles"])
        for name in ("start_place", "end_place", "place"):
            self._check_names(name, sizes["places"])
        self._check_names("group", sizes["groups"])
        self._check_names("required_unit", sizes["units"], least=-1)
        if (self.travel_s < 0).any() or (self.service_s < 0).any():
            raise BadSetting("a travel or service time is below 0", "Give seconds, 0 or more.")

    def _check_shape(self, name: str, axes: list[str], sizes: dict[str, int]) -> None:
        shape = np.shape(getattr(self, name))
        wanted = tuple(sizes.get(axis, -1) for axis in axes)
        fits = len(shape) == len(axes) and all(
            want in (-1, have) for want, have in zip(wanted, shape, strict=True)
        )
        if not fits:
            raise BadSetting(f"{name} has the shape {shape}", f"It needs {' by '.join(axes)}.")
        sizes.update(zip(axes, shape, strict=True))

    def _check_names(self, name: str, n: int, *, least: int = 0) -> None:
        values = getattr(self, name)
        bad = (values < least) | (values >= n)
        if bad.any():
            raise BadSetting(
                f"{name} holds {values[bad][0]}", f"Use a number from {least} to {n - 1}."
            )

    @property
    def n_tasks(self) -> int:
        """How many tasks there are."""
        return len(self.place)

    @property
    def n_units(self) -> int:
        """How many units there are."""
        return len(self.profile)

    @property
    def n_profiles(self) -> int:
        """How many profiles of travel there are."""
        return len(self.travel_s)
