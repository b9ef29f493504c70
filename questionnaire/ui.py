"""The screens that ask: one function per kind of thing shown. The only Streamlit of this package; it saves nothing itself."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import wraps
from html import escape
from typing import Literal, ParamSpec, Protocol

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from .models import DONT_KNOW, Question, Questionnaire
from .pace import minutes
from .sitting import Progress, Screen, Sitting, open_questions, progress, screens, unanswered
from .words import Voice

PROSE = 640
STILL = "still"  # in the session: a function that says whether the page that was drawn last may still be seen
Kind = Literal["primary", "secondary", "tertiary"]
Held = Literal["saved", "in_this_tab"]
_HELD: Mapping[Held, str] = {"saved": ":material/check:", "in_this_tab": ":material/visibility_off:"}


P = ParamSpec("P")


class Save(Protocol):
    """Saves one answer and commits it; False if that was not possible."""

    def __call__(self, question: str, option: str) -> bool: ...


def alone(part: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that is drawn anew without the rest (`st.fragment`), while the page may be seen: else all of it is drawn anew.

    Such a part remembers what it shows; whoever has taken the session over must not be told.
    """

    @wraps(part)
    def drawn(*given: P.args, **named: P.kwargs) -> None:
        run, still = get_script_run_ctx(), st.session_state.get(STILL)
        if run and run.fragment_ids_this_run and still and not still():
            st.rerun()
        part(*given, **named)

    return st.fragment(drawn)


def section_screen(q: Questionnaire, sitting: Sitting, screen: Screen, save: Save, say: Voice, on_answer: Callable[[str], None]) -> None:
    """One section: progress, its questions as cards, help, and why each is asked."""
    with st.container(width=PROSE, key="ask"):
        _progress(q, sitting, screen, say)
        alone = len(screen.questions) == 1
        if not alone and screen.section.title:
            st.title(screen.section.title[say.language], anchor=False)
        for question in screen.questions:
            with nullcontext() if alone else st.container(key=f"among_{question.id}"):
                _question(q, question, sitting, save, say, on_answer, alone)


def _progress(q: Questionnaire, sitting: Sitting, screen: Screen, say: Voice) -> None:
    at = progress(q, sitting, screen)
    told = progress_words(at, screen, say, minutes(open_questions(q, sitting), say.language))
    st.progress(at.last / at.total, text=f":small[:gray[{told}]]")


def progress_words(at: Progress, screen: Screen, say: Voice, minutes_left: int = 0) -> str:
    """The company · 3 / 9 · about 3 minutes left; the last minute is one that has begun, and without any nothing is said of them."""
    key = "progress_one" if at.first == at.last else "progress_many"
    gaps = {"chapter": screen.chapter.title[say.language], "first": at.first, "last": at.last, "total": at.total}
    if minutes_left > 1:
        return say(f"{key}_minutes", count=minutes_left, **gaps)
    return say(f"{key}_soon" if minutes_left else key, **gaps)


def _question(
    q: Questionnaire, question: Question, sitting: Sitting, save: Save, say: Voice, on_answer: Callable[[str], None], alone: bool
) -> None:
    words = question.worded_for(sitting.audience)
    text, help_, why = ((words.text or question.text), (words.help or question.help), (words.why or question.why))
    (st.title if alone else st.header)(text[say.language], anchor=False)
    helped = [help_[say.language], *([say("take_lower")] if question.kind == "anchored" else [])]
    st.markdown("\n\n".join(f":gray[{words}]" for words in helped))
    _answers(q, question, sitting.answers.get(question.id), text[say.language], save, say, on_answer)
    if question.id in st.session_state.get("missed", ()) and question.id not in sitting.answers:
        with st.container(key=f"missed_{question.id}"):
            st.markdown(f":red[:material/priority_high: {say('choose')}]")
    if st.session_state.get("elsewhere") == question.id:
        st.markdown(f":material/priority_high: {say('changed_elsewhere')}")
    _why(why[say.language], say("sources", sources=", ".join(question.sources)), say)


def _why(why: str, sources: str, say: Voice) -> None:
    """Plain HTML, which the browser opens by itself: one part to draw instead of an expander and its texts."""
    st.html(f"<details><summary>{escape(say('why'))}</summary><p>{escape(why)}</p><p><small>{escape(sources)}</small></p></details>")


def _answers(
    q: Questionnaire, question: Question, stored: str | None, label: str, save: Save, say: Voice, on_answer: Callable[[str], None]
) -> None:
    """The stored answer is the default; what the browser returns is compared with it on every run and saved if it differs.

    After a restart the browser's next answer arrives in a new session's first run, where no callback fires: the comparison is
    what saves it. `seen` is the stored answer this session drew last; if another tab has changed it since, the new one is shown,
    and none in a sitting that was begun before the browser had forgotten the choice of the one before.
    """
    key, seen, drawn = (f"{name}.{question.id}" for name in ("question", "seen", "drawn"))
    options = [*question.option_ids, DONT_KNOW]
    changed_elsewhere = key in st.session_state and st.session_state[key] == st.session_state.get(seen) != stored
    other_language = st.session_state.get(drawn, say.language) != say.language  # the browser knows its choice by the old words
    shown = stored if stored in options else None
    if changed_elsewhere or (shown and other_language):
        st.session_state[key] = shown
    st.session_state[drawn] = say.language
    texts = {option: q.answer_text(question.id, option, say.language) for option in options}
    given = st.radio(
        label, options, index=options.index(shown) if shown else None, format_func=texts.__getitem__,
        key=key, on_change=on_answer, args=(question.id,), label_visibility="collapsed", width="stretch",
    )  # fmt: skip
    if given is None or given == stored or save(question.id, given):
        st.session_state[seen] = given


