"""The states of a gathering, and what may follow what."""

from __future__ import annotations

from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["LIVE", "OPEN", "State", "may_become"]


class State(models.TextChoices):
    """Where a gathering stands."""

    UNCONFIRMED = "unconfirmed", _("waiting for its e-mail link")
    PENDING = "pending", _("waiting for review")
    ASKED = "asked", _("sent back with a question")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")


NEXT = MappingProxyType(
    {
        State.UNCONFIRMED: frozenset({State.PENDING, State.CANCELLED}),
        State.PENDING: frozenset({State.APPROVED, State.ASKED, State.DECLINED, State.CANCELLED}),
        State.ASKED: frozenset({State.PENDING, State.DECLINED, State.CANCELLED}),
        State.APPROVED: frozenset({State.ASKED, State.DECLINED, State.CANCELLED}),
        # A decision may be taken back; what a host called off stays called off.
        State.DECLINED: frozenset({State.PENDING, State.APPROVED}),
        State.CANCELLED: frozenset(),
    }
)
# Those a coordinator has to deal with, and those that may yet take place.
OPEN = (State.PENDING, State.ASKED)
LIVE = (State.PENDING, State.ASKED, State.APPROVED)


def may_become(now: str, then: str) -> bool:
    """Tell whether a gathering in one state may go to another."""
    return State(then) in NEXT[State(now)]
