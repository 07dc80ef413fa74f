"""Headers that neither Django nor django-csp sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["MoreHeaders"]

# The near-me button asks the browser where it is; nothing else is ever asked for.
PERMISSIONS = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class MoreHeaders:
    """Say which powers pages have, and that pages of hosts and coordinators are not kept."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        """Answer, with the headers added."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.COOKIES.get("sessionid") and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response
