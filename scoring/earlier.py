"""A rule base of another day, out of a folder or out of git. Compares nothing."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from questionnaire.catalogue import questionnaire
from questionnaire.files import ContentError

from .models import RuleBase
from .rulebase import HERE, read_earlier

_FILES = ("facts.toml", "cases.toml")


def rule_base_of(source: str) -> RuleBase:
    """The rule base of a folder, or else of a git revision. Raises ContentError that names the source."""
    with _folder_of(source) as folder:
        try:
            return read_earlier(folder, questionnaire())
        except ContentError as error:
            raise ContentError(f"{source}: {fault}" for fault in error.faults) from error


@contextmanager
def _folder_of(source: str) -> Iterator[Path]:
    if Path(source).is_dir():
        yield Path(source)
        return
    commit = _git(source, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{source}^{{commit}}").strip()
    with tempfile.TemporaryDirectory() as folder:
        for name in _FILES:
            (Path(folder) / name).write_text(_git(source, "show", f"{commit}:./{name}"), "utf-8")
        yield Path(folder)


def _git(source: str, *arguments: str) -> str:
    """What git says, asked in this folder. Whatever it refuses, the fault lies in what was named."""
    try:
        git = shutil.which("git") or "git"
        asked = subprocess.run([git, *arguments], cwd=HERE, capture_output=True, check=True)  # noqa: S603  a list of words, no shell
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        sentence = (
            "is neither a folder nor a git revision with a rule base; name a folder that holds facts.toml and cases.toml, or a commit."
        )
        raise ContentError([f"{source}: {sentence}"]) from error
    return asked.stdout.decode("utf-8", "replace")
