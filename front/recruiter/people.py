"""The candidates of a brief: a table to choose from, the ranking of a blind brief, and what can be taken away."""

import time
from functools import partial

import streamlit as st

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from sharing.models import COMPARED
from sharing.store.folder import Folder

from ..page import titled
from .common import quiet, trouble, way_back
from .exports import take_away, zip_section
from .lineup import Called, Lined, called, counted, glimpsed, lined, note_once, seated
from .opening import go
from .ranking import ranking_section
from .table import Told, table


def people_page(folder: Folder, say: Voice) -> None:
    """Draws the candidates of a brief. Raises StoreError."""
    titled(say("cand_title"), say)
    note_once(folder, "candidates_viewed", folder.brief.id)
    line = called(folder)
    with st.container(width=PROSE, gap="small"):
        way_back(say("cand_to_brief"), folder.brief.id)
        st.text(folder.brief.draft.title)
        st.title(say("cand_title"), anchor=False)
        trouble(say)
        _said_first(folder, line, say)
    if not line:
        return
    _people(folder, line, say)
    if folder.brief.draft.blind:
        st.space("small")
        ranking_section(folder, lined(folder), say)
    st.space("small")
    take_away(folder, say)


def _said_first(folder: Folder, line: list[Called], say: Voice) -> None:
    """That nothing ranks people; why there are letters; what is not known of the company."""
    if not line:
        st.markdown(say("cand_nobody"))
        return
    st.markdown(say("cand_order_blind") if folder.brief.hides_names else say("cand_order"))
    if folder.brief.hides_names:
        quiet(say("cand_letters"))
    missing = _company_missing(folder)
    if missing:
        with st.container(border=True, key="box_care_company", horizontal=True):
            st.markdown(":material/priority_high:", width="content")
            st.markdown(say("cand_company_missing", count=missing))


def _company_missing(folder: Folder) -> int:
    """How many of a recruiter's questions about the company have no known answer."""
    asked = questionnaire()
    given = asked.relevant("recruiter", folder.company_answers())
    company = [q for q in asked.order if asked.chapter_of(q).part == "company" and asked.asks(q, "recruiter", given)]
    return sum(given.get(q, DONT_KNOW) == DONT_KNOW for q in company)


def _people(folder: Folder, line: list[Called], say: Voice) -> None:
    decisions = {decision.candidate: decision for decision in folder.decisions()}
    told = Told(
        seat=partial(seated, folder), glimpse=partial(glimpsed, folder), count=partial(counted, folder),
        decisions=decisions, commented=frozenset(folder.commented()), now=time.time(),
    )  # fmt: skip
    ways = st.container(key="people_ways", horizontal=True, vertical_alignment="center")
    picked = table(line, told, folder.brief.id, say)
    with ways:
        _ways(folder, picked, say)
    zip_section(folder, picked, say)


def _ways(folder: Folder, picked: list[Lined], say: Voice) -> None:
    """Open one, compare a few; more is one sentence."""
    brief, ids = folder.brief.id, tuple(one.id for one in picked)
    if len(ids) == 1:
        press(say("cand_open"), "open_person", partial(go, brief, "candidate", people=ids), kind="primary")
    elif 1 < len(ids) <= COMPARED:
        press(say("cand_compare", count=len(ids)), "compare", partial(go, brief, "compare", people=ids), kind="primary")
    elif ids:
        st.markdown(say("cand_too_many", count=len(ids), limit=COMPARED))
    else:
        quiet(say("cand_pick", limit=COMPARED))
