"""Contacts go when their time is over; what was never confirmed goes after two days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from nightout.web.gatherings.actions.change import record
from nightout.web.gatherings.links import LIFE
from nightout.web.gatherings.models import City, Gathering, Host, Limit, Message, Note, Token
from nightout.web.gatherings.states import State

__all__ = ["Erased", "drop_unconfirmed", "erase_old"]

COUNTERS_KEPT = dt.timedelta(days=1)


@dataclass(frozen=True)
class Erased:
    """How many of each went."""

    contacts: int
    notes: int
    unconfirmed: int


@transaction.atomic
def erase_old(*, city: City) -> Erased:
    """Erase what the city's rule says is over: contacts, notes, reasons, links.

    The gatherings stay, as figures about past nights; "same as last year" needs the contact and
    ends with it, so that a city that wants it keeps contacts for 400 days.
    """
    now = timezone.now()
    over = Gathering.objects.filter(
        city=city, ends_at__lt=now - dt.timedelta(days=city.retention_days)
    )
    contacts = Host.objects.filter(gathering__in=over)
    for one in over.filter(host__isnull=False):
        record("erase", gathering=one, fields=("host",))
    n_contacts, _ = contacts.delete()
    n_notes, _ = Note.objects.filter(gathering__in=over).delete()
    Token.objects.filter(gathering__in=over).delete()
    Token.objects.filter(expires_at__lt=now).delete()
    Message.objects.filter(gathering__in=over).exclude(words="").update(words="")
    over.exclude(reason="").update(reason="")
    _forget_machines(now)
    n_never = drop_unconfirmed(city=city, now=now)
    return Erased(n_contacts, n_notes, n_never)


def _forget_machines(now: dt.datetime) -> None:
    """Drop counters, failed logins and sessions that are over: they tell of machines."""
    Limit.objects.filter(since__lt=now - COUNTERS_KEPT).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - COUNTERS_KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()


def drop_unconfirmed(*, city: City, now: dt.datetime) -> int:
    """Drop the registrations that nobody confirmed in time; gives how many."""
    never = Gathering.objects.filter(
        city=city, state=State.UNCONFIRMED, created_at__lt=now - LIFE[Token.Purpose.CONFIRM]
    )
    n_never = never.count()
    never.delete()
    return n_never
