"""The candidates of a brief as their recruiter may see them now: by letter while names are hidden, else by name; never by fit."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from scoring.rulebase import rule_base
from sharing.exchange.document import letter
from sharing.models import COMPARED, Candidate, Deed
from sharing.store.folder import Folder

from .. import authority
from ..judging import Glance, glances

_A_FEW = 1000  # asked for by their ids; more are read all together


@dataclass(frozen=True)
class Lined:
    """Somebody in the line. `place` in it follows the random ids and says nothing; `name` is theirs, empty while it is hidden."""

    person: Candidate
    place: int
    name: str

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def letter(self) -> str:
        """A, B, … Z, AA, by the place."""
        return letter(self.place)

    @property
    def finished(self) -> bool:
        return self.person.finished_at is not None

    @property
    def shown(self) -> str:
        """What a table calls them."""
        return self.name or self.letter


class Called(NamedTuple):
    """Somebody in the line before anything else is read of them."""

    id: str
    place: int
    name: str


def called(folder: Folder) -> list[Called]:
    """Everybody who began: in alphabetical order, or in the order of their letters while names are hidden."""
    hidden = not authority.of_brief(folder.brief, "names")
    line = [Called(public, place, "" if hidden else name) for place, (public, name) in enumerate(folder.roll())]
    return line if hidden else sorted(line, key=lambda one: (plain(one.name), one.id))


def seated(folder: Folder, line: Sequence[Called]) -> list[Lined]:
    """The same people, with all that is known of them."""
    some = [one.id for one in line] if len(line) <= _A_FEW else None
    people = {person.id: person for person in folder.candidates(some)}
    return [Lined(people[one.id], one.place, one.name) for one in line if one.id in people]


def lined(folder: Folder) -> list[Lined]:
    """Everybody who began, with all that is known of them."""
    return seated(folder, called(folder))


def plain(text: str) -> str:
    """Text to compare: without case and accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def asked_for() -> list[str]:
    """The ids of people in the address."""
    return [public for public in st.query_params.get("people", "").split(",") if public]


def chosen(folder: Folder, ids: Collection[str]) -> list[Lined]:
    """Those of this brief who are asked for; ids of anybody else find nobody. A letter takes the whole line, a name does not."""
    if not authority.of_brief(folder.brief, "names") or len(ids) > COMPARED:
        return seated(folder, [one for one in called(folder) if one.id in ids])
    found = [Lined(person, 0, person.name) for public in set(ids) if (person := folder.candidate(public))]
    return sorted(found, key=lambda one: (plain(one.name), one.id))


def note_once(folder: Folder, what: Deed, *things: str) -> None:
    """A line in the audit for each thing that is looked at: once a visit of the page, not on every run. Raises StoreError."""
    seen = (what, *things)
    if st.session_state.get("office_noted") != seen:
        for thing in things:
            folder.note(what, thing)
        st.session_state["office_noted"] = seen


def glimpsed(folder: Folder, line: Sequence[Lined]) -> dict[str, Glance]:
    """The verdicts of those in a line who have finished, by candidate id and today's rules."""
    answers = folder.answers([one.person for one in line if one.finished], in_order=False)
    return dict(zip(answers, glances(folder.company_answers(), [*answers.values()]), strict=True))


def counted(folder: Folder, line: Sequence[Lined]) -> dict[str, int]:
    """The numbers of answers of those in a line who have not finished, by candidate id."""
    answers = folder.answers([one.person for one in line if not one.finished], in_order=False)
    return {public: len(given) for public, given in answers.items()}


def rescored(person: Candidate, now: Glance) -> bool:
    """Whether the rules, the verdict or its strength were different when they finished."""
    then = person.given
    return then is not None and (then.rules_version, then.verdict, then.strength) != (rule_base().version, now.verdict, now.strength)
