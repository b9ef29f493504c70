"""A migration that is killed leaves the old schema with its rows, on both kinds of database; some of the blows of `make soak`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_killed_migration_leaves_what_was_and_is_finished_by_the_next_start(each_url: str) -> None:
    command = [sys.executable, "-m", "tests.soak.migrations", each_url, "29"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    blows, wrong = map(int, told.stdout.split())
    assert blows >= 4
    assert not wrong
