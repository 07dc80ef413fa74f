"""Bringing a site into the shape that this version needs: tables, cities, static files."""

from __future__ import annotations

import atexit
import datetime as dt
import gc
import os
import shutil
from pathlib import Path

from nightout.web.address import last_address
from nightout.web.backup.swap import finish_swap
from nightout.web.folder import Site, open_site, site_folder

__all__ = ["open_django", "prepare_site", "warm_up"]

TUESDAY = 1


def open_django(folder: Path, *, url: str = "") -> Site:
    """Let Django work on a site folder, in this process and those it starts.

    A restore that was killed once it was decided is finished first.

    Parameters
    ----------
    folder
        A site folder, or a city folder.
    url
        Where the site is served, if its settings do not say how people reach it; where it was
        last, if left out.
    """
    import django

    finish_swap(site_folder(folder))
    site = open_site(folder)
    os.environ["NIGHTOUT_SITE"] = str(site.folder.resolve())
    os.environ["NIGHTOUT_URL"] = url or last_address(site.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "nightout.web.settings"
    django.setup()
    return site


def prepare_site(site: Site) -> None:
    """Migrate the database, enter new cities, gather static files; look at the base map."""
    from django.core.cache import caches
    from django.core.management import call_command

    from nightout.web.database import need_database
    from nightout.web.ground.base_file import check_base_file

    check_base_file(site.folder)
    # The database holds contacts: nobody else on the machine may read it or what lies beside it.
    os.umask(0o077)
    for path in site.folder.glob("site.sqlite3*"):
        path.chmod(0o600)
    need_database()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    shutil.rmtree(caches.settings["public"]["LOCATION"], ignore_errors=True)
    for slug in site.cities:
        _enter_city(site, slug)


def warm_up() -> None:
    """Read addresses, words and templates once, before workers are split off this process.

    Otherwise each of them did so when first asked, 0.15 s during which others wait.
    """
    from django.conf import settings
    from django.db import connections
    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils.translation import override

    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("home")
    folder = Path(settings.TEMPLATES[0]["DIRS"][0])
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))
    # A connection must not be used on both sides of a split.
    connections.close_all()
    # What is here to stay is not looked through again for garbage, which took 40 ms each time.
    gc.freeze()
    # Modules in C expect to be looked through at the end, and complain otherwise.
    atexit.register(gc.unfreeze)


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
