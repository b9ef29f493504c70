"""The one gate for what people type and choose: what passes can be stored in every database, shown, printed and exported.

Nothing is cut silently.
"""

import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Literal, get_args

from questionnaire.models import LANGUAGES, Length

from .models import LEAST_DAYS, MOST_DAYS, Draft, Shows

Field = Literal["title", "client", "note", "name", "comment", "reason", "decided_by"]
LONGEST: dict[Field, int] = {"title": 120, "client": 120, "note": 2000, "name": 80, "comment": 1000, "reason": 2000, "decided_by": 80}
_AGREED = ("shows", "length")
_OPTIONS: Mapping[str, Collection[str]] = {"language": LANGUAGES, "length": get_args(Length), "shows": get_args(Shows)}
_MANY_LINES: frozenset[Field] = frozenset({"note", "comment", "reason"})
_MOST_MARKS = 4  # combining marks in a row: more than any language writes, far fewer than what breaks a page
_UNSTORABLE = {"Cc", "Cs"}  # controls, surrogates
_NO_CHARACTERS = frozenset([*range(0xFDD0, 0xFDF0), *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))])

Fault = Literal["empty", "too_long", "unreadable", "day_too_early", "day_too_late", "ends_before_closing", "already_told", "unknown"]


class Refused(Exception):
    """Something typed cannot be kept. `field` and `fault` choose the sentence that says so; `limit` is the number in it."""

    def __init__(self, field: str, fault: Fault, limit: int = 0) -> None:
        super().__init__(f"{field}: {fault}")
        self.field, self.fault, self.limit = field, fault, limit


def text(field: Field, typed: str, *, needed: bool = False) -> str:
    """What was typed, as it is kept: composed (NFC), each line ended one way, no blanks at either end. Raises Refused."""
    kept = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if field not in _MANY_LINES:
        kept = " ".join(kept.split("\n"))
    if needed and not kept:
        raise Refused(field, "empty")
    if len(kept) > LONGEST[field]:
        raise Refused(field, "too_long", LONGEST[field])
    if not _readable(kept):
        raise Refused(field, "unreadable")
    return kept


def option(field: str, chosen: str, known: Collection[str]) -> None:
    """Raises Refused for what is none of the options: no page of ours sends it, but anybody can."""
    if chosen not in known:
        raise Refused(field, "unknown")


def draft(typed: Draft, today: date, told: Draft | None = None) -> Draft:
    """A brief as it is kept. `told` is what candidates agreed to: it may end sooner, the rest of it stays. Raises Refused."""
    for name, known in _OPTIONS.items():
        option(name, getattr(typed, name), known)
    if told and (field := next((f for f in _AGREED if getattr(typed, f) != getattr(told, f)), None)):
        raise Refused(field, "already_told")
    if told and told.blind and not typed.blind:  # names come out once an order is written, not by a tick
        raise Refused("blind", "already_told")
    if typed.ends_on and typed.ends_on < today + timedelta(days=LEAST_DAYS):
        raise Refused("ends_on", "day_too_early", LEAST_DAYS)
    if typed.ends_on and typed.ends_on > ((told and told.ends_on) or today + timedelta(days=MOST_DAYS)):
        raise Refused("ends_on", "day_too_late", MOST_DAYS)
    if typed.closes_on and typed.ends_on and typed.closes_on > typed.ends_on:
        raise Refused("closes_on", "ends_before_closing")
    return Draft(
        text("title", typed.title, needed=True), text("client", typed.client), text("note", typed.note),
        typed.language, typed.length, typed.shows, typed.blind, typed.closes_on, typed.ends_on,
    )  # fmt: skip


def _readable(kept: str) -> bool:
    marks = 0
    for character in kept:
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks > _MOST_MARKS or ord(character) in _NO_CHARACTERS or (kind in _UNSTORABLE and character not in "\n\t"):
            return False
    return True
