"""How often something was done in a span of time, counted for all workers together."""

from __future__ import annotations

from django.db import models

__all__ = ["Limit"]


class Limit(models.Model):
    """One counter: what, by whom (a digest), in the span that began then."""

    name = models.CharField(max_length=30)
    who = models.CharField(max_length=40)
    since = models.DateTimeField(db_index=True)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        """One row each."""

        constraints = (
            models.UniqueConstraint(fields=["name", "who", "since"], name="one_counter"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.n}"
