"""The words of a letter, in its reader's language, from what the database holds now."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from nightout.web.gatherings.links import make_link
from nightout.web.gatherings.models import Message, Token

__all__ = ["TEMPLATES", "compose"]

# Which link each letter carries; it is made when the letter is written.
TEMPLATES = {
    "confirm": Token.Purpose.CONFIRM,
    "approved": Token.Purpose.MANAGE,
    "asked": Token.Purpose.MANAGE,
    "declined": None,
    "edit_approved": Token.Purpose.MANAGE,
    "edit_refused": Token.Purpose.MANAGE,
    "cancelled": None,
    "news": Token.Purpose.MANAGE,
    "manage": Token.Purpose.MANAGE,
}


def compose(message: Message) -> tuple[str, str, str] | None:
    """Write a letter.

    Returns
    -------
    To whom, its subject and its text; None if its reader's contact was erased meanwhile.
    """
    gathering, account = message.gathering, message.account
    host = getattr(gathering, "host", None) if gathering else None
    to = account.email if account else host.email if host else ""
    if not to:
        return None
    language = host.language if host else settings.LANGUAGE_CODE
    with translation.override(language):
        words = _words(message, host)
        subject, _, text = render_to_string(f"letters/{message.template}.txt", words).partition(
            "\n"
        )
    # A subject is one line, whatever stands in a title.
    return to, " ".join(subject.split()), text.strip() + "\n"


def _words(message: Message, host: Any) -> dict[str, Any]:
    gathering = message.gathering
    purpose = TEMPLATES[message.template]
    words: dict[str, Any] = {"gathering": gathering, "host": host, "site": settings.SITE_URL}
    words["news"] = message.words
    if purpose is not None:
        words["link"] = make_link(
            purpose, gathering_id=gathering and gathering.pk, account_id=message.account_id
        )
    if gathering:
        words["city"] = gathering.city
        words["ask_again"] = settings.SITE_URL + reverse("my_link", args=[gathering.city.slug])
    return words
