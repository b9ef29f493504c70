"""Documentation that lies fails here: commands, links, the form of decisions, the list of pinned dependencies."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/adr/*.md"))
COMMANDS = "\n".join(
    block
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/operations.md")
    for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
)
VERBS = sorted(set(re.findall(r"\bmake ([a-z]+)", COMMANDS)))
DOORS = sorted(set(re.findall(r"\bpython -m ([a-z]+) ([a-z]+)", COMMANDS)))


def by_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_the_readme_shows_commands_of_both_kinds() -> None:
    assert {"run", "test"} <= set(VERBS)
    assert {("questionnaire", "check"), ("scoring", "evaluate"), ("scoring", "prove"), ("reports", "render")} <= set(DOORS)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_of_make_exists(verb: str) -> None:
    assert re.search(rf"^{verb}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("package", "command"), DOORS)
def test_each_door_for_programs_explains_itself(package: str, command: str) -> None:
    asked = subprocess.run([sys.executable, "-m", package, command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    assert command in asked.stdout


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_each_relative_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    dead = [link for link in links if "://" not in link and not (page.parent / unquote(link)).exists()]
    assert not dead


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [page.name[:4] for page in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("page", DECISIONS, ids=by_name)
def test_each_decision_says_why_what_and_what_follows(page: Path) -> None:
    assert re.findall(r"^## (.*)$", page.read_text("utf-8"), re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_readme_names_each_decision() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    assert [by_name(decision) for decision in DECISIONS if by_name(decision) not in page] == []


def test_every_dependency_is_pinned_with_hashes_and_no_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = {re.split(r"[\[<>=~ ]", name)[0] for name in (*project["project"]["dependencies"], *project["dependency-groups"]["dev"])}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9.-]+)(?:\[[a-z]+\])?==.*\n    --hash=sha256:", lock, re.MULTILINE)
    assert asked <= set(pinned)
    assert "://" not in lock
