"""Answering without anything being stored, in a real browser: a phone, the report, the reload."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from questionnaire.store import store
from tests.browser.conftest import Devices, Server
from tests.browser.test_journeys import COMPANY

pytestmark = pytest.mark.browser


def test_an_assessment_on_a_phone_leaves_the_report_and_nothing_else(mortal_server: Server, device: Devices) -> None:
    person, other = device.new(mortal_server, "fr-FR", width=390), device.new(mortal_server)
    person.open()
    person.at("unstored_wish").locator("label").click()
    person.press("begin.founder.short")
    cards, end = person.page.locator(".st-key-ask [class*=st-key-question-]"), person.at("finish").locator("button")
    for _ in COMPANY:
        expect(cards.or_(end).first).to_be_visible()
        expect(person.at("box_unstored")).to_be_visible()
        question = next(q for q in COMPANY if person.at(f"question.{q}").count())
        person.choose(question, COMPANY[question])
        expect(person.at("in_this_tab")).to_be_visible()
        expect(person.at("saved")).to_have_count(0)
        person.press("next")
        expect(person.at(f"question.{question}")).to_have_count(0)
    expect(end).to_be_visible()
    row = person.at("foot").evaluate("e => e.scrollWidth - e.clientWidth")
    person.press("finish")
    expect(person.at("take_away")).to_be_visible()
    wide = person.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert (row, wide) == (0, 0)
    with person.page.expect_download() as download:
        person.page.locator('a[href*=".pdf?"]').click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    public = person.page.url.split("unstored=")[1]
    assert store(mortal_server.database_url).find(public) is None
    other.open(f"/?unstored={public}")
    expect(other.at("start_again")).to_be_visible()
    person.page.reload()
    expect(person.at("start_again")).to_be_visible()
