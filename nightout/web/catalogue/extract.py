"""Find every text of the site that is to be translated: in its Python, and in its templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

__all__ = ["Text", "find_texts"]

# A text, and its plural if it has one.
Text = tuple[str, str]
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
TWO = {"ngettext", "ngettext_lazy"}


def find_texts(folder: Path) -> dict[Text, list[str]]:
    """Find the texts below a folder, with the files that hold them."""
    found: dict[Text, list[str]] = {}
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if {"migrations", "static", "catalogue"} & set(path.relative_to(folder).parts):
            continue
        source = path.read_text("utf-8")
        if path.suffix != ".py":
            source = templatize(source)
        for text in _texts(source, path):
            places = found.setdefault(text, [])
            name = path.relative_to(folder).as_posix()
            if name not in places:
                places.append(name)
    return found


def _texts(source: str, path: Path) -> Iterator[Text]:
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (text := _call(node)):
                yield text
        return
    # What templatize writes is Python only call by call, between signs that stand for the markup.
    for name in (*ONE, *TWO):
        start = 0
        while (start := source.find(f" {name}(", start)) >= 0:
            start += 1
            tree = ast.parse(source[start : _end_of_call(source, start)], mode="eval")
            if isinstance(tree.body, ast.Call) and (text := _call(tree.body)):
                yield text


def _end_of_call(source: str, start: int) -> int:
    """Find where a call ends: at the first bracket at which what stands there can be parsed."""
    end = start
    while (end := source.find(")", end)) >= 0:
        end += 1
        try:
            ast.parse(source[start:end], mode="eval")
        except SyntaxError:
            continue
        return end
    raise SyntaxError(source[start : start + 80])


def _call(node: ast.Call) -> Text | None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    n_texts = 1 if name in ONE else 2 if name in TWO else 0
    texts = [one.value for one in node.args[:n_texts] if isinstance(one, ast.Constant)]
    if not texts or len(texts) < n_texts:
        return None
    return (str(texts[0]), str(texts[1]) if n_texts == 2 else "")
