"""A coordinator decides about a gathering, and the host is told."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from nightout.web.gatherings.actions.change import changing, move
from nightout.web.gatherings.actions.edit import from_json
from nightout.web.gatherings.actions.fill import fill
from nightout.web.gatherings.letters.send import queue_letter
from nightout.web.gatherings.models import Gathering
from nightout.web.gatherings.states import State

__all__ = ["approve", "ask_back", "decline", "reopen"]


def approve(*, gathering_id: int, by: Any, seen: int | None = None) -> Gathering:
    """Approve a gathering: from now on the public sees it.

    Raises
    ------
    NotPossible
        If its state does not allow that.
    Overtaken
        If somebody changed it since version `seen`.
    """
    with changing(gathering_id, "approve", by=by, seen=seen) as gathering:
        move(gathering, State.APPROVED)
        if gathering.pending:
            fill(gathering, from_json(gathering.pending))
            gathering.pending = None
        gathering.reason = ""
        gathering.approved_at = gathering.approved_at or timezone.now()
        queue_letter("approved", gathering=gathering)
    return gathering


def ask_back(*, gathering_id: int, by: Any, reason: str, seen: int | None = None) -> Gathering:
    """Send a gathering back to its host with a question; it is not shown meanwhile.

    Raises
    ------
    NotPossible, Overtaken
        As `approve`.
    """
    with changing(gathering_id, "ask_back", by=by, seen=seen) as gathering:
        move(gathering, State.ASKED)
        # What is written next has not been approved, and must not be shown if it is cancelled.
        gathering.reason, gathering.approved_at = reason, None
        queue_letter("asked", gathering=gathering)
    return gathering


def decline(*, gathering_id: int, by: Any, reason: str, seen: int | None = None) -> Gathering:
    """Decline a gathering, and tell the host why.

    Raises
    ------
    NotPossible, Overtaken
        As `approve`.
    """
    with changing(gathering_id, "decline", by=by, seen=seen) as gathering:
        move(gathering, State.DECLINED)
        gathering.reason, gathering.pending, gathering.approved_at = reason, None, None
        queue_letter("declined", gathering=gathering)
    return gathering


def reopen(*, gathering_id: int, by: Any, seen: int | None = None) -> Gathering:
    """Take back that a gathering was declined: it waits for review again.

    Raises
    ------
    NotPossible, Overtaken
        As `approve`.
    """
    with changing(gathering_id, "reopen", by=by, seen=seen) as gathering:
        move(gathering, State.PENDING)
        gathering.reason = ""
    return gathering
