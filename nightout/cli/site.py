"""`nightout backup`, `restore`, `erase` and `letters`: keeping a site, and not for too long."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["add_to", "backup", "erase", "letters", "restore"]

SiteDir = Annotated[
    Path,
    typer.Argument(metavar="SITE", help="A site folder, or a city folder.", show_default=False),
]


def backup(
    site: SiteDir,
    file: Annotated[Path, typer.Argument(help="The .zip to write.", show_default=False)],
) -> None:
    """Back a site up while it is used: its database, settings and key, of one moment.

    It holds contacts and the key that signs links: keep it as safe as the site. City folders are
    not in it; copy them as they are.
    """
    from nightout.cli.extras import need_extra
    from nightout.cli.output import note

    need_extra("site", "django")
    from nightout.web.backup.save import save_backup
    from nightout.web.prepare import open_django

    counts = save_backup(open_django(site), file)
    note(f"{file}: {sum(counts.values()):,} rows of {len(counts)} tables.")


def restore(
    file: Annotated[Path, typer.Argument(help="What `nightout backup` wrote.", show_default=False)],
    site: Annotated[
        Path,
        typer.Argument(metavar="SITE", help="A site folder, or a city folder.", show_default=False),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite the database that is there.")
    ] = False,
) -> None:
    """Bring a backup back, checked whole before anything is touched. Stop the site first."""
    import os

    from nightout.cli.extras import need_extra
    from nightout.cli.output import note

    need_extra("site", "django")
    from nightout.web.backup.bring_back import bring_back
    from nightout.web.folder import site_folder
    from nightout.web.prepare import open_django, prepare_site

    if os.environ.get("DATABASE_URL"):
        prepare_site(open_django(site))
    counts = bring_back(file, site, replace=replace)
    note(f"Restored {sum(counts.values()):,} rows of {len(counts)} tables to {site_folder(site)}.")


def erase(site: SiteDir) -> None:
    """Erase contacts, notes and links whose time is over; a served site does it every hour.

    How long a contact stays is a rule of its city. What was never confirmed goes after two days.
    """
    from nightout.cli.extras import need_extra
    from nightout.cli.output import note

    need_extra("site", "django")
    from nightout.web.prepare import open_django, prepare_site

    prepare_site(open_django(site))
    from nightout.web.gatherings.actions import erase_old
    from nightout.web.gatherings.models import City

    for city in City.objects.all():
        gone = erase_old(city=city)
        note(
            f"{city.name}: {gone.contacts} contacts, {gone.notes} notes and {gone.unconfirmed} "
            "unconfirmed registrations erased."
        )


def letters(site: SiteDir) -> None:
    """Send the letters that could not leave when written; a served site does it itself."""
    from nightout.cli.extras import need_extra
    from nightout.cli.output import note

    need_extra("site", "django")
    from nightout.web.prepare import open_django, prepare_site

    prepare_site(open_django(site))
    from nightout.web.gatherings.letters.send import send_waiting

    n_sent, n_waiting = send_waiting()
    note(f"{n_sent} letters left; {n_waiting} wait.")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (backup, restore, erase, letters):
        app.command(command.__name__)(command)
