"""Letters: writing to many hosts, and sending again what did not leave."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from nightout.web.gatherings.actions import write_to_hosts
from nightout.web.gatherings.desk.access import at_desk
from nightout.web.gatherings.desk.filters import QueueFilter
from nightout.web.gatherings.forms.lines import TextField
from nightout.web.gatherings.letters.send import send_letter
from nightout.web.gatherings.models import City, Message

__all__ = ["letters", "write"]

AT_ONCE = 100
MOST_HOSTS = 5_000


class WriteForm(forms.Form):
    """What to say."""

    words = TextField(label=gettext_lazy("What do you want to say?"), max_length=2000)


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Any, city: City) -> HttpResponse:
    """Write one letter to the hosts of all gatherings that the filter lists."""
    found = QueueFilter(request.GET, city=city).rows().filter(host__isnull=False)[:MOST_HOSTS]
    form = WriteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        write_to_hosts(gatherings=list(found), by=request.user, words=words)
        words = ngettext("%d letter is on its way.", "%d letters are on their way.", len(found))
        messages.success(request, words % len(found))
        return redirect("desk:queue", city.slug)
    page = {"city": city, "form": form, "hosts": len(found), "asked": request.GET.urlencode()}
    return render(request, "desk/write.html", page)


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: Any, city: City) -> HttpResponse:
    """List what waits; the button tries again, those tried least first."""
    waiting = Message.objects.filter(gathering__city=city, sent_at=None)
    if request.method == "POST":
        first = waiting.order_by("attempts", "pk")
        n_sent = sum(send_letter(pk) for pk in first.values_list("pk", flat=True)[:AT_ONCE])
        messages.info(request, ngettext("%d letter left.", "%d letters left.", n_sent) % n_sent)
        return redirect("desk:letters", city.slug)
    rows = waiting.select_related("gathering")[:AT_ONCE]
    return render(request, "desk/letters.html", {"city": city, "rows": rows})
