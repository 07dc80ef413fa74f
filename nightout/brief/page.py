"""The brief as one page of HTML that needs nothing else: no network, no script."""

from __future__ import annotations

from importlib.resources import files
from types import SimpleNamespace

from nightout.brief import palette
from nightout.brief.document import Document, as_plain

__all__ = ["render_page"]


def render_page(document: Document) -> str:
    """Set a document as a page of HTML."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("nightout.brief", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (files("nightout.brief") / "page.css").read_text("utf-8")
    return environment.get_template("page.html").render(
        it=SimpleNamespace(**as_plain(document)),
        style=Markup(style),  # noqa: S704  our own file
        palette=palette,
    )
