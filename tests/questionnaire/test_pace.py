"""How long answering takes follows from the words there are to read, in each language by itself."""

import pytest

from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES, Audience, Language, Question
from questionnaire.pace import SECONDS_TO_CHOOSE, WORDS_A_MINUTE, minutes, seconds, words
from questionnaire.sitting import asked_at_most, first_questions

ASKED = [questionnaire().questions[name] for name in questionnaire().order]


def question(words_in_text: int, mark: str = "") -> Question:
    """One that asks with so many words, and has a word of help and two options of one word."""
    said = " ".join(["word"] * words_in_text + ([mark] if mark else []))
    raw = ASKED[0].model_dump()
    one = dict.fromkeys(LANGUAGES, "word")
    options = [{"id": name, "text": one} for name in ("yes", "no")]
    return Question.model_validate({**raw, "text": dict.fromkeys(LANGUAGES, said), "help": one, "options": options})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_before_the_choice_counts_and_a_mark_is_no_word(language: Language) -> None:
    assert words(question(10), language) == 13
    assert words(question(10, mark="?"), language) == 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_reading_and_choosing_add_up(language: Language) -> None:
    a_minute_of_text = question(WORDS_A_MINUTE - 3)
    assert seconds(a_minute_of_text, language) == 60 + SECONDS_TO_CHOOSE
    assert [minutes([a_minute_of_text] * count, language) for count in (0, 1, 6)] == [0, 2, 7]


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_questions_never_take_less_time(language: Language) -> None:
    told = [minutes(ASKED[:count], language) for count in range(len(ASKED) + 1)]
    assert told == sorted(told)
    assert told[0] < told[1] < told[-1]


@pytest.mark.parametrize("audience", ["founder", "candidate"])
def test_the_full_version_takes_longer_and_asks_as_many_as_is_said(audience: Audience) -> None:
    short, full = (first_questions(questionnaire(), audience, length) for length in ("short", "full"))
    assert minutes(short, "en") < minutes(full, "en")
    assert len(full) == asked_at_most(questionnaire(), audience, "full") > len(short)
