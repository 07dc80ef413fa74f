"""A host's own gatherings: see where they stand, change them, call them off, repeat them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nightout.web.gatherings import actions
from nightout.web.gatherings.actions.edit import from_json
from nightout.web.gatherings.forms.register import GatheringForm
from nightout.web.gatherings.models import Gathering
from nightout.web.gatherings.states import LIVE
from nightout.web.gatherings.views.common import mine, mine_or_404, seen_version, unread_leaks

__all__ = ["cancel", "edit", "my_gatherings"]


@never_cache
@require_safe
def my_gatherings(request: Any) -> HttpResponse:
    """List the host's gatherings, newest first."""
    found = Gathering.objects.filter(pk__in=mine(request)).select_related("city")
    rows = [{"gathering": one, "live": one.state in LIVE} for one in found.order_by("-starts_at")]
    city = rows[0]["gathering"].city if rows else None
    return render(request, "gatherings/mine.html", {"rows": rows, "city": city})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def edit(request: Any, public_id: str) -> HttpResponse:
    """Change a gathering; its e-mail address is what proves whose it is, and stays."""
    gathering = mine_or_404(request, public_id)
    form = GatheringForm.of(gathering, request.POST or None, **_waiting(gathering))
    del form.fields["email"]
    page = {"city": gathering.city, "gathering": gathering, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "gatherings/edit.html", page, status=status)
    if leaks := unread_leaks(request, form):
        return render(request, "gatherings/edit.html", page | {"leaks": leaks})
    actions.edit(
        gathering_id=gathering.pk,
        values=form.values(),
        contact=form.contact(),
        seen=seen_version(request),
    )
    messages.success(request, _("Your changes are saved."))
    return redirect("mine")


def _waiting(gathering: Gathering) -> dict[str, Any]:
    """Give what the host wished last, where it waits for approval."""
    clock = gathering.city.clock
    held = from_json(gathering.pending or {})
    if "starts_at" in held:
        local = held.pop("starts_at").astimezone(clock)
        held |= {"day": local.date(), "starts": local.time()}
    if "ends_at" in held:
        held["ends"] = held.pop("ends_at").astimezone(clock).time()
    return held


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Any, public_id: str) -> HttpResponse:
    """Call a gathering off, once asked whether that is meant."""
    gathering = mine_or_404(request, public_id)
    if request.method == "POST":
        actions.cancel(gathering_id=gathering.pk)
        messages.success(request, _("Your gathering is called off."))
        return redirect("mine")
    page = {"city": gathering.city, "gathering": gathering}
    return render(request, "gatherings/cancel.html", page)
