"""Letters leave after the change they tell of is safe; one that cannot leave now waits."""

from __future__ import annotations

import logging

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from nightout.web.gatherings.letters.compose import TEMPLATES, compose
from nightout.web.gatherings.models import Gathering, Message
from nightout.web.gatherings.models.message import MOST_ATTEMPTS, wait_after

__all__ = ["queue_letter", "send_letter", "send_waiting"]

log = logging.getLogger("nightout.web")


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
    """Send one letter of the outbox; if that fails it stays there, with the kind of trouble.

    Whatever the trouble is, it is this letter's: those behind it go.
    """
    message = (
        Message.objects.select_related("gathering__city", "gathering__host", "account")
        .filter(pk=message_id, sent_at=None)
        .first()
    )
    if message is None:
        return False
    claim = Message.objects.filter(pk=message_id, sent_at=None, attempts=message.attempts)
    # Of two that would send it at once only one may.
    if not claim.update(attempts=F("attempts") + 1, tried_at=timezone.now()):
        return False
    try:
        gone = _write_and_send(message)
    except Exception as error:  # noqa: BLE001 - its text may hold an address: its kind is kept
        message.trouble = type(error).__name__[:60]
        log.warning("letter %s did not leave: %s", message.pk, message.trouble)
    else:
        if not gone:
            message.delete()
            return False
        message.sent_at, message.trouble = timezone.now(), ""
    message.save(update_fields=["sent_at", "trouble"])
    return message.sent_at is not None


def _write_and_send(message: Message) -> bool:
    """Say whether a letter left; one whose reader's contact was erased meanwhile does not."""
    written = compose(message)
    if written is None:
        return False
    to, subject, text = written
    EmailMessage(subject, text, to=[to], connection=get_connection()).send()
    return True


def send_waiting(*, most: int = 500, due_only: bool = False) -> tuple[int, int]:
    """Try letters that wait once more; gives how many left, and how many still wait.

    Parameters
    ----------
    most
        How many at once; those tried least come first.
    due_only
        Leave alone those tried lately: after each try the next is twice as far off.
    """
    waiting = Message.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)
    due, now = Q(attempts=0) | Q(tried_at=None), timezone.now()
    for n in range(1, MOST_ATTEMPTS):
        due |= Q(attempts=n, tried_at__lte=now - wait_after(n))
    rows = (waiting.filter(due) if due_only else waiting).order_by("attempts", "pk")
    ids = list(rows.values_list("pk", flat=True)[:most])
    n_sent = sum(send_letter(one) for one in ids)
    return n_sent, Message.objects.filter(sent_at=None).count()
