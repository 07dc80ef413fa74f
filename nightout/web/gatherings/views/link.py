"""Links of letters: opening one shows a button, and only the button does something."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nightout.errors import LinkRefused
from nightout.web.accounts.forms import NewPasswordForm
from nightout.web.accounts.invite import accept
from nightout.web.door.client import client_digest
from nightout.web.door.trouble import say
from nightout.web.gatherings import actions
from nightout.web.gatherings.forms.link import LinkForm
from nightout.web.gatherings.limits import EMAIL_LINKS, MACHINE_SUBMISSIONS, check_rate
from nightout.web.gatherings.links import find_link
from nightout.web.gatherings.models import Gathering, Token
from nightout.web.gatherings.views.common import city_or_404, now_mine
from nightout.web.gatherings.views.register import email_digest

__all__ = ["link", "my_link"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Any, raw: str) -> HttpResponse:
    """Show what a link does; do it when the button is pressed."""
    try:
        response = _use(request, raw) if request.method == "POST" else _show(request, raw)
    except LinkRefused as error:
        response = say(request, 410, f"{error.what}.", error.mend)
    # The address is a secret until it is used: only the site's own name may travel on. With
    # "no-referrer" browsers would say no origin either, and the button's form be refused.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _show(request: Any, raw: str) -> HttpResponse:
    token = find_link(raw)
    if token.purpose == Token.Purpose.INVITE:
        form = NewPasswordForm(account=token.account)
        return render(request, "accounts/invite.html", {"form": form, "account": token.account})
    page = {"token": token, "gathering": token.gathering, "city": token.gathering.city}
    return render(request, "gatherings/link.html", page)


def _use(request: Any, raw: str) -> HttpResponse:
    token = find_link(raw)
    if token.purpose == Token.Purpose.INVITE:
        form = NewPasswordForm(request.POST, account=token.account)
        if not form.is_valid():
            page = {"form": form, "account": token.account}
            return render(request, "accounts/invite.html", page, status=422)
        account = accept(raw=raw, password=form.cleaned_data["password"])
        login(request, account, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("desk:home")
    _token, gathering = actions.confirm(raw=raw)
    host = gathering.host
    hosted = Gathering.objects.filter(host__email=host.email, city=gathering.city)
    now_mine(request, list(hosted.values_list("pk", flat=True)))
    return redirect("mine")


@require_http_methods(["GET", "HEAD", "POST"])
def my_link(request: Any, slug: str) -> HttpResponse:
    """Send a host a new link. The answer is the same whether or not there is such a host."""
    city = city_or_404(slug)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        check_rate(MACHINE_SUBMISSIONS, client_digest(request))
        check_rate(EMAIL_LINKS, email_digest(email))
        actions.ask_for_link(city=city, email=email)
        done = _("If a gathering was registered with this address, a link is on its way to it.")
        return render(request, "gatherings/my_link.html", {"city": city, "done": done})
    return render(request, "gatherings/my_link.html", {"city": city, "form": form})
