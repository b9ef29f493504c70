"""Sittings that are never written down: each lies in the memory of the one tab that began it, and goes with it.

A download comes outside that tab, so the sittings can be found by their public id while their tab holds them; nothing else does.
"""

import gc
import time
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from questionnaire import keys
from questionnaire.sitting import Sitting
from questionnaire.store import Seen, Store, Versions

LEFT_SECONDS = 120.0  # how long a tab may be cut off and come back: as server.disconnectedSessionTTL
_MINE = "unstored"
_SPOKEN_OF = ("question.", "seen.", "drawn.", "what_if", "prepared")  # what else a tab remembers of somebody's answers


@dataclass(eq=False)
class Unstored:
    """One sitting, its lock, and the session of its tab. Is written to by the desk as the store is."""

    sitting: Sitting
    lock: str
    versions: Versions
    session: str | None
    left_at: float | None = None

    def save_answer(self, public: str, question: str, option: str, _seen: Seen = ...) -> bool:
        """Remember one answer; a changed one keeps its place in the order. False for any other sitting. There is no other tab."""
        if public != self.sitting.id:
            return False
        self.sitting = replace(self.sitting, answers={**self.sitting.answers, question: option})
        return True

    def save_moves(self, sitting: Sitting) -> None:
        """Remember where the person is; answers are not touched."""
        self.sitting = replace(sitting, answers=self.sitting.answers)

    def erase(self, public: str) -> None:
        """Forget everything at once."""
        if public == self.sitting.id:
            forget()

    def keep(self, where: Store) -> None:
        """Write it down after all, because somebody asked for it; from now on it is a sitting like any other. Raises StoreError."""
        where.create(self.sitting, self.lock, self.versions)
        _drop()


_held: WeakValueDictionary[str, Unstored] = WeakValueDictionary()


def begin(sitting: Sitting, key: keys.Key, versions: Versions) -> None:
    """Hold a new sitting in this tab; what the tab held before is gone."""
    context = get_script_run_ctx()
    made = Unstored(sitting, keys.lock(key.secret), versions, context.session_id if context else None)
    st.session_state[_MINE] = made
    _held[key.public] = made


def here() -> bool:
    """Whether this tab holds one."""
    return isinstance(st.session_state.get(_MINE), Unstored)


def mine(public: str) -> Unstored | None:
    """The sitting of that id, if this very tab holds it."""
    found = st.session_state.get(_MINE)
    return found if isinstance(found, Unstored) and found.sitting.id == public else None


def held(public: str) -> Unstored | None:
    """The sitting of that id while its tab is open. The caller must still see that the secret opens the lock."""
    found = _held.get(public)
    return found if found and _open(found) else None


def forget() -> None:
    """Nothing of it stays in this tab."""
    _drop()
    for name in [str(name) for name in st.session_state]:
        if name.startswith(_SPOKEN_OF):
            del st.session_state[name]


def sweep(now: float | None = None) -> None:
    """End the sessions of tabs that are gone for good. Streamlit would forget them only when the next visitor leaves."""
    if _ended(time.monotonic() if now is None else now):
        gc.collect()  # a session refers to itself: without this it would lie about until memory is short


def _ended(moment: float) -> int:
    """How many were ended."""
    there = list(_held.values())
    for one in there:
        one.left_at = None if _open(one) else one.left_at or moment
    gone = [one for one in there if one.left_at is not None and moment - one.left_at > LEFT_SECONDS]
    for one in gone:
        _end(one)
    return len(gone)


def _end(one: Unstored) -> None:
    _held.pop(one.sitting.id, None)
    one.sitting = replace(one.sitting, answers={})
    if one.session and runtime.exists():
        runtime.get_instance().close_session(one.session)


def _open(one: Unstored) -> bool:
    """Whether the tab is there; without a server around, as in a script, it is."""
    return one.session is None or not runtime.exists() or runtime.get_instance().is_active_session(one.session)


def _drop() -> None:
    found = st.session_state.pop(_MINE, None)
    if isinstance(found, Unstored):
        _held.pop(found.sitting.id, None)
