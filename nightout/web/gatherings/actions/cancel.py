"""A gathering is called off."""

from __future__ import annotations

from typing import Any

from nightout.web.gatherings.actions.change import changing, move
from nightout.web.gatherings.leaks import contacts_in, hide
from nightout.web.gatherings.letters.send import queue_letter
from nightout.web.gatherings.models import Gathering
from nightout.web.gatherings.states import State

__all__ = ["cancel"]


def cancel(
    *, gathering_id: int, by: Any = None, reason: str = "", seen: int | None = None
) -> Gathering:
    """Call a gathering off. One that was approved stays in sight, as cancelled.

    Nobody is to call or write about it any more: contacts in its title are dotted out; its text
    and link are no longer shown.

    Raises
    ------
    NotPossible
        If it is declined or cancelled already.
    Overtaken
        If somebody changed it since version `seen`.
    """
    with changing(gathering_id, "cancel", by=by, seen=seen) as gathering:
        move(gathering, State.CANCELLED)
        gathering.pending, gathering.reason = None, reason
        gathering.title = hide(gathering.title, contacts_in(gathering.title))
        queue_letter("cancelled", gathering=gathering)
    return gathering
