"""`nightout load`: bring files of incidents into a city."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightout.cli.options import CityDir, Format, FormatOption

if TYPE_CHECKING:
    from nightout.records import LoadReport, SourceMapping

__all__ = ["add_to", "load"]


def load(
    city_dir: CityDir,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="CSV (also .gz), XLSX, Parquet, JSON lines or GeoJSON points; one load together.",
            show_default=False,
        ),
    ],
    preset: Annotated[
        str | None, typer.Option(help="A source that nightout knows; a wrong name lists them.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="A YAML file that describes your own columns.")
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day the files were known; today if absent."),
    ] = None,
    withdraw_missing: Annotated[
        bool,
        typer.Option(
            help="Withdraw incidents of this source, within the days the files cover, that the "
            "files do not hold. For full exports only."
        ),
    ] = False,
    covers: Annotated[
        str | None,
        typer.Option(
            metavar="FROM..THROUGH",
            help="The days the files cover; told from their rows if absent.",
        ),
    ] = None,
    max_bad: Annotated[
        str, typer.Option(metavar="SHARE", help="Load nothing if more rows than this are bad.")
    ] = "1%",
    form: FormatOption = Format.TEXT,
) -> None:
    """Load files as one commit: all of it lands, or nothing does.

    Loading a file again adds nothing. A changed row closes the version that was known and opens a
    new one, so that every past day can be asked again. The report is kept in CITY/loads.
    """
    from nightout.cli.options import day_or_none, read_period, read_share
    from nightout.cli.output import Sheet, show
    from nightout.cli.progress import progress_bar
    from nightout.records import LoadOptions, load_files, open_city

    city = open_city(city_dir)
    source = _source(preset, mapping)
    with progress_bar() as watch:
        report = load_files(
            city,
            files,
            source,
            LoadOptions(
                known_on=day_or_none(known_on, "--known-on"),
                withdraw_missing=withdraw_missing,
                covers=read_period(covers, "--covers"),
                max_bad=read_share(max_bad, "--max-bad"),
                watch=watch,
            ),
        )
    plain = report.as_json()
    terms = {key: plain[key] for key in ("load_id", "known_on", "source", "spans", "span_basis")}
    row = {key: value for key, value in plain.items() if key.startswith("n_")}
    show(Sheet("load", terms, [row], report.notes, _words(report)), form)


def _source(preset: str | None, mapping: Path | None) -> SourceMapping:
    from nightout.errors import BadSetting
    from nightout.records import find_preset, list_presets, read_mapping

    if (preset is None) == (mapping is None):
        given = f"both --preset {preset} and --mapping {mapping} are given"
        raise BadSetting(
            given if preset is not None else "neither --preset nor --mapping is given",
            f"Give one of the two. Presets are {', '.join(list_presets())}; for your own columns "
            "write a mapping (docs/how-to/load-your-own-export.md).",
        )
    return find_preset(preset) if preset is not None else read_mapping(mapping)  # type: ignore[arg-type]


def _words(report: LoadReport) -> str:
    """Say what the load did, the lines that say nothing left out."""
    lines = [
        (report.n_rows, "rows read"),
        (report.n_bad, "rows dropped because they cannot be read"),
        (report.n_repeated, "rows that told an incident twice"),
        (report.n_incidents, "incidents"),
        (report.n_victims, "victims, as far as the source says"),
        (report.n_kept, "records: incident, offense and day"),
        (report.n_new, "  new"),
        (report.n_changed, "  changed"),
        (report.n_unchanged, "  as known before"),
        (report.n_reclassified, "no longer recorded under their former offense"),
        (report.n_withdrawn, "withdrawn"),
        (report.n_late, "late: new, on days already covered by an earlier load"),
        (report.n_unplaced, "without a usable place"),
    ]
    first, *rest = lines
    said = [first, *[(n, words) for n, words in rest if n]]
    text = f"Load {report.load_id}, {report.source}, known on {report.known_on}\n"
    text += "".join(f"{n:>12,}  {words}\n" for n, words in said)
    for span in report.spans:
        text += f"covers {span.start} through {span.through}, by {report.span_basis}\n"
    for bad in report.bad_rows[:5]:
        text += f"  dropped {bad.file} row {bad.row}: {bad.reason}\n"
    return text


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load")(load)
