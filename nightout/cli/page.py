"""An answer as one page that needs nothing but itself: pictures, rows, notes and terms."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from typing import Any

__all__ = ["make_page"]

# Longer than an instant or an id: a sentence, which may break.
LONGEST_WHOLE = 40
STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;color:#1b2443;background:#fff;max-width:64rem;
margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25}
figure{margin:1.2rem 0;break-inside:avoid}
figcaption{margin-top:.4rem;max-width:46rem}
/* On a phone a picture is moved sideways rather than read with a glass. */
svg{display:block;width:100%;min-width:42rem;height:auto}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:right;white-space:nowrap}
td.text,th.text{text-align:left}
td.long{white-space:normal;min-width:14rem}
dl{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.2rem 1rem;font-size:.9rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
@media(max-width:30rem){dl{display:block}dd{margin:0 0 .4rem}}
"""


def make_page(
    title: str,
    terms: dict[str, Any],
    rows: Sequence[dict[str, Any]],
    notes: Sequence[str],
    *,
    pictures: Sequence[tuple[str, str]] = (),
    cell: Callable[[Any], str],
) -> str:
    """Make the page; `pictures` are captions with their SVG, `cell` writes one value."""
    made_up = "<p><strong>Made up: nothing here happened.</strong></p>\n"
    figures = "".join(
        f'<figure><div class="wide">{svg}</div>'
        f"<figcaption>{html.escape(caption)}</figcaption></figure>\n"
        for caption, svg in pictures
    )
    listed = "".join(f"<li>{html.escape(one)}</li>" for one in notes)
    told = "".join(
        f"<dt>{html.escape(_name(name))}</dt><dd>{html.escape(_say(value, cell))}</dd>"
        for name, value in terms.items()
        if value not in (None, [], "")
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title>\n<style>{STYLE}</style></head>\n"
        f"<body><main><h1>{html.escape(title)}</h1>\n"
        f"{made_up if terms.get('made_up') is True else ''}{figures}"
        f"{_table(rows, cell)}\n<ul>{listed}</ul>\n<h2>Terms</h2><dl>{told}</dl>"
        "</main></body></html>\n"
    )


def _table(rows: Sequence[dict[str, Any]], cell: Callable[[Any], str]) -> str:
    if not rows:
        return ""
    kinds = {name: _kind(row[name] for row in rows) for name in rows[0]}
    head = _line("th", {name: _name(name) for name in rows[0]}, kinds)
    told = ({name: _value(name, one, cell) for name, one in row.items()} for row in rows)
    body = "\n".join(_line("td", row, kinds) for row in told)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="Table of figures"><table>'
        f"<thead>{head}</thead>\n<tbody>{body}</tbody></table></div>"
    )


def _kind(column: Iterable[Any]) -> str:
    """Name what a column holds as the style does; sentences may break, all else stands whole."""
    longest = max((len(one) for one in column if isinstance(one, str)), default=None)
    if longest is None:
        return "number"
    return "text" if longest <= LONGEST_WHOLE else "text long"


def _line(tag: str, cells: dict[str, str], kinds: dict[str, str]) -> str:
    told = (
        f'<{tag} class="{kinds[name]}">{html.escape(value)}</{tag}>'
        for name, value in cells.items()
    )
    return f"<tr>{''.join(told)}</tr>"


def _name(name: str) -> str:
    return name.replace("_", " ")


def _value(name: str, value: Any, cell: Callable[[Any], str]) -> str:
    """Write a value; a year is no thousand."""
    is_year = "year" in name and isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_year else cell(value)


def _say(value: Any, cell: Callable[[Any], str]) -> str:
    """Write a term: lists and named values in words, not as code."""
    if isinstance(value, dict):
        return "; ".join(f"{_name(str(k))}: {_value(str(k), v, cell)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_say(one, str) for one in value)
    return cell(value)
