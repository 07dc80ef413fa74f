"""Who did what to which gathering, and to which of its fields; never what stood in them."""

from __future__ import annotations

from django.db import models

from nightout.web.gatherings.models.city import City
from nightout.web.gatherings.models.gathering import Gathering

__all__ = ["Audit"]


class Audit(models.Model):
    """One act. Without an account it was the host's own."""

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=30)
    city = models.ForeignKey(City, models.CASCADE, null=True)
    gathering = models.ForeignKey(Gathering, models.SET_NULL, null=True, related_name="audit")
    account = models.ForeignKey("accounts.Account", models.SET_NULL, null=True)
    fields = models.CharField(max_length=400, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["city", "-at"], name="audit_of_city"),)

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
