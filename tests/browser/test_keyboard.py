"""Answering without a mouse: every page from the first to the report, Enter goes on, and nothing counts twice."""

import base64
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, expect

from database.engine import Database
from front.linked import picture
from questionnaire.sitting import REVIEW
from questionnaire.store import store
from tests.browser.conftest import Devices, Server, Visitor
from tests.browser.gallery import guest, question_of_many
from tests.browser.stock import Stock

pytestmark = pytest.mark.browser

SECOND = "candidate_background"  # the question that settles most once the stage is known
STOPS = 60  # no page of the journey has more stops of the tab key before what is looked for


def tab_to(visitor: Visitor, there: Locator) -> None:
    """With the tab key alone; the focus must then be seen."""
    for _ in range(STOPS):
        if there.evaluate("there => there === document.activeElement"):
            break
        visitor.page.keyboard.press("Tab")
    expect(there).to_be_focused()
    assert there.evaluate("there => getComputedStyle(there).outlineStyle !== 'none'")


def question_shown(visitor: Visitor) -> str:
    classes = visitor.page.locator(".st-key-ask [class*=st-key-question-]").first.get_attribute("class") or ""
    return next(name for name in classes.split() if name.startswith("st-key-question-")).removeprefix("st-key-question-")


def focused_answer(visitor: Visitor, question: str) -> Locator:
    return visitor.at(f"question.{question}").locator("input:focus")


def place_of(server: Server, visitor: Visitor) -> str:
    found = store(server.database_url).find(visitor.public())
    assert found
    return found.sitting.place


def begun(server: Server, device: Devices, width: int = 1280) -> Visitor:
    """Somebody on the second question, who has come there with Enter."""
    visitor = device.new(server, width=width)
    visitor.begin()
    expect(focused_answer(visitor, "stage")).to_have_count(1)
    visitor.page.keyboard.press("ArrowDown")
    expect(visitor.at("saved")).to_be_visible()
    visitor.page.keyboard.press("Enter")
    expect(focused_answer(visitor, SECOND)).to_have_count(1)
    return visitor


def shows_its_link_as_a_picture(visitor: Visitor) -> None:
    """And asks nobody for it: the link is a secret."""
    code = visitor.at("later").locator("img")
    expect(code).to_have_count(0)
    visitor.at("later").locator("summary").first.click()
    expect(code).to_be_visible()
    link = visitor.at("later").locator("code").inner_text()
    assert code.get_attribute("alt")
    assert unquote(code.get_attribute("src") or "") == unquote(picture(link))
    assert code.evaluate("code => code.complete && code.naturalWidth > 0")
    secret = link.split("-", 1)[1].split("?")[0]
    hidden = (secret, base64.b64encode(secret.encode()).decode())
    assert not [request for request in visitor.requests if any(one in request for one in hidden)]
    assert not visitor.complaints


def test_a_founder_goes_from_the_first_page_to_the_report_by_keyboard_alone(server: Server, device: Devices) -> None:
    founder = device.new(server)
    keyboard, finish = founder.page.keyboard, founder.at("finish").locator("button")
    founder.open()
    begin = founder.at("begin.founder.short").locator("button")
    expect(begin).to_be_visible()
    tab_to(founder, begin)
    keyboard.press("Enter")
    asked: list[str] = []
    while not finish.is_visible():
        asked.append(question_shown(founder))
        expect(focused_answer(founder, asked[-1])).to_have_count(1)
        keyboard.press("Space")
        expect(founder.at("saved")).to_be_visible()
        expect(founder.page.locator("[role=status]").first).not_to_be_empty()
        keyboard.press("Enter")
        expect(founder.at(f"question.{asked[-1]}")).to_have_count(0)
        expect(founder.page.locator(".st-key-ask input:focus, h1:focus")).to_have_count(1)
    assert len(asked) == len(set(asked)) > len("a few")
    tab_to(founder, finish)
    keyboard.press("Enter")
    report = founder.at("take_away").locator('a[href*=".pdf?"]')
    expect(report).to_be_visible()
    expect(founder.page.locator("h1:focus")).to_have_count(1)
    tab_to(founder, report)


def test_enter_on_back_goes_back_and_enter_pressed_twice_goes_on_once(server: Server, device: Devices) -> None:
    visitor = begun(server, device)
    visitor.page.keyboard.press("Space")
    expect(visitor.at("saved")).to_be_visible()
    tab_to(visitor, visitor.at("back").locator("button"))
    visitor.page.keyboard.press("Enter")
    expect(focused_answer(visitor, "stage")).to_have_count(1)
    assert place_of(server, visitor) == "stage"
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Enter")
    expect(focused_answer(visitor, SECOND)).to_have_count(1)
    visitor.answers(SECOND, "both" if visitor.card(SECOND, "both").get_attribute("data-selected") else "nobody")
    assert place_of(server, visitor) == "candidate"


def test_on_a_phone_a_question_begins_at_its_top_and_a_fold_keeps_its_own_enter(server: Server, device: Devices) -> None:
    visitor = begun(server, device, width=390)
    visitor.page.keyboard.press("Enter")
    expect(visitor.at(f"missed_{SECOND}")).to_be_visible()
    expect(focused_answer(visitor, SECOND)).to_have_count(1)
    why = visitor.at("ask").locator("summary")
    tab_to(visitor, why)
    visitor.page.keyboard.press("Enter")
    expect(visitor.at("ask").locator("details[open]")).to_have_count(1)
    visitor.pick(SECOND, "neither")
    visitor.page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    visitor.press("next")
    expect(visitor.at(f"question.{SECOND}")).to_have_count(0)
    expect(visitor.page.locator(".st-key-ask input:focus")).to_have_count(1)
    assert visitor.page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") == 0
    shows_its_link_as_a_picture(visitor)


def test_on_a_phone_next_leads_to_the_question_below_instead_of_complaining_of_it(server: Server, device: Devices) -> None:
    stock = Stock(Database(server.database_url), "en")
    visitor = guest(device, server, stock, "phone")
    question_of_many(visitor, stock)
    visitor.pick("current_leadership", "dont_know")
    visitor.at("next").locator("button").evaluate("button => button.click()")  # a mouse would scroll on its way
    expect(focused_answer(visitor, "ceo_profile")).to_have_count(1)
    assert not visitor.page.locator("[class*=st-key-missed_]").count()  # which would have come before the focus
    expect(visitor.card("ceo_profile", "dont_know")).to_be_in_viewport()


def test_a_link_of_the_review_leads_to_its_question_and_next_back_without_loading_the_page_anew(server: Server, device: Devices) -> None:
    stock = Stock(Database(server.database_url), "en")
    visitor = guest(device, server, stock)
    visitor.open(f"/?sitting={stock.sitting('founder', REVIEW, 'do_not_merge', 'short')}")
    page = visitor.page
    expect(visitor.at("finish")).to_be_visible()
    page.evaluate("window.before = true")
    address = page.url
    tab_to(visitor, page.locator("[data-change=stage]"))
    page.keyboard.press("Enter")
    expect(visitor.at("question.stage").locator("input:focus")).to_have_count(1)
    assert page.url == address
    page.keyboard.press("Enter")
    expect(visitor.at("finish")).to_be_visible()
    assert page.evaluate("window.before")
