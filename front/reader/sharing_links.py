"""Links to a result that can only be read: made, listed and revoked where the result stands."""

import time
from collections.abc import Callable
from functools import partial

import streamlit as st

from database.engine import StoreError
from questionnaire import keys
from questionnaire.languages import opening_in
from questionnaire.models import LANGUAGES, Language
from questionnaire.ui import PROSE, press
from questionnaire.words import Voice, named
from sharing.gate import Refused
from sharing.models import DAY, SCOPES, Scope, Share, day_of
from sharing.store import guest as guests, shares

from .. import account, authority, browser
from ..linked import by_script, link_to_take
from ..links import path
from ..sitting.desk import log

DAYS = (7, 30, 90, 180)
AT_ONE_PRESS: Scope = "reasons"
_NEW = "new_share"  # the sitting and its new link, until it is copied
_AT_ONCE = "share_at_once"  # the same, of a link that was made by one press


def share_section(sitting: str, brief: str | None, say: Voice) -> None:
    """A fold that makes and revokes links to the result of a sitting, for a brief if one is named. The caller may open both."""
    if st.session_state.get(_NEW, (sitting,))[0] != sitting:
        st.session_state.pop(_NEW)
    with st.container(width=PROSE), st.expander(say("share_section"), type="compact", key="share", on_change="rerun") as fold:
        if not fold.open:
            return
        st.markdown(say("share_explained_brief" if brief else "share_explained"))
        _said(say)
        if _NEW in st.session_state:
            _shown_once(st.session_state[_NEW][1], say)
        else:
            _form(sitting, brief, say)
        _list(sitting, brief, say)


def share_button(sitting: str, say: Voice) -> None:
    """One press makes a link to one's own result, to the verdict and its reasons, and `shared_at_once` shows it."""
    press(say("share_press"), "share_press", partial(_make_at_once, sitting, say.language), icon=":material/share:")


def shared_at_once(sitting: str, say: Voice) -> None:
    """The link that was just made by one press, until it is copied; or why there is none."""
    of, link, ends = st.session_state.get(_AT_ONCE, ("", "", 0.0))
    if of != sitting:
        return
    with st.container(border=True, key="box_share_at_once", gap="small"):
        if not link:
            st.markdown(f":material/priority_high: {say('share_failed')}")
            return
        st.markdown(f"**{say('share_ready', day=say.date(day_of(ends)))}** {say('share_once')}")
        link_to_take(link, say)
        st.html(by_script("share", say("share_by_device"), link))
        st.markdown(f":small[:gray[{say('share_otherwise', fold=say('share_section'))}]]")
        press(
            say("share_copied"),
            "share_at_once_copied",
            lambda: st.session_state.pop(_AT_ONCE, None),
            kind="tertiary",
            icon=":material/check:",
        )


def _make_at_once(sitting: str, language: Language) -> None:
    if st.session_state.get(_AT_ONCE, ("",))[0] == sitting:
        return  # it still stands there
    st.session_state[_AT_ONCE] = (sitting, "", 0.0)

    def make() -> None:
        key = shares.share(sitting, AT_ONE_PRESS, language)
        st.session_state[_AT_ONCE] = (sitting, _address(key, language), time.time() + shares.SHARED_DAYS * DAY)

    _done(sitting, None, make)


def _said(say: Voice) -> None:
    """What just happened, once."""
    if said := st.session_state.pop("share_said", None):
        st.markdown(f":material/priority_high: {say(said)}")


def _form(sitting: str, brief: str | None, say: Voice) -> None:
    scopes = {scope: say(f"share_scope_{scope}") for scope in SCOPES}
    captions = [say(f"share_scope_{scope}_text") for scope in SCOPES]
    st.radio(say("share_scope"), SCOPES, format_func=scopes.__getitem__, captions=captions, key=say.key("share_scope"))
    with st.grid(2, min_column_width=200, border=False, key="share_terms"):
        st.selectbox(
            say("share_days"), DAYS, index=DAYS.index(shares.SHARED_DAYS),
            format_func=lambda days: say("share_days_count", count=days), key=say.key("share_days"),
        )  # fmt: skip
        st.selectbox(
            say("share_language"), LANGUAGES, index=LANGUAGES.index(say.language),
            format_func=named, key=say.key("share_language"),
        )  # fmt: skip
    press(say("share_make"), "share_make", partial(_make, sitting, brief, say), icon=":material/link:")


def _shown_once(link: str, say: Voice) -> None:
    with st.container(border=True, key="box_new_share"):
        st.markdown(say("share_once"))
        link_to_take(link, say)
        press(say("share_copied"), "share_copied", lambda: st.session_state.pop(_NEW, None), kind="tertiary", icon=":material/check:")


def _list(sitting: str, brief: str | None, say: Voice) -> None:
    st.header(say("share_open_links"), anchor=False)
    try:
        found = shares.shares_of(sitting, brief)
    except StoreError:
        st.markdown(say("unreachable_title"))
        return
    if not found:
        st.markdown(f":gray[{say('share_none')}]")
    for one in found:
        with st.container(key=f"box_share_{one.id}", border=True, horizontal=True, vertical_alignment="center"):
            with st.container(key=f"share_line_{one.id}"):
                st.markdown(_line(one, say))
            press(say("share_revoke"), f"share_revoke.{one.id}", partial(_revoke, one.id, sitting, brief), kind="tertiary")


def _line(one: Share, say: Voice) -> str:
    made, ends = (say.date(day_of(moment)) for moment in (one.created_at, one.expires_at))
    line = say("share_line", scope=say(f"share_scope_{one.scope}"), made=made, ends=ends)
    read = say("share_unread") if one.opened_at is None else say("share_read", count=one.openings, last=say.date(day_of(one.opened_at)))
    return f"{line}  \n:small[:gray[{read}]]"


def _make(sitting: str, brief: str | None, say: Voice) -> None:
    chosen = st.session_state

    def make() -> None:
        language = chosen[say.key("share_language")]
        key = shares.share(sitting, chosen[say.key("share_scope")], language, chosen[say.key("share_days")], brief)
        chosen[_NEW] = (sitting, _address(key, language))

    _done(sitting, brief, make)


def _revoke(share: str, sitting: str, brief: str | None) -> None:
    def revoke() -> None:
        shares.revoke(share, sitting)
        st.session_state.pop(_NEW, None)
        st.session_state["share_said"] = "share_revoked"

    _done(sitting, brief, revoke)


def _done(sitting: str, brief: str | None, act: Callable[[], None]) -> None:
    """Act if this visitor may still share the result; if they may not, or the store fails, the page that follows says so."""
    try:
        if _may_share(sitting, brief):
            act()
    except (StoreError, Refused):
        log.exception("could not share")
        st.session_state["share_said"] = "share_failed"


def _may_share(sitting: str, brief: str | None) -> bool:
    """One's own result that nobody asked for, or that of a candidate for whoever opens the brief in the address."""
    wallet, who = browser.wallet(), account.of_page()
    if brief is None:
        admitted = authority.sitting(sitting, wallet, who)
        return admitted is not None and admitted.may("share")
    guest = guests.guest_of(sitting)
    folder = authority.folder(st.query_params.get("workspace", ""), brief, wallet, who, "share")
    return guest is not None and folder is not None and guest.brief.id == folder.brief.id


def _address(key: keys.Key, language: Language) -> str:
    return opening_in(language, browser.address() + path("share", key))
