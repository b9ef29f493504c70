"""What stands around a sitting that is stored nowhere: said at the top of each of its pages, explained at the bottom."""

import streamlit as st

from questionnaire.store import KEPT_SECONDS
from questionnaire.ui import PROSE, press
from questionnaire.words import Voice

from . import presses


def said_first(say: Voice) -> None:
    """Before anything else, on every page of such a sitting."""
    with st.container(border=True, key="box_unstored", width=PROSE):
        st.markdown(f":material/visibility_off: **{say('unstored_here')}** {say('unstored_loses')}")


def drawer(say: Voice) -> None:
    """Where the answers are meanwhile, and the two ways out: store them on purpose, or have them forgotten now."""
    with st.container(width=PROSE), st.expander(say("unstored_means"), type="compact", key="later", on_change="rerun") as opened:
        if not opened.open:
            return
        for sentence in ("unstored_memory", "unstored_quick", "unstored_file"):
            st.markdown(say(sentence))
        if st.session_state.pop("not_written", False):
            st.markdown(f":red[:material/priority_high: {say('unstored_not_written')}]")
        with st.container(horizontal=True, key="unstored_ways"):
            press(say("unstored_forget"), "unstored_forget", presses.erase, icon=":material/delete_forever:")
            press(say("unstored_keep"), "unstored_keep", presses.write_down, kind="tertiary", icon=":material/save:")
        st.markdown(f":small[:gray[{say('unstored_keep_text', days=KEPT_SECONDS // 86400)}]]")
