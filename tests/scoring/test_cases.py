"""Situations as data: personas, documented situations and random sheets, each with the verdict it must get."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from scoring.__main__ import main
from scoring.verdict import assess

CASES = Path(__file__).parents[1] / "cases"
PERSONAS = {p["id"]: p for p in tomllib.loads((CASES / "personas.toml").read_text("utf-8"))["persona"]}
VIGNETTES = {v["id"]: v for v in tomllib.loads((CASES / "vignettes.toml").read_text("utf-8"))["vignette"]}
GOLD = [i for i, v in VIGNETTES.items() if v["tier"] == "gold"]
GOLD_AND_SILVER = [i for i, v in VIGNETTES.items() if v["tier"] in {"gold", "silver"}]
KEYS = {
    "audience", "language", "verdict", "strength", "side", "side_strength", "lean", "runner_up", "fits", "facts", "possible",
    "pending", "reasons", "cautions", "questions_version", "rules_version",
}  # fmt: skip


def agrees(found: dict[str, Any], expected: dict[str, Any]) -> bool:
    same = all(found[key] == value for key, value in expected.items() if key != "cautions")
    return same and set(expected.get("cautions", [])) <= set(found["cautions"])


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_gets_its_verdict_strength_lean_and_cautions(persona: str, evaluate: Any) -> None:
    found = evaluate(PERSONAS[persona]["answers"])
    assert agrees(found, PERSONAS[persona]["expected"]), {key: found[key] for key in ("verdict", "strength", "lean", "cautions", "fits")}


@pytest.mark.parametrize("persona", ["proven_in_both", "two_founders_in_a_room", "two_camps"])
def test_the_door_opens_from_a_shell_for_a_toml_file(persona: str, tmp_path: Path) -> None:
    file = tmp_path / "sheet.toml"
    answers = PERSONAS[persona]["answers"].items()
    file.write_text("\n".join(['language = "fr"', "[answers]", *(f'{q} = "{option}"' for q, option in answers)]), "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "scoring", "evaluate", file, "--json"],
        capture_output=True,
        check=True,
        cwd=CASES.parents[1],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},  # a terminal that knows no accents must not stop the program
    )
    found = json.loads(run.stdout)
    assert found.keys() >= KEYS
    assert found["language"] == "fr"
    assert agrees(found, PERSONAS[persona]["expected"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_text_for_people_speaks_the_language_of_the_sheet(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps({"language": language, "answers": PERSONAS["two_camps"]["answers"]}), "utf-8")
    assert main(["evaluate", str(file)]) == 0
    printed = capsys.readouterr().out
    for reason in assess(PERSONAS["two_camps"]["answers"]).reasons_of("split"):
        for other in ("en", "fr"):
            assert (reason.because[other] in printed) == (other == language), reason


@pytest.mark.parametrize("vignette", GOLD)
def test_a_gold_situation_gets_its_label(vignette: str, evaluate: Any) -> None:
    assert evaluate(answers_of(VIGNETTES[vignette]))["verdict"] == VIGNETTES[vignette]["label"]


def test_at_least_85_percent_of_gold_and_silver_situations_get_an_acceptable_verdict(evaluate: Any) -> None:
    verdicts = {i: evaluate(answers_of(VIGNETTES[i]))["verdict"] for i in GOLD_AND_SILVER}
    wrong = {i: verdict for i, verdict in verdicts.items() if verdict not in (VIGNETTES[i]["label"], *VIGNETTES[i]["accept"])}
    assert len(wrong) <= 0.15 * len(verdicts), wrong


def test_every_random_sheet_agrees_with_the_reference_reading() -> None:
    wrong = [number for number, answers, expected in reference_sheets() if reading_of(answers) != expected]
    assert not wrong, f"lines {wrong[:20]}, {len(wrong)} in all"


def test_there_are_a_few_thousand_random_sheets_and_every_verdict_is_among_them() -> None:
    verdicts = [expected[0] for _, _, expected in reference_sheets()]
    assert len(verdicts) > 3_000
    assert set(verdicts) == {"case_1", "case_2", "case_3", "case_4", "split"}


def answers_of(vignette: dict[str, Any]) -> dict[str, str]:
    """Documented answers come before inferred ones."""
    return {**vignette["inferred"], **vignette["known"]}


def reference_sheets() -> Iterator[tuple[int, dict[str, str], list[str]]]:
    """Line number, answers and expected reading; the head of the file says how a line is written."""
    lines = (CASES / "reference_reading.tsv").read_text("utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    order = head[-1].removeprefix("#").split()
    for number, line in enumerate(lines[len(head) :], len(head) + 1):
        marks, *expected = line.split("\t")
        assert len(marks) == len(order), f"line {number} has {len(marks)} answers"
        yield number, {q: option_of(q, mark) for q, mark in zip(order, marks, strict=True) if mark != "-"}, expected


def option_of(question: str, mark: str) -> str:
    return DONT_KNOW if mark == "?" else questionnaire().questions[question].option_ids[int(mark)]


def reading_of(answers: dict[str, str]) -> list[str]:
    found = assess(answers)
    single = [found.verdict, found.strength, found.side, found.side_strength, found.runner_up, found.lean]
    return [*(part or "-" for part in single), ",".join(found.cautions) or "-"]
