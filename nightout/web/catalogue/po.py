"""Catalogues as translators edit them (.po), read and written, and as Django reads them (.mo)."""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from nightout.web.catalogue.extract import Text

__all__ = ["Catalogue", "compile_catalogue", "read_catalogue", "write_catalogue"]

# What stands for a text in a language: one form, or one per plural form.
Catalogue = dict[Text, tuple[str, ...]]
MAGIC = 0x950412DE
HEADER = (
    "Language: {language}\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)


def read_catalogue(path: Path) -> Catalogue:
    """Read a .po file; what is marked fuzzy counts as missing."""
    entries: Catalogue = {}
    for block in path.read_text("utf-8").split("\n\n"):
        said = dict(_strings(block))
        if said.get("msgid") and not block.startswith("#, fuzzy"):
            forms = [said[key] for key in sorted(said) if key.startswith("msgstr")]
            entries[said["msgid"], said.get("msgid_plural", "")] = tuple(forms)
    return entries


def _strings(block: str) -> Iterator[tuple[str, str]]:
    key, text = "", ""
    for line in block.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith('"'):
            if key:
                yield key, text
            key, _blank, line = line.partition(" ")
            text = ""
        text += ast.literal_eval(line)
    if key:
        yield key, text


def write_catalogue(
    path: Path, language: str, texts: Mapping[Text, list[str]], known: Catalogue
) -> None:
    """Write a .po file: every text with the files that hold it, and its translation if known."""
    blocks = ['msgid ""\nmsgstr ""\n' + _quoted(HEADER.format(language=language))]
    for text, places in sorted(texts.items()):
        one, many = text
        lines = [f"#: {' '.join(places)}", f"msgid {_quoted(one)}"]
        if many:
            forms = known.get(text) or ("", "")
            lines += [f"msgid_plural {_quoted(many)}"]
            lines += [f"msgstr[{n}] {_quoted(form)}" for n, form in enumerate(forms)]
        else:
            lines += [f"msgstr {_quoted((known.get(text) or ('',))[0])}"]
        blocks.append("\n".join(lines))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    pieces = escaped.split("\n")
    if len(pieces) == 1:
        return f'"{escaped}"'
    lines = [f'"{piece}\\n"' for piece in pieces[:-1]] + ([f'"{pieces[-1]}"'] if pieces[-1] else [])
    return '""\n' + "\n".join(lines)


def compile_catalogue(language: str, entries: Catalogue) -> bytes:
    """Make the .mo file: the layout that GNU gettext documents, without the table of hashes."""
    pairs = {b"": HEADER.format(language=language).encode()}
    for (one, many), forms in entries.items():
        if all(forms):
            key = f"{one}\0{many}" if many else one
            pairs[key.encode()] = "\0".join(forms).encode()
    keys = sorted(pairs)
    start = 28 + 16 * len(keys)
    lists, blob = b"", b""
    for text in [*keys, *(pairs[key] for key in keys)]:
        lists += struct.pack("<II", len(text), start + len(blob))
        blob += text + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    return head + lists + blob
