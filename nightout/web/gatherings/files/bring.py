"""Bringing a table of gatherings in: every row is checked, and all land or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from nightout.web.gatherings.actions.change import record
from nightout.web.gatherings.actions.fill import fill
from nightout.web.gatherings.files.read import Table
from nightout.web.gatherings.forms.register import GatheringForm
from nightout.web.gatherings.leaks import list_leaks
from nightout.web.gatherings.models import Audit, City, Gathering, Host
from nightout.web.gatherings.states import LIVE, State
from nightout.web.gatherings.words import Audience, Kind, Visitor

__all__ = ["Brought", "Fault", "bring_gatherings"]

LISTS = ("kinds", "languages", "visitors")
TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p", "%I:%M%p")
# Whatever the coordinator's language: in Spanish a form would read 8/3 as March 8.
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")
TRUE = ("yes", "y", "true", "1", "x", "sí", "si")
MOST_FAULTS = 100
AUDIENCES = {"neighbors": Audience.NEIGHBOURS, "everybody": Audience.PUBLIC}
BY_LABEL = {
    name.replace("_", " "): value
    for words in (Kind, Visitor)
    for value, name in zip(words.values, map(str.lower, words.names), strict=True)
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell; rows are numbered as in a spreadsheet."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Brought:
    """What came of an import; with faults, nothing landed.

    `held` names those that wait for review although the table was said to be approved, as their
    text seems to tell what it should not. `n_unreachable` counts the hosts who have no e-mail
    address, and of whom nothing else was kept.
    """

    n_new: int
    n_known: int
    faults: tuple[Fault, ...]
    held: tuple[str, ...] = ()
    n_unreachable: int = 0


class BroughtForm(GatheringForm):
    """A row of a table: a host need not be known, nor a ZIP code; days may be over."""

    DEADLINES = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "email", "zip_code"):
            self.fields[name].required = False

    def clean_zip_code(self) -> str:
        """Check a ZIP code that is given."""
        return super().clean_zip_code() if self.cleaned_data["zip_code"] else ""


def bring_gatherings(
    *, city: City, table: Table, by: Any = None, approved: bool = False
) -> Brought:
    """Bring gatherings in. One of the same name, address and start is there already.

    Parameters
    ----------
    city
        Whose they are.
    table
        As `read_table` gives it.
    by
        The account that brings them.
    approved
        Whether they are approved; otherwise they wait for review, as does each whose text seems
        to tell a contact or a hidden house. Hosts get no letters.
    """
    forms = [(row, BroughtForm(_as_form(city, cells), city=city)) for row, cells in table.rows]
    faults = [fault for row, form in forms for fault in _faults(row, form)]
    if faults:
        return Brought(0, 0, tuple(faults[:MOST_FAULTS]))
    with transaction.atomic():
        known = _known(city)
        n_new, n_unreachable, held = 0, 0, []
        for _row, form in forms:
            values = form.values()
            key = _key(values)
            if key not in known:
                known.add(key)
                leaks = approved and list_leaks(values)
                held += [f"{values['title']}: {leaks[0]}"] if leaks else []
                contact = form.contact()
                n_unreachable += not contact["email"] and any(contact.values())
                added = _add(city, values, contact, approved and not leaks)
                record("import", gathering=added, by=by)
                n_new += 1
        Audit.objects.create(action=f"import {n_new}", city=city, account=by)
    return Brought(n_new, len(forms) - n_new, (), tuple(held), n_unreachable)


def _add(city: City, values: dict[str, Any], contact: dict[str, str], approved: bool) -> Gathering:
    now = timezone.now()
    state = State.APPROVED if approved else State.PENDING
    gathering = Gathering(
        city=city, state=state, submitted_at=now, approved_at=now if approved else None
    )
    fill(gathering, values)
    gathering.save()
    if contact["email"]:
        Host.objects.create(gathering=gathering, **contact)
    return gathering


def _known(city: City) -> set[tuple[Any, ...]]:
    rows = Gathering.objects.filter(city=city, state__in=LIVE)
    return {_key(row) for row in rows.values("title", "address", "starts_at")}


def _key(values: dict[str, Any]) -> tuple[Any, ...]:
    return values["title"].casefold(), values["address"].casefold(), values["starts_at"]


def _faults(row: int, form: GatheringForm) -> Iterator[Fault]:
    for column, texts in form.errors.items():
        way = _ways(form, column)
        yield from (Fault(row, str(column), f"{text}{way}") for text in texts)


def _ways(form: GatheringForm, column: str) -> str:
    """Name what a cell may hold, where it is one of a few words, a day or a time."""
    if column in ("starts", "ends"):
        return f" {_('Write it as 18:00 or 6:00 PM.')}"
    if column in ("day", "rain_date"):
        return f" {_('Write it as 2027-08-03 or 8/3/2027.')}"
    choices = getattr(form.fields.get(column), "choices", ())
    named = ", ".join(str(value) for value, _label in choices if value)
    return f" {_('One of: %(words)s.') % {'words': named}}" if named else ""


def _as_form(city: City, cells: dict[str, str]) -> QueryDict:
    """Say a row as the form would have been sent."""
    data = QueryDict(mutable=True)
    starts, ends = _clock(cells.get("starts", "")), _clock(cells.get("ends", ""))
    audience = cells.get("audience", "").casefold()
    words = {
        **{name: cells.get(name, "") for name in GatheringForm.base_fields if name not in LISTS},
        "audience": AUDIENCES.get(audience, audience) or Audience.NEIGHBOURS,
        "day": _day(cells.get("day", "")) or starts[0] or city.night.isoformat(),
        "rain_date": _day(cells.get("rain_date", "")),
        "starts": starts[1],
        "ends": ends[1],
        **{name: cells.get(f"host_{name}", "") for name in GatheringForm.CONTACT},
    }
    for name, value in words.items():
        data[name] = value
    if cells.get("closure", "").lower() not in TRUE:
        del data["closure"]
    for name in LISTS:
        data.setlist(name, _list(cells.get(name, "")))
    if not data.getlist("kinds"):
        data["kinds"] = Kind.OTHER
    return data


def _list(cell: str) -> list[str]:
    parts = cell.replace("|", ";").replace(",", ";").split(";")
    return [BY_LABEL.get(part.strip().casefold(), part.strip()) for part in parts if part.strip()]


def _day(cell: str) -> str:
    """Read 2027-08-03, with or without an hour, or 8/3/2027."""
    text = cell.replace("T", " ").partition(" ")[0]
    for shape in DAYS:
        try:
            return dt.datetime.strptime(text, shape).date().isoformat()
        except ValueError:
            continue
    return cell


def _clock(cell: str) -> tuple[str, str]:
    """Read 18:00, 6:00 PM, 2021-08-03 18:00 or 8/3/2021 6:00 PM: the day if said, and the time."""
    text = cell.replace("T", " ").strip()
    day, _blank, rest = text.partition(" ")
    if "-" not in day and "/" not in day:
        day, rest = "", text
    for shape in TIMES:
        try:
            return _day(day), f"{dt.datetime.strptime(rest.strip().upper(), shape):%H:%M}"
        except ValueError:
            continue
    return _day(day), rest
