"""How every change of a gathering is made: locked, compared, saved and audited as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nightout.errors import NotPossible, Overtaken
from nightout.web.gatherings.models import Audit, Gathering
from nightout.web.gatherings.models.gathering import HELD, PUBLIC_FIELDS
from nightout.web.gatherings.states import State, may_become

__all__ = ["WATCHED", "changing", "move", "record"]

WATCHED = (*PUBLIC_FIELDS, *HELD, "state", "pending", "reason", "area_id", "county")

# All that a calendar's event is written from.
FACE = (
    "shown", "shown_place", "shown_lon", "shown_lat", "state", "title", "about", "place",
    "zip_code", "kinds", "starts_at", "ends_at",
)  # fmt: skip


@contextmanager
def changing(
    gathering_id: int, action: str, *, by: Any = None, seen: int | None = None
) -> Iterator[Gathering]:
    """Give a gathering to change; when the block ends it is saved and the change is audited.

    Parameters
    ----------
    gathering_id
        Which.
    action
        The name of the act in the audit trail.
    by
        The account that acts; None if it is the host.
    seen
        The version that the acting person saw. Of two who decide at once, the second is told.

    Raises
    ------
    Overtaken
        If it was changed since. Nothing is saved.
    """
    with transaction.atomic():
        gathering = (
            Gathering.objects.select_for_update(of=("self",))
            .select_related("city")
            .get(pk=gathering_id)
        )
        if seen is not None and gathering.version != seen:
            raise Overtaken(
                _("Somebody else changed this gathering while you had it open"),
                _("Nothing of yours was saved. Look at it again and decide anew."),
            )
        before = {name: getattr(gathering, name) for name in WATCHED}
        was_shown = _face(gathering)
        yield gathering
        changed = [name for name in WATCHED if getattr(gathering, name) != before[name]]
        gathering.version += 1
        gathering.save()
        # Calendars that hold the gathering take a change only with a higher number.
        if _face(gathering) != was_shown:
            gathering.sequence += 1
            gathering.save(update_fields=["sequence"])
        record(action, gathering=gathering, by=by, fields=changed)


def _face(gathering: Gathering) -> tuple[Any, ...]:
    return tuple(getattr(gathering, name) for name in FACE)


def move(gathering: Gathering, then: Any) -> None:
    """Bring a gathering into another state.

    Raises
    ------
    NotPossible
        If that cannot follow.
    """
    if not may_become(gathering.state, then):
        raise NotPossible(
            _("This gathering is %(now)s, so it cannot be: %(then)s")
            % {"now": State(gathering.state).label, "then": then.label},
            _("Look at it again; somebody may have decided meanwhile."),
        )
    gathering.state = then


def record(action: str, *, gathering: Gathering, by: Any = None, fields: Any = ()) -> None:
    """Write a line of the audit trail: names of fields, never what stood in them."""
    Audit.objects.create(
        action=action,
        city_id=gathering.city_id,
        gathering=gathering,
        account=by,
        fields=" ".join(sorted(fields))[:400],
    )
