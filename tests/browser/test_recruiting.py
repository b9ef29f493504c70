"""The whole story in three browsers: a brief, two people on their phones, compared blind, decided on, taken away; one of them withdraws."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.engine import make_url

from questionnaire.catalogue import questionnaire
from tests.browser.conftest import Devices, Server, Visitor
from tests.browser.test_candidates import href, tick
from tests.browser.test_invited import ANSWERS
from tests.browser.test_journeys import PERSON

pytestmark = pytest.mark.browser

FIRST, SECOND = "Noor Unmistakable", "Sacha Unmistakable"
WHY = "Unmistakable reason"
Q = questionnaire()


def describe(recruiter: Visitor) -> None:
    """The company in full, whatever is asked."""
    recruiter.press("company")
    end = recruiter.at("finish").locator("button")
    cards = recruiter.page.locator(".st-key-ask [class*=st-key-question-]")
    for _ in Q.order:
        expect(cards.or_(end).first).to_be_visible()
        recruiter.drawn()
        if end.is_visible():
            break
        asked = [q for q in Q.order if recruiter.at(f"question.{q}").count()]
        for question in asked:
            recruiter.pick(question, Q.questions[question].option_ids[1])
        recruiter.press("next")
        expect(recruiter.at(f"question.{asked[0]}")).to_have_count(0)
    recruiter.press("finish")


def invited(recruiter: Visitor, name: str) -> str:
    recruiter.at("invite_name").locator("input").fill(name)
    recruiter.press("invite_make")
    link = recruiter.at("box_new_link").locator("code").first.inner_text()
    recruiter.press("link_kept")
    expect(recruiter.at("box_new_link")).to_have_count(0)
    return link


def answered(candidate: Visitor, link: str, answers: dict[str, str]) -> None:
    candidate.page.goto(link)
    candidate.at("guest_agrees").locator("label").first.click()
    candidate.press("guest_begin")
    candidate.walk(answers)
    candidate.press("finish")
    expect(candidate.at("take_away")).to_be_visible()


def kept(server: Server) -> str:
    with sqlite3.connect(make_url(server.database_url).database or "") as file:
        return "\n".join(file.iterdump())


def briefed(recruiter: Visitor) -> str:
    """A blind brief with its company described; the address of its page."""
    recruiter.open()
    recruiter.press("open_workspace")
    recruiter.press("link_kept")
    recruiter.press("new_brief")
    recruiter.at("brief_title").locator("input").fill("Direction produit et technologie")
    recruiter.at("brief_length.fr").locator("label[data-testid=stRadioOption]").nth(1).click()
    recruiter.at("brief_blind").locator("label").first.click()
    recruiter.press("brief_save")
    expect(recruiter.at("invite_make")).to_be_visible()
    brief = recruiter.page.url.removeprefix(recruiter.address)
    describe(recruiter)
    recruiter.open(brief)
    return brief


def compare_blind(recruiter: Visitor) -> None:
    """Both side by side, then an order written, then the names."""
    recruiter.press("people")
    expect(recruiter.at("ranking")).to_be_visible()
    tick(recruiter, 0)
    expect(recruiter.at("open_person")).to_be_visible()
    tick(recruiter, 1)
    recruiter.press("compare")
    expect(recruiter.at("card_B")).to_be_visible()
    assert not named(recruiter)
    recruiter.page.go_back()
    for left in (1, 0):
        added = recruiter.page.locator("[class*=st-key-add-] button")
        added.first.click()
        expect(added).to_have_count(left)
    assert not named(recruiter)
    recruiter.press("keep_ranking")
    recruiter.press("reveal")
    recruiter.press("reveal_sure")
    expect(recruiter.page.get_by_text(FIRST).first).to_be_visible()


def decide(recruiter: Visitor) -> None:
    tick(recruiter, 0)
    recruiter.press("open_person")
    recruiter.page.get_by_role("tab").nth(1).click()
    recruiter.page.locator("[class*=st-key-decide_choice-]").locator("label[data-testid=stRadioOption]").nth(2).click()
    recruiter.page.locator("[class*=st-key-decide_reason-] textarea").fill(WHY)
    recruiter.page.locator("[class*=st-key-decide_by-] input").fill("Camille")
    recruiter.press("decide_do")
    expect(recruiter.page.get_by_text(WHY).first).to_be_visible()


def taken_away(recruiter: Visitor) -> bytes:
    """Every file of the brief; the last one is the JSON."""
    for kind, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("json", b"{")):
        taken = recruiter.page.request.get(href(recruiter, f"take_{kind}")).body()
        assert taken.startswith(start)
    return taken


def named(recruiter: Visitor) -> list[str]:
    return [name for name in (FIRST, SECOND) if name in recruiter.page.content()]


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """All that the server prints."""
    return tmp_path / "said"


@pytest.fixture
def server(tmp_path: Path, said: Path) -> Iterator[Server]:
    server = Server(f"sqlite:///{tmp_path / 'answers.db'}")
    with said.open("wb") as file:
        server.start(file)
        yield server
        server.kill()


def test_the_whole_story(server: Server, said: Path, device: Devices) -> None:
    recruiter = device.new(server, "fr-FR")
    brief = briefed(recruiter)
    links = [invited(recruiter, name) for name in (FIRST, SECOND)]
    first, second = device.new(server, "fr-FR", width=390), device.new(server, "en-GB", width=390)
    answered(first, links[0], ANSWERS)
    answered(second, links[1], {**ANSWERS, **dict.fromkeys(PERSON.keys() & {"technology_strategy", "reliability"}, "absent")})

    recruiter.open(brief)
    compare_blind(recruiter)
    decide(recruiter)
    recruiter.open(f"{brief}&view=people")
    assert FIRST in taken_away(recruiter).decode()

    for candidate, name in ((first, FIRST), (second, SECOND)):
        assert name in kept(server)
        candidate.at("held").locator("summary").click()
        candidate.press("withdraw")
        candidate.press("withdraw_sure")
        expect(candidate.at("withdrawn")).to_be_visible()
        assert name not in kept(server)
    assert WHY not in kept(server)
    recruiter.page.reload()
    expect(recruiter.at("people_table")).to_have_count(0)
    recruiter.open(brief)
    expect(recruiter.at("invite_make")).to_be_visible()
    assert not named(recruiter)
    for visitor in (recruiter, first, second):
        assert not visitor.complaints
    printed = said.read_text()
    assert server.address.rpartition(":")[2] in printed
    keys = [link.partition("?")[0].rpartition("/")[2] for link in links]
    assert not [secret for secret in (FIRST, SECOND, WHY, *keys) if secret in printed]
