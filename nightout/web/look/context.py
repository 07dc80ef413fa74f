"""What the frame around every page needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language

__all__ = ["frame"]

OWN_NAMES = {"en": "English", "es": "Español"}


def frame(request: Any) -> dict[str, Any]:
    """Give the page's address in each language, each under its own name."""
    here = get_language()
    path = request.get_full_path() if request.method == "GET" else request.path
    return {
        "site_url": settings.SITE_URL,
        "languages": [
            {
                "code": code,
                "name": OWN_NAMES[code],
                "path": translate_url(path, code),
                "here": code == here,
            }
            for code, _ in settings.LANGUAGES
        ],
    }
