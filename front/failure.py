"""When something fails: what a person sees of it, and what the log keeps. The same reference stands in both.

No traceback reaches a visitor, and nothing a visitor wrote reaches the log.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator

import streamlit as st

from database.errors import StoreError
from questionnaire.ui import PROSE
from questionnaire.words import voice
from reports.brand import brand

from . import browser, workshop

log = logging.getLogger("two_hats")
_LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"  # none is taken for another when it is read aloud or copied
_TOLD_TWICE = "Uncaught app execution"  # Streamlit's own line for what fails on a page, before it asks us
_LOGGERS = ("two_hats", "streamlit.error_util", "uvicorn.error", "asyncio")  # whoever tells what went wrong with a visit
_HARMLESS = (
    StoreError,
    OSError,
    AttributeError,
    ImportError,
    NameError,
    TypeError,
    workshop.Failed,
)  # they speak of the program, not of what was given to it


def calm(error: Exception) -> bool:
    """Log the error and say what happened, what is safe and what to do; True tells Streamlit to show nothing else."""
    reference = noted("a page", error)
    say = voice(browser.asked() or st.session_state.get("language") or browser.language())
    text = say("broken_unstored_text" if "unstored" in st.query_params else "broken_text")
    with st.container(horizontal_alignment="center", key="broken"), st.container(width=1000), st.container(width=PROSE):
        st.error("\n\n".join([f"**{say('broken_title')}**", text, say("failure_reference", reference=reference)]))
        if (ours := brand()) and ours.contact:
            st.text(ours.contact)
    return True


def noted(what: str, error: Exception) -> str:
    """Log the error; returns the reference it can be found by."""
    reference = "".join(secrets.choice(_LETTERS) for _ in range(8))
    log.error("%s failed, reference %s", what, reference, exc_info=error, extra={"reference": reference})
    return reference


class Discreet(logging.Filter):
    """Tracebacks without the messages of errors, as these may quote what somebody answered, wrote or opened."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1]:
            record.exc_text, record.exc_info = "".join(told(record.exc_info[1])).rstrip(), None
        return record.msg != _TOLD_TWICE


def told(error: BaseException) -> Iterator[str]:
    """What led to the error, the first cause first: files, lines and kinds of errors."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from told(before)
        yield "\nwhich led to\n\n"
    yield from traceback.format_tb(error.__traceback__)
    message = f": {error}" if isinstance(error, _HARMLESS) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{message}\n"


for name in _LOGGERS:
    logging.getLogger(name).addFilter(Discreet())
