"""How to reach the host of a gathering: a table of its own, so that it can be erased."""

from __future__ import annotations

from django.db import models

from nightout.web.gatherings.models.gathering import Gathering

__all__ = ["Host"]


class Host(models.Model):
    """The contact of one gathering; the row goes when its time is over."""

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="host")
    name = models.CharField(max_length=80)
    email = models.EmailField(db_index=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=5, default="en")

    def __str__(self) -> str:
        return f"host of gathering {self.gathering_id}"
