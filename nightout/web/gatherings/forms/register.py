"""The form of a gathering, for hosts and coordinators alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nightout.web.gatherings.forms.days import DayField
from nightout.web.gatherings.forms.lines import LineField, TextField, WebAddressField
from nightout.web.gatherings.models import City, Gathering
from nightout.web.gatherings.words import Audience, Kind, Language, Visitor
from nightout.web.gatherings.zips import find_zip

__all__ = ["GatheringForm"]

# A party may go on past midnight, but not to the next day's noon.
LATEST_END = dt.time(3, 0)


class GatheringForm(forms.Form):
    """What, where, when, for whom, and what the city has to know."""

    title = LineField(label=_("Name of the gathering"), max_length=80)
    kinds = forms.MultipleChoiceField(
        label=_("What kind of gathering?"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    about = TextField(
        label=_("About it"),
        required=False,
        max_length=1000,
        help_text=_(
            "Everybody can read this once it is approved. Leave out house and phone numbers."
        ),
    )
    link = WebAddressField(label=_("Web address"), required=False, max_length=300)

    address = LineField(
        label=_("Street address"),
        max_length=120,
        help_text=_("House number and street, a park, or a crossing."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    place = LineField(
        label=_("City or town"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    zip_code = LineField(
        label=_("ZIP code"),
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    lon = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    audience = forms.ChoiceField(
        label=_("Who is it for?"), choices=Audience.choices, widget=forms.RadioSelect
    )

    day = DayField(label=_("Date"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    rain_date = DayField(label=_("Rain date"), required=False)

    expected = forms.IntegerField(
        label=_("How many people do you expect?"), required=False, min_value=1, max_value=100_000
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    visitors = forms.MultipleChoiceField(
        label=_("Whom would you like to visit?"),
        choices=Visitor.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A wish is not a promise: there are more gatherings than visitors."),
    )

    closure = forms.BooleanField(label=_("We would like to close the street"), required=False)
    closure_from = LineField(label=_("Closed from"), required=False, max_length=80)
    closure_to = LineField(label=_("Closed to"), required=False, max_length=80)
    consent = forms.IntegerField(
        label=_("Percent of households that agree"), required=False, min_value=0, max_value=100
    )
    permit = LineField(label=_("Note for the permit office"), required=False, max_length=200)

    name = LineField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We send a link to it. It is never shown to the public."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = LineField(
        label=_("Your phone number"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    CONTACT = ("name", "email", "phone")
    DEADLINES = True
    CLOCK = ("day", "starts", "ends")

    def __init__(self, *args: Any, city: City, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city = city

    @classmethod
    def of(cls, gathering: Gathering, data: Any = None, **values: Any) -> GatheringForm:
        """Make the form of a gathering that there is, with other values laid over its own."""
        return cls(data, city=gathering.city, initial=initial_of(gathering) | values)

    def clean_zip_code(self) -> str:
        """Check the ZIP code in the table that comes with the program."""
        code = str(self.cleaned_data["zip_code"])
        if self.city.made_up:
            return code
        found = find_zip(code)
        if found is None:
            raise ValidationError(_("There is no ZIP code %(code)s."), params={"code": code})
        if self.city.state and found.state != self.city.state:
            raise ValidationError(
                _("%(code)s is in %(place)s, %(state)s."),
                params={"code": code, "place": found.place, "state": found.state},
            )
        return code

    def clean_email(self) -> str:
        """One spelling, so that a host finds all gatherings again."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Check what several fields say together."""
        said = super().clean() or self.cleaned_data
        self._check_hours(said)
        self._check_closure(said)
        lon, lat = said.get("lon"), said.get("lat")
        if (lon is None) != (lat is None):
            self.add_error("lon", _("Give both numbers of the pin, or neither."))
        elif lon is not None and lat is not None and not self.city.holds(lon, lat):
            self.add_error("lon", _("The pin lies outside %(city)s.") % {"city": self.city.name})
        return said

    def _late(self, name: str) -> bool:
        """Whether a deadline matters: not for what was said in time and is only said again."""
        return self.DEADLINES and name in self.changed_data

    def _check_hours(self, said: dict[str, Any]) -> None:
        starts, ends, day = said.get("starts"), said.get("ends"), said.get("day")
        if starts and ends and LATEST_END < ends <= starts:
            self.add_error("ends", _("It ends before it begins."))
        if self._late("day") and day and day < self.city.today():
            self.add_error("day", _("This day is over."))
        if day and said.get("rain_date") and said["rain_date"] <= day:
            self.add_error("rain_date", _("The rain date must be later than the day itself."))

    def _check_closure(self, said: dict[str, Any]) -> None:
        if not said.get("closure"):
            return
        if self._late("closure") and not self.city.takes_closures():
            self.add_error("closure", _("It is too late to ask for a street closure."))
        for name in ("closure_from", "closure_to"):
            if not said.get(name):
                self.add_error(name, _("Say between which streets it is to be closed."))
        least = self.city.closure_consent_percent
        if least and (said.get("consent") or 0) < least:
            self.add_error(
                "consent",
                _("The city asks for %(least)d percent of the households.") % {"least": least},
            )

    def values(self) -> dict[str, Any]:
        """Give what a gathering holds: moments with their zone, without the contact."""
        said = self.cleaned_data
        kept = {k: v for k, v in said.items() if k not in (*self.CONTACT, *self.CLOCK)}
        clock, day = self.city.clock, said["day"]
        last = day + dt.timedelta(days=1) if said["ends"] <= said["starts"] else day
        return {
            **kept,
            "starts_at": dt.datetime.combine(day, said["starts"], clock).astimezone(dt.UTC),
            "ends_at": dt.datetime.combine(last, said["ends"], clock).astimezone(dt.UTC),
        }

    def contact(self) -> dict[str, str]:
        """Give how to reach the host."""
        return {name: self.cleaned_data[name] for name in self.CONTACT if name in self.fields}


def initial_of(gathering: Gathering) -> dict[str, Any]:
    """Give what the form of a gathering shows first."""
    clock = gathering.city.clock
    starts, ends = (one.astimezone(clock) for one in (gathering.starts_at, gathering.ends_at))
    values = {
        name: getattr(gathering, name)
        for name in GatheringForm.base_fields
        if hasattr(gathering, name)
    }
    host = getattr(gathering, "host", None)
    contact = {name: getattr(host, name) for name in GatheringForm.CONTACT} if host else {}
    return values | contact | {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
