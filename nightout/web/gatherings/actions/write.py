"""A coordinator writes to hosts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from nightout.web.gatherings.actions.change import record
from nightout.web.gatherings.letters.send import queue_letter
from nightout.web.gatherings.models import Gathering

__all__ = ["write_to_hosts"]


@transaction.atomic
def write_to_hosts(*, gatherings: Sequence[Gathering], by: Any, words: str) -> None:
    """Send hosts a letter in the coordinator's own words: all of them, or none.

    To one host it leaves at once; to many with the next rounds of upkeep, so that no page waits
    for a thousand letters.

    Parameters
    ----------
    gatherings
        Whose hosts.
    by
        The account that writes.
    words
        What to say.
    """
    for one in gatherings:
        queue_letter("news", gathering=one, words=words, later=len(gatherings) > 1)
        record("write", gathering=one, by=by)
