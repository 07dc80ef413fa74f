"""What coordinators write to each other about a gathering; hosts and the public never see it."""

from __future__ import annotations

from django.db import models

from nightout.web.gatherings.models.gathering import Gathering

__all__ = ["Note"]


class Note(models.Model):
    """One remark."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="notes")
    account = models.ForeignKey("accounts.Account", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(max_length=1000)

    class Meta:
        """Oldest first, as they were written."""

        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"note {self.pk}"
