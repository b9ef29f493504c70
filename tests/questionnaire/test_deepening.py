"""The questions that serve only the report are sound content, stand apart from the scored ones, and change no assessment."""

import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from questionnaire.catalogue import CONTENT, deepening, questionnaire, read_deepening, read_questionnaire
from questionnaire.files import ContentError
from questionnaire.lint import faults_of_folder
from questionnaire.models import DONT_KNOW, LANGUAGES
from scoring.verdict import assess, explained

CASES = Path(__file__).parents[1] / "cases"
PERSONAS = [{}, *(p["answers"] for p in tomllib.loads((CASES / "personas.toml").read_text("utf-8"))["persona"])]
DEEPER = st.fixed_dictionaries({}, optional={q.id: st.sampled_from((*q.option_ids, DONT_KNOW)) for q in deepening().questions.values()})

DAMAGES = {
    "a language is missing": ('id = "ceo", text = { en = "The CEO", fr', 'id = "ceo", text = { en = "The chief executive", de',
                              ("question, reports_to", "options, ceo", "text, fr")),
    "a field is unknown": ('id = "stress"', 'id = "stress"\nweight = 3', ("question, stress", "weight")),
    "a source is unknown": ('sources = ["S1"]', 'sources = ["S99"]', ("indicator_", "sources", "S99")),
    "an option is called dont_know": ('id = "ceo", text', 'id = "dont_know", text', ("question, reports_to",)),
    "a question has the id of a scored one": ('id = "stress"', 'id = "growth"', ("growth", "twice")),
    "a question is given twice": ('id = "partners"', 'id = "stress"', ("stress", "twice")),
    "a question stands in no section": ('"stress", "engineers_in_business"', '"engineers_in_business"', ("stress", "no section")),
    "a section names a question that is missing": ('"stress", "engineers', '"stress", "weather", "engineers', ("weather",)),
    "a file is not TOML": ("[[question]]", "[[question]", ("line",)),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that ships, to be damaged."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def damage(folder: Path, old: str, new: str) -> None:
    """Replaces the first of these words; they must be there."""
    file = folder / "deepening.toml"
    text = file.read_text("utf-8")
    assert old in text, f"deepening.toml no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("case", DAMAGES)
def test_damaged_content_is_refused_with_file_id_and_field(case: str, folder: Path) -> None:
    old, new, named = DAMAGES[case]
    damage(folder, old, new)
    with pytest.raises(ContentError) as refused:
        read_deepening(folder)
    faults = refused.value.faults
    assert any(all(word in fault for word in named) for fault in faults), faults
    assert all(fault.startswith("deepening.toml: ") and "\n" not in fault for fault in faults)


def test_its_french_is_checked_and_its_faults_are_told_by_the_door(folder: Path) -> None:
    assert not faults_of_folder(folder)
    damage(folder, "l’accent", "l'accent")
    [fault] = faults_of_folder(folder)
    assert fault.startswith("deepening.toml: question, stress, text")


def test_no_id_is_shared_with_a_scored_question() -> None:
    assert not set(deepening().order) & set(questionnaire().order)


def test_its_words_leave_the_version_of_the_scored_questions_alone(folder: Path) -> None:
    scored, deeper = read_questionnaire(folder).version, read_deepening(folder).version
    damage(folder, "What should the role stress?", "What should it stress?")
    assert read_questionnaire(folder).version == scored
    assert read_deepening(folder).version != deeper


def test_only_founders_are_asked_and_every_question_may_be_skipped() -> None:
    for question in deepening().questions.values():
        assert question.asked_of == ("founder",)
        assert not question.unless
        assert all(text[language] for text in (question.text, question.help, question.why) for language in LANGUAGES)


def test_each_question_has_its_own_help_and_reason() -> None:
    questions = deepening().questions.values()
    for language in LANGUAGES:
        assert len({q.help[language] for q in questions}) == len({q.why[language] for q in questions}) == len(questions)


@settings(deadline=None)
@given(answers=st.sampled_from(PERSONAS), deeper=DEEPER)
def test_an_answer_that_serves_the_report_reaches_no_assessment_and_would_change_none(
    answers: dict[str, str], deeper: dict[str, str]
) -> None:
    assert questionnaire().relevant("founder", answers | deeper) == questionnaire().relevant("founder", answers)
    assert assess(answers | deeper).model_copy(update={"answers": answers}) == assess(answers)


def test_nor_what_explains_it() -> None:
    deeper = {q.id: q.option_ids[0] for q in deepening().questions.values()}
    assert explained(PERSONAS[1] | deeper).model_copy(update={"answers": PERSONAS[1]}) == explained(PERSONAS[1])
