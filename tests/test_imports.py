"""What app.py may import, which the import contracts cannot say of a module in no package; and what is not loaded at start."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

APP = Path(__file__).parents[1] / "app.py"
WIRED = {"front", "starlette", "streamlit"}


def test_app_wires_the_front_and_knows_nothing_behind_it() -> None:
    assert _imported(APP) - sys.stdlib_module_names <= WIRED


def test_what_draws_and_writes_is_loaded_when_it_is_first_asked_for() -> None:
    settings = tomllib.loads((APP.parent / "pyproject.toml").read_text("utf-8"))
    heavy = settings["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-module-level-imports"]
    said = "import app, front.pages, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", said], cwd=APP.parent, check=True, capture_output=True, text=True).stdout.split()
    assert {"front.pages", "reports.document"} <= set(loaded)
    assert not set(heavy) & set(loaded)


def _imported(file: Path) -> set[str]:
    """The first part of the name of every module a file imports."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.partition(".")[0] for name in (*plain, *named)}
