"""What a candidate who was invited sees around the questions: for whom, the result with their say, what is held, the way out."""

from functools import partial

import streamlit as st

from database.engine import StoreError
from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from reports.document import VERDICT
from reports.scope import scoped
from reports.ui import Around, result_screen
from sharing.consent import last_day
from sharing.gate import Refused
from sharing.models import Comment, day_of
from sharing.store.folder import Stale
from sharing.store.guest import Guest
from sharing.ui.fields import lines, refused, submit

from .. import browser, forms
from ..linked import link_to_take
from ..page import Closed, Page, Unreachable, titled
from ..sitting import desk as desks, presses, results, review
from ..sitting.desk import Desk
from ..sitting.what_if import what_if
from . import holdings


def for_whom(guest: Guest, say: Voice) -> None:
    """On top of every page: which role these answers are for. The title is whoever asked's, so plain text."""
    with st.container(width=PROSE, key="for_whom"):
        st.text(say("guest_for", title=guest.brief.draft.title))


def over(desk: Desk, guest: Guest, say: Voice) -> None:
    """No answer is taken any more: what is over, what is kept until when, and what can still be done."""
    titled(say("guest_over_title"), say)
    with st.container(width=PROSE, key="guest_over"):
        st.title(say("guest_over_title"), anchor=False)
        st.markdown(say("guest_over_revoked" if guest.candidate.revoked_at is not None else "guest_over_expired"))
        _held(desk, guest, say)


def result(desk: Desk, guest: Guest, say: Voice) -> None:
    """The same result as whoever asked sees, as far as they chose to show it, with a right to contradict each reason."""
    basis, scope = results.basis(desk.admitted), desk.admitted.scope
    found = basis.found()
    made = basis.report(say.language, found=found)
    said = {one.about: one for one in guest.comments()}
    titled(made.verdict.title, say)
    if not guest.company_answers():
        with st.container(border=True, key="box_company_open", width=PROSE):
            st.markdown(say("guest_company_open"))
    links = forms.links(scoped(made, scope), lambda kind: f"/report/{desk.sitting.id}.{kind}?language={say.language}")
    around = Around(
        review=presses.to_review, what_if=partial(what_if, found, "candidate", say),
        beside=partial(_beside, said, say, shown=scope == "everything"),
    )  # fmt: skip
    result_screen(made, links, say, around, scope=scope)
    with st.container(width=PROSE):
        if scope == "verdict":
            st.markdown(f":gray[{say('guest_verdict_only')}]")
        review.left_open(desk.sitting, say)
    drawers(desk, guest, say)


def drawers(desk: Desk, guest: Guest, say: Voice) -> None:
    """On every page: the link back; what is held and the withdrawal. Sent only once they are opened."""
    with st.container(width=PROSE):
        with st.expander(say("later"), type="compact", key="later", on_change="rerun") as later:
            if later.open and desk.admitted.key:
                st.markdown(say("later_link"))
                link_to_take(desks.link(desk.admitted.key, say.language), say, unfolded=True)
        with st.expander(say("guest_held"), type="compact", key="held", on_change="rerun") as held:
            if held.open:
                _held(desk, guest, say)


def withdrawn_page() -> Page:
    """What somebody sees who has just withdrawn; it knows nothing of them any more."""
    return Page(browser.language(), _withdrawn)


def _withdrawn(say: Voice) -> None:
    titled(say("guest_withdrawn_title"), say)
    with st.container(width=PROSE, key="withdrawn"):
        st.title(say("guest_withdrawn_title"), anchor=False)
        st.markdown(say("guest_withdrawn_text"))


# ---- what is held, and the way out


def _held(desk: Desk, guest: Guest, say: Voice) -> None:
    agreed = guest.candidate.consent
    st.markdown(say("guest_held_text"))
    st.markdown(say("guest_held_consent", date=say.date(day_of(agreed.given_at)), version=agreed.version))
    st.markdown(say("guest_kept_until", date=say.date(last_day(guest.brief))))
    with st.container(horizontal=True, key="take_held"):
        for kind in holdings.kinds(desk.admitted):
            address = f"/held/{desk.sitting.id}.{kind}?language={say.language}"
            st.link_button(say(f"guest_held_{kind}"), address, icon=":material/download:", key=f"held.{kind}")
    _withdrawal(say)


def _withdrawal(say: Voice) -> None:
    st.markdown(say("guest_withdraw_text"))
    if st.session_state.pop("not_erased", False):
        st.markdown(f":red[:material/priority_high: {say('guest_withdraw_failed')}]")
    with st.container(horizontal=True, key="withdrawal"):
        if st.session_state.get("erasing"):
            press(say("guest_withdraw_sure"), "withdraw_sure", presses.erase, icon=":material/delete_forever:")
            press(say("guest_withdraw_keep"), "withdraw_keep", presses.keep, kind="tertiary")
        else:
            press(say("guest_withdraw"), "withdraw", presses.ask_to_erase, icon=":material/delete:")


# ---- a say on each reason


def _beside(said: dict[str, Comment], say: Voice, about: str, *, shown: bool) -> None:
    """A fold for the candidate's own words about the verdict or a reason. `shown`: the report already shows what they said.

    Its label never changes, so that it stays open, with what was typed, when another tab was quicker.
    """
    mine, fold = said.get(about), f"differ.{about}"
    if st.session_state.pop(f"kept.{about}", False):
        st.session_state[fold] = False
    if mine and not shown:
        st.markdown(f":small[:gray[{say('guest_mine')}]]")
        st.text(mine.text)
    with st.expander(say("guest_differ"), type="compact", key=fold, on_change="rerun") as opened:
        if opened.open:
            _form(mine, say, about)


def _form(mine: Comment | None, say: Voice, about: str) -> None:
    trouble = st.session_state.pop(f"trouble.{about}", None)
    with st.form(f"form.{about}", enter_to_submit=False, border=False):
        quiet = say("guest_differ_verdict_text" if about == VERDICT else "guest_differ_text")
        more = f" {say('guest_differ_empty')}" if mine else ""
        lines(say("guest_differ_label"), f"comment.{about}", "comment", mine.text if mine else "", quiet + more)
        refused(trouble if isinstance(trouble, Refused) else None, say, "comment")
        if isinstance(trouble, str):
            st.markdown(f":red[:material/priority_high: {say(trouble)}]")
        if trouble == "guest_differ_stale" and mine:
            st.text(mine.text)
        submit(say("guest_differ_save"), f"save.{about}", partial(_save, about, mine.version if mine else 0), kind="secondary")


def _save(about: str, version: int) -> None:
    """Keep what was typed, unless another tab was quicker: then both are shown."""
    typed = st.session_state.get(f"comment.{about}", "")
    try:
        desk = desks.open_desk()
        if desk and desk.admitted.guest and desk.admitted.may("comment"):
            desk.admitted.guest.comment(about, typed, version)
            st.session_state[f"kept.{about}"] = True
    except (Closed, Unreachable):
        pass  # the page that follows says so
    except Refused as fault:
        st.session_state[f"trouble.{about}"] = fault
    except Stale:
        st.session_state[f"trouble.{about}"] = "guest_differ_stale"
    except StoreError:
        desks.log.exception("could not save a comment")
        st.session_state[f"trouble.{about}"] = "guest_differ_failed"
