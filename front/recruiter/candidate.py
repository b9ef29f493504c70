"""One candidate of a brief: the result as they see it, the decision beside it, links that can be passed on, and erasing."""

from functools import partial

import streamlit as st

from questionnaire.ui import PROSE
from questionnaire.words import Voice
from reports.blocks import Report
from reports.document import voice as report_voice
from reports.ui import result_screen
from scoring.assessment import Explained
from scoring.rulebase import rule_base
from sharing.store.folder import Folder

from .. import forms
from ..page import titled
from ..reader.sharing_links import share_section
from .common import heading, quiet, trouble, twice, way_back
from .decide import decide_section
from .documents import advice_of, basis_of, strength_of
from .exports import address
from .lineup import Lined, asked_for, chosen, note_once
from .opening import at_folder, go


def candidate_page(folder: Folder, say: Voice) -> None:
    """Draws the candidate in the address. Raises StoreError."""
    titled(say("cand_person"), say)
    one = next(iter(chosen(folder, asked_for()[:1])), None)
    with st.container(width=PROSE, gap="small"):
        way_back(say("cand_to_people"), folder.brief.id, "people")
        if one is None:
            st.title(say("cand_gone_title"), anchor=False)
            st.markdown(say("cand_gone"))
            return
        note_once(folder, "result_viewed", one.id)
        basis = basis_of(folder, one)
        found = basis.found()
        _head(folder, one, found, say)
        trouble(say)
    _parts(folder, one, basis.report(say.language, found=found), found, say)


def _head(folder: Folder, one: Lined, found: Explained, say: Voice) -> None:
    """Who it is, how far they are, and what was judged otherwise when they finished."""
    st.text(folder.brief.draft.title)
    heading(one.name or say("cand_one", letter=one.letter))
    if not one.finished:
        with st.container(border=True, key="box_care_unfinished", horizontal=True):
            st.markdown(":material/priority_high:", width="content")
            st.markdown(say("cand_unfinished", count=len(folder.answers([one.person])[one.id])))
    elif told := _since(one, found, say):
        with st.container(border=True, key="box_care_rescored", horizontal=True):
            st.markdown(":material/priority_high:", width="content")
            st.markdown(told)
    if folder.brief.hides_names and (count := len(folder.comments(one.person))):
        quiet(say("cand_words_hidden", count=count))


def _since(one: Lined, found: Explained, say: Voice) -> str:
    """Then and now, if the rules, the verdict or its strength were different when they finished."""
    then = one.person.given
    if then is None or (then.verdict, then.strength, then.rules_version) == (found.verdict, found.strength, found.rules_version):
        return ""
    names: dict[str, str] = {outcome.id: outcome.name[say.language] for outcome in rule_base().outcomes}
    told = report_voice(say.language)
    strength = told(then.strength) if strength_of(then.strength) else then.strength
    why = "cand_since_rules" if then.rules_version != found.rules_version else "cand_since_answers"
    return say(
        why, then=names.get(then.verdict, then.verdict), then_strength=strength,
        now=names[found.verdict], now_strength=told(found.strength),
    )  # fmt: skip


def _parts(folder: Folder, one: Lined, made: Report, found: Explained, say: Voice) -> None:
    result, decision, more = st.tabs([say("cand_tab_result"), say("cand_tab_decision"), say("cand_tab_more")], key="candidate_tabs")
    with result:
        links = forms.links(made, lambda kind: address(folder, "report", kind, say.language, [one.id]))
        result_screen(made, links, say)
    with decision:
        decide_section(folder, one, made, advice_of(found), say)
    with more:
        share_section(one.person.sitting, folder.brief.id, say)
        with st.container(width=PROSE, key="erase_person_part"):
            st.header(say("cand_erase_title"), anchor=False)
            st.markdown(say("cand_erase_text"))
            twice("erase_person", (say("cand_erase"), say("cand_erase_sure"), say("cand_erase_keep")), partial(_erase, one.id))


def _erase(person: str) -> None:
    """Everything about somebody is gone, and the page with it."""

    def erase(folder: Folder) -> None:
        if found := folder.candidate(person):
            folder.erase_candidate(found)
            go(folder.brief.id, "people")
            st.session_state["office_done"] = "cand_erased"

    at_folder("remove", erase)
