"""What people do beside the straight way, in a real browser against a real server; test_three_journeys.py goes the straight one."""

import urllib.request
from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from questionnaire.catalogue import deepening
from questionnaire.store import store
from tests.browser.conftest import Devices, Server, Visitor

pytestmark = pytest.mark.browser

COMPANY = {
    "stage": "growth", "team_size": "medium", "driver": "market", "technical_depth": "mixed", "reliability_stakes": "visible",
    "current_leadership": "product_only", "candidate_background": "product", "candidate_tie": "inside", "senior_leaders": "both",
}  # fmt: skip
PERSON = {
    "product_strategy": "whole_function", "priorities": "whole_function", "technology_strategy": "own_team", "reliability": "own_team",
    "arbitration": "whole_function", "leading_leaders": "own_team", "appetite": "both", "evidence": "most",
}  # fmt: skip
SECOND = "candidate_background"  # the question that settles most once the stage is known


def stored(server: Server, visitor: Visitor) -> dict[str, str]:
    found = store(server.database_url).find(visitor.public())
    assert found
    return dict(found.sitting.answers)


def test_a_cookie_is_secure_for_whoever_came_by_https_through_a_proxy_of_this_machine(server: Server) -> None:
    for scheme in ("https", "http"):
        asked = urllib.request.Request(f"{server.address}/", headers={"X-Forwarded-Proto": scheme})
        with urllib.request.urlopen(asked, timeout=30) as page:
            (cookie,) = (one for one in page.headers.get_all("Set-Cookie") if one.startswith("two_hats_browser="))
        assert ("secure" in cookie.lower()) == (scheme == "https")


def test_a_founder_answers_questions_for_the_report_and_takes_it_away_in_other_forms(server: Server, device: Devices) -> None:
    founder = device.new(server, "fr-FR")
    founder.begin("founder")
    founder.walk(COMPANY)
    founder.press("finish")
    founder.press(f"deeper.{deepening().chapters[0].id}")
    further = {question: deepening().questions[question].option_ids[0] for question in deepening().order[:3]}
    for question, option in further.items():
        founder.is_asked(question)
        founder.pick(question, option)
        founder.press("next")
    founder.page.reload()
    founder.is_asked(deepening().order[3])
    assert stored(server, founder) == COMPANY | further
    founder.press("deeper_done")
    with ZipFile(BytesIO(founder.downloads("docx"))) as word:
        assert b"<w:document" in word.read("word/document.xml")
    assert founder.downloads("ics").startswith(b"BEGIN:VCALENDAR")
    assert founder.downloads("html").lower().startswith(b"<!doctype html>")


def test_a_reload_halfway_loses_nothing(server: Server, device: Devices) -> None:
    founder = device.new(server)
    founder.begin()
    founder.pick("stage", "growth")
    founder.press("next")
    founder.is_asked(SECOND)
    founder.pick(SECOND, "product")
    founder.page.reload()
    founder.answers(SECOND, "product")
    founder.press("back")
    founder.answers("stage", "growth")


def test_a_second_sitting_in_the_same_tab_begins_empty(server: Server, device: Devices) -> None:
    founder = device.new(server)
    founder.begin()
    founder.pick("stage", "growth")
    founder.press("back")
    expect(founder.at("begin.founder.short")).to_be_visible()
    founder.press("begin.founder.short")
    founder.is_asked("stage")
    founder.press("next")
    expect(founder.card("stage", "growth")).not_to_have_attribute("data-selected", "true")
    assert stored(server, founder) == {}


def test_the_language_can_be_switched_halfway(server: Server, device: Devices) -> None:
    founder = device.new(server, "en-GB")
    founder.begin()
    founder.pick("stage", "growth")
    founder.press("next")
    founder.pick(SECOND, "product")
    title = founder.page.locator("h1")
    english = title.inner_text()
    founder.at("language").locator("[role=radio]").first.click()
    expect(title).not_to_have_text(english)
    founder.answers(SECOND, "product")
    founder.page.reload()
    expect(title).not_to_have_text(english)
    founder.answers(SECOND, "product")


