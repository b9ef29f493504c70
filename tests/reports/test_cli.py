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
    assert ".html" in refused("render", sheet, "--output", tmp_path / "report.odt")
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


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("ics", b"BEGIN:VCALENDAR")])
def test_the_ending_of_the_output_says_which_form_it_has(ending: str, begins: bytes, sheet: Path, tmp_path: Path) -> None:
    file = tmp_path / f"report.{ending}"
    assert main(["render", str(sheet), "--output", str(file)]) == 0
    assert file.read_bytes().startswith(begins)


def test_the_deepening_answers_of_a_file_are_told(tmp_path: Path) -> None:
    pages = []
    for stress in ("product", "technology"):
        file = tmp_path / f"{stress}.json"
        file.write_text(json.dumps({"answers": dict(PERSONAS["proven_in_both"]), "deepening": {"stress": stress}}), "utf-8")
        assert main(["render", str(file), "--output", str(tmp_path / "report.html")]) == 0
        pages.append((tmp_path / "report.html").read_text("utf-8"))
    assert pages[0] != pages[1]


def test_the_audience_of_the_command_comes_before_that_of_the_file(sheet: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    for audience in ("founder", "candidate"):
        assert main(["render", str(sheet), "--audience", audience, "--output", str(file), "--date", "2026-02-03"]) == 0
        assert ("chapter-charters" in file.read_text("utf-8")) == (audience == "founder")


def test_a_report_without_a_date_has_no_calendar(refused: Refused, sheet: Path, tmp_path: Path) -> None:
    assert "calendar" in refused("render", sheet, "--audience", "candidate", "--output", tmp_path / "report.ics")


def test_a_report_may_be_printed_on_us_letter_in_somebodys_name(sheet: Path, tmp_path: Path) -> None:
    brand, file = tmp_path / "brand.toml", tmp_path / "report.pdf"
    brand.write_text('name = "Maison Exemple"\n', "utf-8")
    assert main(["render", str(sheet), "--output", str(file), "--paper", "us-letter", "--brand", str(brand)]) == 0
    printed = pypdf.PdfReader(io.BytesIO(file.read_bytes()))
    assert [float(side) for side in printed.pages[0].mediabox[2:]] == [612, 792]
    assert "Maison Exemple" in printed.pages[0].extract_text()


def test_a_brand_that_cannot_be_used_is_refused(refused: Refused, sheet: Path, tmp_path: Path) -> None:
    assert "nowhere.toml" in refused("render", sheet, "--output", tmp_path / "report.pdf", "--brand", tmp_path / "nowhere.toml")


# ---- many at once


def test_a_batch_writes_every_good_sheet_and_says_what_is_wrong_with_each_bad_one(sheet: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "sheets", tmp_path / "made" / "reports"
    folder.mkdir()
    for name in ("first.json", "second.v2.JSON", "notes.txt"):
        (folder / name).write_text(sheet.read_text("utf-8"), "utf-8")
    for name in ("bad.toml", "worse.json"):
        (folder / name).write_text("[", "utf-8")
    wishes = ["--format", "html", "--format", "ics", "--date", "2026-02-03"]
    command = [sys.executable, "-m", "reports", "render", str(folder), str(sheet), "--all", str(out), *wishes]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert {file.name for file in out.iterdir()} == {
        f"{name}.{form}" for name in ("first", "second.v2", "sheet") for form in ("html", "ics")
    }
    assert len({file.read_bytes() for file in out.glob("*.html")}) == 1
    assert (run.returncode, run.stdout) == (2, "")
    assert [name in line for name, line in zip(("bad.toml", "worse.json"), run.stderr.splitlines(), strict=True)] == [True, True]


def test_two_sheets_of_one_name_are_refused_before_anything_is_written(refused: Refused, sheet: Path, tmp_path: Path) -> None:
    other = tmp_path / "SHEET.toml"
    other.write_text("[answers]\n", "utf-8")
    assert "one name" in refused("render", sheet, other, "--all", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_batch_without_a_sheet_or_without_a_place_is_refused(refused: Refused, sheet: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "empty" in refused("render", tmp_path / "empty", "--all", tmp_path / "out")
    assert "sheet.json" in refused("render", sheet, "--all", sheet)


def test_several_sheets_and_a_folder_need_a_folder_to_go_to(refused: Refused, sheet: Path, tmp_path: Path) -> None:
    assert "--all" in refused("render", sheet, sheet, "--output", tmp_path / "report.pdf")
    assert "--all" in refused("render", tmp_path, "--output", tmp_path / "report.pdf")
    assert "--output" in refused("render", sheet)


def test_the_words_and_the_steps_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "0 faults\n"


def test_a_fault_in_the_words_is_found_with_its_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = tmp_path / "words.toml"
    words.write_text('[greeting]\nen = "Hello"\nfr = "Bonjour !"\n', "utf-8")
    monkeypatch.setattr("reports.checked.WORDS", (words,))
    assert main(["check"]) == 1
    assert "greeting" in capsys.readouterr().out


def test_a_fault_in_a_piece_is_found_with_its_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "pieces.toml").write_text('[[gain]]\nid = "voice"\n[gain.text]\nen = "Hello"\nfr = "Bonjour !"\n', "utf-8")
    monkeypatch.setattr("reports.checked.CONTENT", tmp_path)
    assert main(["check"]) == 1
    assert "pieces.toml: gain, voice, text" in capsys.readouterr().out
