"""Register a gathering: the form, what looks like it, and the letter that confirms it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nightout.web.door.client import client_digest
from nightout.web.gatherings import actions
from nightout.web.gatherings.actions.fill import with_derived
from nightout.web.gatherings.duplicates import likely_same_in_public
from nightout.web.gatherings.forms.register import GatheringForm, initial_of
from nightout.web.gatherings.limits import EMAIL_LINKS, MACHINE_SUBMISSIONS, Rate, check_rate
from nightout.web.gatherings.models import City, Gathering
from nightout.web.gatherings.views.common import city_or_404, mine, mine_or_404, unread_leaks

__all__ = ["email_digest", "register", "sent"]


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def register(request: Any, slug: str) -> HttpResponse:
    """Show the form, check it, show what it may tell and what looks like it, keep it."""
    city = city_or_404(slug)
    earlier = _last_year(request, city)
    if request.method != "POST":
        form = GatheringForm(city=city, initial=_first_values(city, earlier))
        return render(request, "gatherings/register.html", {"city": city, "form": form})
    form = GatheringForm(request.POST, city=city)
    if not form.is_valid():
        page = {"city": city, "form": form}
        return render(request, "gatherings/register.html", page, status=422)
    if leaks := unread_leaks(request, form):
        page = {"city": city, "form": form, "leaks": leaks}
        return render(request, "gatherings/register.html", page)
    values = form.values()
    if "checked" not in request.POST:
        same = likely_same_in_public(city, with_derived(values), mine=mine(request))
        if same:
            page = {"city": city, "form": form, "same": same, "data": _as_sent(request)}
            return render(request, "gatherings/same.html", page)
    _count(request, form)
    contact = form.contact() | {"language": get_language() or "en"}
    actions.register(city=city, values=values, contact=contact, last_year=earlier)
    return redirect("registered", slug)


@require_safe
def sent(request: Any, slug: str) -> HttpResponse:
    """Say that a letter is on its way."""
    return render(request, "gatherings/sent.html", {"city": city_or_404(slug)})


def _last_year(request: Any, city: City) -> Gathering | None:
    """Find the gathering that this one repeats; only its own host may read it."""
    public_id = request.GET.get("again", "")
    if not public_id:
        return None
    earlier = mine_or_404(request, public_id)
    return earlier if earlier.city_id == city.pk else None


def _first_values(city: City, earlier: Gathering | None) -> dict[str, Any]:
    night = {"day": city.night}
    if earlier is None:
        return night | {"starts": city.opens, "ends": city.closes, "audience": "neighbours"}
    return initial_of(earlier) | night | {"rain_date": None}


def _count(request: Any, form: GatheringForm) -> None:
    """Count the submission: for this machine, for this mailbox, and for everybody together."""
    check_rate(MACHINE_SUBMISSIONS, client_digest(request))
    check_rate(EMAIL_LINKS, email_digest(form.cleaned_data["email"]))
    check_rate(Rate("all", settings.SITE.submissions_a_minute, 60), "all")


def email_digest(email: str) -> str:
    """Give a name for a mailbox that cannot be turned back into its address."""
    return salted_hmac("nightout.mailbox", email.lower()).hexdigest()[:32]


def _as_sent(request: Any) -> list[tuple[str, str]]:
    """Give what was sent, to send again once somebody has looked."""
    kept = (name for name in request.POST if name != "csrfmiddlewaretoken")
    return [(name, value) for name in kept for value in request.POST.getlist(name)]
