"""The sheets as pages of HTML, each one file that needs nothing else: no network, no script."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from nightout import __version__
from nightout.visits.sheets import words
from nightout.visits.sheets.gantt import draw_gantt
from nightout.visits.sheets.ground import NO_GROUND, Ground
from nightout.visits.sheets.maps import draw_night_map, draw_way
from nightout.visits.sheets.model import GatheringSheet, NightSheet, UnitSheet
from nightout.visits.sheets.names import name_files

__all__ = ["Pages"]

# What the coordinator's page writes with.
ENGLISH = ("clock", "day", "hours", "joined", "plural")

#: Colours by day and by night; pictures take the same roles.
PALETTE = {
    "page": ("#fffcf5", "#0b1020"),
    "paper": ("#fffefa", "#151c33"),
    "ink": ("#14181f", "#f6f1e4"),
    "soft": ("#4f5666", "#b9c0d4"),
    "line": ("#c9cdd6", "#47527a"),
    "street": ("#d9dce3", "#2c365a"),
    "water": ("#e6eef5", "#0f2a4a"),
    "bar": ("#c3cad8", "#55628f"),
    "firm": ("#3a4256", "#ffd57a"),
    "lamp": ("#ffd57a", "#ffd57a"),
    "on-lamp": ("#14181f", "#14181f"),
}


class Pages:
    """Sets the sheets of one night as HTML; the templates are read once.

    Parameters
    ----------
    night
        The view model.
    ground
        What lies under the maps.
    """

    def __init__(self, night: NightSheet, ground: Ground = NO_GROUND) -> None:
        self.night, self.ground = night, ground
        self.files = name_files(night)
        self._templates = _load_templates()

    def unit(self, sheet: UnitSheet) -> str:
        """Set the sheet that a crew reads on its phone."""
        said = self.night.words
        drawn = draw_way(sheet, self.ground, size=(640, 460), said=said) if sheet.stops else ""
        return self._render("unit.html", words=said, sheet=sheet, drawn=_own(drawn))

    def gathering(self, sheet: GatheringSheet) -> str:
        """Set the sheet that a host is sent."""
        return self._render("gathering.html", words=self.night.words, sheet=sheet)

    def whole(self, beside: dict[str, str] | None = None) -> str:
        """Set the page of the whole night; `beside` names files that lie beside it."""
        return self._render(
            "night.html",
            words=words.find_words("en"),
            gantt=_own(draw_gantt(self.night)),
            map=_own(draw_night_map(self.night, self.ground, size=(960, 680))),
            beside=beside or {},
        )

    def _render(self, template: str, **values: Any) -> str:
        page = self._templates.get_template(template)
        return str(page.render(night=self.night, files=self.files, **values))


def _load_templates() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("nightout.visits.sheets", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {name: getattr(words, name) for name in ENGLISH}
    style = (files("nightout.visits.sheets") / "templates" / "sheets.css").read_text("utf-8")
    environment.globals |= {"style": _own(style), "palette": PALETTE, "version": __version__}
    return environment


def _own(markup: str) -> Any:
    """Mark what we wrote ourselves, every text in it escaped, as markup."""
    from markupsafe import Markup

    return Markup(markup)  # noqa: S704  our own drawing
