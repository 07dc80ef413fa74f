"""What somebody who looks for a gathering asks, read from the page's address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nightout.web.find.choose import QuickSelect
from nightout.web.gatherings.forms.days import DayField
from nightout.web.gatherings.forms.lines import LineField, clean_line
from nightout.web.gatherings.models import City
from nightout.web.gatherings.public import Near, Wish
from nightout.web.gatherings.words import Kind, Language
from nightout.web.gatherings.zips import find_zip

__all__ = ["Ask"]

ANY = ("", _("Any"))
MILES = [
    ("", _("in this ZIP code")),
    *((str(n), format_lazy(_("within {miles} miles"), miles=n)) for n in (2, 5, 10)),
]
NEARBY = "2"


class Ask(forms.Form):
    """Words, date, kind, language, county, beat, ZIP code, and how near a point."""

    words = LineField(label=_("Words"), required=False, max_length=60)
    day = DayField(label=_("Date"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[ANY, *Kind.choices], required=False, widget=QuickSelect
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[ANY, *Language.choices],
        required=False,
        widget=QuickSelect,
    )
    # Any text is asked for as it is: a calendar of a beat stays subscribed when nothing is there.
    county = LineField(label=_("County"), required=False, max_length=60, widget=QuickSelect)
    area = LineField(label=_("Beat"), required=False, max_length=40, widget=QuickSelect)
    zip = LineField(
        label=_("ZIP code"),
        required=False,
        max_length=5,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    miles = forms.ChoiceField(
        label=_("How near"), choices=MILES, required=False, widget=QuickSelect
    )
    lat = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput({"data-lat": ""})
    )
    lon = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput({"data-lon": ""})
    )

    def __init__(self, data: Any, city: City) -> None:
        super().__init__(_with_circle(data))
        self.city = city

    def offer(self, counties: Sequence[str], areas: Sequence[str]) -> Ask:
        """Offer the counties and beats that there are, and whichever was asked for."""
        for name, values in (("county", counties), ("area", areas)):
            asked = clean_line(self.data.get(name, ""))[:60]
            offered = dict.fromkeys((*values, *([asked] if asked else ())))
            self.fields[name].widget.choices = [ANY, *((one, one) for one in offered)]
        return self

    def clean_zip(self) -> str:
        """Refuse what is no ZIP code; the table of them comes with the program."""
        code = str(self.cleaned_data["zip"])
        if code and find_zip(code) is None:
            raise forms.ValidationError(_("There is no such ZIP code. Write five digits."))
        return code

    @property
    def wish(self) -> Wish:
        """What of it could be read, as a wish; what could not is told beside its field."""
        self.is_valid()
        said = self.cleaned_data
        near = self._near()
        return Wish(
            day=said.get("day"),
            kind=said.get("kind", ""),
            language=said.get("language", ""),
            zip_code="" if near else said.get("zip", ""),
            county=said.get("county", ""),
            area_id=said.get("area", ""),
            words=said.get("words", ""),
            near=near,
        )

    @property
    def is_by_distance(self) -> bool:
        """Whether a point is asked about, so that the nearest comes first."""
        return self.wish.near is not None

    def _near(self) -> Near | None:
        """Give the point asked about: the middle of a ZIP code, or where the browser is."""
        said = self.cleaned_data
        miles = float(said.get("miles") or NEARBY)
        # A ZIP code was typed; where the browser is may still stand there from before.
        if self.data.get("zip"):
            found = find_zip(said.get("zip", "")) if said.get("miles") else None
            return Near(found.lon, found.lat, miles) if found else None
        if said.get("lat") is not None and said.get("lon") is not None:
            return Near(said["lon"], said["lat"], miles)
        return None


def _with_circle(data: Any) -> Any:
    """Say how near, where a point is asked about and that was left open."""
    if not (data.get("lat") and data.get("lon")) or data.get("zip") or data.get("miles"):
        return data
    said = data.copy()
    said["miles"] = NEARBY
    return said
