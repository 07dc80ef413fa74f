"""Letters that did not leave, and sending them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nightout.web.gatherings.desk.access import at_desk
from nightout.web.gatherings.letters.send import send_letter
from nightout.web.gatherings.models import City, Message

__all__ = ["letters"]

AT_ONCE = 100


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: Any, city: City) -> HttpResponse:
    """List what waits; the button tries again."""
    waiting = Message.objects.filter(gathering__city=city, sent_at=None)
    if request.method == "POST":
        n_sent = sum(send_letter(pk) for pk in waiting.values_list("pk", flat=True)[:AT_ONCE])
        messages.info(request, _("%(n)d letters left.") % {"n": n_sent})
        return redirect("desk:letters", city.slug)
    rows = waiting.select_related("gathering")[:AT_ONCE]
    return render(request, "desk/letters.html", {"city": city, "rows": rows})
