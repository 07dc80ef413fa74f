"""A letter that is to leave: which template, about which gathering; never its address or link."""

from __future__ import annotations

import datetime as dt

from django.db import models

from nightout.web.gatherings.models.gathering import Gathering

__all__ = ["MOST_ATTEMPTS", "Message", "wait_after"]

MOST_ATTEMPTS = 11


def wait_after(attempts: int) -> dt.timedelta:
    """Give how long a letter rests after so many tries: a minute at first, 17 hours at last."""
    return dt.timedelta(minutes=2 ** (attempts - 1))


class Message(models.Model):
    """One letter, written when it leaves from what the database holds then.

    `words` is what a coordinator adds; it goes when the contact does.
    """

    template = models.CharField(max_length=30)
    gathering = models.ForeignKey(Gathering, models.CASCADE, null=True, related_name="messages")
    account = models.ForeignKey("accounts.Account", models.CASCADE, null=True)
    words = models.TextField(max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)

    class Meta:
        """Oldest first: letters leave in their order."""

        ordering = ("pk",)
        indexes = (models.Index(fields=["sent_at", "id"], name="unsent"),)

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"

    @property
    def due_at(self) -> dt.datetime | None:
        """When it is tried next; None once nobody but a coordinator tries it."""
        if self.attempts >= MOST_ATTEMPTS:
            return None
        tried = self.tried_at if self.attempts else None
        return tried + wait_after(self.attempts) if tried else self.created_at
