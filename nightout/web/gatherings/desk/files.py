"""Tables in and out of the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nightout.errors import NightoutError
from nightout.web.gatherings.desk.access import at_desk
from nightout.web.gatherings.desk.filters import QueueFilter
from nightout.web.gatherings.files.bring import bring_gatherings
from nightout.web.gatherings.files.columns import COLUMNS, as_row
from nightout.web.gatherings.files.read import read_table
from nightout.web.gatherings.files.refusals import say_refusal
from nightout.web.gatherings.files.write import write_csv, write_workbook
from nightout.web.gatherings.models import Audit, City

__all__ = ["bring", "give"]

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TableForm(forms.Form):
    """A table, and whether its gatherings are approved."""

    table = forms.FileField(
        label=gettext_lazy("Table (.csv or .xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    approved = forms.BooleanField(label=gettext_lazy("They are approved already"), required=False)


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Any, city: City) -> HttpResponse:
    """Import a table: all of it, or nothing and a list of what to mend."""
    form = TableForm(request.POST or None, request.FILES or None)
    words: dict[str, Any] = {"city": city, "form": form, "columns": COLUMNS}
    status = 200
    if getattr(request, "upload_too_large", False):
        most = settings.UPLOAD_MAX_BYTES // 1_000_000
        form = words["form"] = TableForm({}, {})
        form.errors["table"] = [_("The file is larger than %(most)d MB.") % {"most": most}]
        status = 413
    elif request.method == "POST" and form.is_valid():
        try:
            table = read_table(form.cleaned_data["table"])
        except NightoutError as error:
            form.add_error("table", say_refusal(error))
        else:
            words["unknown"] = table.unknown
            words["brought"] = bring_gatherings(
                city=city, table=table, by=request.user, approved=form.cleaned_data["approved"]
            )
    if form.errors or (words.get("brought") and words["brought"].faults):
        status = status if status > 400 else 422
    return render(request, "desk/import.html", words, status=status)


@at_desk
@require_safe
def give(request: Any, city: City, ending: str) -> HttpResponse:
    """Export what the filter lists, contacts and all: it is for coordinators."""
    if ending not in TYPES:
        raise Http404
    found = QueueFilter(request.GET or {"state": ""}, city=city).rows()
    rows = [as_row(one) for one in found.select_related("city", "host")]
    if ending == "csv":
        body = write_csv(COLUMNS, rows)
    else:
        body = write_workbook("gatherings", COLUMNS, rows)
    Audit.objects.create(action=f"export {len(rows)}", city=city, account=request.user)
    response = HttpResponse(body, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="gatherings-{city.slug}.{ending}"'
    return response
