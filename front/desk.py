"""One visitor's sitting in one run: who may open it, and every answer saved the moment it is given.

The store is the truth and is read again on each run, so two tabs agree. The session keeps the last reading, so that a page can
still be drawn while the database does not answer. Nothing here draws.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from questionnaire import keys, sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Language, Length, PartId
from questionnaire.sitting import Sitting
from questionnaire.store import StoreError, Versions, store
from scoring.rulebase import rule_base

from . import browser
from .cookies import BROWSER, cookie_of

PARAMETER = "sitting"
log = logging.getLogger("two_hats")


@dataclass
class Desk:
    """A sitting this visitor may open, as it was last saved, and whether the last save failed."""

    sitting: Sitting
    key: keys.Key
    trouble: bool = False

    def answer(self, question: str, option: str) -> bool:
        """Save one answer and commit it; False, and nothing changed, if the database does not answer or the sitting is gone."""
        changed = moves.answer(questionnaire(), self.sitting, question, option)
        if self._saved(lambda: store().save_answer(self.sitting.id, question, option)):
            self.sitting = changed
        return not self.trouble

    def move(self, moved: Sitting) -> None:
        """Go there, and remember it. A place that could not be saved costs nothing: this tab remembers it."""
        self.sitting = moved
        st.session_state["place"] = moved.place
        self._saved(lambda: store().save_moves(moved))

    def erase(self) -> bool:
        """Delete everything at once; False if the database does not answer."""
        return self._saved(lambda: store().erase(self.sitting.id))

    def _saved(self, save: Callable[[], object]) -> bool:
        try:
            self.trouble = save() is False
        except StoreError:
            log.exception("could not save")
            self.trouble = True
        return not self.trouble


class Closed(Exception):
    """The sitting of this address does not exist, or this visitor has no key to it."""


class Unreachable(Exception):
    """The store does not answer, and this session has no reading to fall back on."""


def public_id() -> str | None:
    """The public id in the address; anything else there is ignored."""
    return st.query_params.get(PARAMETER)


def open_desk() -> Desk | None:
    """The desk of the address, authorised anew; None on the first page. Raises Closed or Unreachable."""
    public = public_id()
    if public is None:
        return None
    if not keys.is_public_id(public):
        raise Closed
    try:
        stored = store().find(public)
    except StoreError as error:
        return _from_memory(public, error)
    key = next((k for k in _keys(public) if stored and keys.opens(k.secret, stored.lock)), None)
    if stored is None or key is None:
        raise Closed
    place = st.session_state.get("place", stored.sitting.place) if _same_tab(public) else stored.sitting.place
    desk = Desk(replace(stored.sitting, place=place), key)
    st.session_state["desk"] = desk
    return desk


def begin(audience: Audience, language: Language, length: Length) -> None:
    """Begin a sitting in this browser and go to its first screen. Raises StoreError."""
    key = keys.derived(_browser_secret(), keys.new_public_id())
    sitting = moves.begin(questionnaire(), key.public, audience, language, length)
    store().create(sitting, keys.lock(key.secret), Versions(questionnaire().version, rule_base().version))
    enter(key.public)


def enter(public: str) -> None:
    """Put a sitting in the address."""
    st.session_state.pop("place", None)
    st.query_params[PARAMETER] = public


def leave() -> None:
    """Back to the first page; the sitting can be resumed from there."""
    st.session_state["resume"] = public_id()
    forget()


def forget() -> None:
    """Take the sitting out of the address and out of this session."""
    for name in ("place", "desk"):
        st.session_state.pop(name, None)
    st.query_params.pop(PARAMETER, None)


def extend(desk: Desk, part: PartId, length: Length) -> None:
    desk.move(moves.extend(questionnaire(), desk.sitting, part, length))


def link(key: keys.Key) -> str:
    """The address that opens the sitting on any device."""
    return f"{browser.address()}/s/{key}"


def _keys(public: str) -> list[keys.Key]:
    """The keys this visitor could hold: handed over by a link, or derived from the browser that began the sitting."""
    handed = browser.cookies().get(cookie_of(public))
    return [keys.derived(_browser_secret(), public), *([keys.Key(public, handed)] if handed else [])]


def _browser_secret() -> str:
    """Kept by the browser in a cookie; without cookies, by this session alone (the link then is the only way back)."""
    return browser.cookies().get(BROWSER) or st.session_state.setdefault("browser", keys.new_browser_secret())


def _same_tab(public: str) -> bool:
    known = st.session_state.get("desk")
    return isinstance(known, Desk) and known.sitting.id == public


def _from_memory(public: str, error: StoreError) -> Desk:
    log.error("could not read: %s", error)
    if not _same_tab(public):
        raise Unreachable from error
    desk: Desk = st.session_state["desk"]
    desk.trouble = True
    return desk
