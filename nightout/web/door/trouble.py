"""Pages for what goes wrong: each says what happened, that nothing is lost, and what to do."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nightout.errors import LinkRefused, NightoutError, Overtaken, TooOften

__all__ = ["SayTrouble", "forged", "locked", "missing", "our_fault", "refused", "say"]

log = logging.getLogger("nightout.web")
RETRY_SECONDS = "30"
CODES = MappingProxyType({Overtaken: 409, LinkRefused: 410, TooOften: 429})


def say(request: Any, status: int, title: str, text: str) -> HttpResponse:
    """Give a page of trouble; it asks nothing of the database."""
    # Whoever followed a dead link is led on.
    page = {"trouble": title, "advice": text, "lost": status in (404, 410)}
    response = render(request, "look/trouble.html", page, status=status)
    if status in (429, 503):
        response["Retry-After"] = RETRY_SECONDS
    return response


class SayTrouble:
    """Turn faults that a page can explain into that page."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        """Explain wrong input, and a database that is busy or cannot write."""
        if isinstance(error, NightoutError):
            status = next((code for kind, code in CODES.items() if isinstance(error, kind)), 400)
            return say(request, status, f"{error.what}.", error.mend)
        return _cannot_save(request, error) if isinstance(error, OperationalError) else None


def _cannot_save(request: Any, error: BaseException) -> HttpResponse:
    log.error("database cannot answer: %s", type(error.__cause__ or error).__name__)
    return say(
        request,
        503,
        _("The site cannot save right now."),
        _(
            "Nothing of what you sent was kept by half. Wait half a minute, go back and send it "
            "again; your browser still holds what you wrote."
        ),
    )


def forged(request: Any, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Refuse a form that this site did not give out, or whose page is too old."""
    return say(
        request,
        403,
        _("This form did not come from this site, or its page was open too long."),
        _("Open the page again and send the form once more. Cookies must be allowed."),
    )


def locked(request: Any, response: Any = None, credentials: Any = None) -> HttpResponse:  # noqa: ARG001
    """Refuse a login after too many that failed."""
    return say(
        request,
        429,
        _("Too many logins failed from here."),
        _("Wait 15 minutes and try again, or ask for a new link to set your password."),
    )


def refused(request: Any, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Say that somebody may not see a page."""
    return say(
        request,
        403,
        _("This page is not yours to see."),
        _("Sign in with an account of this city, or open your link again."),
    )


def missing(request: Any, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Say that there is no such page."""
    return say(
        request,
        404,
        _("There is no such page."),
        _("Gatherings that are not approved have none. Look through the list of gatherings."),
    )


def our_fault(request: Any) -> HttpResponse:
    """Say that the site failed; one that happened outside a view may be the database's."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        return _cannot_save(request, error)
    return say(
        request,
        500,
        _("Something broke on our side."),
        _("Nothing of what you sent was kept by half. Please try again in a moment."),
    )
