"""`nightout demo`: build the made-up city of Rivermouth and look at it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nightout.demo import DemoNight

__all__ = ["add_to", "demo"]


def demo(
    folder: Annotated[Path, typer.Argument(help="Where to build it; built anew if there.")] = Path(
        "demo/rivermouth"
    ),
    seed: Annotated[int, typer.Option(help="The same seed makes the same city.")] = 6,
    serve: Annotated[
        bool, typer.Option("--serve", help="Then serve its Night Out site, with 300 gatherings.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port of the site.")] = 8000,
) -> None:
    """Build the made-up city of Rivermouth, compare its homicides, plan its night, write its brief.

    Five years of incidents with late reports, reclassifications and withdrawals, loaded one export
    after the other; the truth lies beside it. Then a Night Out of 300 gatherings and 40 units.
    Nothing in it happened.
    """
    from nightout.cli.extras import need_extra

    # Before the work: nobody waits for a city only to read what is missing.
    need_extra("solve", "numba")
    if serve:
        need_extra("site", "django", "gunicorn")

    import numpy as np

    from nightout.brief import tell_of, write_brief
    from nightout.cli.compare_text import as_text
    from nightout.cli.output import note
    from nightout.cli.progress import progress_bar
    from nightout.compare import Question, compare_city
    from nightout.demo import make_demo, plan_demo_night
    from nightout.records import find_measure

    note(f"Rivermouth is made up: nothing in it happened. Seed {seed}.")
    with progress_bar() as watch:
        made = make_demo(folder, np.random.default_rng(seed), watch=watch)
        night = plan_demo_night(
            folder / "night", (made.city, made.files), np.random.default_rng(seed), watch=watch
        )
        through = made.files.truth.city.through
        watch("writing its brief", 0.0)
        told = tell_of(made.files.night.request, night.plan, ("night", night.table.name))
        brief = write_brief(made.city, through=through, path=folder / "brief.html", night=told)
        watch("writing its brief", 1.0)
    answer = compare_city(made.city, Question(find_measure("homicide"), through))
    typer.echo(as_text(answer))
    typer.echo(_tell_night(night))
    note(f"The brief:      {brief}")
    note(f"The night:      {night.sheets.folder / 'night.html'}   (for crews: units/, units.pdf)")
    note(f"The city:       {made.city.folder}   (nightout status {made.city.folder})")
    note(f"The truth:      {made.files.planted}")
    note("As it was known before the rise was seen:")
    note(
        f"  nightout compare {made.city.folder} --measure homicide --through 2020-06-30 "
        "--known-on 2020-07-06"
    )
    if serve:
        _serve(made.city.folder, made.files.folder / "night", port)


def _serve(city: Path, night: Path, port: int) -> None:
    """Serve Rivermouth's site, and say how to look at it from both sides."""
    from nightout.cli.output import note
    from nightout.web.serve import Serving
    from nightout.web.serve import serve as serve_site

    def fill() -> None:
        from nightout.web.accounts.invite import invite
        from nightout.web.gatherings.models import City
        from nightout.web.rivermouth import fill_rivermouth

        rivermouth = City.objects.get()
        n_there = fill_rivermouth(rivermouth, night)
        note(f"The site:       http://127.0.0.1:{port}/   {n_there} gatherings; Ctrl-C stops it")
        note(f"Its desk:       {invite(email='coordinator@example.org', cities=[rivermouth])}")
        note("Letters to hosts are printed here; none leaves this machine.")

    serve_site(city, Serving(port=port, workers=2), first=fill)


def _tell_night(night: DemoNight) -> str:
    one = night.figures
    return (
        f"Its Night Out: {one.visited} of {one.n_gatherings} gatherings visited, "
        f"{one.wanted_met} of {one.wanted} wishes met, {one.promised_kept} of {one.promised} "
        f"promises kept."
    )


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)
