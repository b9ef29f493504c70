"""A table of sheets gets, row by row, what each sheet gets alone; bad rows are set aside by name, bad files refused in one line."""

import csv
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from scoring import many as many_module
from scoring.__main__ import main
from scoring.batch import score
from scoring.many import many
from scoring.trials import patchy_sheets
from scoring.verdict import assess, cube
from tests.scoring.test_cases import reference_sheets

ROOT = Path(__file__).parents[2]
ASKED = questionnaire()
SINGLE = ("verdict", "strength", "side", "side_strength", "runner_up", "margin", "lean")
Sheet = dict[str, str]
Run = Callable[..., tuple[list[dict[str, str]], list[str]]]


def frame(sheets: Sequence[Sheet]) -> pd.DataFrame:
    return pd.DataFrame(list(sheets), columns=list(ASKED.order))


def alone(sheet: Sheet) -> dict[str, Any]:
    """What `assess` says of one sheet, under the names of the columns."""
    found = assess(sheet)
    single = {name: getattr(found, name) for name in SINGLE}
    fits = {f"fit_{outcome}": fit for outcome, fit in found.fits.items()}
    return {**single, **fits, **found.facts, "possible": "|".join(found.possible)}


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    return table.astype(object).where(table.notna(), None).to_dict("records")


def agree(sheets: Sequence[Sheet]) -> None:
    wrong = [
        (sheet, {name: (row[name], value) for name, value in expected.items() if row[name] != value})
        for sheet, row in zip(sheets, rows_of(score(frame(sheets), possible=True).table), strict=True)
        if row != (expected := alone(sheet))
    ]
    assert not wrong, wrong[0]


def test_every_row_of_the_random_sheets_gets_what_the_sheet_gets_alone() -> None:
    agree([answers for _, answers, _ in reference_sheets()])


def test_sheets_with_gaps_of_every_size_get_what_they_get_alone() -> None:
    agree([{}, *patchy_sheets(ASKED)])


def test_sheets_drawn_uniformly_get_what_they_get_alone() -> None:
    rng = np.random.default_rng(7)
    drawn = [{q: rng.choice((*ASKED.questions[q].option_ids, DONT_KNOW)) for q in ASKED.order if rng.random() < 0.8} for _ in range(500)]
    agree([{q: str(option) for q, option in sheet.items()} for sheet in drawn])


