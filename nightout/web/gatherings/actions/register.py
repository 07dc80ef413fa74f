"""A neighbour registers a gathering, and confirms it by the link in a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nightout.errors import NotPossible, TooOften
from nightout.web.gatherings.actions.change import changing, move, record
from nightout.web.gatherings.actions.erase import drop_unconfirmed
from nightout.web.gatherings.actions.fill import fill
from nightout.web.gatherings.letters.send import queue_letter
from nightout.web.gatherings.links import use_link
from nightout.web.gatherings.models import City, Gathering, Host, Token
from nightout.web.gatherings.states import State

__all__ = ["MOST_UNCONFIRMED", "ask_for_link", "confirm", "register"]

# Three times what the largest city registers in all; they go after two days.
MOST_UNCONFIRMED = 5_000


@transaction.atomic
def register(
    *,
    city: City,
    values: Mapping[str, Any],
    contact: Mapping[str, str],
    last_year: Gathering | None = None,
) -> Gathering:
    """Keep a new gathering, not yet confirmed, and send the link that confirms it.

    Raises
    ------
    NotPossible
        If the city takes no more registrations.
    """
    if not city.takes_registrations():
        raise NotPossible(
            _("Registration for %(event)s is closed") % {"event": city.event},
            _("Write to the coordinator of your city."),
        )
    _check_room(city)
    gathering = Gathering(city=city, last_year=last_year)
    fill(gathering, values)
    gathering.save()
    Host.objects.create(gathering=gathering, **contact)
    record("register", gathering=gathering, fields=values)
    queue_letter("confirm", gathering=gathering)
    return gathering


def _check_room(city: City) -> None:
    """Keep what waits for its link bounded, however many machines send registrations."""
    waiting = Gathering.objects.filter(city=city, state=State.UNCONFIRMED)
    if waiting.count() < MOST_UNCONFIRMED:
        return
    drop_unconfirmed(city=city, now=timezone.now())
    if waiting.count() >= MOST_UNCONFIRMED:
        raise TooOften(
            _("Too many registrations wait for their links"),
            _("Send it again tomorrow; your browser still holds what you wrote."),
        )


@transaction.atomic
def confirm(*, raw: str) -> tuple[Token, Gathering]:
    """Use a host's link up: it proves the e-mail address, and hands in what waited for that.

    Returns
    -------
    The link, and the gathering it was sent for.

    Raises
    ------
    LinkRefused
        If the link was used, is too old or was altered.
    """
    token = use_link(raw)
    if token.gathering is None:
        raise LookupError("a host's link without a gathering")
    gathering = token.gathering
    if gathering.state == State.UNCONFIRMED:
        with changing(gathering.pk, "confirm") as gathering:
            move(gathering, State.PENDING)
            gathering.submitted_at = timezone.now()
    return token, gathering


@transaction.atomic
def ask_for_link(*, city: City, email: str) -> bool:
    """Send the host of a gathering a new link; whether there is such a host is not told."""
    found = (
        Gathering.objects.filter(city=city, host__email__iexact=email)
        .select_related("city", "host")
        .order_by("-pk")
        .first()
    )
    if found is None:
        return False
    template = "confirm" if found.state == State.UNCONFIRMED else "manage"
    queue_letter(template, gathering=found)
    record("ask_for_link", gathering=found)
    return True
