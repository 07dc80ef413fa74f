"""What a repair changes for hosts and crews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from nightout.visits.plan import Plan, Visit

__all__ = ["Churn", "measure_churn"]

# A visit that comes later than told by more than this is worth telling the host.
TOLD_S = 300


@dataclass(frozen=True)
class Churn:
    """What a repair changed of the visits still to come.

    Parameters
    ----------
    planned
        Visits that could have stayed with their unit.
    kept, moved, dropped
        Of these: still with it; made by another unit of the kind; made by none.
    orphaned, rehomed
        Visits that lost their unit, gathering or place; of these, made by another unit of the
        kind.
    added
        Visits that were in nobody's plan.
    later
        Kept visits that begin more than five minutes after the time that was told.
    """

    planned: int
    kept: int
    moved: int
    dropped: int
    orphaned: int
    rehomed: int
    added: int
    later: int

    @property
    def moved_share(self) -> float:
        """Give how many of the visits that could have stayed did not, as a share."""
        return (self.moved + self.dropped) / self.planned if self.planned else 0.0


def measure_churn(before: Plan, after: Plan, planned: Sequence[Visit], at: dt.datetime) -> Churn:
    """Measure what changed between two plans.

    Parameters
    ----------
    before, after
        The plans.
    planned
        The visits of `before` that could have stayed with their unit.
    at
        When it changed.
    """
    ahead = {(one.unit_id, one.gathering_id): one for one in after.visits}
    could = {(one.unit_id, one.gathering_id) for one in planned}
    been = {(one.unit_id, one.gathering_id) for one in before.visits}
    new = [one for key, one in ahead.items() if key not in been]
    kept = [one for one in planned if (one.unit_id, one.gathering_id) in ahead]
    gone = [one for one in planned if (one.unit_id, one.gathering_id) not in ahead]
    orphans = [
        one
        for one in before.visits
        if (key := (one.unit_id, one.gathering_id)) not in could
        and key not in ahead
        and one.arrive > at
    ]
    moved, rehomed = _take_over(gone, new), _take_over(orphans, new)
    later = [
        one
        for one in kept
        if (ahead[one.unit_id, one.gathering_id].arrive - one.arrive).total_seconds() > TOLD_S
    ]
    return Churn(
        planned=len(planned),
        kept=len(kept),
        moved=moved,
        dropped=len(gone) - moved,
        orphaned=len(orphans),
        rehomed=rehomed,
        added=len(new),
        later=len(later),
    )


def _take_over(lost: Sequence[Visit], new: list[Visit]) -> int:
    """Count the visits that another unit of the kind makes, and take those off the new ones."""
    count = 0
    for one in lost:
        found = next(
            (
                other
                for other in new
                if (other.gathering_id, other.kind) == (one.gathering_id, one.kind)
            ),
            None,
        )
        if found:
            new.remove(found)
            count += 1
    return count
