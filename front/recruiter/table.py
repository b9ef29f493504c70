"""The table of candidates: its filters, its rows in words, and whom the recruiter picked. Cells are text and nothing else."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from questionnaire.models import Language
from questionnaire.words import Voice
from reports.document import voice as report_voice
from scoring.rulebase import rule_base
from sharing.models import Decision, State

from .. import browser
from ..judging import Glance
from .common import paged
from .lineup import Called, Lined, plain, rescored

if TYPE_CHECKING:
    import pandas as pd

_NARROW = 3  # columns
_ROW, _MOST_HIGH = 36, 14  # pixels, rows
_ROWS = 500  # at once
_STATES: tuple[State, ...] = ("started", "finished", "expired", "revoked")  # those of people who began


@dataclass(frozen=True)
class Told:
    """What is known of the people in the line now, by candidate id: last decisions, who commented, verdicts of those who are shown.

    `seat` gives all that is known of some, `glimpse` the verdicts of who finished among them, `count` the numbers of answers of the
    others: ten thousand take half a second, so they are asked for few.
    """

    seat: Callable[[Sequence[Called]], list[Lined]]
    glimpse: Callable[[Sequence[Lined]], Mapping[str, Glance]]
    count: Callable[[Sequence[Lined]], Mapping[str, int]]
    decisions: Mapping[str, Decision]
    commented: frozenset[str]
    now: float
    glances: Mapping[str, Glance] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)


def table(line: Sequence[Called], told: Told, brief: str, say: Voice) -> list[Lined]:
    """Draws filters and table; returns whom the boxes at the left pick, none of them if the table has changed since."""
    found = _filtered(line, told, brief, say)
    with st.container(key="people_table"):
        if not found:
            st.markdown(say("cand_none_fit"))
            return []
        wide = st.toggle(say("cand_wide"), value=not browser.small(), key="people_wide", persist_state="session")
        shown = told.seat(paged(found, f"people_page.{brief}", _ROWS))
        frame = frame_of(shown, replace(told, glances=told.glimpse(shown), answered=told.count(shown)), say)
        event = st.dataframe(
            frame if wide else frame.iloc[:, :_NARROW], key=_key(shown), on_select="rerun", selection_mode="multi-row", hide_index=True,
            height=_ROW * min(len(shown) + 1, _MOST_HIGH) + 2, row_height=_ROW, column_config=_columns(say), placeholder="",
            alt=say("cand_title"),
        )  # fmt: skip
    return [shown[row] for row in event["selection"]["rows"] if row < len(shown)]


def _key(shown: Sequence[Lined]) -> str:
    """A table of other people is another table: what was picked by its place never falls on somebody else."""
    return "people." + hashlib.sha256(",".join(one.id for one in shown).encode()).hexdigest()[:16]


# ---- filters


def _filtered(line: Sequence[Called], told: Told, brief: str, say: Voice) -> Sequence[Called]:
    """Those who pass every filter; the filters stay as they are while the recruiter goes to a page and back."""
    with st.container(horizontal=True, key="people_filters"):
        typed = plain(_typed(brief, say)) if line[0].name else ""
        of_state = _some(say("cand_state"), f"people_states.{brief}", {state: say(f"invited_{state}") for state in _STATES}, say)
        of_verdict = _some(say("cand_verdict"), f"people_verdicts.{brief}", _names(say.language), say)
    found = [one for one in line if typed in plain(one.name)] if typed else line
    return _known(found, told, of_state, of_verdict) if of_state or of_verdict else found


def _known(line: Sequence[Called], told: Told, of_state: Collection[str], of_verdict: Collection[str]) -> list[Called]:
    """Those whose state and verdict are wanted."""
    people = {one.id: one for one in told.seat(line) if one.person.state(told.now) in (of_state or _STATES)}
    if of_verdict:
        glances = told.glimpse([*people.values()])
        people = {public: one for public, one in people.items() if one.finished and glances[public].verdict in of_verdict}
    return [one for one in line if one.id in people]


def _typed(brief: str, say: Voice) -> str:
    """A part of a name. What is typed is looked for and kept nowhere."""
    key = f"people_search.{brief}"
    return st.text_input(say("cand_search"), key=key, width=220, autocomplete="off", persist_state="session") or ""


def _some(label: str, key: str, words: Mapping[str, str], say: Voice) -> list[str]:
    """A choice of several."""
    return st.multiselect(
        label, list(words), format_func=words.__getitem__, key=say.key(key), width=300, placeholder=say("cand_any"),
        persist_state="session",
    )  # fmt: skip


# ---- rows


def frame_of(line: Sequence[Lined], told: Told, say: Voice) -> "pd.DataFrame":
    """One row for each person, all of it words. Who has not finished has no verdict yet, but a number of answers."""
    import pandas as pd

    return pd.DataFrame({name: [cell(one, told, say) for one in line] for name, cell in CELLS.items()})


def _name(one: Lined, _told: Told, _say: Voice) -> str:
    return one.shown


def _verdict(one: Lined, told: Told, say: Voice) -> str:
    return _names(say.language)[told.glances[one.id].verdict] if one.finished else ""


def _strength(one: Lined, told: Told, say: Voice) -> str:
    return _said(report_voice(say.language), told.glances[one.id].strength) if one.finished else ""


def _state(one: Lined, told: Told, say: Voice) -> str:
    return _said(say, f"invited_{one.person.state(told.now)}")


def _decision(one: Lined, told: Told, say: Voice) -> str:
    decided = told.decisions.get(one.id)
    return _said(say, f"decide_{decided.choice}_short") if decided else ""


def _cautions(one: Lined, told: Told, _say: Voice) -> int | None:
    return len(told.glances[one.id].cautions) if one.finished else None


def _missing(one: Lined, told: Told, say: Voice) -> str:
    if one.finished:
        return _facts(told.glances[one.id].unknown, say)
    return _answered(told.answered[one.id], say)


def _since(one: Lined, told: Told, say: Voice) -> str:
    """What it was by other rules or other answers, if it was anything else."""
    then, now = one.person.given, told.glances.get(one.id)
    if then is None or now is None or not rescored(one.person, now):
        return ""
    if then.verdict == now.verdict:
        return _said(say, "cand_rescored_same")
    return _was(then.verdict, say)


def _comment(one: Lined, told: Told, say: Voice) -> str:
    return _said(say, "cand_commented") if one.id in told.commented else ""


CELLS: Mapping[str, Callable[[Lined, Told, Voice], str | int | None]] = {
    "name": _name, "verdict": _verdict, "state": _state, "strength": _strength, "decision": _decision, "cautions": _cautions,
    "missing": _missing, "since": _since, "comment": _comment,
}  # fmt: skip
"""The columns in their order; a narrow screen shows the first three."""


def _columns(say: Voice) -> dict[str, Any]:
    wide = {"verdict": 200, "decision": 110, "missing": 150, "since": 150}
    return {
        name: st.column_config.Column(say(f"cand_col_{name}"), width=wide.get(name), pinned=name == "name", help=None) for name in CELLS
    }


# ---- words that many rows share, found once


@cache
def _said(say: Voice, key: str) -> str:
    return say(key)


@cache
def _names(language: Language) -> dict[str, str]:
    return {outcome.id: outcome.name[language] for outcome in rule_base().outcomes}


@cache
def _answered(count: int, say: Voice) -> str:
    return say("cand_answered", count=count)


@cache
def _was(verdict: str, say: Voice) -> str:
    return say("cand_rescored", then=_names(say.language).get(verdict, verdict))


@cache
def _facts(unknown: tuple[str, ...], say: Voice) -> str:
    return say.items([rule_base().fact(fact).name[say.language] for fact in unknown])
