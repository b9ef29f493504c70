"""What is read in five seconds: the side, the case, how firm it is, what weighs most, and what to take away."""

import time
from collections.abc import Mapping
from html import escape

import streamlit as st

from questionnaire.ui import press
from questionnaire.words import Voice

from ..blocks import Reasons, Report, Verdict
from .around import Around, now
from .drawn import draw, listed, quiet, small
from .sections import blocks_of

GLANCED = 2  # sentences of the verdict that are read at a glance
_GLANCE = 0.2  # seconds in which a browser has drawn so much


def let_it_be_seen(verdict: Verdict) -> None:
    """A browser that has the rest at once draws all of it before it shows anything: the verdict would be seen twice as late."""
    seen = hash(verdict)  # a number: nothing of a result may stay behind when its answers are erased
    if st.session_state.get("seen_verdict") != seen:
        st.session_state["seen_verdict"] = seen
        time.sleep(_GLANCE)


def glance(made: Report, say: Voice) -> None:
    """The side, the case with its sign, how firm it is, and the one thing that weighs most."""
    verdict = made.verdict
    st.markdown(quiet(verdict.about))
    st.title(verdict.title, anchor=False)
    with st.container(key=f"glyph_{verdict.outcome}_verdict_large", horizontal=True, vertical_alignment="center"):
        st.header(verdict.name, anchor=False)
    strength(verdict, "verdict")
    first = f"**{verdict.headline[0]}**" if verdict.headline else verdict.sentences[0]
    st.markdown("\n\n".join([first, *_weighs_most(made, say)]))


def strength(verdict: Verdict, key: str) -> None:
    """Bars, the word for them, and how far it is ahead."""
    with st.container(key=f"strength_{verdict.strength}_{key}", horizontal=True, vertical_alignment="center"):
        st.markdown("  \n".join([f"**{verdict.strength_name}**", *map(small, verdict.sentences[1:GLANCED])]))


def _weighs_most(made: Report, say: Voice) -> list[str]:
    """The first reason for it; nothing where no reason may be shown, or none is known."""
    strongest = next((row for block in blocks_of(made, "for") if isinstance(block, Reasons) for row in block.rows if row.fact), None)
    return [f"{small(say('result_reason'))}  \n**{strongest.title}**  \n{quiet(strongest.text)}"] if strongest else []


def buttons(links: Mapping[str, str], say: Voice, more: Around) -> None:
    """The usual form as a button, the others behind one."""
    if not links and not more.share and not more.review:
        return
    with st.container(horizontal=True, key="take_away", vertical_alignment="center", gap="small"):
        usual, others = list(links)[:1], list(links)[1:]
        for form in usual:
            st.link_button(say(f"report_{form}"), links[form], type="primary" if more.leading else "secondary", icon=":material/download:")
        now(more.share)
        if others:
            with st.popover(say("report_others"), key="other_forms", type="tertiary"):
                for form in others:
                    st.link_button(say(f"report_{form}"), links[form], type="tertiary", icon=":material/download:", key=f"report_{form}")
                st.html(f'<span data-press="print" data-label="{escape(say("print_page"))}"></span>')
        if more.review:
            press(say("review_answers"), "review_answers", more.review, kind="tertiary")


def said_next(verdict: Verdict) -> None:
    """What the case means, if the first sentence was another; whom it would take to change it; what somebody says to the contrary."""
    if verdict.headline:
        st.markdown("\n\n".join([verdict.sentences[0], listed(verdict.headline[1:])]))
    if verdict.remark:
        draw(verdict.remark, "verdict")
