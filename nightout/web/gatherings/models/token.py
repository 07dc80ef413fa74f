"""A link that a letter carries: only its digest is kept, and it works once."""

from __future__ import annotations

from django.db import models

from nightout.web.gatherings.models.gathering import Gathering

__all__ = ["Token"]


class Token(models.Model):
    """What a link may do, until when, and whether it has done it."""

    class Purpose(models.TextChoices):
        """What using a link does."""

        CONFIRM = "confirm"
        MANAGE = "manage"
        INVITE = "invite"

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    gathering = models.ForeignKey(Gathering, models.CASCADE, null=True, related_name="tokens")
    account = models.ForeignKey("accounts.Account", models.CASCADE, null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} token {self.pk}"
