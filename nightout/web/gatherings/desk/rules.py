"""The rules of a city's night, which its coordinators set."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nightout.web.gatherings.desk.access import at_desk
from nightout.web.gatherings.forms.days import DayField
from nightout.web.gatherings.forms.lines import LineField
from nightout.web.gatherings.models import Audit, City

__all__ = ["rules", "set_rules"]


class RulesForm(forms.ModelForm):
    """Night, deadlines, what a closure needs, how long contacts stay."""

    event = LineField(label=gettext_lazy("Name of the event"), max_length=80)
    night = DayField(label=gettext_lazy("Night"))
    register_by = DayField(label=gettext_lazy("Last day to register"), required=False)
    closure_by = DayField(
        label=gettext_lazy("Last day to ask for a street closure"), required=False
    )

    class Meta:
        """The columns, and their words."""

        model = City
        fields = (
            "event", "night", "opens", "closes", "state", "register_by", "closure_by",
            "closure_consent_percent", "retention_days",
        )  # fmt: skip
        labels: ClassVar = {
            "opens": gettext_lazy("Usual start"),
            "closes": gettext_lazy("Usual end"),
            "state": gettext_lazy("State (two letters)"),
            "closure_consent_percent": gettext_lazy("Households that must agree, in percent"),
            "retention_days": gettext_lazy("Days after which contacts are erased"),
        }
        widgets: ClassVar = {
            name: forms.TimeInput({"type": "time"}, "%H:%M") for name in ("opens", "closes")
        }

    def clean_night(self) -> dt.date:
        """Take a night to come; one that is over stays as it was while other rules change."""
        night: dt.date = self.cleaned_data["night"]
        if "night" in self.changed_data and night < self.instance.today():
            raise forms.ValidationError(_("This day is over."))
        return night

    def clean_state(self) -> str:
        """Two capital letters, or nothing."""
        return str(self.cleaned_data["state"]).upper()

    def clean(self) -> dict[str, Any]:
        """Deadlines lie before the night."""
        said = super().clean() or self.cleaned_data
        for name in ("register_by", "closure_by"):
            if said.get(name) and said.get("night") and said[name] > said["night"]:
                self.add_error(name, _("This is after the night itself."))
        return said


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: Any, city: City) -> HttpResponse:
    """Show the rules, and change them."""
    form = RulesForm(request.POST or None, instance=city)
    if request.method == "POST" and form.is_valid():
        set_rules(form=form, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("desk:rules", city.slug)
    # The form has written what was typed into its copy of the city; the page shows what is kept.
    kept = City.objects.get(pk=city.pk)
    return render(request, "desk/rules.html", {"city": kept, "form": form})


@transaction.atomic
def set_rules(*, form: Any, by: Any) -> City:
    """Keep the rules of a city's night, with a line in the audit trail."""
    city: City = form.save()
    Audit.objects.create(
        action="rules", city=city, account=by, fields=" ".join(sorted(form.changed_data))
    )
    return city
