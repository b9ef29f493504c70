"""Who takes which side is asked and never presumed; two leaders get a rule for each conflict and a calendar, one person neither."""

from functools import cache

import pytest

from questionnaire.catalogue import deepening
from questionnaire.models import DONT_KNOW, LANGUAGES, Language
from reports.blocks import Notes, Report, Table
from reports.chapters import conflicts
from reports.document import report, voice
from reports.subject import SPLIT
from scoring.assessment import Explained
from scoring.verdict import explained

from .conftest import DAY, PERSONAS

SIDES = [question for question in deepening().order if question.startswith("side_")]
CONFLICT, SIDE = 0, 1  # columns


@cache
def found(persona: str) -> Explained:
    return explained(PERSONAS[persona])


def told(persona: str, language: Language = "en", **deeper: str) -> Report:
    return report(found(persona), "founder", language, DAY, deeper=deeper)


def table(made: Report, section: str) -> Table | None:
    tables = [block for one in made.sections if one.id == section for block in one.blocks if isinstance(block, Table)]
    return tables[0] if tables else None


def sides(made: Report) -> list[str]:
    six = table(made, "six_conflicts")
    assert six
    return [row[SIDE].text for row in six.rows]


@pytest.mark.parametrize("persona", PERSONAS)
def test_two_leaders_get_six_rules_and_ten_practices_and_one_person_neither(persona: str) -> None:
    made, leadership = told(persona), found(persona).facts["leadership"]
    two = found(persona).verdict == SPLIT or leadership in {"working_pair", "pair_in_conflict"}
    six, ten = table(made, "six_conflicts"), table(made, "rhythm")
    assert (len(six.rows) if six else 0, len(ten.rows) if ten else 0) == ((6, 10) if two else (0, 0))
    assert not (two and any(section.id == "disagree_inside" for section in made.sections))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_side_that_was_not_asked_is_never_presumed(language: Language) -> None:
    open_still = voice(language)("conflicts_ask_both")
    assert sides(told("two_camps", language)) == [open_still] * len(SIDES)
    assert sides(told("two_camps", language, **dict.fromkeys(SIDES, DONT_KNOW))) == [open_still] * len(SIDES)


@pytest.mark.parametrize("question", SIDES)
def test_each_answer_is_said_beside_its_own_conflict_and_changes_no_other(question: str) -> None:
    silent = sides(told("do_not_merge"))
    said = {option: sides(told("do_not_merge", **{question: option})) for option in deepening().questions[question].option_ids}
    changed = {option: [n for n, (a, b) in enumerate(zip(silent, here, strict=True)) if a != b] for option, here in said.items()}
    assert set(map(tuple, changed.values())) == {(SIDES.index(question),)}
    assert len({here[SIDES.index(question)] for here in said.values()}) == len(said)


def test_the_conflicts_stand_in_the_order_in_which_they_are_asked() -> None:
    made = table(told("do_not_merge"), "six_conflicts")
    assert made
    assert [row[CONFLICT].text for row in made.rows] == [voice("en")(f"conflicts_{question}") for question in SIDES]


def test_the_calendar_goes_from_the_first_week_to_the_quarter() -> None:
    made = table(told("two_camps"), "rhythm")
    assert made
    order = [voice("en")(f"conflicts_{every or 'first_week'}") for every in conflicts.RHYTHMS]
    whens = [order.index(row[0].text) for row in made.rows]
    assert whens == sorted(whens)
    assert set(whens) == set(range(len(order)))


def test_one_person_keeps_the_disagreement_in_the_way_the_facts_call_for() -> None:
    def notes(persona: str) -> list[str]:
        blocks = [b for s in told(persona).sections if s.id == "disagree_inside" for b in s.blocks if isinstance(b, Notes)]
        return [note.title for block in blocks for note in block.items]

    assert notes("proven_in_both") != notes("marketplace_engineer")
    assert notes("proven_in_both")
    assert not notes("two_founders_in_a_room")
