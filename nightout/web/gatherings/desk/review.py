"""One gathering on the desk: everything about it, and every decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nightout.errors import BadSetting, NightoutError
from nightout.web.gatherings import actions
from nightout.web.gatherings.actions.edit import from_json
from nightout.web.gatherings.desk.access import at_desk, gathering_here
from nightout.web.gatherings.desk.hints import leaks_of, list_hints
from nightout.web.gatherings.duplicates import likely_same
from nightout.web.gatherings.forms.lines import TextField
from nightout.web.gatherings.forms.register import GatheringForm
from nightout.web.gatherings.models import City, Gathering
from nightout.web.gatherings.states import NEXT, State
from nightout.web.gatherings.views.common import READ, seen_version, unread_leaks

__all__ = ["change", "decide", "review"]

REASONED = ("ask_back", "decline", "refuse_edit")
PUBLISHING = ("approve", "accept_edit")
# What the form calls the host's own before somebody else.
CONTACT = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail address"),
    "phone": gettext_lazy("Phone number"),
}
# As long as the page lets it be.
LONGEST_REASON = 1000


@at_desk
@require_safe
def review(request: Any, city: City, public_id: str) -> HttpResponse:
    """Show a gathering with what waits, what looks odd, notes and history."""
    gathering = gathering_here(city, public_id)
    place = {name: getattr(gathering, name) for name in ("starts_at", "block", "lon", "lat")}
    words = {
        "city": city,
        "gathering": gathering,
        "wished": _wished(gathering),
        "may": {str(state): True for state in NEXT[State(gathering.state)]},
        "hints": list_hints(gathering),
        "leaks": leaks_of(gathering),
        "same": list(likely_same(city, place, but=gathering)[:10]),
        "notes": gathering.notes.select_related("account"),
        "audit": gathering.audit.select_related("account")[:50],
        "letters": gathering.messages.order_by("-pk")[:20],
    }
    return render(request, "desk/review.html", words)


def _wished(gathering: Gathering) -> list[dict[str, Any]]:
    """Pair what the host wishes with what is shown now."""
    held = from_json(gathering.pending or {})
    labels = {name: field.label for name, field in GatheringForm.base_fields.items()}

    def say(value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return date_format(value.astimezone(gathering.city.clock), "DATETIME_FORMAT")
        return date_format(value, "DATE_FORMAT") if isinstance(value, dt.date) else value

    labels |= {"starts_at": _("From"), "ends_at": _("Until"), "block": _("Block")}
    return [
        {"label": labels[name], "now": say(getattr(gathering, name)), "then": say(value)}
        for name, value in held.items()
    ]


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def change(request: Any, city: City, public_id: str) -> HttpResponse:
    """Edit a gathering as a coordinator."""
    gathering = gathering_here(city, public_id)
    form = GatheringForm.of(gathering, request.POST or None)
    for name, label in CONTACT.items():
        if hasattr(gathering, "host"):
            form.fields[name].label, form.fields[name].help_text = label, ""
        else:
            del form.fields[name]
    words = {"city": city, "gathering": gathering, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "desk/change.html", words, status=status)
    if leaks := unread_leaks(request, form):
        return render(request, "desk/change.html", words | {"leaks": leaks})
    actions.edit(
        gathering_id=gathering.pk,
        values=form.values(),
        contact=form.contact(),
        by=request.user,
        seen=seen_version(request),
    )
    messages.success(request, _("Saved."))
    return redirect("desk:review", city.slug, public_id)


@at_desk
@require_POST
def decide(request: Any, city: City, public_id: str) -> HttpResponse:
    """Do what the pressed button says."""
    gathering = gathering_here(city, public_id)
    act = request.POST.get("act", "")
    reason = TextField(required=False).clean(request.POST.get("reason", ""))[:LONGEST_REASON]
    if act in ("note", "write") and not reason:
        messages.error(request, _("Write the text first: there is none yet."))
    elif act == "note":
        actions.add_note(gathering=gathering, by=request.user, text=reason)
    elif act in REASONED and not reason:
        messages.error(request, _("Write a reason: the host reads it."))
    elif act in PUBLISHING and READ not in request.POST and (leaks := leaks_of(gathering)):
        tick = _("Nothing was approved yet: read it, and tick that all may read it.")
        messages.error(request, " ".join([*leaks, tick]))
    elif act == "write":
        actions.write_to_hosts(gatherings=[gathering], by=request.user, words=reason)
        messages.success(request, _("The letter is on its way."))
    else:
        _act(request, gathering, act, reason)
    return redirect("desk:review", city.slug, public_id)


def _act(request: Any, gathering: Gathering, act: str, reason: str) -> None:
    common = {
        "gathering_id": gathering.pk,
        "by": request.user,
        "seen": seen_version(request),
    }
    acts: dict[str, Callable[..., Any]] = {
        "approve": actions.approve,
        "ask_back": actions.ask_back,
        "decline": actions.decline,
        "reopen": actions.reopen,
        "cancel": actions.cancel,
        "accept_edit": actions.accept_edit,
        "refuse_edit": actions.refuse_edit,
    }
    if act not in acts:
        raise BadSetting(f"the act is {act[:20]!r}", _("Choose one of the buttons."))
    told = {"reason": reason} if act in (*REASONED, "cancel") else {}
    try:
        acts[act](**common, **told)
    except NightoutError as error:
        messages.error(request, f"{error.what}. {error.mend}")
    else:
        messages.success(request, _("Done. The host is told by letter."))
