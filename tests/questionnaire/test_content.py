"""The content that ships is without fault; damaged content is refused with file, id and field."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from questionnaire.__main__ import main
from questionnaire.catalogue import CONTENT, questionnaire, read_questionnaire
from questionnaire.files import ContentError
from questionnaire.lint import faults_of_folder, faults_of_texts
from questionnaire.models import LANGUAGES, Text
from questionnaire.words import Phrase, Plural

STAGE = 'text = { en = "Where does the company stand today?", fr = "Où en est l’entreprise aujourd’hui\u00a0?" }'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that ships, to be damaged."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def damage(file: Path, old: str, new: str) -> None:
    """Replaces the first of these words; they must be there."""
    text = file.read_text("utf-8")
    assert old in text, f"{file.name} no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), "utf-8")


DAMAGES = {
    "a language is missing": ("company.toml", STAGE, 'text = { en = "Where?" }', ("company.toml", "question, stage", "text, fr")),
    "a text is empty": ("company.toml", STAGE, 'text = { en = "Where?", fr = "" }', ("company.toml", "question, stage", "text, fr")),
    "a language is too many": (
        "company.toml", STAGE, 'text = { en = "a", fr = "b", de = "c" }', ("company.toml", "question, stage", "text, de"),
    ),
    "a field is unknown": ("company.toml", 'id = "stage"', 'id = "stage"\nweight = 3', ("company.toml", "question, stage", "weight")),
    "a source is unknown": ("company.toml", 'sources = ["S3", "L11"', 'sources = ["S99", "L11"', ("stage", "sources", "S99")),
    "no source is given": ("company.toml", 'sources = ["S3", "L10", "L29", "L30"]', "sources = []", ("company.toml", "headcount")),
    "a question is given twice": ("company.toml", 'id = "headcount"', 'id = "stage"', ("company.toml", "stage")),
    "an option is given twice": ("company.toml", 'id = "early", text', 'id = "idea", text', ("company.toml", "question, stage")),
    "an option is called dont_know": ("company.toml", 'id = "early", text', 'id = "dont_know", text', ("company.toml", "question, stage")),
    "an id is not a word": ("company.toml", 'id = "early", text', 'id = "2-early", text', ("company.toml", "stage", "2-early", "id")),
    "an unless names an option that is missing": (
        "company.toml", 'unless = { candidate_background = ["nobody"] }', 'unless = { candidate_background = ["someone"] }',
        ("candidate_tie", "unless", "someone"),
    ),
    "an unless names a later question": (
        "company.toml", 'unless = { candidate_background = ["nobody"] }', 'unless = { motive = ["scarcity"] }',
        ("candidate_tie", "unless", "motive"),
    ),
    "a part is hidden by an option that is missing": (
        "sections.toml", 'unless = { candidate_background = ["nobody"] }', 'unless = { candidate_background = ["someone"] }',
        ("sections.toml", "person", "someone"),
    ),
    "an anchored scale lacks a level": (
        "person.toml", 'id = "own_team", text', 'id = "own_crew", text', ("product_strategy", "options", "own_team"),
    ),
    "a question stands in no section": ("sections.toml", '"stage", "headcount"', '"stage"', ("sections.toml", "headcount")),
    "a question stands in two sections": (
        "sections.toml", '"team_size", "team_share"', '"stage", "team_size", "team_share"', ("sections.toml", "stage"),
    ),
    "a section names a question that is missing": (
        "sections.toml", '"stage", "headcount"', '"stage", "headcount", "age"', ("sections.toml", "age"),
    ),
    "a screen of two questions has no title": (
        "sections.toml", 'title = { en = "Stage and size", fr = "Stade et taille" }\n', "", ("sections.toml", "stage", "title"),
    ),
    "a source is given twice": ("sources.toml", 'id = "S2"', 'id = "S1"', ("sources.toml", "S1")),
    "a file is not TOML": ("person.toml", "[[question]]", "[[question]", ("person.toml", "line")),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGES)
def test_damaged_content_is_refused_with_file_id_and_field(case: str, folder: Path) -> None:
    file, old, new, named = DAMAGES[case]
    damage(folder / file, old, new)
    with pytest.raises(ContentError) as refused:
        read_questionnaire(folder)
    faults = refused.value.faults
    assert any(all(word in fault for word in named) for fault in faults), faults
    assert all("\n" not in fault for fault in faults)


def test_a_missing_or_unreadable_file_is_refused_by_its_name(folder: Path) -> None:
    (folder / "sources.toml").write_bytes("title = é".encode("latin-1"))
    with pytest.raises(ContentError, match=r"sources\.toml"):
        read_questionnaire(folder)
    (folder / "sources.toml").unlink()
    with pytest.raises(ContentError, match=r"sources\.toml"):
        read_questionnaire(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    damage(folder / "company.toml", 'sources = ["S3", "L11"', 'sources = ["S99", "L11"')
    damage(folder / "person.toml", 'id = "own_team", text', 'id = "own_crew", text')
    assert len(faults_of_folder(folder)) == 2


def test_the_content_that_ships_is_without_fault(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check"])
    printed = capsys.readouterr().out
    assert code == 0, printed
    assert len(printed.splitlines()) == 1


def test_the_door_prints_one_line_for_each_fault_and_fails(folder: Path) -> None:
    damage(folder / "company.toml", 'sources = ["S3", "L11"', 'sources = ["S98", "S99"')
    root = CONTENT.parents[1]
    run = subprocess.run([sys.executable, "-m", "questionnaire", "check", folder], capture_output=True, check=False, cwd=root)
    assert run.returncode == 1
    assert [b"S98" in line for line in run.stdout.splitlines()] == [True, False]
    assert run.stderr == b""


def test_a_folder_that_is_none_gives_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "missing")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "address"),
    [
        ("company.toml", "Où en est l’entreprise", "Où en est l'entreprise", "company.toml: question, stage, text"),
        ("company.toml", "l’entreprise aujourd’hui\u00a0?", "l’entreprise aujourd’hui ?", "company.toml: question, stage, text"),
        ("company.toml", "l’offre a trouvé", "l'offre a trouvé", "company.toml: question, stage, options, growth, text"),
        ("sections.toml", 'fr = "L’entreprise"', 'fr = "L\'entreprise"', "sections.toml: part, company, title"),
        (
            "sections.toml",
            'fr = "Ce qui porte l’activité"',
            'fr = "Ce qui porte l\'activité"',
            "sections.toml: chapter, company, section, driver",
        ),
    ],
)
def test_french_that_is_set_wrongly_is_found_at_its_address(file: str, old: str, new: str, address: str, folder: Path) -> None:
    before = faults_of_folder(folder)
    damage(folder / file, old, new)
    found = [fault for fault in faults_of_folder(folder) if fault not in before]
    assert len(found) == 1
    assert found[0].startswith(address)


def test_the_words_of_the_screens_are_looked_at_like_the_questions(folder: Path) -> None:
    words = folder / "words" / "screens.toml"
    words.write_text('[next]\nen = "On"\nfr = "Continuer !"\n[back]\nen = "Back"\nfr = { one = "L\'un", other = "Autres" }\n', "utf-8")
    found = [fault for fault in faults_of_folder(folder) if fault.startswith("screens.toml:")]
    assert [next(word for word in ("next", "back") if word in fault) for fault in found] == ["next", "back"]


def test_a_sentence_whose_gaps_differ_is_refused(folder: Path) -> None:
    (folder / "words" / "screens.toml").write_text('[left]\nen = "{count} left"\nfr = "reste {number}"\n', "utf-8")
    assert any(fault.startswith("screens.toml: left") for fault in faults_of_folder(folder))


def test_the_walk_finds_every_text_however_deep() -> None:
    wrong = Text(en="x", fr="l'un")
    deep = {"a": [wrong, {"b": (Phrase(en="x", fr=Plural(one="l’un", other="l'autre")), wrong)}], "c": 3, "d": None}
    assert [fault.split(": fr")[0] for fault in faults_of_texts("here:", deep)] == [
        "here: a, number 1", "here: a, number 2, b, number 1", "here: a, number 2, b, number 2",
    ]  # fmt: skip


def test_every_question_is_worded_in_each_language_for_every_audience() -> None:
    for question in questionnaire().questions.values():
        for audience in question.asked_of:
            worded = question.worded_for(audience)
            assert all(text and text[language] for text in (worded.text, worded.help, worded.why) for language in LANGUAGES)


def test_the_version_changes_with_the_meaning_of_the_content_and_not_with_its_layout(folder: Path) -> None:
    version = read_questionnaire(folder).version
    damage(folder / "company.toml", "[[question]]", "# a comment\n\n[[question]]")
    assert read_questionnaire(folder).version == version
    damage(folder / "company.toml", "Where does the company stand today?", "Where is the company today?")
    assert read_questionnaire(folder).version != version
