"""A named person decides, beside the advice: what was decided so far, and the form for another decision. Nothing is ever decided here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from questionnaire.ui import PROSE
from questionnaire.words import Voice
from reports.blocks import Report
from reports.ui import draw_figures
from scoring.rulebase import rule_base
from sharing import gate
from sharing.models import CHOICES, Advice, Decision
from sharing.store.folder import Folder
from sharing.ui.fields import line, lines, refused, submit

from .common import day, quiet
from .documents import advice_of, basis_of
from .lineup import Lined, chosen
from .opening import at_folder


@dataclass(frozen=True)
class Typed:
    """The keys of the fields of one form: others after each decision, so that the next form is empty."""

    choice: str
    reason: str
    decided_by: str

    @classmethod
    def after(cls, made: int, person: str, language: str) -> "Typed":
        return cls(f"decide_choice.{person}.{made}.{language}", f"decide_reason.{person}.{made}", f"decide_by.{person}.{made}")


def decide_section(folder: Folder, one: Lined, made: Report, advice: Advice, say: Voice) -> None:
    """The advice on one side, the person's decision on the other. Raises StoreError."""
    decided = [decision for decision in folder.decisions() if decision.candidate == one.id]
    with st.container(width=PROSE, key="decide_rights"):
        st.markdown(say("decide_person"))
        with st.expander(say("decide_rights_title"), type="compact"):
            st.markdown(say("decide_rights"))
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.header(say("decide_advice"), anchor=False)
        draw_figures(made, "decide")
    with right:
        _so_far(decided, advice, say)
        _form(one, advice, len(decided), say)


def _so_far(decided: Sequence[Decision], advice: Advice, say: Voice) -> None:
    """Every decision with the day, the name, the reason, and whether it follows the advice that stood then."""
    if decided:
        st.header(say("decide_so_far"), anchor=False)
    for decision in reversed(decided):
        with st.container(border=True, key=f"box_decision_{decision.id}", gap="small"):
            st.markdown(f"**{say(f'decide_{decision.choice}')}**")
            st.text(decision.reason)
            st.markdown(say("decide_by_on", day=day(decision.decided_at, say)))
            st.text(decision.decided_by)
            quiet(_beside_advice(decision, advice, say))


def _beside_advice(decision: Decision, now: Advice, say: Voice) -> str:
    """Agreement or disagreement in words; and that the advice is another one now, if it is."""
    names: Mapping[str, str] = {outcome.id: outcome.name[say.language] for outcome in rule_base().outcomes}
    told = {True: "decide_agrees", False: "decide_disagrees", None: "decide_apart"}[decision.agrees]
    said = [say(told, verdict=names.get(decision.advice.verdict, decision.advice.verdict))]
    if decision.advice.verdict != now.verdict:
        said.append(say("decide_advice_now", verdict=names[now.verdict]))
    return " ".join(said)


def _form(one: Lined, advice: Advice, made: int, say: Voice) -> None:
    keys = Typed.after(made, one.id, say.language)
    fault = st.session_state.get("office_fault")
    st.header(say("decide_again" if made else "decide_title"), anchor=False)
    if st.session_state.get("office_advice_moved"):
        with st.container(border=True, key="box_care_advice"):
            st.markdown(f":material/priority_high: {say('decide_moved')}")
    with st.form("decide", border=False):
        texts = [say(f"decide_{choice}") for choice in CHOICES]
        st.radio(say("decide_choice"), CHOICES, index=None, format_func=dict(zip(CHOICES, texts, strict=True)).__getitem__, key=keys.choice)
        refused(fault, say, "choice")
        lines(say("decide_reason"), keys.reason, "reason", quiet=say("decide_reason_quiet"))
        refused(fault, say, "reason")
        line(say("decide_who"), keys.decided_by, "decided_by", quiet=say("decide_who_quiet"))
        refused(fault, say, "decided_by")
        submit(say("decide_do"), "decide_do", partial(_decide, one.id, advice, keys))


def _decide(person: str, seen: Advice, keys: Typed) -> None:
    """Record it, if the advice is still the one that stood beside the form."""
    for name in ("office_fault", "office_advice_moved"):
        st.session_state.pop(name, None)
    at_folder("decide", lambda folder: _decided(folder, person, seen, keys))


def _decided(folder: Folder, person: str, seen: Advice, keys: Typed) -> None:
    found = next(iter(chosen(folder, [person])), None)
    if found is None:
        return
    if advice_of(basis_of(folder, found).found()) != seen:
        st.session_state["office_advice_moved"] = True
        return
    said: list[Any] = [st.session_state.get(key) or "" for key in (keys.choice, keys.reason, keys.decided_by)]
    try:
        folder.decide(found.person, said[0], said[1], said[2], seen)
    except gate.Refused as fault:
        st.session_state["office_fault"] = fault
