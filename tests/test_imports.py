"""What app.py may import; the import contracts cannot take a module that is in no package."""

import ast
import sys
from pathlib import Path

APP = Path(__file__).parents[1] / "app.py"
WIRED = {"front", "starlette", "streamlit"}


def test_app_wires_the_front_and_knows_nothing_behind_it() -> None:
    assert _imported(APP) - sys.stdlib_module_names <= WIRED


def _imported(file: Path) -> set[str]:
    """The first part of the name of every module a file imports."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.partition(".")[0] for name in (*plain, *named)}
