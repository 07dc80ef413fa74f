"""Imports point one way: no part knows of those that stand on it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "nightout"
GROUND = {"errors", "units", "choices"}
MIDDLE = {"compare", "places", "flows", "beats", "evaluate", "visits"}
MAY_IMPORT = {
    "errors": set(),
    "units": {"errors"},
    "choices": set(),
    "stats": GROUND,
    "records": GROUND | {"stats"},
    **{part: GROUND | {"stats", "records"} for part in MIDDLE},
    "claims": GROUND | {"stats", "records", "compare"},
    "demo": GROUND | {"stats", "records"} | MIDDLE,
}
ABOVE = GROUND | {"stats", "records", "claims", "demo"} | MIDDLE
# The command line starts the others.
MAY_IMPORT |= {"brief": ABOVE, "web": ABOVE | {"brief"}, "cli": ABOVE | {"brief", "web"}}

FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def parts_imported(path):
    """The parts of nightout that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "nightout":
                names = [f"nightout.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("nightout."):
                yield name.split(".")[1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_what_its_part_may(path):
    part = path.relative_to(PACKAGE).parts[0]
    allowed = MAY_IMPORT[part] | {part, "__version__"}
    assert set(parts_imported(path)) <= allowed


def test_the_test_of_arrows_can_fail(tmp_path):
    path = tmp_path / "bad.py"
    path.write_text("def late():\n    from nightout.web import settings\n")
    assert set(parts_imported(path)) == {"web"}


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.name == "__init__.py"],
    ids=lambda path: path.parent.name,
)
def test_a_parts_face_only_imports_and_lists_its_names(path):
    """Presets are found by their folder, so that one face holds the finding."""
    if path.parent.name == "sources":
        return
    body = ast.parse(path.read_text()).body[1:]
    kinds = {type(node).__name__ for node in body}
    assert kinds <= {"ImportFrom", "Assign"}
