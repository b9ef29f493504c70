"""About how long answering takes: derived from the words there are to read, not measured on people. Knows no screen.

The assumption: somebody reads every word of a question, its help and its options once, at the calm pace of 200 words a minute
(people read a text without difficulty somewhat faster, in English as in French), and takes ten seconds more to weigh, choose
and go on. Those who skim need less, those who must ask a colleague more: always say "about".
"""

from collections.abc import Iterable
from functools import cache
from math import ceil

from .models import Language, Question

WORDS_A_MINUTE = 200
SECONDS_TO_CHOOSE = 10


def minutes(questions: Iterable[Question], language: Language) -> int:
    """Whole minutes for these questions, rounded up; 0 only where there is no question."""
    return ceil(sum(seconds(question, language) for question in questions) / 60)


def seconds(question: Question, language: Language) -> float:
    """For one question: to read it, and to choose."""
    return words(question, language) * 60 / WORDS_A_MINUTE + SECONDS_TO_CHOOSE


def words(question: Question, language: Language) -> int:
    """How many words there are to read before an answer can be chosen; why it is asked stays folded, and is not counted."""
    read = (question.text, question.help, *(option.text for option in question.options))
    return sum(_words(text[language]) for text in read)


@cache
def _words(text: str) -> int:
    """Marks that stand alone, as French ones do before a colon, are no words."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())
