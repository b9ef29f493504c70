"""What several tests of the scoring share: a sheet written to a file and run through the door for programs."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from scoring.__main__ import main

Evaluate = Callable[..., dict[str, Any]]


@pytest.fixture
def evaluate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Evaluate:
    """Writes the answers to a JSON file, runs `evaluate FILE --json` in this process and reads what it printed."""

    def run(answers: Mapping[str, str], **more: str) -> dict[str, Any]:
        file = tmp_path / "sheet.json"
        file.write_text(json.dumps({"answers": dict(answers), **more}), "utf-8")
        assert main(["evaluate", str(file), "--json"]) == 0
        printed: dict[str, Any] = json.loads(capsys.readouterr().out)
        return printed

    return run
