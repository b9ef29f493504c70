"""The reports on many candidates as one ZIP, made before the recruiter's eyes: how far it is, then the file, kept by nobody here."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import streamlit as st

from questionnaire.models import Language
from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from sharing.store.folder import Folder

from .. import forms
from .common import quiet
from .documents import explained_of, reported
from .lineup import Lined, lined

MOST = 50
_GO = "zip_go"
_IN_A_NAME = re.compile(r"[^\w\-]+")
_LONGEST = 60  # letters of a name


def all_reports(folder: Folder, picked: Sequence[Lined], say: Voice) -> None:
    """A fold that makes them: of those picked, else of everybody who has finished. Raises StoreError."""
    with st.container(width=PROSE), st.expander(say("zip_title"), type="compact", key="zip", on_change="rerun") as fold:
        if fold.open:
            _offered(folder, [one for one in picked or lined(folder) if one.finished], say)


def _offered(folder: Folder, people: Sequence[Lined], say: Voice) -> None:
    """The ZIP hangs on the one run that made it: what was withdrawn or changed since is in none."""
    if not people:
        st.markdown(say("zip_nobody"))
    elif len(people) > MOST:
        st.markdown(say("zip_too_many", count=len(people), limit=MOST))
    else:
        st.markdown(say("zip_text_blind" if folder.brief.hides_names else "zip_text", count=len(people)))
        quiet(say("zip_limit", limit=MOST))
        press(say("zip_make", count=len(people)), "zip_make", _wish, icon=":material/folder_zip:")
        if st.session_state.pop(_GO, False):
            _made_and_given(folder, people, say)


def _wish() -> None:
    st.session_state[_GO] = True


def _made_and_given(folder: Folder, people: Sequence[Lined], say: Voice) -> None:
    bar = st.progress(0.0, say("zip_progress", done=0, count=len(people)))
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as packed:  # a PDF is compressed already
        for done, (name, report) in enumerate(_reports(folder, people, say.language), start=1):
            packed.writestr(name, report)
            bar.progress(done / len(people), say("zip_progress", done=done, count=len(people)))
    st.download_button(
        say("zip_take"), content.getvalue(), f"{say('zip_file')}.zip", "application/zip", key="zip_take", on_click="ignore", type="primary",
        icon=":material/download:",
    )  # fmt: skip


def _reports(folder: Folder, people: Sequence[Lined], language: Language) -> Iterator[tuple[str, bytes]]:
    """Name and PDF of each, one after the other. Raises StoreError."""
    for place, one in enumerate(people, start=1):
        made = reported(folder, one, explained_of(folder, one), language)
        report = _press().submit(forms.written, made, "pdf").result() or b""
        folder.note("exported", one.id)
        yield file_name(place, one), report


def file_name(place: int, one: Lined) -> str:
    """The letter, or what is harmless of a name that a stranger typed; the number keeps namesakes apart."""
    return f"{place:02} {_IN_A_NAME.sub(' ', one.shown).strip()[:_LONGEST].strip()}".strip() + ".pdf"


@cache
def _press() -> ThreadPoolExecutor:
    """One report at a time, whoever asks, so that those who answer are not slowed down."""
    return ThreadPoolExecutor(1, "reports")
