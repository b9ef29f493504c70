"""What lies in the store so that every screen can be shown at once: one browser's sittings, a workspace, links. Nobody in it exists."""

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Literal

from database.engine import Database
from questionnaire import keys, sitting as moves
from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Language, Length
from questionnaire.sitting import RESULT, REVIEW
from questionnaire.store import Store, Versions
from scoring.rulebase import rule_base
from scoring.verdict import assess
from sharing.consent import consented
from sharing.demo import demonstrate
from sharing.models import Draft, Given
from sharing.store import guest as guests, shares
from sharing.store.folder import Folder
from sharing.store.guest import Guest
from sharing.store.office import Office, enter
from tests.reports.conftest import PERSONAS

Answers = Mapping[str, str]
Q = questionnaire()
MANY = 30  # answers: more are those of the full version
VERSIONS = Versions(Q.version, rule_base().version)
WORDS: Mapping[str, Mapping[Language, str]] = {
    "role": {"en": "Chief product and technology officer", "fr": "Direction produit et technologie"},
    "company": {"en": "A company of this demonstration", "fr": "Une entreprise de cette démonstration"},
    "note": {"en": "Two conversations follow, then a decision.", "fr": "Deux entretiens suivent, puis une décision."},
    "person": {"en": "Constructed person", "fr": "Personne construite"},
    "blind": {"en": "A role filled without names", "fr": "Un poste pourvu sans les noms"},
}


class Stock:
    """All that one visitor with one browser may open, in one language."""

    def __init__(self, db: Database, language: Language) -> None:
        self.db, self.language = db, language
        self.browser = keys.new_browser_secret()

    def words(self, about: str) -> str:
        return WORDS[about][self.language]

    # ---- one's own

    def sitting(self, audience: Audience, place: str = RESULT, answers: Answers | str = "", length: Length = "full") -> str:
        """A sitting of this browser, at the result or where it is said; `answers` may be the name of a persona."""
        given = PERSONAS[answers] if isinstance(answers, str) and answers else dict(answers or {})
        begun = moves.begin(Q, keys.new_public_id(), audience, self.language, length)
        if place == RESULT:
            answered = {Q.chapter_of(question).part: "full" if len(given) > MANY else "short" for question in given}
            begun = replace(begun, parts={**begun.parts, **answered})
        made = replace(begun, answers=given, place=place or begun.place, reviewed=place in (REVIEW, RESULT))
        Store(self.db).create(made, keys.lock(keys.derived(self.browser, made.id).secret), VERSIONS)
        return made.id

    def shared(self) -> keys.Key:
        """A link to a result."""
        return shares.share(self.sitting("founder", answers="proven_in_both"), "everything", self.language, db=self.db)

    # ---- a recruiter's

    @cached_property
    def workspace(self) -> keys.Key:
        """The link of the demonstration."""
        return demonstrate(Q, VERSIONS, judged, self.language, self.db)

    @cached_property
    def office(self) -> Office:
        found = enter(self.workspace.public, [self.workspace.secret], db=self.db)
        assert found
        return found

    @cached_property
    def folder(self) -> Folder:
        """The brief of the demonstration, with its ten constructed people."""
        return self.office.folder_of(self.office.briefs()[-1][0].id)  # the oldest

    @cached_property
    def people(self) -> list[str]:
        """Who finished, the one who was decided on first."""
        decided = {one.candidate for one in self.folder.decisions()}
        done = [one for one in self.folder.candidates() if one.finished_at is not None]
        return [one.id for one in sorted(done, key=lambda one: (one.id not in decided, one.name))]

    @cached_property
    def blind(self) -> Folder:
        """A brief that hides names, with an order half written."""
        made = self._brief(self.words("blind"), blind=True)
        for number, persona in enumerate(("proven_in_both", "high_marks_no_proof", "research_to_product"), 1):
            self.guest(made, f"{self.words('person')} {number}", PERSONAS[persona])
        made.rank("blind", [one.id for one in made.candidates()][:2])
        return made

    @cached_property
    def asking(self) -> Folder:
        """A brief of one's own role, its company described: candidates come through it."""
        return self._brief(self.words("role"))

    def _brief(self, title: str, *, blind: bool = False) -> Folder:
        draft = Draft(title, self.words("company"), self.words("note"), self.language, blind=blind)
        folder = self.office.folder_of(self.office.new_brief(draft, Q, VERSIONS).id)
        for question, option in Q.relevant("recruiter", PERSONAS["proven_in_both"]).items():
            if Q.chapter_of(question).part == "company":
                Store(self.db).save_answer(folder.brief.company, question, option)
        return folder

    # ---- a candidate's

    def invitation(self, kind: Literal["personal", "company"] = "personal") -> keys.Key:
        """A link that nobody has used."""
        name = self.words("person") if kind == "personal" else ""
        return self.asking.invite(kind, name, self.language)[1]

    def guest(self, folder: Folder, name: str, answers: Answers | None = None) -> Guest:
        """Somebody who came through an invitation with this browser; with answers they have finished, and say one thing."""
        invitation, key = folder.invite("personal", name, self.language)
        door = guests.knock(invitation, key.secret, self.db)
        assert door
        begun = moves.begin_for_brief(Q, keys.new_public_id(), self.language, folder.brief.draft.length)
        mine = keys.derived(self.browser, begun.id)
        guests.start(door, begun, keys.lock(mine.secret), VERSIONS, name, consented(self.language, time.time()), self.db)
        guest = guests.guest_of(begun.id, self.db)
        assert guest
        if answers:
            self._finish(guest, answers)
        return guest

    def _finish(self, guest: Guest, answers: Answers) -> None:
        found = Store(self.db).find(guest.candidate.sitting)
        assert found
        person = {q: option for q, option in answers.items() if Q.chapter_of(q).part == "person" or Q.questions[q].own}
        for question, option in person.items():
            Store(self.db).save_answer(found.sitting.id, question, option)
        Store(self.db).save_moves(replace(found.sitting, place=RESULT, reviewed=True))
        guest.finish(judged(guest.company_answers(), person))


def judged(company: Answers, person: Answers) -> Given:
    found = assess(Q.joined(company, person))
    return Given(found.verdict, found.strength, found.rules_version)
