"""What is still to be looked at in somebody's answers, each with one press to go there: on top of the review, and told on the result.

Not knowing is an answer, and answers that may not go together can all be true: nothing here waits, and no verdict depends on it.
"""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from questionnaire import sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.contradictions import Doubt, open_doubts
from questionnaire.models import DONT_KNOW, Question
from questionnaire.sitting import Screen, Sitting
from questionnaire.ui import given, press, question_words, way_there
from questionnaire.words import Voice

from . import presses

_MANY = 6  # more unknown answers than this are folded away


def to_look_at(sitting: Sitting, say: Voice) -> None:
    """On top of the review: what has no answer, what may not go together, what is not known."""
    _unanswered(sitting, say)
    _doubts(sitting, say)
    _unknown(sitting, say)


def left_open(sitting: Sitting, say: Voice) -> None:
    """On the result: how many answers are not known, and how many may not go together, with the way to them."""
    told = {"left_unknown": len(_not_known(sitting)), "left_doubts": len(open_doubts(questionnaire(), sitting))}
    if any(told.values()):
        with st.container(border=True, key="box_left_open"):
            for words, count in told.items():
                if count:
                    st.markdown(say(words, count=count))
            press(say("left_look"), "left_look", presses.to_review, kind="tertiary", icon=":material/arrow_back:")


def _unanswered(sitting: Sitting, say: Voice) -> None:
    found = moves.open_questions(questionnaire(), sitting)
    if found:
        with st.container(border=True, key="box_open"):
            st.markdown(f":material/priority_high: {say('review_open', count=len(found))}")
            _ways(found, sitting, say)


def _unknown(sitting: Sitting, say: Voice) -> None:
    found = _not_known(sitting)
    words = say("review_unknown", count=len(found))
    if len(found) > _MANY:
        with st.expander(words, key="box_unknown"):
            _ways(found, sitting, say)
    elif found:
        with st.container(border=True, key="box_unknown"):
            st.markdown(words)
            _ways(found, sitting, say)


def _not_known(sitting: Sitting) -> list[Question]:
    asked = [question for screen in moves.screens(questionnaire(), sitting) for question in screen.questions]
    return [question for question in asked if sitting.answers.get(question.id) == DONT_KNOW]


def _ways(found: Sequence[Question], sitting: Sitting, say: Voice) -> None:
    links = (way_there(_screen_of(question, sitting), question_words(question, sitting, say), there) for question in found)
    st.html(f'<ul class="ways">{"".join(f"<li>{link}</li>" for link in links)}</ul>')


def _doubts(sitting: Sitting, say: Voice) -> None:
    found = open_doubts(questionnaire(), sitting)
    if found:
        st.header(say("doubts_title"), anchor=False)
        st.markdown(say("doubts_text"))
        for one in found:
            _doubt(one, sitting, say)


def _doubt(one: Doubt, sitting: Sitting, say: Voice) -> None:
    name = one.about.id
    with st.container(border=True, key=f"box_doubt_{name}"):
        asked = [questionnaire().questions[question] for question in one.answers]
        st.html("".join(given(questionnaire(), [each], sitting, say, there, _screen_of(each, sitting)) for each in asked))
        st.markdown(one.about.text[say.language])
        both = say("doubt_both" if len(one.answers) == len(("one", "other")) else "doubt_all")
        press(both, f"settle.{name}", partial(presses.settle, name), icon=":material/check:")


def _screen_of(question: Question, sitting: Sitting) -> Screen:
    return next(screen for screen in moves.screens(questionnaire(), sitting) if question.id in {asked.id for asked in screen.questions})


def there(section: str) -> str:
    """The address of this sitting with a section to change in it: from there "next" leads back to the review."""
    return "?" + urlencode({**st.query_params.to_dict(), presses.CHANGE: section})
