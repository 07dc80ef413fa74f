"""A host, or a coordinator, changes what a gathering says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nightout.errors import NotPossible
from nightout.web.gatherings.actions.change import changing, move
from nightout.web.gatherings.actions.fill import fill, with_derived
from nightout.web.gatherings.models import Gathering, Host
from nightout.web.gatherings.models.gathering import PUBLIC_FIELDS
from nightout.web.gatherings.states import LIVE, State
from nightout.web.gatherings.withdraw import shown_meanwhile

__all__ = ["edit", "from_json", "to_json"]

MOMENTS = ("starts_at", "ends_at")


def edit(
    *,
    gathering_id: int,
    values: Mapping[str, Any],
    contact: Mapping[str, str] | None = None,
    by: Any = None,
    seen: int | None = None,
) -> Gathering:
    """Change a gathering. What the public reads of an approved one waits for approval.

    A coordinator's own edit needs none. Nor does what `shown_meanwhile` finds taken out, nor
    "neighbors only": whoever wishes to show less is obeyed at once.

    Raises
    ------
    NotPossible
        If the gathering was declined or cancelled.
    Overtaken
        If somebody changed it since version `seen`.
    """
    with changing(gathering_id, "edit", by=by, seen=seen) as gathering:
        if gathering.state not in LIVE:
            raise NotPossible(
                _("This gathering is %(now)s") % {"now": State(gathering.state).label},
                _("It can no longer be changed. Register it anew."),
            )
        if gathering.state == State.APPROVED and by is None:
            _hold_back(gathering, values)
        else:
            fill(gathering, values)
        if by is None and gathering.state != State.APPROVED:
            _forget_older_wishes(gathering, values)
        if gathering.state == State.ASKED and by is None:
            move(gathering, State.PENDING)
        if contact:
            Host.objects.filter(gathering=gathering).update(**contact)
    return gathering


def _hold_back(gathering: Gathering, values: Mapping[str, Any]) -> None:
    """Keep what only coordinators read and what shows less; let the rest wait beside it."""
    wished = with_derived(values)
    public = {name: wished[name] for name in wished if name in PUBLIC_FIELDS}
    held = {name: wished[name] for name in wished if name not in public}
    fill(gathering, held | shown_meanwhile(gathering, public))
    new = {name: value for name, value in public.items() if value != getattr(gathering, name)}
    gathering.pending = to_json(new) or None


def _forget_older_wishes(gathering: Gathering, values: Mapping[str, Any]) -> None:
    """Drop what was wished before of the same fields: approving must not bring it back."""
    said = with_derived(values)
    waiting = gathering.pending or {}
    gathering.pending = {k: v for k, v in waiting.items() if k not in said} or None


def to_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write values so that JSON can hold them."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }


def from_json(held: Mapping[str, Any]) -> dict[str, Any]:
    """Read them back."""
    values = dict(held)
    for name in MOMENTS:
        if name in values:
            values[name] = dt.datetime.fromisoformat(values[name])
    if values.get("rain_date"):
        values["rain_date"] = dt.date.fromisoformat(values["rain_date"])
    return values
