"""The candidates of a brief as their recruiter may see them now: by letter while names are hidden, else by name; never by fit."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from scoring.rulebase import rule_base
from sharing.exchange.document import letter
from sharing.models import COMPARED, Brief, Candidate, Deed
from sharing.store.folder import Folder

from ..judging import Glance, glances


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


def lined(folder: Folder) -> list[Lined]:
    """Everybody who began."""
    return line_up(folder.brief, folder.candidates())


def line_up(brief: Brief, people: Sequence[Candidate]) -> list[Lined]:
    """People in alphabetical order, or in the order of their letters while names are hidden."""
    by_id = sorted(people, key=lambda person: person.id)
    line = [Lined(person, place, "" if brief.hides_names else person.name) for place, person in enumerate(by_id)]
    return line if brief.hides_names else sorted(line, key=lambda one: (plain(one.name), one.id))


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
    if folder.brief.hides_names or len(ids) > COMPARED:
        return [one for one in lined(folder) if one.id in ids]
    return line_up(folder.brief, [person for public in set(ids) if (person := folder.candidate(public))])


def note_once(folder: Folder, what: Deed, *things: str) -> None:
    """A line in the audit for each thing that is looked at: once a visit of the page, not on every run. Raises StoreError."""
    seen = (what, *things)
    if st.session_state.get("office_noted") != seen:
        for thing in things:
            folder.note(what, thing)
        st.session_state["office_noted"] = seen


def glimpsed(folder: Folder, people: Sequence[Candidate]) -> dict[str, Glance]:
    """The verdicts of those who have finished, by candidate id and today's rules; kept in this session until somebody answers again."""
    company, done = folder.company_answers(), [one for one in people if one.finished_at is not None]
    state = hash((folder.brief.id, rule_base().version, *company.items(), *((one.id, one.last_sign_at, one.answered) for one in done)))
    kept = st.session_state.get("glances")
    if not kept or kept[0] != state:
        answers = folder.answers(done, in_order=False)
        kept = (state, dict(zip(answers, glances(company, [*answers.values()]), strict=True)))
        st.session_state["glances"] = kept
    found: dict[str, Glance] = kept[1]
    return found


def rescored(person: Candidate, now: Glance) -> bool:
    """Whether the rules, the verdict or its strength were different when they finished."""
    then = person.given
    return then is not None and (then.rules_version, then.verdict, then.strength) != (rule_base().version, now.verdict, now.strength)
