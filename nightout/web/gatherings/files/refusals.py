"""Why a table was not read, in the reader's language.

Reading files belongs to `records`, which speaks English and knows of no site. Its sentences stand
here once more, with names for what changes in them; a test holds the two together. What a
library says of a damaged file stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nightout.errors import NightoutError

__all__ = ["say_refusal"]

# What is wrong.
SENTENCES = (
    gettext_noop("%(name)s is empty"),
    gettext_noop("%(name)s is not what its ending %(ending)s says: it begins like %(look)s"),
    gettext_noop("%(name)s is not what its ending %(ending)s says: it begins with %(bytes)s"),
    gettext_noop("%(name)s holds NUL bytes (the first at byte %(n)s), so it is not plain text"),
    gettext_noop("%(name)s is marked as UTF-16 and is not: %(why)s"),
    gettext_noop("the header of %(name)s cannot be read: %(why)s"),
    gettext_noop("%(name)s holds no header and no rows"),
    gettext_noop("the file has a line of more than %(n)s characters"),
    gettext_noop("the file has %(n)s columns; %(most)s are allowed"),
    gettext_noop("%(name)s is a damaged workbook: %(why)s"),
    gettext_noop("%(name)s has no sheet with a header in its first %(n)s rows"),
    gettext_noop("%(name)s is a ZIP archive that holds no Excel workbook (no xl/workbook.xml)"),
    gettext_noop("%(name)s holds another archive, %(entry)s"),
    gettext_noop("%(name)s declares a document type or entities in %(entry)s"),
    gettext_noop("%(name)s is damaged: %(entry)s is not XML (%(why)s)"),
    gettext_noop(
        "%(name)s has a sheet (%(entry)s) of %(rows)s rows by %(columns)s columns; "
        "%(most)s cells are allowed"
    ),
    gettext_noop("%(name)s is %(n)s bytes and unpacks to more than %(most)s"),
    gettext_noop("%(name)s is a damaged archive: %(why)s"),
    gettext_noop("%(name)s is locked with a password"),
    gettext_noop("%(name)s has a directory of %(n)s bytes, for more entries than any data"),
    gettext_noop("%(name)s has %(n)s entries; %(most)s are allowed"),
    gettext_noop("%(name)s has entries that overlap: many files unpacked from the same bytes"),
    gettext_noop("%(name)s holds %(entry)s twice"),
    gettext_noop("%(name)s holds %(entry)s, a path that leaves the archive"),
    gettext_noop("%(name)s holds %(entry)s, a link to another file"),
    gettext_noop("%(name)s packs %(entry)s by method %(n)s; workbooks never do"),
    gettext_noop("%(name)s says %(entry)s has %(n)s bytes; it has %(others)s"),
    # Parts of those above.
    gettext_noop("it has no directory"),
    gettext_noop("%(entry)s is not where its directory says"),
    gettext_noop("%(entry)s does not unpack (%(why)s)"),
    gettext_noop("an Excel workbook"),
    gettext_noop("an Excel workbook locked with a password"),
    gettext_noop("an old Excel workbook (.xls)"),
    gettext_noop("a ZIP archive"),
    gettext_noop("a gzip file"),
    gettext_noop("a Parquet file"),
    gettext_noop("a PDF"),
    gettext_noop("an SQLite database"),
    gettext_noop("a 7-Zip archive"),
    gettext_noop("a RAR archive"),
    gettext_noop("a Zstandard file"),
    gettext_noop("an XZ file"),
    gettext_noop("a bzip2 file"),
    gettext_noop("a web page"),
    gettext_noop("an XML file"),
    gettext_noop("a JSON file"),
    gettext_noop("a quote that is never closed"),
    gettext_noop("a quote that is never closed, or a cell over %(n)s characters"),
    gettext_noop("text after a closing quote; a quote inside a cell is written twice"),
    # How to mend it.
    gettext_noop("Download or export it again."),
    gettext_noop("Export it again."),
    gettext_noop("Save it again as CSV (UTF-8)."),
    gettext_noop("If it is a table, save it again as CSV (UTF-8)."),
    gettext_noop("If it is text with one row a line, rename it to .csv; else export it again."),
    gettext_noop("Its first row must name the columns; mend it there."),
    gettext_noop("Check that it has one record a line, and export it again."),
    gettext_noop("Check that it holds one record a row, and that keys are names, not values."),
    gettext_noop("Open it in Excel and save it again, or export the sheet as CSV."),
    gettext_noop("Give the columns names in one row above the data, or name the sheet to read."),
    gettext_noop("Unpack it and load the data file that it holds."),
    gettext_noop("Unpack it first and load the data file that it holds."),
    gettext_noop("Export the table as CSV (UTF-8) and load that."),
    gettext_noop("It was not opened. Remove the embedded file, or export the sheet as CSV."),
    gettext_noop("It was not opened: workbooks never do so, XML bombs do. Save it again in Excel."),
    gettext_noop("It was not opened. Save the workbook again from the program that made it."),
    gettext_noop(
        "It looks like a bomb and was not opened. If you trust it, unpack it yourself and load "
        "the plain CSV."
    ),
    gettext_noop("Delete what stands far below or right of the table, or export it as CSV."),
    gettext_noop("Remove the password and save it again."),
    gettext_noop("Rename it to .xlsx, or export it as CSV."),
    gettext_noop("Open it in Excel, remove the password, and save it as .xlsx or CSV."),
    gettext_noop("Open it in Excel and save it as .xlsx or CSV."),
    gettext_noop("Add .gz to its name, or unpack it first."),
    gettext_noop("Rename it to .parquet."),
    gettext_noop("Ask its publisher for the table as CSV; a PDF is a picture of it."),
    gettext_noop(
        "Download the data again: the server sent a page, often an error or a log-in, in place "
        "of the file."
    ),
    gettext_noop("Rename it to .jsonl, .json or .geojson."),
)
PLACE = re.compile(r"%\((\w+)\)s")


def say_refusal(error: NightoutError) -> str:
    """Say what is wrong with a file and how to mend it; what is not known stays in English."""
    return f"{_say(error.what)}. {_say(error.mend)}"


def _say(text: str) -> str:
    """Say a sentence, and what stands in its places, in the reader's language."""
    for sentence in SENTENCES:
        if found := _shape(sentence).fullmatch(text):
            return _(sentence) % {name: _say(said) for name, said in found.groupdict().items()}
    return text


@cache
def _shape(sentence: str) -> re.Pattern[str]:
    parts = PLACE.split(sentence)
    shape = "".join(f"(?P<{one}>.+?)" if n % 2 else re.escape(one) for n, one in enumerate(parts))
    return re.compile(shape, re.DOTALL)
