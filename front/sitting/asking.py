"""The pages of a sitting: a question, the review, the result, and the drawer with the way back and the eraser."""

from functools import partial

import streamlit as st

from questionnaire import deeper, sitting as moves, ui
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import RESULT, Screen
from questionnaire.ui import Held
from questionnaire.words import Voice
from reports.ui import Around, result_screen
from scoring.assessment import Outlook

from .. import forms
from ..guest import invited
from ..linked import link_to_take
from ..page import Closed, Page, titled
from ..reader.sharing_links import share_button, share_section, shared_at_once
from . import deepening, describing, desk as desks, in_this_tab, prepared, presses, review
from .ahead import ahead, enough, left, levels, settled_for_good
from .desk import Desk
from .panel import panel
from .what_if import what_if


def sitting_page() -> Page:
    """The page of the sitting in the address. Raises Closed or Unreachable."""
    presses.change()
    desk = desks.desk_of_page()
    if desk is None:
        raise Closed
    return Page(desk.sitting.language, partial(_page, desk))


def _page(desk: Desk, say: Voice) -> None:
    q, sitting = questionnaire(), desk.sitting
    screen = moves.current(q, sitting)
    guest = desk.admitted.guest
    if desk.unstored:
        in_this_tab.said_first(say)
    if guest:
        invited.for_whom(guest, say)
    brief = desk.admitted.brief
    if brief:
        describing.for_whom(brief, say)
    if guest and desk.closed:
        invited.over(desk, guest, say)
    elif screen:
        _ask(desk, screen, say)
    elif further := deeper.current(sitting):
        _deepen(desk, further, say)
    elif sitting.place == RESULT and enough(sitting, whole=desk.invited):
        if brief:
            describing.described(desk, brief, say)
        else:
            _result(desk, say)
    else:
        _review(desk, say)


def _ask(desk: Desk, screen: Screen, say: Voice) -> None:
    q = questionnaire()
    at = ui.progress_words(moves.progress(q, desk.sitting, screen), screen, say)
    titled(at, say)
    with st.container(horizontal=True, gap="large", key="asking"):
        with st.container(width=ui.PROSE):
            ui.section_screen(q, desk.sitting, screen, desk.answer, say, presses.answered)
            if desk.trouble:
                with st.container(border=True, key="box_care_unsaved"):
                    st.markdown(say("not_saved_why"))
            # A candidate would learn which answers to give; and of a company alone nobody can tell what its candidates make possible.
            found = None if desk.invited else ahead(desk.sitting)
            if found:
                _settled(desk, found, say)
        if found:
            panel(found, levels(desk.sitting), say)
    _later(desk, say)
    ui.foot({"back": presses.back, "next": presses.onward}, {"back": say("back"), "next": say("next")}, *_saved(desk, screen, say))
    if not ui.missing(screen, desk.sitting):
        presses.way_on(desk)  # chosen while the reader looks at the answer, so that the press finds it ready


def _deepen(desk: Desk, screen: Screen, say: Voice) -> None:
    """Questions that serve only the report: they take no part in progress, review or verdict."""
    deepening.screen_of(desk, screen, say)
    _later(desk, say)
    buttons, labels = deepening.ways(screen, desk.sitting, say)
    ui.foot(buttons, labels, *_saved(desk, screen, say))


def _settled(desk: Desk, found: Outlook, say: Voice) -> None:
    """Said as soon as no answer still to come can change the verdict, and whether questions of a fuller version still could."""
    if found.settled and (count := left(desk.sitting)):
        with st.container(border=True, key="box_settled"):
            st.markdown(say("settled" if settled_for_good(desk.sitting) else "settled_here", count=count))
            ui.press(say("finish_now"), "finish_now", presses.finish)


