"""Letters leave after the change they tell of is safe; one that cannot leave now waits."""

from __future__ import annotations

import datetime as dt
import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from nightout.web.gatherings.letters.compose import TEMPLATES, compose
from nightout.web.gatherings.models import Gathering, Message

__all__ = ["MOST_ATTEMPTS", "queue_letter", "send_letter", "send_waiting"]

log = logging.getLogger("nightout.web")
MOST_ATTEMPTS = 11


def queue_letter(
    template: str,
    *,
    gathering: Gathering | None = None,
    account: object = None,
    words: str = "",
    later: bool = False,
) -> None:
    """Put a letter into the outbox with the change it tells of, to leave once that is safe.

    Parameters
    ----------
    template
        Which letter.
    gathering, account
        To whose host, or to whom.
    words
        What a coordinator adds.
    later
        Whether it leaves with the next round of upkeep and not at once, as one of many.
    """
    if template not in TEMPLATES:
        raise KeyError(template)
    message = Message.objects.create(
        template=template, gathering=gathering, account=account, words=words
    )
    if not later:
        transaction.on_commit(lambda: send_letter(message.pk), robust=True)


def send_letter(message_id: int) -> bool:
    """Send one letter of the outbox; if that fails it stays there, with the kind of trouble."""
    message = (
        Message.objects.select_related("gathering__city", "gathering__host", "account")
        .filter(pk=message_id, sent_at=None)
        .first()
    )
    if message is None:
        return False
    written = compose(message)
    if written is None:
        message.delete()
        return False
    to, subject, text = written
    claim = Message.objects.filter(pk=message_id, sent_at=None, attempts=message.attempts)
    # Of two that would send it at once only one may.
    if not claim.update(attempts=F("attempts") + 1):
        return False
    try:
        EmailMessage(subject, text, to=[to], connection=get_connection()).send()
    except (OSError, SMTPException, ValueError) as error:
        message.trouble = type(error).__name__
        log.warning("letter %s did not leave: %s", message.pk, message.trouble)
    else:
        message.sent_at, message.trouble = timezone.now(), ""
    message.save(update_fields=["sent_at", "trouble"])
    return message.sent_at is not None


def send_waiting(*, most: int = 500, due_only: bool = False) -> tuple[int, int]:
    """Try letters that wait once more; gives how many left, and how many still wait.

    Parameters
    ----------
    most
        How many at once.
    due_only
        Leave alone those tried lately: after each try the next is twice as far off, a minute at
        first and 17 hours at last.
    """
    waiting = Message.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)
    due, now = Q(), timezone.now()
    for n in range(MOST_ATTEMPTS):
        due |= Q(attempts=n, created_at__lte=now - dt.timedelta(minutes=2**n - 1))
    rows = waiting.filter(due) if due_only else waiting
    ids = list(rows.values_list("pk", flat=True)[:most])
    n_sent = sum(send_letter(one) for one in ids)
    return n_sent, Message.objects.filter(sent_at=None).count()
