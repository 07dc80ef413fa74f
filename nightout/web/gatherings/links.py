"""Links in letters: signed, kept as a digest only, used once."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nightout.errors import LinkRefused
from nightout.web.gatherings.models import Token

__all__ = ["LIFE", "find_link", "make_link", "use_link"]

LIFE = {
    Token.Purpose.CONFIRM: dt.timedelta(days=2),
    Token.Purpose.MANAGE: dt.timedelta(days=30),
    Token.Purpose.INVITE: dt.timedelta(days=7),
}
SIGNER = "nightout.link"


def make_link(
    purpose: str, *, gathering_id: int | None = None, account_id: int | None = None
) -> str:
    """Make the address of a new link. It is told once, to whoever writes the letter."""
    raw = Signer(salt=SIGNER).sign(secrets.token_urlsafe(24)).replace(":", ".")
    Token.objects.create(
        digest=_digest(raw),
        purpose=purpose,
        gathering_id=gathering_id,
        account_id=account_id,
        expires_at=timezone.now() + LIFE[Token.Purpose(purpose)],
    )
    return f"{settings.SITE_URL}{reverse('link', args=[raw])}"


def find_link(raw: str) -> Token:
    """Find what a link may do, without doing it: a mail scanner opens links too.

    Raises
    ------
    LinkRefused
        If it was altered, used or is too old.
    """
    try:
        Signer(salt=SIGNER).unsign(raw[::-1].replace(".", ":", 1)[::-1])
    except BadSignature:
        raise _refused() from None
    known = Token.objects.select_related("gathering__city", "account")
    token = known.filter(digest=_digest(raw), used_at=None, expires_at__gt=timezone.now()).first()
    if token is None:
        raise _refused()
    return token


def use_link(raw: str) -> Token:
    """Use a link up. Of two who use it at the same moment, one is refused.

    Raises
    ------
    LinkRefused
        As `find_link`.
    """
    token = find_link(raw)
    if not Token.objects.filter(pk=token.pk, used_at=None).update(used_at=timezone.now()):
        raise _refused()
    return token


def _digest(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()


def _refused() -> LinkRefused:
    return LinkRefused(
        _("This link was used before, is too old, or is not complete"),
        _("Ask for a new one with the e-mail address that you registered with."),
    )
