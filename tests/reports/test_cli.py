"""The door for programs: a file of answers in, a report out; bad input gets one sentence and exit code 2."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from reports.__main__ import main

from .conftest import PERSONAS

ROOT = Path(__file__).parents[2]
Refused = Callable[..., str]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps({"language": "en", "answers": dict(PERSONAS["two_camps"])}), "utf-8")
    return file


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """Runs the door, expects exit code 2 and gives the last line of stderr."""

    def run(*arguments: object) -> str:
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        assert (code, said.out) == (2, "")
        assert "Traceback" not in said.err
        return said.err.splitlines()[-1]

    return run


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_language_of_the_command_comes_before_that_of_the_file(language: str, sheet: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    assert main(["render", str(sheet), "--language", language, "--output", str(file), "--date", "2026-02-03"]) == 0
    printed = pypdf.PdfReader(io.BytesIO(file.read_bytes()))
    assert printed.root_object["/Lang"] == language
    assert printed.metadata is not None
    assert str(printed.metadata.creation_date)[:10] == "2026-02-03"


def test_without_a_language_the_file_names_it(sheet: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert main(["render", str(sheet), "--output", str(file)]) == 0
    assert '<html lang="en">' in file.read_text("utf-8")


def test_the_door_opens_from_a_shell(sheet: Path, tmp_path: Path) -> None:
    file = tmp_path / "REPORT.PDF"
    command = [sys.executable, "-m", "reports", "render", str(sheet), "--language", "fr", "--output", str(file)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("", "")
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_file_of_another_kind_is_refused(refused: Refused, sheet: Path, tmp_path: Path) -> None:
    assert ".html" in refused("render", sheet, "--output", tmp_path / "report.docx")
    assert ".html" in refused("render", sheet, "--output", tmp_path / "report")
    assert ".html" in refused("render", sheet, "--output", tmp_path)


@pytest.mark.parametrize("place", ["missing/report.pdf", "sheet.json/report.html", "x" * 400 + ".pdf", "a\0b.html"])
def test_a_place_where_nothing_can_be_written_is_refused(place: str, refused: Refused, sheet: Path, tmp_path: Path) -> None:
    assert "cannot be written" in refused("render", sheet, "--output", tmp_path / place)


@pytest.mark.parametrize("content", ["", "not = [toml", '{"answers": {"no_question": "x"}}', '{"answers": {"stage": NaN}}', "[" * 100_000])
def test_a_sheet_that_cannot_be_read_is_refused(content: str, refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(content, "utf-8")
    output = tmp_path / "report.pdf"
    assert "bad.toml" in refused("render", file, "--output", output)
    assert not output.exists()


def test_a_sheet_that_does_not_exist_is_refused(refused: Refused, tmp_path: Path) -> None:
    assert "nowhere.toml" in refused("render", tmp_path / "nowhere.toml", "--output", tmp_path / "report.pdf")


@pytest.mark.parametrize("arguments", [["--language", "de"], ["--date", "2026-13-01"], ["--date", "today"], ["--paper", "a5"]])
def test_an_argument_that_makes_no_sense_is_refused(arguments: list[str], refused: Refused, sheet: Path, tmp_path: Path) -> None:
    assert "error" in refused("render", sheet, "--output", tmp_path / "report.pdf", *arguments)


def test_the_words_and_the_steps_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "0 faults\n"


def test_a_fault_in_the_words_is_found_with_its_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = tmp_path / "words.toml"
    words.write_text('[greeting]\nen = "Hello"\nfr = "Bonjour !"\n', "utf-8")
    monkeypatch.setattr("reports.__main__.WORDS", (words,))
    assert main(["check"]) == 1
    assert "greeting" in capsys.readouterr().out
