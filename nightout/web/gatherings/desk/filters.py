"""What a coordinator asks the queue for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nightout.web.gatherings.forms.days import DayField
from nightout.web.gatherings.forms.lines import LineField
from nightout.web.gatherings.models import City, Gathering
from nightout.web.gatherings.states import State
from nightout.web.gatherings.words import Kind

__all__ = ["QueueFilter"]

WAITING = "waiting"
STATES = [
    ("", _("All")),
    (WAITING, _("Waiting for me")),
    *(one for one in State.choices if one[0] != State.UNCONFIRMED),
]


class QueueFilter(forms.Form):
    """State, kind, beat, closure, night, and words in the title, address or host's name."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All")), *Kind.choices], required=False
    )
    area = forms.ChoiceField(label=_("Beat"), required=False)
    day = DayField(label=_("Date"), required=False)
    words = LineField(label=_("Words"), required=False, max_length=60)
    closure = forms.BooleanField(label=_("Street closures only"), required=False)

    def __init__(self, data: Any, *, city: City) -> None:
        super().__init__(data if data else {"state": WAITING})
        self.city = city
        areas = (
            Gathering.objects.filter(city=city)
            .exclude(area_id="")
            .order_by("area_id")
            .values_list("area_id", flat=True)
            .distinct()
        )
        self.fields["area"].choices = [("", _("All")), *((one, one) for one in areas)]

    def rows(self) -> QuerySet[Gathering]:
        """Give the gatherings that fit, those waiting longest first."""
        said = self.cleaned_data if self.is_valid() else {}
        rows = Gathering.objects.filter(city=self.city).exclude(state=State.UNCONFIRMED)
        rows = _in_state(rows, said.get("state", ""))
        if said.get("kind"):
            rows = rows.filter(kinds__has=said["kind"])
        if said.get("area"):
            rows = rows.filter(area_id=said["area"])
        if said.get("closure"):
            rows = rows.filter(closure=True)
        if said.get("day"):
            rows = rows.filter(starts_at__date=said["day"])
        for word in said.get("words", "").split()[:5]:
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(address__icontains=word)
                | Q(host__name__icontains=word)
            )
        return rows.select_related("host").order_by("submitted_at", "pk")


def _in_state(rows: QuerySet[Gathering], state: str) -> QuerySet[Gathering]:
    if state == WAITING:
        return rows.filter(Q(state=State.PENDING) | Q(pending__isnull=False))
    return rows.filter(state=state) if state else rows
