"""Whatever is wrong with a file: exit code 2, one line on stderr that names the place, and never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

import questionnaire.catalogue
from questionnaire.files import ContentError
from scoring.__main__ import main
from scoring.sheet import LARGEST, read_sheet

ROOT = Path(__file__).parents[2]
BAD: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "an unknown question id": ("a.toml", b'[answers]\nstge = "idea"', ("stge", "stage")),
    "a question id like no other": ("a.toml", b'[answers]\nxyzzy = "idea"', ("xyzzy",)),
    "an unknown option id": ("a.toml", b'[answers]\nstage = "middle"', ("stage", "middle", "growth", "dont_know")),
    "a number as an answer": ("a.toml", b"[answers]\nstage = 3", ("stage", "number")),
    "true as an answer": ("a.json", b'{"answers": {"stage": true}}', ("stage",)),
    "a list as an answer": ("a.json", b'{"answers": {"stage": ["idea"]}}', ("stage", "list")),
    "a table as an answer": ("a.toml", b"[answers.stage]\nidea = 1", ("stage", "table")),
    "null as an answer": ("a.json", b'{"answers": {"stage": null}}', ("stage", "null")),
    "a date as an answer": ("a.toml", b"[answers]\nstage = 2026-11-22", ("stage", "date")),
    "an unknown audience": ("a.toml", b'audience = "investor"\n[answers]', ("audience", "investor", "founder")),
    "a list as an audience": ("a.json", b'{"audience": ["founder"], "answers": {}}', ("audience", "founder")),
    "an unknown language": ("a.toml", b'language = "de"\n[answers]', ("language", "de", "fr")),
    "no answers": ("a.toml", b'audience = "founder"', ("answers",)),
    "answers that are no table": ("a.json", b'{"answers": "all"}', ("answers", "text")),
    "a list of answers": ("A.JSON", b'[{"stage": "idea"}]', ("list",)),
    "an id given twice in TOML": ("a.toml", b'[answers]\nstage = "idea"\nstage = "late"', ("twice", "line 3", "stage")),
    "an id given twice in TOML, with more below": ("a.toml", b'[answers]\nstage = "idea"\nstage = "late"\n\n# end\n', ("twice", "line 3")),
    "a table given twice in TOML": ("a.toml", b"[answers]\n[answers]", ("twice", "answers")),
    "an id given twice in JSON": ("a.json", b'{"answers": {"stage": "idea", "stage": "late"}}', ("stage", "twice")),
    "NaN in JSON": ("a.json", b'{"answers": {"stage": NaN}}', ("NaN",)),
    "infinity in JSON": ("a.json", b'{"answers": {"stage": -Infinity}}', ("-Infinity",)),
    "a number beyond all bounds in JSON": ("a.json", b'{"answers": {"stage": 1e999}}', ("1e999",)),
    "NaN in TOML": ("a.toml", b"[answers]\nstage = nan", ("nan",)),
    "infinity in TOML": ("a.toml", b"[answers]\nstage = -inf", ("-inf",)),
    "a number of too many digits": ("a.json", b'{"answers": {"stage": ' + b"9" * 9_999 + b"}}", ("digits",)),
    "deep nesting in JSON": ("a.json", b"[" * 200_000, ("deep",)),
    "deep nesting in a TOML list": ("a.toml", b"answers = " + b"[" * 200_000, ("deep",)),
    "deep nesting by dots in TOML": ("a.toml", b"a" + b".a" * 400_000 + b" = 1", ("deep",)),
    "an empty file": ("a.toml", b"", ("empty",)),
    "a file of blanks": ("a.json", b" \n\t \n", ("empty",)),
    "a file of 10 MB": ("a.toml", b"#" * 10_000_000, ("1 MB",)),
    "bytes that are not UTF-8": ("a.toml", 'note = "été"'.encode("latin-1"), ("UTF-8", "byte 9")),
    "neither TOML nor JSON": ("a.txt", b"stage: idea\n", ("TOML", "line 1")),
    "half a JSON file": ("a.json", b'{"answers": {"stage": "idea"', ("JSON", "line 1")),
    "TOML in a file called JSON": ("a.json", b'[answers]\nstage = "idea"', ("JSON",)),
    "JSON by its first character, broken": ("a.toml", b'  {"answers": }', ("JSON",)),
    "an id of half a million characters": ("a.json", b'{"answers": {"' + b"x" * 500_000 + b'": "idea"}}', ("xxx",)),
    "an id with line breaks and control characters": ("a.json", rb'{"answers": {"a\n\u001b[31m\ud800": "idea"}}', ("answers",)),
    "a question of the report among the answers": ("a.toml", b'[answers]\nstress = "product"', ("answers", "stress")),
    "a scored question among those of the report": ("a.toml", b'[answers]\n[deepening]\nstage = "idea"', ("deepening", "stage")),
    "an unknown option of the report": ("a.toml", b'[answers]\n[deepening]\nstress = "cost"', ("deepening: stress", "cost", "dont_know")),
    "deepening that is no table": ("a.json", b'{"answers": {}, "deepening": ["stress"]}', ("deepening", "list")),
    "an option of half a million characters": ("a.json", b'{"answers": {"stage": "' + b"x" * 500_000 + b'"}}', ("stage",)),
}


def refused(argument: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr of a run that must refuse its file."""
    assert main(["evaluate", argument]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    assert printed.err.endswith("\n")
    assert len(printed.err.splitlines()) == 1, printed.err
    assert len(printed.err) < 600
    return printed.err


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_one_line_that_names_the_place(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, content, named = BAD[case]
    file = tmp_path / name
    file.write_bytes(content)
    line = refused(str(file), capsys)
    assert name in line
    assert [word for word in named if word not in line] == [], line


@pytest.mark.parametrize("name", ["missing.toml", "", "a\0b", "new\nline.toml"])
def test_a_file_that_cannot_be_read_gets_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(f"{tmp_path}/{name}", capsys)  # the empty name is the folder itself


def test_answers_for_the_report_stand_apart_from_those_that_are_scored(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('[answers]\nstage = "growth"\n[deepening]\nstress = "product"\npartners = "dont_know"')
    sheet = read_sheet(file)
    assert sheet.answers == {"stage": "growth"}
    assert sheet.deeper == {"stress": "product", "partners": "dont_know"}


def test_a_device_without_end_is_not_read_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 MB" in refused("/dev/zero", capsys)


def test_from_a_shell_a_bad_file_gives_exit_code_2_and_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('[answers]\nstage = "middle"')
    run = subprocess.run([sys.executable, "-m", "scoring", "evaluate", file], capture_output=True, check=False, cwd=ROOT)
    assert (run.returncode, run.stdout) == (2, b"")
    assert len(run.stderr.splitlines()) == 1
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("command", [["scoring", "prove"], ["scoring", "check"], ["questionnaire", "check"]])
def test_a_reader_that_stops_listening_gets_no_traceback(command: list[str]) -> None:
    with subprocess.Popen([sys.executable, "-m", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == b""


def test_damaged_content_is_refused_in_one_line_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def damaged(folder: Path) -> None:
        raise ContentError([f"{folder.name}: first fault.", "second fault."])

    monkeypatch.setattr(questionnaire.catalogue, "read_questionnaire", damaged)
    questionnaire.catalogue.questionnaire.cache_clear()
    file = tmp_path / "a.toml"
    file.write_text("[answers]")
    try:
        assert "first fault" in refused(str(file), capsys)
    finally:
        questionnaire.catalogue.questionnaire.cache_clear()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.toml", '\ufeffnote = "ignored"\nversion = 1.5\n[answers]\nstage = "idea"\ndriver = "dont_know"\n[more]\nany = [1]'),
        ("a.txt", '\n {"answers": {"stage": "idea", "driver": "dont_know"}, "note": [1, 2.5, null]}'),
        ("A.JSON", '{"answers": {"stage": "idea", "driver": "dont_know"}}'),
        ("windows.toml", '[answers]\r\nstage = "idea"\r\ndriver = "dont_know"\r\n# ' + "." * 500),
    ],
)
def test_a_good_file_is_read_whatever_else_it_holds(name: str, content: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8", newline="")
    sheet = read_sheet(file)
    assert sheet.answers == {"stage": "idea", "driver": "dont_know"}
    assert (sheet.audience, sheet.language) == ("founder", "en")


def test_a_sheet_may_be_empty_of_answers_and_as_large_as_allowed(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    head = 'audience = "candidate"\nlanguage = "fr"\n[answers]\n'
    file.write_text(head + "#" * (LARGEST - len(head)))
    sheet = read_sheet(file)
    assert (sheet.audience, sheet.language, sheet.answers) == ("candidate", "fr", {})


def test_an_answer_that_a_sitting_would_hide_counts_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('[answers]\nown_tie = "founding"\ncandidate_background = "nobody"\ncandidate_tie = "inside"')
    assert set(read_sheet(file).answers) == {"own_tie", "candidate_background", "candidate_tie"}
