"""Which page a visitor sees, in which language, and what its buttons do."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import streamlit as st

from questionnaire import sitting as moves, ui
from questionnaire.catalogue import questionnaire
from questionnaire.models import LANGUAGES, Language
from questionnaire.sitting import RESULT, Screen
from questionnaire.words import Voice, voice
from reports.document import report
from reports.ui import result_screen
from scoring.assessment import Outlook
from scoring.verdict import explained, unknown_questions

from . import browser, desk as desks, presses
from .ahead import ahead, enough, left, levels, settled_for_good
from .desk import Closed, Desk, Unreachable
from .panel import panel
from .welcome import welcome
from .what_if import what_if

HERE = Path(__file__).parent


def visit() -> None:
    """Draw the page for this run."""
    st.html(HERE / "look.css")
    try:
        desk, trouble = desks.open_desk(), None
    except Closed:
        desk, trouble = None, "closed"
    except Unreachable:
        desk, trouble = None, "unreachable"
    with st.container(horizontal_alignment="center", key="page"), st.container(width=1000):
        say = voice(_top(desk))
        if trouble or desk is None:
            _titled(say("product_name"))
        if trouble:
            _trouble(trouble, say)
        elif desk is None:
            welcome(say)
        else:
            _page(desk, say)


def _titled(title: str) -> None:
    """The title of the tab; its icon and the layout once, as the browser would set the icon anew on every run."""
    if "titled" not in st.session_state:
        st.set_page_config(page_icon=str(HERE / "mark.svg"), layout="wide")
        st.session_state["titled"] = True
    st.set_page_config(page_title=title)


def _top(desk: Desk | None) -> Language:
    """The name and the language; returns the language chosen."""
    with st.container(key="top", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        name = st.container(key="brand", horizontal=True, vertical_alignment="center", width="content")
        default = desk.sitting.language if desk else browser.language()
        chosen = st.segmented_control(
            voice(default)("language"), LANGUAGES[::-1], default=default, required=True, format_func=str.upper,
            key="language", on_change=presses.language_chosen, label_visibility="collapsed",
        )  # fmt: skip
    name.markdown(f"**{voice(chosen)('product_name')}**")
    return chosen


def _page(desk: Desk, say: Voice) -> None:
    q, sitting = questionnaire(), desk.sitting
    screen = moves.current(q, sitting)
    if screen:
        _ask(desk, screen, say)
    elif sitting.place == RESULT and enough(sitting):
        _result(desk, say)
    else:
        _review(desk, say)


def _ask(desk: Desk, screen: Screen, say: Voice) -> None:
    q = questionnaire()
    at = ui.progress_words(moves.progress(q, desk.sitting, screen), screen, say)
    _titled(say("page_title", progress=at, product=say("product_name")))
    with st.container(horizontal=True, gap="large", key="asking"):
        with st.container(width=ui.PROSE):
            ui.section_screen(q, desk.sitting, screen, desk.answer, say, presses.answered)
            if desk.trouble:
                with st.container(border=True, key="box_care_unsaved"):
                    st.markdown(say("not_saved_why"))
            found = ahead(desk.sitting)
            _settled(desk, found, say)
        panel(found, levels(desk.sitting), say)
    _later(desk, say)
    ui.foot({"back": presses.back, "next": presses.onward}, {"back": say("back"), "next": say("next")}, _saved(desk, screen), say)
    if not ui.missing(screen, desk.sitting):
        presses.way_on(desk)  # chosen while the reader looks at the answer, so that the press finds it ready


def _settled(desk: Desk, found: Outlook, say: Voice) -> None:
    """Said as soon as no answer still to come can change the verdict, and whether questions of a fuller version still could."""
    count = left(desk.sitting)
    if found.settled and count:
        with st.container(border=True, key="box_settled"):
            st.markdown(say("settled" if settled_for_good(desk.sitting) else "settled_here", count=count))
            ui.press(say("finish_now"), "finish_now", presses.finish)


def _review(desk: Desk, say: Voice) -> None:
    q = questionnaire()
    _titled(say("page_title", progress=say("review_title"), product=say("product_name")))
    ui.review_screen(q, desk.sitting, say, presses.change)
    with st.container(width=ui.PROSE):
        if st.session_state.get("missed") and not moves.finished(q, desk.sitting):
            st.markdown(f":red[:material/priority_high: {say('finish_first')}]")
        _offers(desk, say)
    _later(desk, say)
    ui.foot({"back": presses.back, "finish": presses.finish}, {"back": say("back"), "finish": say("finish")}, _saved(desk, None), say)


def _offers(desk: Desk, say: Voice) -> None:
    """What else could be answered."""
    offers = moves.offers(questionnaire(), desk.sitting)
    if not offers:
        return
    st.subheader(say("more_title"), anchor=False)
    for part, length, count in offers:
        own = part == "person" and desk.sitting.audience == "candidate"
        what = say("more_self_full" if own else f"more_{part}_{length}")
        ui.press(say("more_count", what=what, count=count), f"extend.{part}.{length}", partial(presses.extend, part, length))


def _result(desk: Desk, say: Voice) -> None:
    sitting = desk.sitting
    answers = moves.counted(questionnaire(), sitting)
    found = explained(answers, unknown_questions(answers, sitting.audience))
    made = report(found, sitting.audience, say.language, datetime.now(UTC).date())
    _titled(say("page_title", progress=made.verdict.title, product=say("product_name")))
    links = {kind: f"/report/{sitting.id}.{kind}?language={say.language}" for kind in ("pdf", "html")}
    result_screen(
        made, links, say, presses.to_review, partial(what_if, found, sitting.audience, say, dark=browser.dark()), dark=browser.dark()
    )
    with st.container(width=ui.PROSE):
        _offers(desk, say)
    _later(desk, say)


def _later(desk: Desk, say: Voice) -> None:
    """The link back, and the eraser: on every page of a sitting. Sent only once it is opened, so that the key of the sitting stays here."""
    with st.container(width=ui.PROSE), st.expander(say("later"), type="compact", key="later", on_change="rerun") as drawer:
        if not drawer.open:
            return
        st.markdown(say("later_link"))
        st.code(desks.link(desk.key), language=None, wrap_lines=True)
        if st.session_state.get("erasing"):
            ui.press(say("erase_sure"), "erase_sure", presses.erase, icon=":material/delete_forever:")
            ui.press(say("erase_keep"), "erase_keep", presses.keep, kind="tertiary")
        else:
            ui.press(say("erase"), "erase", presses.ask_to_erase, kind="tertiary", icon=":material/delete:")


def _saved(desk: Desk, screen: Screen | None) -> bool | None:
    """What the bar says: saved only after the commit, nothing before the first answer of a screen."""
    if desk.trouble:
        return False
    answered = screen is None or any(question.id in desk.sitting.answers for question in screen.questions)
    return True if answered else None


def _trouble(kind: str, say: Voice) -> None:
    with st.container(width=ui.PROSE):
        st.title(say(f"{kind}_title"), anchor=False)
        st.markdown(say(f"{kind}_text"))
        if kind == "closed":
            ui.press(say("start_again"), "start_again", desks.forget, kind="primary")
