"""`nightout account`: who may decide about gatherings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["account", "add_to"]


def account(
    site: Annotated[
        Path,
        typer.Argument(metavar="SITE", help="A site folder, or a city folder.", show_default=False),
    ],
    email: Annotated[str, typer.Argument(help="The coordinator's e-mail address.")],
    city: Annotated[
        list[str] | None,
        typer.Option(help="Short name of a city; repeat for several. All cities if absent."),
    ] = None,
    close: Annotated[
        bool, typer.Option("--close", help="Shut the account instead: it can sign in no more.")
    ] = False,
) -> None:
    """Invite a coordinator, or shut an account.

    Prints a link that works once, for seven days, and lets its reader set a password. Run it again
    for a new link when a password is forgotten.
    """
    from nightout.cli.extras import need_extra
    from nightout.cli.output import note

    need_extra("site", "django")
    from nightout.web.prepare import open_django, prepare_site

    prepare_site(open_django(site))
    from nightout.web.accounts.invite import invite, shut
    from nightout.web.gatherings.models import City

    if close:
        shut(email=email)
        note(f"{email} can sign in no more.")
        return
    typer.echo(invite(email=email, cities=City.named(city or [])))
    note("Send this link to nobody else; it works once, for seven days.")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("account")(account)
