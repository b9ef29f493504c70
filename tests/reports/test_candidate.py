"""What a candidate reads is true of them: the companies named can be reached, the gaps are gaps, the plans lead somewhere."""

from collections.abc import Mapping

import numpy as np
import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES
from reports.blocks import Dots, Guide, Note, Notes, Prose, Report, Section, Table
from reports.chapters.gaps import pieces
from reports.document import report
from reports.levels import ANCHORS, SHOWN, levels
from reports.people_charts import competencies, dots_svg
from reports.pictures import LIGHT
from scoring.facts import anchored
from scoring.rulebase import rule_base
from scoring.verdict import assess, cube, explained

from .conftest import DAY, PERSONAS, squeezed, words_of

PERSON = ("product", "technology", "readiness", "tie")
ALONE = {q: option for q, option in PERSONAS["research_to_product"].items() if questionnaire().chapter_of(q).part == "person"}
UNREADY = {**ALONE, "arbitration": "assisted"}
SHEETS: Mapping[str, Mapping[str, str]] = {**PERSONAS, "alone": ALONE, "unready": UNREADY, "one_field": {**UNREADY, "appetite": "one"}}


def told(sheet: str, language: str = "en") -> Report:
    return report(explained(SHEETS[sheet]), "candidate", language, DAY)  # type: ignore[arg-type]


def section(made: Report, name: str) -> Section | None:
    return next((one for one in made.sections if one.id == name), None)


def notes(made: Report, name: str) -> list[Note]:
    found = section(made, name)
    return [note for block in found.blocks if isinstance(block, Notes) for note in block.items] if found else []


def marks(sheet: str) -> dict[str, tuple[int, int]]:
    return levels(SHEETS[sheet], questionnaire(), rule_base().evidence_cap)


def text(question: str) -> str:
    return questionnaire().questions[question].text["en"]


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one != "nothing_answered"])
def test_the_verdicts_named_are_those_that_some_company_would_give_this_person(sheet: str) -> None:
    if not (found := notes(told(sheet), "companies")):
        assert SHEETS[sheet]["candidate_background"] == "nobody"
        return
    facts = assess(SHEETS[sheet]).facts
    place = tuple(
        fact.level_ids.index(level) if fact.id in PERSON and (level := facts[fact.id]) else slice(None) for fact in rule_base().facts
    )
    given = {cube().outcomes[number] for number in np.unique(cube().verdicts[place])}
    names = {outcome: rule_base().outcome(outcome).name["en"] for outcome in cube().outcomes}
    assert {outcome for outcome, name in names.items() if any(name in note.title for note in found)} == given


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_profile_shows_each_level_once_as_it_counts_and_as_it_was_said(sheet: str) -> None:
    made = section(told(sheet), "profile")
    lines = [line for block in made.blocks if isinstance(block, Dots) for line in block.lines] if made else []
    shown = {line.name: [(dot.counted, dot.said) for dot in line.dots] for line in lines}
    assert shown == {text(q): [both] for q, both in marks(sheet).items()}
    assert [line.name for line in lines] == [text(q) for q in marks(sheet)], "in the order of the questionnaire, whatever the levels"


def test_the_level_that_counts_is_the_one_the_verdict_rests_on() -> None:
    items = [q for q in questionnaire().order if q in marks("high_marks_no_proof")]
    counted = anchored(items, SHEETS["high_marks_no_proof"], rule_base().evidence_cap)
    assert {q: both[0] for q, both in marks("high_marks_no_proof").items()} == counted
    assert any(counted[q] < said for q, (_, said) in marks("high_marks_no_proof").items())


def test_each_competency_has_a_plan() -> None:
    assert {plan.id for plan in pieces().plan} == {q for q, one in questionnaire().questions.items() if one.kind == "anchored"}


@pytest.mark.parametrize("sheet", ["research_to_product", "alone", "unready", "proven_in_both"])
def test_what_closes_a_gap_is_a_higher_level_that_counts_as_shown(sheet: str) -> None:
    found = notes(told(sheet), "gaps")
    assert 1 <= len(found) <= 3
    for note in found:
        (question,) = (q for q in marks(sheet) if text(q) == note.title)
        counted, _ = marks(sheet)[question]
        (proof,) = (n for n, level in enumerate(ANCHORS, 1) if questionnaire().answer_text(question, level, "en") in note.advice)
        assert proof > counted
        assert proof >= SHOWN