def _review(desk: Desk, say: Voice) -> None:
    q = questionnaire()
    titled(say("review_title"), say)
    ui.review_screen(q, desk.sitting, say, review.there, partial(review.to_look_at, desk.sitting, say))
    with st.container(width=ui.PROSE):
        if st.session_state.get("missed") and not moves.finished(q, desk.sitting):
            st.markdown(f":red[:material/priority_high: {say('finish_first')}]")
        if desk.admitted.guest:
            st.markdown(f":gray[{say('guest_review')}]")
        _offers(desk, say)
    _later(desk, say)
    labels = {"back": say("back"), "finish": say("company_finish" if desk.admitted.brief else "finish")}
    ui.foot({"back": presses.back, "finish": presses.finish}, labels, *_saved(desk, None, say))
    if not (desk.admitted.guest or desk.admitted.brief) and enough(desk.sitting):
        prepared.prepare(desk.admitted, say.language)


def _offers(desk: Desk, say: Voice) -> None:
    """What else could be answered."""
    offers = moves.offers(questionnaire(), desk.sitting)
    if not (offers and desk.admitted.may("extend")):
        return
    with st.container(key="offers"):
        st.subheader(say("more_title"), anchor=False)
        for part, length, count in offers:
            own = part == "person" and desk.sitting.audience == "candidate"
            what = say("more_self_full" if own else f"more_{part}_{length}")
            ui.press(say("more_count", what=what, count=count), f"extend.{part}.{length}", partial(presses.extend, part, length))


def _result(desk: Desk, say: Voice) -> None:
    if desk.admitted.guest:
        invited.result(desk, desk.admitted.guest, say)
        return
    sitting = desk.sitting
    found, made = prepared.result(desk.admitted, say.language)
    titled(made.verdict.title, say)
    links = forms.links(made, lambda kind: f"/report/{sitting.id}.{kind}?language={say.language}")
    around = Around(
        share=partial(share_button, sitting.id, say) if desk.admitted.may("share") else None, review=presses.to_review,
        below=partial(_passed_on, desk, say), offer=partial(deepening.offer, sitting, say),
        what_if=partial(what_if, found, sitting.audience, say), surer=partial(_surer, desk, say),
    )  # fmt: skip
    result_screen(made, links, say, around)
    if desk.admitted.may("share"):
        share_section(sitting.id, None, say)
    _later(desk, say)


def _passed_on(desk: Desk, say: Voice) -> None:
    """The link that was just made; or why there can be none."""
    if desk.unstored:
        st.markdown(f":small[:gray[{say('share_not_stored')}]]")
    elif desk.admitted.may("share"):
        shared_at_once(desk.sitting.id, say)


def _surer(desk: Desk, say: Voice) -> None:
    """What answers could still add."""
    with st.container(width=ui.PROSE):
        review.left_open(desk.sitting, say)
        _offers(desk, say)


def _later(desk: Desk, say: Voice) -> None:
    """The link back, and the eraser: on every page of a sitting. Sent only once it is opened, so that the key of the sitting stays here."""
    if desk.unstored:
        in_this_tab.drawer(say)
        return
    if desk.admitted.guest:
        invited.drawers(desk, desk.admitted.guest, say)
        return
    if desk.admitted.brief:
        describing.way_back(desk, desk.admitted.brief, say)
        return
    with st.container(width=ui.PROSE), st.expander(say("later"), type="compact", key="later", on_change="rerun") as drawer:
        if not drawer.open:
            return
        if desk.admitted.key:
            st.markdown(say("later_link"))
            link_to_take(desks.link(desk.admitted.key, say.language), say, unfolded=True)
        if st.session_state.get("erasing"):
            ui.press(say("erase_sure"), "erase_sure", presses.erase, icon=":material/delete_forever:")
            ui.press(say("erase_keep"), "erase_keep", presses.keep, kind="tertiary")
        else:
            ui.press(say("erase"), "erase", presses.ask_to_erase, kind="tertiary", icon=":material/delete:")


def _saved(desk: Desk, screen: Screen | None, say: Voice) -> tuple[bool | None, Voice, Held]:
    """What the bar says: saved only after the commit, nothing before the first answer of a screen, and no such word for what is not."""
    word: Held = "in_this_tab" if desk.unstored else "saved"
    if desk.trouble:
        return False, say, word
    answered = screen is None or any(question.id in desk.sitting.answers for question in screen.questions)
    return True if answered else None, say, word
