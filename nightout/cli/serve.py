"""`nightout serve`: put a site online."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["add_to", "serve"]


def serve(
    site: Annotated[
        Path,
        typer.Argument(metavar="SITE", help="A site folder, or a city folder.", show_default=False),
    ],
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option(help="Address to listen on; keep it behind a proxy that does TLS.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Processes that answer.")] = 4,
) -> None:
    """Serve a site: register a gathering, approve it, find it.

    A site is a folder with city folders in its `cities`; a city folder alone is served as a site
    of one, whose database lies beside it. The database is migrated first. Ctrl-C stops it.
    """
    from nightout.cli.extras import need_extra
    from nightout.cli.output import note

    need_extra("site", "django", "gunicorn")
    from nightout.web.serve import Serving
    from nightout.web.serve import serve as serve_site

    how = Serving(host, port, workers)
    serve_site(site, how, first=lambda: note(f"{how.url}/   (Ctrl-C stops it)"))


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)
