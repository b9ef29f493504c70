"""What is gained and risked is chosen by the facts, each risk with its guard-rail, and everything written is said for some sheet."""

import pytest

from reports.blocks import Notes, Section
from reports.chapters import context, gains
from reports.chosen import content

from .conftest import PERSONAS, words_of
from .sheets import founders, of


def notes(section: Section) -> Notes:
    (block,) = section.blocks
    assert isinstance(block, Notes)
    return block


@pytest.mark.parametrize("persona", PERSONAS)
def test_everybody_gains_and_risks_a_few_things_and_each_risk_has_its_guard_rail(persona: str) -> None:
    gained, risked = notes(gains.gains(of(persona))).items, notes(gains.risks(of(persona))).items
    assert 2 <= len(gained) <= 4
    assert 2 <= len(risked) <= 4
    assert all(one.label and one.advice for one in risked)
    assert all(one.sources for one in (*gained, *risked))


def test_every_gain_and_every_risk_is_said_for_some_sheet() -> None:
    everything = gains.written()
    said = {piece.id for about in founders() for piece in about.picked(everything.gain, most=4)}
    warned = {piece.id for about in founders() for piece in about.picked(everything.risk, most=4)}
    assert said == {piece.id for piece in everything.gain}
    assert warned == {piece.id for piece in everything.risk}


def test_one_leader_and_two_never_gain_or_risk_the_same() -> None:
    everything = gains.written()
    for piece in (*everything.gain, *everything.risk):
        assert piece.verdicts
        assert piece.verdicts == ("split",) or "split" not in piece.verdicts


@pytest.mark.parametrize(
    ("persona", "question", "options"),
    [
        ("proven_in_both", "partners", ("nobody", "inside", "outside", "both")),
        ("research_to_product", "board_asks", ("dates", "opportunities")),
        ("holiday_brand", "discovery_habit", ("rare", "weekly")),
    ],
)
def test_a_deepening_answer_changes_the_words(persona: str, question: str, options: tuple[str, ...]) -> None:
    said = {option: tuple(words_of(gains.risks(of(persona, {question: option})))) for option in options}
    assert len(set(said.values())) == len(options)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_person_brings_something_may_be_thinner_somewhere_and_is_not_alone(persona: str) -> None:
    assert len(notes(context.person(of(persona))).items) == 3


def test_everything_about_the_person_is_said_for_some_sheet() -> None:
    chosen = content("person.toml", context.Person)
    for group in (chosen.brings, chosen.thinner, chosen.beside):
        assert {about.picked(group)[0].id for about in founders()} == {piece.id for piece in group}
