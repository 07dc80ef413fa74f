"""Bringing a site into the shape that this version needs: tables, cities, static files."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from nightout.web.folder import Site, open_site

__all__ = ["open_django", "prepare_site"]

TUESDAY = 1


def open_django(folder: Path, *, url: str = "http://127.0.0.1:8000") -> Site:
    """Let Django work on a site folder, in this process and those it starts.

    Parameters
    ----------
    folder
        A site folder, or a city folder.
    url
        Where the site is served, if its settings do not say how people reach it.
    """
    import django

    site = open_site(folder)
    os.environ["NIGHTOUT_SITE"] = str(site.folder.resolve())
    os.environ["NIGHTOUT_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "nightout.web.settings"
    django.setup()
    return site


def prepare_site(site: Site) -> None:
    """Migrate the database, enter new cities, gather static files; look at the base map."""
    from django.core.management import call_command

    from nightout.web.ground.base_file import check_base_file

    check_base_file(site.folder)
    # The database holds contacts: nobody else on the machine may read it or what lies beside it.
    os.umask(0o077)
    for path in site.folder.glob("site.sqlite3*"):
        path.chmod(0o600)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for slug in site.cities:
        _enter_city(site, slug)


def _enter_city(site: Site, slug: str) -> None:
    """Enter a city that is new, or take over what changed in its folder."""
    from nightout.web.gatherings.areas import bounds_of, first_kind
    from nightout.web.gatherings.models import City

    folder = site.city(slug)
    kind = first_kind(folder)
    told = {
        "name": folder.name,
        "zone": folder.zone.key,
        "made_up": folder.made_up,
        "area_kind": kind,
    }
    bounds = bounds_of(folder, kind)
    if bounds is not None:
        told |= dict(zip(("west", "south", "east", "north"), bounds, strict=True))
    City.objects.update_or_create(
        slug=slug, defaults=told, create_defaults=told | {"night": next_night(folder.today())}
    )


def next_night(today: dt.date) -> dt.date:
    """Give the next first Tuesday of August, when most cities hold their night."""
    for year in (today.year, today.year + 1):
        first = dt.date(year, 8, 1)
        night = first + dt.timedelta(days=(TUESDAY - first.weekday()) % 7)
        if night >= today:
            return night
    raise AssertionError("a year has an August")
