"""A coordinator writes down something about a gathering."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from nightout.web.gatherings.actions.change import record
from nightout.web.gatherings.models import Gathering, Note

__all__ = ["add_note"]


@transaction.atomic
def add_note(*, gathering: Gathering, by: Any, text: str) -> Note:
    """Add a remark that only coordinators read."""
    note = Note.objects.create(gathering=gathering, account=by, text=text)
    record("note", gathering=gathering, by=by)
    return note
