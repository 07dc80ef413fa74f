"""`nightout measures`: what can be counted, and what each figure means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nightout.cli.options import DATED, Format, FormatOption
from nightout.cli.width import wrap

if TYPE_CHECKING:
    from nightout.records import Measure

__all__ = ["add_to", "measures"]


def measures(
    slug: Annotated[
        str | None, typer.Argument(help="One measure, told in full.", show_default=False)
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List the measures: what is counted, in whose words, and what it cannot show."""
    from nightout.cli.output import Sheet, show
    from nightout.records import find_measure, list_measures

    chosen = list(list_measures().values()) if slug is None else [find_measure(slug)]
    text = "\n".join(_brief(one) for one in chosen) + "\n" if slug is None else _full(chosen[0])
    show(Sheet("measures", {}, [_row(one) for one in chosen], text=text), form)


def _row(measure: Measure) -> dict[str, object]:
    return {
        "measure": measure.slug,
        "title": measure.title,
        "counts": measure.counts,
        "offenses": " ".join(measure.offenses),
        "at_least": " ".join(f"{key}>={least}" for key, least in measure.at_least.items()),
        "date_basis": measure.date_basis,
        "threshold": measure.threshold,
        "definition": measure.definition,
        "whose": measure.whose,
        "cannot_show": measure.cannot_show,
        "reviewed": str(measure.reviewed),
        "review_due": str(measure.review_due),
    }


def _brief(measure: Measure) -> str:
    return f"{measure.slug:<20} {measure.title}: counts {measure.counts}, by {measure.date_basis}"


def _full(measure: Measure) -> str:
    parts = {
        "Counts": f"{measure.counts}, dated by the day they {DATED[measure.date_basis]}",
        "Definition": measure.definition,
        "Whose": measure.whose,
        "Why it matters": measure.why,
        "What it cannot show": measure.cannot_show,
        "In public": measure.in_public,
        "Reviewed": f"{measure.reviewed}, due again {measure.review_due}",
    }
    text = f"{measure.title} ({measure.slug})\n"
    for name, words in parts.items():
        text += wrap(f"{name}: {words}", "  ") + "\n"
    return text


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("measures")(measures)
