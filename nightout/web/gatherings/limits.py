"""Limits that hold for all workers together: the counters lie in the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from nightout.errors import TooOften
from nightout.web.gatherings.models import Limit

__all__ = ["EMAIL_LINKS", "MACHINE_SUBMISSIONS", "Rate", "check_rate"]


@dataclass(frozen=True)
class Rate:
    """So many in so many seconds."""

    name: str
    most: int
    seconds: int


MACHINE_SUBMISSIONS = Rate("submit", 20, 600)
# Letters to one address: nobody's mailbox is filled by somebody else.
EMAIL_LINKS = Rate("letter", 6, 3600)


def check_rate(rate: Rate, who: str) -> None:
    """Count one more, and refuse it if it is too many.

    Raises
    ------
    TooOften
        If more than `rate.most` came in this span. Refused ones count too.
    """
    now = timezone.now()
    since = now - dt.timedelta(seconds=int(now.timestamp()) % rate.seconds)
    key = {"name": rate.name, "who": who[:40], "since": since.replace(microsecond=0)}
    with transaction.atomic():
        Limit.objects.bulk_create([Limit(**key)], ignore_conflicts=True)
        row = Limit.objects.filter(**key)
        row.update(n=F("n") + 1)
        n = row.values_list("n", flat=True).get()
    if n > rate.most:
        minutes = max(1, rate.seconds // 60)
        raise TooOften(
            _("This was asked for %(most)d times in %(minutes)d minutes already")
            % {"most": rate.most, "minutes": minutes},
            _("Wait a few minutes and send it again; your browser still holds what you wrote."),
        )
