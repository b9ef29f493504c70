"""A workspace full of constructed people, made through the same doors as a real one, and marked as what it is."""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from database.engine import Database, database
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.files import ContentError, load
from questionnaire.lint import faults_of_texts
from questionnaire.models import Content, Id, Language, Questionnaire, Text
from questionnaire.sitting import begin_for_brief
from questionnaire.store import Store, Versions

from .consent import consented
from .models import Advice, Choice, Draft, Given
from .store import guest as guests, office as offices
from .store.folder import Folder
from .store.guest import Guest

FILE = Path(__file__).parent / "demo.toml"
Judge = Callable[[Mapping[str, str], Mapping[str, str]], Given]
"""The verdict of a company's answers and a person's: the rules are not known here."""


class Said(Content):
    about: Id
    text: Text


class Decided(Content):
    choice: Choice
    reason: Text


class Constructed(Content):
    """One candidate: `levels` has a digit for each anchored question, 0 to 4, or a dash for no answer; blanks are for the eye."""

    name: str
    levels: Annotated[str, StringConstraints(pattern=r"^[0-4 -]+$")]
    rest: Mapping[Id, Id]
    finished: bool
    comment: Said | None = None
    decision: Decided | None = None

    def answers(self, q: Questionnaire) -> dict[str, str]:
        anchored = [q.questions[i] for i in q.order if q.questions[i].kind == "anchored"]
        levels = zip(anchored, self.levels.replace(" ", ""), strict=True)
        return {question.id: question.option_ids[int(level)] for question, level in levels if level != "-"} | dict(self.rest)


class Demonstration(Content):
    """The whole of demo.toml."""

    title: Text
    client: Text
    note: Text
    signature: Text
    constructed: Text
    company: Mapping[Id, Id]
    candidate: tuple[Constructed, ...] = Field(min_length=1)


def faults_of_demonstration() -> Iterator[str]:
    """One line for each fault: what cannot be loaded, an answer that does not exist, or how a text is set."""
    try:
        made = load(FILE, Demonstration)
    except ContentError as error:
        yield from error.faults
        return
    asked = questionnaire()
    yield from faults_of_texts(f"{FILE.name}:", made)
    for name, given in [("company", dict(made.company)), *((person.name, person.answers(asked)) for person in made.candidate)]:
        known = asked.joined(given, {}) | asked.joined({}, given)
        yield from (f"{FILE.name}: {name}, {question}: is no question or answer of the questionnaire." for question in given.keys() - known)


def demonstrate(q: Questionnaire, versions: Versions, judge: Judge, language: Language, db: Database | None = None) -> keys.Key:
    """A new workspace with the constructed brief; the key of its link. Raises StoreError."""
    store, made = db or database(), load(FILE, Demonstration)
    link = offices.open_workspace(keys.new_browser_secret(), db=store)
    office = offices.enter(link.public, [link.secret], db=store)
    if office is None:
        raise KeyError(link.public)
    draft = Draft(made.title[language], made.client[language], made.note[language], language)
    folder = office.folder_of(office.new_brief(draft, q, versions).id)
    for question, option in made.company.items():
        Store(store).save_answer(folder.brief.company, question, option)
    for person in made.candidate:
        _take_part(person, made, folder, judge, versions, q, store)
    return link


def _take_part(
    person: Constructed, made: Demonstration, folder: Folder, judge: Judge, versions: Versions, q: Questionnaire, db: Database
) -> None:
    language = folder.brief.draft.language
    guest = _seated(made.constructed[language].format(name=person.name), folder, versions, q, db)
    answers = person.answers(q)
    for question, option in answers.items():
        Store(db).save_answer(guest.candidate.sitting, question, option)
    given = judge(made.company, answers)
    if person.finished:
        guest.finish(given)
    if person.comment:
        guest.comment(person.comment.about, person.comment.text[language], 0)
    seated = folder.candidate(guest.candidate.id)
    if person.decision and seated:
        advice = Advice(given.verdict, given.strength, given.rules_version)
        folder.decide(seated, person.decision.choice, person.decision.reason[language], made.signature[language], advice)


def _seated(name: str, folder: Folder, versions: Versions, q: Questionnaire, db: Database) -> Guest:
    language = folder.brief.draft.language
    invitation, key = folder.invite("personal", name, language)
    door = guests.knock(invitation, key.secret, db)
    mine = keys.new_key()
    if door is None:
        raise KeyError(invitation)
    guests.opened(door, db)
    sitting = begin_for_brief(q, mine.public, language, folder.brief.draft.length)
    guests.start(door, sitting, keys.lock(mine.secret), versions, name, consented(language, time.time()), db)
    guest = guests.guest_of(sitting.id, db)
    if guest is None:
        raise KeyError(sitting.id)
    return guest