def test_the_first_answer_after_a_killed_server_comes_back_is_saved(mortal_server: Server, device: Devices) -> None:
    founder = device.new(mortal_server)
    founder.begin()
    founder.pick("stage", "growth")
    founder.press("next")
    founder.pick(SECOND, "technology")
    mortal_server.kill()
    mortal_server.start()
    expect(founder.card(SECOND, "product").locator("input")).to_be_enabled()
    founder.choose(SECOND, "product")
    founder.press("next")
    expect(founder.at(f"question.{SECOND}")).to_have_count(0)
    assert stored(mortal_server, founder) == {"stage": "growth", SECOND: "product"}
    founder.press("back")
    founder.answers(SECOND, "product")


def test_the_first_press_after_a_killed_server_comes_back_counts(mortal_server: Server, device: Devices) -> None:
    founder = device.new(mortal_server)
    founder.begin()
    founder.pick("stage", "growth")
    mortal_server.kill()
    mortal_server.start()
    expect(founder.at("next").locator("button")).to_be_enabled()
    founder.press("next")
    founder.is_asked(SECOND)


def test_two_visitors_share_nothing(server: Server, device: Devices) -> None:
    one, other = device.new(server), device.new(server)
    one.begin()
    other.begin()
    one.pick("stage", "growth")
    other.pick("stage", "idea")
    one.page.reload()
    one.answers("stage", "growth")
    assert stored(server, other) == {"stage": "idea"}
    other.open(f"/?sitting={one.public()}")
    expect(other.at("start_again")).to_be_visible()
    refused = other.page.context.request.get(f"{server.address}/report/{one.public()}.pdf")
    assert refused.status == 404


def test_the_link_opens_the_sitting_on_another_device_and_leaves_a_clean_address(server: Server, device: Devices) -> None:
    laptop, phone = device.new(server), device.new(server, width=390)
    laptop.begin()
    laptop.pick("stage", "growth")
    laptop.press("next")
    laptop.pick(SECOND, "product")
    laptop.page.locator(".st-key-later summary").click()
    link = laptop.page.locator(".st-key-later code").inner_text().strip()
    phone.page.goto(link)
    phone.answers(SECOND, "product")
    secret = link.rsplit("-", 1)[1]
    assert secret not in phone.page.url
    assert not [url for url in phone.requests if secret in url and "/s/" not in url]
    phone.pick(SECOND, "technology")
    laptop.page.reload()
    laptop.answers(SECOND, "technology")


def test_erasing_closes_the_sitting_everywhere(server: Server, device: Devices) -> None:
    founder = device.new(server)
    founder.begin()
    founder.pick("stage", "growth")
    public = founder.public()
    founder.page.locator(".st-key-later summary").click()
    founder.press("erase")
    founder.press("erase_sure")
    expect(founder.at("begin.founder.short")).to_be_visible()
    assert store(server.database_url).find(public) is None
    founder.open(f"/?sitting={public}")
    expect(founder.at("start_again")).to_be_visible()


def test_a_damaged_link_leads_to_a_calm_page(server: Server, device: Devices) -> None:
    visitor = device.new(server)
    for link in ("/s/nonsense", f"/s/{'a' * 12}-{'b' * 43}", "/?sitting=%00"):
        visitor.open(link)
        expect(visitor.at("start_again")).to_be_visible()


def test_the_cookie_cannot_be_read_by_a_script(server: Server, device: Devices) -> None:
    founder = device.new(server)
    founder.begin()
    assert "two_hats" not in founder.page.evaluate("document.cookie")
    assert any(c["name"] == "two_hats_browser" and c["httpOnly"] for c in founder.page.context.cookies())


def test_opening_a_link_changes_nothing_that_is_stored(server: Server, device: Devices) -> None:
    """Mail scanners open links before people do."""
    founder, scanner = device.new(server), device.new(server)
    founder.begin()
    founder.pick("stage", "growth")
    founder.page.locator(".st-key-later summary").click()
    link = founder.page.locator(".st-key-later code").inner_text().strip()
    before = store(server.database_url).find(founder.public())
    for _ in range(3):
        scanner.page.context.request.get(link)
        scanner.page.context.request.head(link)
    assert store(server.database_url).find(founder.public()) == before


def test_a_websocket_from_a_foreign_page_is_refused(server: Server) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(
            f"ws://localhost:{server.port}/_stcore/stream",
            origin=Origin("http://elsewhere.example"),
            subprotocols=[Subprotocol("streamlit")],
        )
    assert refused.value.response.status_code == 403
