"""The queue: what waits, filtered, and decided in bulk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nightout.errors import BadSetting, NightoutError
from nightout.web.gatherings import actions
from nightout.web.gatherings.desk.access import at_desk
from nightout.web.gatherings.desk.filters import QueueFilter
from nightout.web.gatherings.desk.hints import leaks_of
from nightout.web.gatherings.forms.lines import clean_line
from nightout.web.gatherings.models import City, Gathering, Message
from nightout.web.gatherings.states import State

__all__ = ["bulk", "home", "points", "queue"]

PAGE = 50
MOST_POINTS = 5_000
# Letters to many leave with the rounds of upkeep, 500 in each.
ON_ITS_WAY = dt.timedelta(minutes=5)


@never_cache
@login_required
@require_safe
def home(request: Any) -> HttpResponse:
    """Show the coordinator's cities; who has one goes straight to it."""
    cities = list(request.user.cities.all())
    if len(cities) == 1:
        return redirect("desk:queue", cities[0].slug)
    return render(request, "desk/home.html", {"cities": cities})


@at_desk
@require_safe
def queue(request: Any, city: City) -> HttpResponse:
    """List what fits the filter, a page at a time."""
    wanted = QueueFilter(request.GET, city=city)
    page = Paginator(wanted.rows(), PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    unsent = _left_behind(city).count()
    words = {"city": city, "filter": wanted, "page": page, "asked": asked.urlencode()}
    return render(request, "desk/queue.html", words | {"unsent": unsent})


def _left_behind(city: City) -> Any:
    """Give the letters that were tried in vain, or that nothing has tried in time."""
    late = Q(attempts__gt=0) | Q(created_at__lt=timezone.now() - ON_ITS_WAY)
    return Message.objects.filter(late, gathering__city=city, sent_at=None)


@at_desk
@require_safe
def points(request: Any, city: City) -> HttpResponse:
    """Give what fits the filter as points, for the map of the desk."""
    rows = QueueFilter(request.GET, city=city).rows().exclude(lon=None)[:MOST_POINTS]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
            "properties": {
                "title": one.title,
                "state": one.state,
                "said": str(State(one.state).label),
                "review": reverse("desk:review", args=[city.slug, one.public_id]),
            },
        }
        for one in rows
    ]
    return JsonResponse(
        {"type": "FeatureCollection", "features": features}, content_type="application/geo+json"
    )


@at_desk
@require_POST
def bulk(request: Any, city: City) -> HttpResponse:
    """Decide about several at once; each by itself, and those that could not be are named.

    What seems to tell an address or a contact is approved by somebody who read it, one by one.
    """
    act, reason = request.POST.get("act", ""), clean_line(request.POST.get("reason", ""))[:1000]
    if act not in ("approve", "ask_back", "decline"):
        raise BadSetting(f"the act is {act[:20]!r}", _("Choose one of the buttons."))
    chosen = _chosen(request)
    if not chosen:
        messages.error(request, _("Choose gatherings in the list first."))
        return redirect("desk:queue", city.slug)
    if act != "approve" and not reason:
        messages.error(request, _("Write a reason: the hosts read it."))
        return redirect("desk:queue", city.slug)
    done, left = 0, []
    for public_id, seen in chosen:
        found = Gathering.objects.filter(city=city, public_id=public_id).first()
        if found is None:
            continue
        leaks = leaks_of(found) if act == "approve" else []
        if leaks:
            left.append(f"{found.title}: {leaks[0]} {_('Open it, and decide there.')}")
            continue
        try:
            _decide(act, found.pk, seen, request.user, reason)
        except NightoutError as error:
            left.append(f"{found.title}: {error.what}.")
        else:
            done += 1
    messages.success(request, ngettext("%d decided.", "%d decided.", done) % done)
    for line in left:
        messages.error(request, line)
    return redirect("desk:queue", city.slug)


def _chosen(request: Any) -> list[tuple[str, int]]:
    """Read what was ticked: a gathering, and its version that was on the page."""
    pairs = (one.partition(":") for one in request.POST.getlist("chosen")[:PAGE])
    return [(name, int(seen)) for name, _colon, seen in pairs if seen.isdigit() and len(seen) < 10]


def _decide(act: str, gathering_id: int, seen: int, by: Any, reason: str) -> None:
    if act == "approve":
        actions.approve(gathering_id=gathering_id, by=by, seen=seen)
    elif act == "ask_back":
        actions.ask_back(gathering_id=gathering_id, by=by, reason=reason, seen=seen)
    else:
        actions.decline(gathering_id=gathering_id, by=by, reason=reason, seen=seen)
