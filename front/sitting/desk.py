"""One visitor's sitting in one run: who may open it, and every answer saved the moment it is given.

The store is the truth and is read again on each run, so two tabs agree: for the press, and what it has changed is what the page
shows. The session keeps the last reading, so that a page can still be drawn while the database does not answer. Nothing here draws.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace

import streamlit as st

from database.engine import StoreError
from questionnaire import deeper, keys, sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.languages import opening_in
from questionnaire.models import Audience, Language, Length, PartId
from questionnaire.sitting import Sitting
from questionnaire.store import Seen, Store, Versions, store
from scoring.rulebase import rule_base
from sharing.store.guest import Guest

from .. import account, authority, browser
from ..authority import Admitted
from ..links import path
from ..page import Closed, Forgotten, Unreachable
from ..wallet import Wallet
from ..watch import metrics
from . import prepared, results, unstored
from .unstored import Unstored

log = logging.getLogger("two_hats")
_PLACES = ("sitting", "unstored")  # what a sitting is called in the address: one in the store, one that this tab alone holds


@dataclass
class Desk:
    """A sitting this visitor may open, as it was last saved, what they opened it by, and whether the last save failed."""

    sitting: Sitting
    admitted: Admitted
    opened_by: Wallet
    trouble: bool = False

    @property
    def invited(self) -> bool:
        """Whether somebody else asked for these answers: then they are given for one brief, and for nothing else."""
        return self.admitted.guest is not None or self.admitted.brief is not None

    @property
    def unstored(self) -> bool:
        """Whether nothing of this is written down."""
        return self.admitted.unstored is not None

    @property
    def _keeper(self) -> Store | Unstored:
        """Who remembers what is answered."""
        return self.admitted.unstored or store()

    @property
    def closed(self) -> bool:
        """Whether the time for answers is over; they can still be read, and taken back."""
        return not self.admitted.may("answer")

    def answer(self, question: str, option: str, seen: Seen = ...) -> bool:
        """Save one answer and commit it; False, and nothing changed, if the database does not answer or no answer is taken any more.

        Raises ChangedElsewhere if another tab has answered since this one saw the answer `seen`.
        """
        changed = moves.answer(deeper.asking(self.sitting, question, questionnaire()), self.sitting, question, option)
        if self._saved(lambda: not self.closed and self._keeper.save_answer(self.sitting.id, question, option, seen)):
            self.sitting = changed
            self._hand_on()
        metrics.answer("failed" if self.trouble else "in_this_tab" if self.unstored else "saved")
        return not self.trouble

    def move(self, moved: Sitting) -> None:
        """Go there, and remember it. A place that could not be saved costs nothing: this tab remembers it."""
        self.show(moved)
        if self._saved(lambda: self.closed or self._keeper.save_moves(moved)):  # which would count as a sign of life
            self._hand_on()

    def show(self, moved: Sitting) -> None:
        """Go there in this tab alone: an address that somebody opens writes nothing."""
        self.sitting = moved
        st.session_state["place"] = moved.place

    def erase(self) -> bool:
        """Delete everything at once, for whoever asked for the answers too; False if it may not be, or the database does not answer."""
        guest = self.admitted.guest
        return self.admitted.may("erase") and self._saved(guest.withdraw if guest else lambda: self._keeper.erase(self.sitting.id))

    def finish(self, guest: Guest) -> bool:
        """Tell whoever asked that all is answered; False if the database does not answer, or no answer is taken any more."""
        return not self.closed and self._saved(lambda: results.finish(guest, self.sitting.answers))

    def keep(self) -> bool:
        """Write down after all what was not stored so far; False if the database does not answer."""
        held = self.admitted.unstored if self.admitted.may("store") else None
        return held is not None and self._saved(lambda: held.keep(store()))

    def _hand_on(self) -> None:
        """To the page that this run draws next. What others asked for is read again, as what may be done with it can have changed."""
        if not self.invited:
            _handed_on.set(replace(self, admitted=replace(self.admitted, sitting=self.sitting)))

    def _saved(self, save: Callable[[], object]) -> bool:
        try:
            self.trouble = save() is False
        except StoreError:
            log.exception("could not save")
            self.trouble = True
        return not self.trouble


_handed_on: ContextVar[Desk | None] = ContextVar("handed_on", default=None)
"""By the press of a run to its page: each run has a thread, and so a context, of its own."""


def public_id() -> str | None:
    """The public id in the address; anything else there is ignored."""
    return next((st.query_params[name] for name in _PLACES if name in st.query_params), None)


def desk_of_page() -> Desk | None:
    """The desk of the address as the press of this run left it, if there was one, else opened. Raises as `open_desk` does."""
    left = _handed_on.get()
    _handed_on.set(None)  # once: the next run reads again
    if left is None or (left.sitting.id, left.opened_by) != (public_id(), browser.wallet()):
        return open_desk()
    st.session_state["desk"] = left
    return left


def open_desk() -> Desk | None:
    """The desk of the address, authorised anew; None on the first page. Raises Closed, Forgotten or Unreachable."""
    public = public_id()
    if public is None:
        return None
    if _PLACES[1] in st.query_params and not unstored.mine(public):
        raise Forgotten
    wallet = browser.wallet()
    try:
        admitted = authority.sitting(public, wallet, account.of_page())
    except StoreError as error:
        return _from_memory(public, wallet, error)
    if admitted is None or (admitted.unstored and not unstored.mine(public)):
        raise Closed
    place = st.session_state.get("place", admitted.sitting.place) if _before(public) else admitted.sitting.place
    desk = Desk(replace(admitted.sitting, place=place), admitted, wallet)
    st.session_state["desk"] = desk
    return desk


def begin(audience: Audience, language: Language, length: Length, *, stored: bool = True) -> None:
    """Begin a sitting in this browser and go to its first screen; an unstored one leaves the store alone. Raises StoreError."""
    key = keys.derived(browser.secret(), keys.new_public_id())
    sitting = moves.begin(questionnaire(), key.public, audience, language, length)
    versions = Versions(questionnaire().version, rule_base().version)
    unstored.forget()
    if stored:
        store().create(sitting, keys.lock(key.secret), versions)
    else:
        unstored.begin(sitting, key, versions)
    enter(key.public)


def enter(public: str) -> None:
    """Put a sitting in the address."""
    forget()
    st.query_params[_PLACES[1] if unstored.mine(public) else _PLACES[0]] = public


def leave() -> None:
    """Back to the first page; the sitting can be resumed from there."""
    st.session_state["resume"] = public_id()
    forget()


def forget() -> None:
    """Take the sitting out of the address and out of this session."""
    for name in ("place", "desk"):
        st.session_state.pop(name, None)
    prepared.forget()
    for name in _PLACES:
        st.query_params.pop(name, None)


def extend(desk: Desk, part: PartId, length: Length) -> None:
    """Ask more than was begun with: of oneself alone, who was asked by others answers what they asked."""
    if desk.admitted.may("extend"):
        desk.move(moves.extend(questionnaire(), desk.sitting, part, length))


def link(key: keys.Key, language: Language) -> str:
    """The address that opens the sitting on any device."""
    return opening_in(language, browser.address() + path("sitting", key))


def _before(public: str) -> Desk | None:
    """What this session read of that sitting in an earlier run."""
    known = st.session_state.get("desk")
    return known if isinstance(known, Desk) and known.sitting.id == public else None


def _from_memory(public: str, wallet: Wallet, error: StoreError) -> Desk:
    """What this session read last, for the browser that it was read for."""
    log.error("could not read: %s", error)
    desk = _before(public)
    if desk is None or desk.opened_by != wallet:
        raise Unreachable from error
    desk.trouble = True
    return desk