Way = Callable[[str], str]  # the address where the answers of a section can be changed


def review_screen(q: Questionnaire, sitting: Sitting, say: Voice, way: Way, first: Callable[[], None] = lambda: None) -> None:
    """Every answer by chapter; any of them can be changed. `first` draws what should be looked at before all of them.

    As HTML, with links: to put away a button for each of them took a browser longer than to draw the result.
    """
    with st.container(width=PROSE, key="review"):
        st.title(say("review_title"), anchor=False)
        st.markdown(say("review_text"))
        first()
        shown = screens(q, sitting)
        for chapter in dict.fromkeys(s.chapter.id for s in shown):
            of_chapter = [s for s in shown if s.chapter.id == chapter]
            st.header(of_chapter[0].chapter.title[say.language], anchor=False)
            st.html("".join(given(q, screen.questions, sitting, say, way, screen) for screen in of_chapter))


def question_words(question: Question, sitting: Sitting, say: Voice) -> str:
    """The question as this audience reads it."""
    return (question.worded_for(sitting.audience).text or question.text)[say.language]


def given(q: Questionnaire, questions: Sequence[Question], sitting: Sitting, say: Voice, way: Way, screen: Screen) -> str:
    """As HTML: questions of a screen, below each the answer that was given, and the way there."""
    title = screen.section.title if len(questions) > 1 else None
    about = title[say.language] if title else question_words(questions[0], sitting, say)
    link = way_there(screen, say("change"), way, say("change_about", about=about))
    return f'<div class="reviewed"><dl>{"".join(_given(q, question, sitting, say) for question in questions)}</dl>{link}</div>'


def way_there(screen: Screen, words: str, way: Way, said: str = "") -> str:
    """As HTML: a link to a screen. What is said of it to those who do not see it can be longer than its words."""
    label = f' aria-label="{escape(said)}"' if said else ""
    return f'<a href="{escape(way(screen.section.id))}" data-change="{escape(screen.section.id)}"{label}>{escape(words)}</a>'


def _given(q: Questionnaire, question: Question, sitting: Sitting, say: Voice) -> str:
    option = sitting.answers.get(question.id)
    answer = q.answer_text(question.id, option, say.language) if option else say("unanswered")
    kind = "answered" if option else "missing"
    return f'<dt>{escape(question_words(question, sitting, say))}</dt><dd class="{kind}">{escape(answer)}</dd>'


def _saved(saved: bool | None, say: Voice, word: Held) -> None:
    with st.container(key={True: word, False: "not_saved", None: "nothing_yet"}[saved], width="content"):
        if saved is not None:
            st.markdown(f":small[:gray[{_HELD[word]} {say(word)}]]" if saved else f":red[{say('not_saved')}]")


def press(
    label: str,
    key: str,
    act: Callable[[], None],
    kind: Kind = "secondary",
    icon: str | None = None,
    right: bool = False,
    wide: bool = False,
) -> None:
    """A button that acts before anything is drawn; and once it is drawn, if its callback could not fire.

    After a restart a press arrives in a new session's first run, where no callback is registered yet: the button then only
    returns True, and the page is drawn again after the act.
    """
    fired = st.session_state.pop(f"fired.{key}", False)
    pressed = st.button(
        label, key=key, on_click=_fire, args=(key, act), type=kind, icon=icon,
        icon_position="right" if right else "left", width="stretch" if wide else "content",
    )  # fmt: skip
    if pressed and not fired:
        act()
        st.rerun()


def _fire(key: str, act: Callable[[], None]) -> None:
    st.session_state[f"fired.{key}"] = True
    act()


def missing(screen: Screen, sitting: Sitting) -> list[str]:
    """The questions of a screen that still need an answer."""
    return [question.id for question in unanswered(screen, sitting)]


def foot(
    buttons: Mapping[str, Callable[[], None]], labels: Mapping[str, str], saved: bool | None, say: Voice, word: Held = "saved"
) -> None:
    """The bar under the thumb: back, what was saved, next. `buttons` holds "back" and one of "next" or "finish".

    `saved` is True after the commit only, False if the last one failed, None if there is nothing to save yet; `word` says what True is.
    """
    forward = next(key for key in buttons if key != "back")
    row = st.bottom.container(horizontal_alignment="center", key="foot_row")
    with row.container(width=1000, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="foot"):
        press(labels["back"], "back", buttons["back"], kind="tertiary", icon=":material/arrow_back:")
        _saved(saved, say, word)
        press(labels[forward], forward, buttons[forward], kind="primary", icon=":material/arrow_forward:", right=True)
