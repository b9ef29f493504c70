"""The form of a brief: what a recruiter says of a role, and what candidates are asked and shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from questionnaire.models import LANGUAGES, Language, Length
from questionnaire.words import Voice, named

from ..gate import Refused
from ..models import KEPT_DAYS, LEAST_DAYS, MOST_DAYS, Draft
from .fields import line, lines, refused

_TYPED = ("title", "client", "note", "blind", "closes_on", "ends_on")
_CHOSEN = ("language", "length", "shows")
_LENGTHS: tuple[Length, ...] = ("full", "short")


@dataclass(frozen=True)
class Bounds:
    """What the form must know: the day, how many questions each length has, whether somebody has begun, whether names are shown by now."""

    today: date
    questions: Mapping[Length, int]
    begun: bool = False
    revealed: bool = False


def brief_fields(kept: Draft, bounds: Bounds, fault: Refused | None, say: Voice) -> None:
    """Draws the fields, filled with what is kept."""
    line(say("brief_title"), "brief_title", "title", kept.title)
    refused(fault, say, "title")
    line(say("brief_client"), "brief_client", "client", kept.client)
    refused(fault, say, "client")
    lines(say("brief_note"), "brief_note", "note", kept.note, say("brief_note_quiet"))
    refused(fault, say, "note")
    _choice("language", list(LANGUAGES), kept.language, {code: named(code) for code in LANGUAGES}, say)
    lengths: dict[str, str] = {length: say(f"brief_length_{length}", count=bounds.questions[length]) for length in _LENGTHS}
    _choice("length", list(_LENGTHS), kept.length, lengths, say, agreed=bounds.begun)
    _choice(
        "shows",
        ["all", "verdict"],
        kept.shows,
        {shown: say(f"brief_shows_{shown}") for shown in ("all", "verdict")},
        say,
        agreed=bounds.begun,
    )
    refused(fault, say, *_CHOSEN)
    _quiet(say("brief_shows_quiet"))
    if not bounds.revealed:
        st.checkbox(say("brief_blind"), kept.blind, key="brief_blind")
        _quiet(say("brief_blind_quiet"))
        refused(fault, say, "blind")
    _days(kept, bounds, fault, say)


def typed(kept: Draft, say: Voice) -> Draft:
    """What stands in the fields now, as `say` drew them. An end that was left as it is counts as none, so that it stays the same moment."""
    keys = {name: f"brief_{name}" for name in _TYPED} | {name: say.key(f"brief_{name}") for name in _CHOSEN}
    said: dict[str, Any] = {name: st.session_state.get(key, getattr(kept, name)) for name, key in keys.items()}
    return Draft(**{**said, "ends_on": None if said["ends_on"] == kept.ends_on else said["ends_on"]})


def fresh(language: Language, today: date) -> Draft:
    """An empty brief with its usual end, which the form shows."""
    return Draft("", language=language, ends_on=today + timedelta(days=KEPT_DAYS))


def _days(kept: Draft, bounds: Bounds, fault: Refused | None, say: Voice) -> None:
    earliest, latest = bounds.today + timedelta(days=LEAST_DAYS), bounds.today + timedelta(days=MOST_DAYS)
    ends = kept.ends_on or earliest
    with st.container(horizontal=True, gap="medium", key="brief_days"):
        _day("closes_on", kept.closes_on, min(bounds.today, kept.closes_on or bounds.today), latest, say)
        _day("ends_on", ends, min(earliest, ends), ends if bounds.begun else max(latest, ends), say)
    refused(fault, say, "closes_on", "ends_on")
    _quiet(say("brief_closes_quiet"))
    _quiet(say("brief_ends_begun") if bounds.begun else say("brief_ends_quiet"))


def _day(name: str, kept: date | None, first: date, last: date, say: Voice) -> None:
    st.date_input(say(f"brief_{name}"), kept, first, last, key=f"brief_{name}", format="DD/MM/YYYY", width=260)


def _choice(name: str, options: list[str], kept: str, words: Mapping[str, str], say: Voice, *, agreed: bool = False) -> None:
    """What candidates have agreed to is shown, and can no longer be chosen."""
    index, label = options.index(kept), say(f"brief_{name}")
    st.radio(label, options, index=index, format_func=words.__getitem__, key=say.key(f"brief_{name}"), disabled=agreed)


def _quiet(words: str) -> None:
    st.markdown(f":small[:gray[{words}]]")
