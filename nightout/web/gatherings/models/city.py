"""A city of the site: its night, its rules, and where its folder is."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import timezone

from nightout.errors import UnknownName
from nightout.records import City as CityFolder

__all__ = ["City"]


def new_edition() -> str:
    """Name an edition of what a city shows, as no other is named."""
    return secrets.token_hex(8)


class City(models.Model):
    """One city; its figures and areas lie in its folder, its people only here."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    zone = models.CharField(max_length=50)
    made_up = models.BooleanField(default=False)
    event = models.CharField(max_length=80, default="Night Out")
    night = models.DateField()
    opens = models.TimeField(default=dt.time(17, 0))
    closes = models.TimeField(default=dt.time(21, 0))
    state = models.CharField(max_length=2, blank=True)
    register_by = models.DateField(null=True, blank=True)
    closure_by = models.DateField(null=True, blank=True)
    closure_consent_percent = models.PositiveSmallIntegerField(default=0)
    area_kind = models.CharField(max_length=40, blank=True)
    retention_days = models.PositiveSmallIntegerField(default=60)
    west = models.FloatField(default=-180)
    south = models.FloatField(default=-90)
    east = models.FloatField(default=180)
    north = models.FloatField(default=90)
    # Another whenever a gathering changes that the public sees. Drawn, not counted: a site brought
    # back from a backup would count to the same numbers again, over other gatherings.
    edition = models.CharField(max_length=16, default=new_edition, editable=False)

    class Meta:
        """By name."""

        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def clock(self) -> ZoneInfo:
        """The zone of the city's clock."""
        return ZoneInfo(self.zone)

    @property
    def folder(self) -> CityFolder:
        """The city's folder, opened."""
        return settings.SITE.city(self.slug)

    def stamp(self) -> str:
        """Give a digest that changes with whatever public pages show of the city."""
        said = "|".join(str(getattr(self, one.attname)) for one in self._meta.concrete_fields)
        return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()

    def show_anew(self) -> None:
        """Begin another edition: what was answered before no longer holds."""
        type(self).objects.filter(pk=self.pk).update(edition=new_edition())

    def today(self) -> dt.date:
        """Today's date on the city's clock."""
        return timezone.now().astimezone(self.clock).date()

    def takes_registrations(self) -> bool:
        """Whether the deadline, or else the night itself, is still ahead."""
        return self.today() <= (self.register_by or self.night)

    def takes_closures(self) -> bool:
        """Whether a street closure may still be asked for."""
        return self.today() <= (self.closure_by or self.register_by or self.night)

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies within the city's bounds."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    @classmethod
    def named(cls, slugs: list[str]) -> list[City]:
        """Give the cities of these short names; all if none is named.

        Raises
        ------
        UnknownName
            If the site has no such city.
        """
        found = {one.slug: one for one in cls.objects.all()}
        if unknown := [slug for slug in slugs if slug not in found]:
            raise UnknownName(
                f"the site has no city {unknown[0]!r}", f"Use {', '.join(sorted(found))}."
            )
        return [found[slug] for slug in slugs] if slugs else list(found.values())
