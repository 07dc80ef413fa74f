"""A coordinator decides about what a host wishes to change of an approved gathering."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from nightout.errors import NotPossible
from nightout.web.gatherings.actions.change import changing
from nightout.web.gatherings.actions.edit import from_json
from nightout.web.gatherings.actions.fill import fill
from nightout.web.gatherings.letters.send import queue_letter
from nightout.web.gatherings.models import Gathering

__all__ = ["accept_edit", "refuse_edit"]


def accept_edit(*, gathering_id: int, by: Any, seen: int) -> Gathering:
    """Put the wished changes in place, and tell the host.

    Raises
    ------
    NotPossible
        If none are waiting.
    Overtaken
        If somebody changed the gathering since version `seen`.
    """
    with changing(gathering_id, "accept_edit", by=by, seen=seen) as gathering:
        fill(gathering, from_json(_waiting(gathering)))
        gathering.pending = None
        queue_letter("edit_approved", gathering=gathering)
    return gathering


def refuse_edit(*, gathering_id: int, by: Any, seen: int, reason: str) -> Gathering:
    """Drop the wished changes, keep what is shown, and tell the host why.

    Raises
    ------
    NotPossible, Overtaken
        As `accept_edit`.
    """
    with changing(gathering_id, "refuse_edit", by=by, seen=seen) as gathering:
        _waiting(gathering)
        gathering.pending, gathering.reason = None, reason
        queue_letter("edit_refused", gathering=gathering)
    return gathering


def _waiting(gathering: Gathering) -> dict[str, Any]:
    if not gathering.pending:
        raise NotPossible(
            _("No change of this gathering is waiting"), _("Look at it again: somebody decided.")
        )
    return dict(gathering.pending)
