"""The three journeys from the first page to what is taken away, as people walk them: everything is found by its role and its name.

The names are asked of the content, so a journey is the same in every language. `make screens` keeps a picture of every station.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Locator, expect

from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Language
from scoring.rulebase import rule_base
from scoring.verdict import assess
from sharing import consent
from sharing.words import voice
from tests.browser.conftest import Visitor
from tests.browser.gallery import settled
from tests.browser.stock import PERSONAS, WORDS, Answers

Seen = Callable[[Visitor, str], object]
"""Looks at a station of a journey: somebody's page, and its name."""

Q = questionnaire()
ANSWERS: Answers = PERSONAS["proven_in_both"]
"""To whatever is asked, of whomever."""
FIRST_BOX = {"x": 18, "y": 54}  # pixels: the cells are drawn on a canvas, so the box at the left of a row is found by its place


class Taken(NamedTuple):
    """What somebody took away at the end, what they had answered, and the name of the verdict they read."""

    file: bytes
    answers: Mapping[str, str]
    verdict: str


class Walker:
    """Somebody on the way, who knows a page by what can be read on it, or heard of it."""

    def __init__(self, visitor: Visitor, language: Language, seen: Seen) -> None:
        self.visitor, self.page, self.language = visitor, visitor.page, language
        self.say = voice(language)
        self._seen = seen

    def seen(self, station: str) -> None:
        """A station is reached, and drawn to the end."""
        settled(self.page)
        self._seen(self.visitor, station)

    def button(self, words: str, **gaps: object) -> Locator:
        return self.page.get_by_role("button", name=self.say(words, **gaps), exact=True)

    def press(self, words: str, **gaps: object) -> None:
        self.button(words, **gaps).click()

    def reads(self, title: str) -> None:
        """A heading says this, perhaps among other words."""
        expect(self.page.get_by_role("heading", name=title).first).to_be_visible()

    def fill(self, words: str, typed: str) -> None:
        self.page.get_by_role("textbox", name=self.say(words), exact=True).fill(typed)

    def choose(self, question: str, answer: str) -> None:
        """A press on the words of an answer, as the circle beside them is too small to be hit."""
        answers = self.page.get_by_role("radiogroup", name=question, exact=True)
        answers.get_by_text(answer, exact=True).click()
        expect(answers.get_by_role("radio", name=answer, exact=True)).to_be_checked()

    def answer_all(self) -> dict[str, str]:
        """Whatever is asked, one screen after the other, up to the review; what was answered."""
        given: dict[str, str] = {}
        expect(self.button("next")).to_be_visible()
        while asked := self._asked():
            for words, question in asked.items():
                given[question] = ANSWERS[question]
                self.choose(words, Q.answer_text(question, ANSWERS[question], self.language))
                expect(self.page.get_by_text(self.say("saved"), exact=True).first).to_be_visible()
            if given.keys() == {*asked.values()}:  # the first screen
                self.seen("answered")
            self.press("next")
            expect(self.page.get_by_role("radiogroup", name=next(iter(asked)), exact=True)).to_have_count(0)
        self.reads(self.say("review_title"))
        self.seen("review")
        return given

    def _asked(self) -> dict[str, str]:
        """The questions that stand there, by their words."""
        settled(self.page)
        names = self.page.get_by_role("radiogroup").evaluate_all("all => all.map(one => one.ariaLabel)")
        return {words: self._questions[words] for words in names if words in self._questions}

    @cached_property
    def _questions(self) -> dict[str, str]:
        """By their words, which are others when somebody answers about another person."""
        audiences: tuple[Audience, ...] = ("founder", "candidate")
        worded = {
            id_: [(one.worded_for(audience).text or one.text)[self.language] for audience in audiences] for id_, one in Q.questions.items()
        }
        return {words: id_ for id_, ways in worded.items() for words in ways}

    def reads_verdict(self, answers: Mapping[str, str]) -> str:
        """The one that the rules give for these answers; its name."""
        name = rule_base().outcome(assess(answers).verdict).name[self.language]
        self.reads(name)
        self.seen("verdict")
        return name

    def takes(self, words: str) -> bytes:
        """The file behind a link."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=self.say(words), exact=True).click()
        return Path(download.value.path()).read_bytes()


Newcomer = Callable[[], Walker]
"""Somebody who was never here, at a browser of their own."""


def founder(newcomer: Newcomer) -> Taken:
    return _for_oneself("founder", newcomer())


def candidate(newcomer: Newcomer) -> Taken:
    return _for_oneself("candidate", newcomer())


def _for_oneself(audience: Audience, walker: Walker) -> Taken:
    """The first page, the questions, the review, the verdict, the report."""
    walker.visitor.open()
    begin = walker.button(f"{audience}_begin")
    expect(begin).to_be_visible()
    walker.seen("first_page")
    begin.click()
    given = walker.answer_all()
    walker.press("finish")
    verdict = walker.reads_verdict(Q.relevant(audience, given))
    return Taken(walker.takes("report_pdf"), given, verdict)


def recruiter(newcomer: Newcomer) -> Taken:
    """A brief, its company, an invitation that somebody else follows; a decision, and the table taken away."""
    walker, other = newcomer(), newcomer()
    name = WORDS["person"][walker.language]
    open_workspace(walker)
    make_brief(walker)
    company = describe_company(walker)
    link = invite(walker, name)
    given = follow(other, link)
    verdict = other.reads_verdict(Q.joined(company, given))
    open_person(walker, name)
    walker.reads(verdict)
    walker.seen("result_of_a_person")
    decide(walker)
    walker.press("cand_to_people")
    return Taken(walker.takes("take_csv"), given, verdict)


# ---- what a recruiter does, and who is invited


def open_workspace(walker: Walker) -> None:
    walker.visitor.open()
    expect(walker.button("recruiter_open")).to_be_visible()
    walker.seen("first_page")
    walker.press("recruiter_open")
    expect(walker.button("office_link_kept")).to_be_visible()
    walker.seen("workspace_with_its_link")
    walker.press("office_link_kept")
    expect(walker.button("office_link_kept")).to_have_count(0)


def make_brief(walker: Walker) -> None:
    say = walker.say
    walker.press("brief_new")
    walker.fill("brief_title", WORDS["role"][walker.language])
    walker.choose(say("brief_length"), say("brief_length_short", count=consent.questions("short")))
    walker.seen("form_of_a_brief")
    walker.press("brief_make")
    expect(walker.button("company_answer")).to_be_visible()
    walker.seen("brief")


def describe_company(walker: Walker) -> dict[str, str]:
    walker.press("company_answer")
    given = walker.answer_all()
    walker.press("company_finish")
    walker.reads(walker.say("company_described_title"))
    walker.press("company_back")
    return given


def invite(walker: Walker, name: str) -> str:
    """The link for somebody of this name."""
    walker.fill("invite_name", name)
    walker.press("invite_make")
    expect(walker.button("office_link_done")).to_be_visible()
    walker.seen("invitation_made")
    link = walker.page.get_by_role("code").first.inner_text()
    walker.press("office_link_done")
    expect(walker.button("office_link_done")).to_have_count(0)
    return link


def follow(other: Walker, link: str) -> dict[str, str]:
    other.page.goto(link)
    expect(other.button("invitation_begin")).to_be_visible()
    other.seen("invitation")
    other.page.get_by_text(other.say("consent_agree"), exact=True).click()
    expect(other.page.get_by_role("checkbox", name=other.say("consent_agree"), exact=True)).to_be_checked()
    other.press("invitation_begin")
    given = other.answer_all()
    other.press("finish")
    return given


def open_person(walker: Walker, name: str) -> None:
    """Out of the table, by a tick."""
    walker.page.reload()
    walker.press("people_open")
    table = walker.page.get_by_role("region", name=walker.say("cand_title"), exact=True)
    expect(table.get_by_role("gridcell", name=name, exact=True, include_hidden=True)).to_have_count(1)
    walker.seen("table")
    table.click(position=FIRST_BOX)  # type: ignore[arg-type]
    walker.press("cand_open")
    walker.reads(name)


def decide(walker: Walker) -> None:
    say, why = walker.say, WORDS["note"][walker.language]
    walker.page.get_by_role("tab", name=say("cand_tab_decision"), exact=True).click()
    walker.choose(say("decide_choice"), say("decide_next_step"))
    walker.fill("decide_reason", why)
    walker.fill("decide_who", "Camille")
    walker.seen("decision")
    walker.press("decide_do")
    walker.reads(say("decide_so_far"))
    expect(walker.page.get_by_role("textbox", name=say("decide_reason"), exact=True)).to_be_empty()  # the next form
    expect(walker.page.get_by_text(why, exact=True)).to_be_visible()
    walker.seen("decided")


JOURNEYS: Mapping[Audience, Callable[[Newcomer], Taken]] = {"founder": founder, "candidate": candidate, "recruiter": recruiter}
