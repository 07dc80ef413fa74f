"""Lateness as one page that needs nothing but itself: pictures, tables, terms and notes."""

from __future__ import annotations

import html
from collections.abc import Sequence

from nightout.cli.lag_picture import draw_ages, draw_weeks
from nightout.cli.lag_text import AGES, rests_on, say_counts, say_days, say_share
from nightout.compare import LagAnswer

__all__ = ["make_lag_page"]

STYLE = """
:root{color-scheme:light dark;--ink:#1b2443;--paper:#fffefb;--muted:#545c77;--rule:#d9d3c4;
--band:#dde2f1;--bar:#b9c2df;--now:#23346a}
@media(prefers-color-scheme:dark){:root{--ink:#f3eddf;--paper:#11172a;--muted:#b7bdd3;
--rule:#313b63;--band:#2c3762;--bar:#48548a;--now:#f6c65b}}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;
max-width:56rem;padding:1rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin:2rem 0 .3rem}
h3{font-size:1rem;margin:1.2rem 0 .3rem}
p,li{max-width:42rem}figure{margin:0 0 1rem}figcaption{font-size:.9rem}.terms{color:var(--muted)}
.wide{overflow-x:auto}
svg{display:block;width:100%;min-width:30rem;max-width:46rem;height:auto}
svg text{font:13px system-ui,sans-serif;fill:var(--ink)}svg .small{fill:var(--muted)}
.grid{stroke:var(--rule)}.bar{fill:var(--bar)}.band{fill:var(--band)}
.line{fill:none;stroke:var(--now);stroke-width:2.5}
.whisker{stroke:var(--now);stroke-width:2.5}
.dot{fill:var(--paper);stroke:var(--now);stroke-width:2.5}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--rule);padding:.25rem .6rem;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}
@media print{body{max-width:none;padding:0}figure,tr{break-inside:avoid}}
"""


def make_lag_page(answers: Sequence[LagAnswer]) -> str:
    """Make one HTML page of the answers, a section each; pictures are drawn in the page."""
    first = answers[0].terms
    made_up = " (made up)" if first.made_up else ""
    title = html.escape(f"Is it real, or are reports late? {first.place}{made_up}")
    sections = "\n".join(_section(one) for one in answers)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n"
        f"<body><main><h1>{title}</h1>\n{sections}\n</main></body></html>\n"
    )


def _section(answer: LagAnswer) -> str:
    measure = answer.terms.measure
    parts = [
        f"<h2>{html.escape(measure.title)}</h2>",
        f'<p class="terms">{html.escape(rests_on(answer))}</p>',
        "<h3>Weeks, as known and as they will be</h3>",
        _figure(draw_weeks(answer.weeks), "bars: known now; dots with lines: nowcast, 90%"),
        _week_table(answer),
    ]
    if any(one.share for one in answer.ages):
        parts += [
            "<h3>How complete a day is by its age</h3>",
            _figure(draw_ages(answer.ages), "share of the settled count that is known; band: 90%"),
            _age_table(answer),
        ]
    if answer.delays:
        parts += ["<h3>How late reports come</h3>", _delay_table(answer)]
    notes = (*answer.notes, f"What this cannot show: {measure.cannot_show}")
    listed = "".join(f"<li>{html.escape(one)}</li>" for one in notes)
    return "\n".join([*parts, f"<ul>{listed}</ul>"])


def _figure(svg: str, caption: str) -> str:
    said = f'<figcaption class="terms">{html.escape(caption)}</figcaption>'
    return f'<figure><div class="wide">{svg}</div>{said}</figure>'


def _week_table(answer: LagAnswer) -> str:
    rows = [
        [
            f"{one.days.start} to {one.days.through}",
            "hidden" if one.is_hidden else f"{one.n:,}",
            "–" if one.is_hidden else say_share(one.complete),
            "–" if one.is_hidden else say_counts(one.nowcast),
        ]
        for one in answer.weeks
    ]
    return _table(["week", "known", "complete (90%)", "nowcast (90%)"], rows)


def _age_table(answer: LagAnswer) -> str:
    shown = (one for one in answer.ages if one.age_days in AGES and one.share)
    rows = [[f"{one.age_days} days", say_share(one.share)] for one in shown]
    return _table(["age", "complete (90%)"], rows)


def _delay_table(answer: LagAnswer) -> str:
    rows = [
        [
            (one.group or f"{answer.by} not stated") if i else answer.terms.place,
            f"{one.n:,}",
            *("–" if s is None else f"{s:.0%}" for s in (one.at_once, one.in_week, one.in_month)),
            *(say_days(days) for days in (one.median, one.p90, one.p95, one.p99)),
        ]
        for i, one in enumerate(answer.delays)
    ]
    names = ["", "records", "known at once", "in 7 days", "in 28 days"]
    return _table([*names, "half by (days)", "90% by", "95% by", "99% by"], rows)


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in names)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="Table of figures"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