@pytest.mark.parametrize("block", [1, 7, 1 << 17])
def test_the_size_of_a_block_never_matters(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    table = frame(patchy_sheets(ASKED, 50))
    expected = score(table).table
    monkeypatch.setattr(many_module, "BLOCK", block)
    pd.testing.assert_frame_equal(score(table).table, expected)


def test_texts_categories_and_missing_cells_of_any_kind_are_read_alike() -> None:
    table = frame(patchy_sheets(ASKED, 50)).astype(object)
    expected = score(table).table
    for other in (table.astype("str"), table.astype("category"), table.fillna(""), table.fillna(DONT_KNOW), table.fillna(pd.NA)):
        pd.testing.assert_frame_equal(score(other).table, expected)


def test_states_that_are_known_get_the_verdict_of_the_cube_and_leave_nothing_open() -> None:
    rng = np.random.default_rng(3)
    states = [rng.integers(0, levels, 20_000) for levels in cube().shape]
    found = many().judge(states)
    assert (found.verdict == cube().verdicts[tuple(states)]).all()
    assert (many().possible(states, found.verdict) == 1 << found.verdict).all()


def test_no_sheets_give_no_verdicts() -> None:
    empty = score(frame([]), possible=True).table
    assert len(empty) == 0
    assert list(empty.columns) == list(score(frame([{}]), possible=True).table.columns)
    assert empty.columns.is_unique


def test_the_index_and_the_ids_of_a_frame_are_kept() -> None:
    table = pd.DataFrame({"stage": ["idea", "late", "middle"], "id": ["x", "y", "z"]}, index=[30, 10, 20])
    scored = score(table)
    assert scored.table["id"].to_dict() == {30: "x", 10: "y"}
    assert [(fault.row, fault.column) for fault in scored.faults] == [(20, "stage")]


# ---- files


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Writes a CSV file, scores it, and reads what came out: the rows, and the lines on stderr."""

    def scored(content: bytes | str, *options: str) -> tuple[list[dict[str, str]], list[str]]:
        source, target = tmp_path / "in.csv", tmp_path / "out.csv"
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        assert main(["batch", str(source), "-o", str(target), *options]) == 0
        printed = capsys.readouterr()
        assert printed.out == ""
        with target.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True)), printed.err.splitlines()

    return scored


def test_a_file_gets_what_its_sheets_get_alone(run: Run) -> None:
    sheets = patchy_sheets(ASKED, 60)
    rows, _ = run(frame(sheets).to_csv(index=False), "--possible")
    for number, (sheet, row) in enumerate(zip(sheets, rows, strict=True), 2):
        assert row == {"row": str(number), **{name: "" if value is None else str(value) for name, value in alone(sheet).items()}}


@pytest.mark.parametrize(
    "content",
    [
        "id,stage,driver\nA,idea,market\nB,,dont_know\n",
        "\ufeffid;stage;driver\r\nA;idea;market\r\nB;;dont_know",
        'driver\tid\tstage\rmarket\t"A"\tidea\r"dont_know"\tB\t\r',
    ],
)
def test_separators_line_ends_quotes_and_the_order_of_columns_never_matter(content: str, run: Run) -> None:
    rows, _ = run(content)
    assert [(row["id"], row["scale"], row["driver"]) for row in rows] == [("A", "start", "market"), ("B", "", "")]


def test_bad_rows_are_named_and_set_aside_and_the_others_scored(run: Run, tmp_path: Path) -> None:
    content = "id,stage,driver\nA,idea,market\nB,middle,sales\n\nC,late\nD,late,market,more\nE,late,product\nF,Late,\n"
    rows, lines = run(content, "--set-aside", str(tmp_path / "bad.csv"))
    assert [(row["row"], row["id"]) for row in rows] == [("2", "A"), ("7", "E")]
    with (tmp_path / "bad.csv").open(encoding="utf-8", newline="") as file:
        bad = [(one["row"], one["column"]) for one in csv.DictReader(file)]
    assert bad == [("3", "stage"), ("3", "driver"), ("5", ""), ("6", ""), ("8", "stage")]
    assert len(lines) == len(bad) + 1
    assert all(word in lines[0] for word in ("row 3", "stage", "middle", "growth", DONT_KNOW))


def test_a_great_many_bad_rows_do_not_fill_the_terminal(run: Run) -> None:
    rows, lines = run("stage\n" + "middle\n" * 50_000 + "idea\n")
    assert [row["row"] for row in rows] == ["50002"]
    assert len(lines) < 30
    assert f"{50_000 - (len(lines) - 2):,}" in lines[-2]  # how many more there are


def test_a_column_that_is_no_question_is_named_and_not_carried_along(run: Run) -> None:
    rows, lines = run("stge,stage,notes\nidea,late,=1+1\n")
    assert rows[0]["scale"] == "large"
    assert "notes" not in rows[0]
    assert "'stge'" in lines[0]
    assert "'stage'" in lines[0]
    assert "'notes'" in lines[1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "=1\n\n=2", "\x00=1", "\u2028=1"])
def test_an_id_is_never_a_formula_and_stays_on_one_line(text: str, run: Run) -> None:
    rows, _ = run(f'id,stage\n"{text}",idea\nplain-1 = é,idea\n')
    assert rows[0]["id"].startswith("'")
    assert len(rows[0]["id"].splitlines()) == 1
    assert rows[1]["id"] == "plain-1 = é"


BAD: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "an empty file": (b"", ("empty",)),
    "a file of blanks": (b" \n\n", ("empty",)),
    "no column that is a question": (b"id,name\n1,2\n", ("question", "stage")),
    "no head": (b"idea,market\n", ("question",)),
    "a column given twice": (b"stage,id,stage\nidea,1,late\n", ("stage", "twice")),
    "the id given twice": (b"id,id,stage\n1,1,late\n", ("id", "twice")),
    "bytes that are not UTF-8": ("stage,id\nidea,été\n".encode("latin-1"), ("UTF-8",)),
    "UTF-16": ("stage\nidea\n".encode("utf-16"), ("UTF-8",)),
    "a quote that is never closed": (b'stage,id\nidea,1\nlate,"2\nidea,3\n', ("CSV", "row 2", "quote")),
    "text after a quote": (b'stage,id\nidea,"1"1\n', ("CSV", "row 1")),
    "a cell beyond all bounds": (b'stage,id\nidea,"' + b"x\n" * 100_000 + b'"\n', ("CSV",)),
    "a line beyond all bounds": (b"stage\n" + b"x" * 1_000_001, ("million",)),
    "JSON": (b'{"answers": {"stage": "idea"}}', ("question",)),
    "bytes of a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", ("UTF-8",)),
}


def refused(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr of a run that must refuse its file."""
    assert main(["batch", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1, printed.err
    assert len(printed.err) < 600
    return printed.err


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_one_line_and_leaves_the_output_alone(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, named = BAD[case]
    (tmp_path / "in.csv").write_bytes(content)
    (tmp_path / "out.csv").write_text("as before")
    line = refused([str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv")], capsys)
    assert [word for word in ("in.csv", *named) if word not in line] == [], line
    assert (tmp_path / "out.csv").read_text() == "as before"


@pytest.mark.parametrize("name", ["missing.csv", "", "a\0b", "new\nline.csv"])
def test_a_file_that_cannot_be_read_or_written_gets_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.csv").write_text("stage\nidea\n")
    refused([f"{tmp_path}/{name}", "-o", str(tmp_path / "out.csv")], capsys)  # the empty name is the folder itself
    if name in {"", "a\0b"}:
        refused([str(tmp_path / "in.csv"), "-o", f"{tmp_path}/{name}"], capsys)


def test_a_folder_that_does_not_exist_is_not_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.csv").write_text("stage\nidea\n")
    assert "written" in refused([str(tmp_path / "in.csv"), "-o", str(tmp_path / "nowhere" / "out.csv")], capsys)


def test_a_device_without_end_is_not_read_to_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(["/dev/zero", "-o", str(tmp_path / "out.csv")], capsys)


@pytest.mark.parametrize("outputs", [["in.csv"], ["out.csv", "in.csv"], ["out.csv", "out.csv"], ["../here/in.csv"]])
def test_no_file_is_named_twice(outputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "in.csv").write_text("stage\nidea\n")
    target, *more = (str(here / name) for name in outputs)
    refused([str(here / "in.csv"), "-o", target, *(["--set-aside", *more] if more else [])], capsys)
    assert (here / "in.csv").read_text() == "stage\nidea\n"


def test_one_sheet_is_scored_without_pandas() -> None:
    code = "import sys, scoring.__main__; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