def test_what_was_said_without_examples_calls_for_proof_and_not_for_work() -> None:
    made = section(told("high_marks_no_proof"), "gaps")
    assert made
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    unproven = {text(q) for q, (counted, said) in marks("high_marks_no_proof").items() if counted < said}
    assert {row[0].text for row in table.rows} <= unproven
    assert not unproven & {note.title for note in notes(told("high_marks_no_proof"), "gaps")}


def test_the_change_that_is_said_to_turn_the_verdict_turns_it() -> None:
    made = section(told("high_marks_no_proof"), "gaps")
    assert made
    assert isinstance(made.blocks[0], Prose)
    changed = assess(SHEETS["high_marks_no_proof"], instead={"product": "solid", "technology": "solid"})
    assert rule_base().outcome(changed.verdict).name["en"] in made.blocks[0].text
    assert changed.verdict != told("high_marks_no_proof").verdict.outcome


def test_wanting_one_field_alone_is_a_wish_and_no_gap() -> None:
    arbitration = text("arbitration")
    assert arbitration in {note.title for note in notes(told("unready"), "gaps")}
    assert arbitration not in {note.title for note in notes(told("one_field"), "gaps")}


@pytest.mark.parametrize("sheet", SHEETS)
def test_there_are_a_few_questions_to_ask_whatever_is_known(sheet: str) -> None:
    made = section(told(sheet), "founder")
    assert made
    asked = [one for block in made.blocks if isinstance(block, Guide) for one in block.items]
    assert 4 <= len(asked) <= 6
    assert all(len(one.anchors) == 2 and one.sources for one in asked)


def test_what_is_known_of_a_company_changes_what_to_ask() -> None:
    def asked(answers: Mapping[str, str]) -> set[str]:
        (guide,) = next(one for one in report(explained(answers), "candidate", "en", DAY).sections if one.id == "founder").blocks
        return {one.question for one in guide.items} if isinstance(guide, Guide) else set()

    without = asked(ALONE)
    for answer in ({"senior_leaders": "neither"}, {"motive": "save_salary"}, {"tension": "camps"}, {"current_leadership": "combined"}):
        assert asked({**ALONE, **answer}) != without, answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("about", ["driver", "product", "verdict"])
def test_a_candidates_own_words_are_in_the_document(about: str, language: str) -> None:
    words = "That is not how I see it."
    made = report(explained(SHEETS["research_to_product"]), "candidate", language, DAY, comments={about: words})  # type: ignore[arg-type]
    printed = tuple(one for one in made.sections if one.printed)
    assert words in words_of((made.verdict, *printed))


def test_the_half_is_the_one_that_is_less_ones_own() -> None:
    def titles(strong: str, weak: str) -> set[str]:
        level = {strong: "whole_function", weak: "absent"}
        own = {q: level.get(questionnaire().chapter_of(q).id, "own_team") for q in marks("alone")}
        return {note.title for note in notes(report(explained({**ALONE, **own}), "candidate", "en", DAY), "half")}

    of_product, of_technology = titles("technology", "product"), titles("product", "technology")
    assert of_product - of_technology
    assert of_technology - of_product


def test_the_names_of_one_persons_competencies_stand_beside_the_dots() -> None:
    made = section(told("high_marks_no_proof"), "profile")
    assert made
    for block in (one for one in made.blocks if isinstance(one, Dots)):
        assert competencies(block, LIGHT, aside=True).spec["height"] < competencies(block, LIGHT).spec["height"]
        drawn = squeezed(dots_svg(block, 520))
        assert all(squeezed(line.name.split()[0]) in drawn for line in block.lines)
        assert all(line.name in block.alt for line in block.lines)


def test_nothing_is_a_gap_where_every_field_is_shown_in_several_teams() -> None:
    everywhere = {**ALONE, **dict.fromkeys(marks("alone"), "whole_function")}
    assert section(report(explained(everywhere), "candidate", "en", DAY), "gaps") is None
