"""Bring the catalogues up to date: `python -m nightout.web.catalogue`."""

from __future__ import annotations

import sys
from pathlib import Path

from nightout.web.catalogue.extract import find_texts
from nightout.web.catalogue.po import compile_catalogue, read_catalogue, write_catalogue

__all__ = ["LOCALE", "WEB", "main"]

WEB = Path(__file__).parent.parent
LOCALE = WEB / "locale"


def main() -> int:
    """Write each .po anew, compile it, and tell how many texts still wait for their translation."""
    texts = find_texts(WEB)
    n_missing = 0
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        write_catalogue(path, language, texts, read_catalogue(path))
        entries = read_catalogue(path)
        path.with_suffix(".mo").write_bytes(compile_catalogue(language, entries))
        missing = [text[0] for text, forms in entries.items() if not all(forms)]
        n_missing += len(missing)
        sys.stdout.writelines(f"{language}: {text!r} is not translated\n" for text in missing)
    return 1 if n_missing else 0


if __name__ == "__main__":
    sys.exit(main())
