"""A gathering: what it says about itself, where it stands, and what the public may see of it.

The columns that begin with `shown_` are worked out whenever the others are saved, and hold no
more than the public may know. Pages, feeds, maps and searches ask only for them, so that neither
a filter nor a distance can find out what the page does not say.
"""

from __future__ import annotations

import secrets
from typing import Any, Self

from django.db import models

from nightout.web.gatherings.models.city import City
from nightout.web.gatherings.models.fields import WordsField
from nightout.web.gatherings.shown import show_place
from nightout.web.gatherings.states import State
from nightout.web.gatherings.words import Audience

__all__ = ["HELD", "PUBLIC_FIELDS", "Gathering"]

# What the public reads: an edit of one of these waits for approval.
PUBLIC_FIELDS = (
    "title", "about", "link", "address", "block", "place", "zip_code", "lon", "lat", "kinds",
    "languages", "starts_at", "ends_at", "rain_date", "audience",
)  # fmt: skip
# What only coordinators read: an edit is kept at once.
HELD = ("expected", "visitors", "closure", "closure_from", "closure_to", "permit", "consent")
LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


# Public lists: soonest first.
LISTED = ("starts_at", "title", "public_id")


def new_public_id() -> str:
    """Draw a name that tells nothing, not even how many gatherings there are."""
    return "".join(secrets.choice(LETTERS) for _ in range(10))


def _shown(*fields: str, name: str) -> models.Index:
    return models.Index(fields=fields, name=name, condition=models.Q(shown=True))


class Gathering(models.Model):
    """One gathering on one night."""

    city = models.ForeignKey(City, models.PROTECT, related_name="gatherings")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCONFIRMED)

    title = models.CharField(max_length=80)
    about = models.TextField(max_length=1000, blank=True)
    link = models.URLField(max_length=300, blank=True)
    address = models.CharField(max_length=120)
    block = models.CharField(max_length=120)
    place = models.CharField(max_length=60, blank=True)
    zip_code = models.CharField(max_length=5, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    kinds = WordsField(max_length=200)
    languages = WordsField(max_length=200, default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rain_date = models.DateField(null=True, blank=True)
    audience = models.CharField(
        max_length=12, choices=Audience.choices, default=Audience.NEIGHBOURS
    )

    expected = models.PositiveIntegerField(null=True, blank=True)
    visitors = WordsField(max_length=200, default=list)
    closure = models.BooleanField(default=False)
    closure_from = models.CharField(max_length=80, blank=True)
    closure_to = models.CharField(max_length=80, blank=True)
    permit = models.CharField(max_length=200, blank=True)
    consent = models.PositiveSmallIntegerField(null=True, blank=True)

    county = models.CharField(max_length=60, blank=True)
    area_id = models.CharField(max_length=40, blank=True)
    pending = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    reason = models.TextField(max_length=1000, blank=True)
    last_year = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    shown = models.BooleanField(default=False)
    shown_place = models.CharField(max_length=200, blank=True)
    shown_lon = models.FloatField(null=True, blank=True)
    shown_lat = models.FloatField(null=True, blank=True)

    class Meta:
        """What lists ask for first."""

        ordering = ("starts_at", "title", "pk")
        indexes = (
            # Of what is shown alone, in the order of lists: a page is read, not sorted out.
            _shown("city", *LISTED, name="shown_in_city"),
            _shown("city", "area_id", *LISTED, name="shown_in_area"),
            # All that counts by kind and lists of counties look at, so that no row is fetched.
            _shown("city", "county", "area_id", "kinds", "languages", "shown", name="shown_counts"),
            _shown("city", "shown_lat", "shown_lon", name="shown_near"),
            models.Index(fields=["city", "state", "submitted_at"], name="queue"),
            models.Index(fields=["city", "block"], name="same_block"),
        )

    def __str__(self) -> str:
        return f"gathering {self.public_id}"

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:
        """Remember whether it was shown, so that saving it can tell what the public lost."""
        made = super().from_db(db, field_names, values)
        made.was_shown = made.__dict__.get("shown", True)
        return made

    was_shown = False

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what the public may see worked out anew."""
        show_place(self)
        super().save(*args, **kwargs)
        if self.shown or self.was_shown:
            self.city.show_anew()
        self.was_shown = self.shown
