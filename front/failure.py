"""What a person sees when a page fails: one calm sentence, and nothing of the error."""

import logging

import streamlit as st

from questionnaire.words import voice

log = logging.getLogger("two_hats")


def calm(error: Exception) -> bool:
    """Log the error and draw the sentence; True tells Streamlit to show nothing else."""
    log.error("page failed", exc_info=error)
    language = "fr" if st.session_state.get("language") == "fr" else "en"
    st.error(voice(language)("broken_unstored" if "unstored" in st.query_params else "broken"))
    return True
