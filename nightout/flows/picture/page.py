"""One page that says it all: title, notice, pictures, table and terms, with nothing to fetch."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["make_page"]

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff;max-width:70rem;margin:0 auto;
padding:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.1rem;margin:1.5rem 0 .3rem}
.notice{border-left:6px solid #111;padding:.3rem .8rem;margin:1rem 0;font-weight:600}
.wide{overflow-x:auto}
figure{margin:1rem 0;break-inside:avoid}
figcaption{font-weight:600;margin-bottom:.3rem}
svg{display:block;width:100%;height:auto}
svg.map{min-width:680px}
svg.ranking,svg.sankey{max-width:600px}
.land{fill:#f6f6f6;stroke:#8a8a8a;stroke-width:.8}
.market{fill:#c9c9c9;stroke:#111;stroke-width:2}
.covered{fill:url(#hatch);stroke:#333;stroke-width:1.2}
.flow{stroke:#14365c;stroke-width:.8}.sure{fill:#14365c;fill-opacity:.6}
.unsure{fill:#fff;fill-opacity:.45}
.lead{stroke:#777;stroke-width:.7}
.code{font:600 13px system-ui,sans-serif;fill:#111;paint-order:stroke;stroke:#fff;stroke-width:3px}
.heavy{font-weight:800;font-size:15px}
.name{font:13px system-ui,sans-serif;fill:#111}
.whisker{stroke:#111;stroke-width:2}
.dot{fill:#fff;stroke:#111;stroke-width:2.2}
.tick{stroke:#ddd}
.bar{fill:#111}
.band{fill:#7d93ab;fill-opacity:.55;stroke:#14365c;stroke-width:.8}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid #bbb;padding:.25rem .5rem;text-align:right;white-space:nowrap}
th:first-child,td:first-child,.text{text-align:left}
th{vertical-align:bottom}
dl{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.2rem 1rem;font-size:.9rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
@media(max-width:30rem){dl{display:block}dd{margin:0 0 .4rem}}
@media print{body{max-width:none;padding:0;font-size:11pt}svg.map{min-width:0}
.wide{overflow:visible}table{font-size:7.5pt}th,td{padding:1pt 3pt;white-space:normal}
tr{break-inside:avoid}thead{display:table-header-group}}
"""


def make_page(
    title: str,
    terms: dict[str, Any],
    rows: Sequence[dict[str, Any]],
    notes: Sequence[str],
    pictures: Sequence[tuple[str, str]],
) -> str:
    """Make one HTML page that needs nothing but itself.

    Parameters
    ----------
    title
        What the page answers.
    terms
        What the figures rest on; its `notice` stands above everything.
    rows
        The table.
    notes
        What has to be said beside it.
    pictures
        Captions with their SVG; empty ones are left out.
    """
    shown = [(caption, svg) for caption, svg in pictures if svg]
    figures = "".join(
        f'<figure><figcaption>{html.escape(caption)}</figcaption><div class="wide">{svg}</div>'
        "</figure>\n"
        for caption, svg in shown
    )
    listed = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    drawn = any('class="map"' in svg for _, svg in shown)
    facts = terms | ({"outlines": _outline_source()} if drawn else {})
    told = "".join(
        f"<dt>{html.escape(name.replace('_', ' '))}</dt><dd>{html.escape(_cell(value))}</dd>"
        for name, value in facts.items()
        if name != "notice" and value is not None
    )
    notice = html.escape(str(terms["notice"]))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>\n"
        f'<body><main><h1>{html.escape(title)}</h1>\n<p class="notice">{notice}</p>\n'
        f"{figures}<h2>Table</h2>\n{_table(rows)}\n<h2>Notes</h2><ul>{listed}</ul>\n"
        f"<h2>Terms</h2><dl>{told}</dl></main></body></html>\n"
    )


def _table(rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return "<p>No rows.</p>"
    head = "".join(_th(name, value) for name, value in rows[0].items())
    body = "\n".join(
        "<tr>" + "".join(_td(name, value) for name, value in row.items()) + "</tr>" for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="Table of figures"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _th(name: str, value: Any) -> str:
    kind = ' class="text"' if isinstance(value, str) else ""
    return f'<th scope="col"{kind}>{html.escape(name.replace("_", " "))}</th>'


def _td(name: str, value: Any) -> str:
    kind = ' class="text"' if isinstance(value, str) else ""
    said = str(value) if name == "year" else _cell(value)
    return f"<td{kind}>{html.escape(said)}</td>"


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.3g}" if isinstance(value, float) else str(value)


@cache
def _outline_source() -> str:
    text = files("nightout.flows.atlas").joinpath("outlines.json").read_text("utf-8")
    return str(json.loads(text)["provenance"])
