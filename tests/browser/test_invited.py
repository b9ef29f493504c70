"""A candidate who was invited, on a phone and then on another device; a link that is only fetched changes nothing."""

import sqlite3
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.engine import make_url

from database.engine import Database
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.store import Store, Versions
from sharing.models import Draft
from sharing.store import office as offices
from sharing.store.folder import Folder
from tests.browser.conftest import Devices, Server, Visitor
from tests.browser.test_journeys import COMPANY, PERSON

pytestmark = pytest.mark.browser

ANSWERS = {**PERSON, "own_tie": "outside"}
SAID = "The <img src='https://elsewhere.example/x.png'> years at the bank."


@pytest.fixture
def folder(server: Server) -> Folder:
    """A brief in the database of the server, its company described."""
    db = Database(server.database_url)
    link = offices.open_workspace(keys.new_browser_secret(), db=db)
    office = offices.enter(link.public, [link.secret], db=db)
    assert office
    versions = Versions(questionnaire().version, "rules")
    folder = office.folder_of(office.new_brief(Draft("Head of both", length="short"), questionnaire(), versions).id)
    for question, option in COMPANY.items():
        Store(db).save_answer(folder.brief.company, question, option)
    return folder


def begin(candidate: Visitor, link: keys.Key, name: str = "Ada") -> None:
    candidate.open(f"/i/{link}")
    candidate.at("guest_name").locator("input").fill(name)
    candidate.at("guest_agrees").locator("label").first.click()
    candidate.press("guest_begin")
    expect(candidate.at("next")).to_be_visible()


def test_a_candidate_answers_contradicts_moves_to_another_device_and_withdraws(server: Server, device: Devices, folder: Folder) -> None:
    _, link = folder.invite("personal", "Ada", "en")
    phone = device.new(server, width=390)
    begin(phone, link)
    assert "invitation" not in phone.page.url
    phone.walk(ANSWERS)
    phone.press("finish")
    expect(phone.at("take_away")).to_be_visible()
    phone.at("differ.verdict").locator("summary").click()
    phone.at("comment.verdict").locator("textarea").fill(SAID)
    phone.press("save.verdict")
    expect(phone.page.get_by_text(SAID, exact=True).first).to_be_visible()
    expect(phone.at("comment.verdict")).to_have_count(0)
    assert [one.text for one in folder.comments(folder.candidates()[0])] == [SAID]
    phone.at("later").locator("summary").click()
    own = phone.at("later").locator("code").inner_text()

    desktop = device.new(server)
    desktop.page.goto(own)
    expect(desktop.at("take_away")).to_be_visible()
    expect(desktop.page.get_by_text(SAID, exact=True).first).to_be_visible()
    desktop.at("held").locator("summary").click()
    for kind, start in (("json", b"{"), ("pdf", b"%PDF")):
        with desktop.page.expect_download() as download:
            desktop.press(f"held.{kind}")
        assert Path(download.value.path()).read_bytes().startswith(start)
    desktop.press("withdraw")
    desktop.press("withdraw_sure")
    expect(desktop.at("withdrawn")).to_be_visible()
    assert folder.candidates() == []
    phone.page.reload()
    expect(phone.at("start_again")).to_be_visible()
    for visitor in (phone, desktop):
        assert not [url for url in visitor.requests if "elsewhere" in url]
        assert not [url for url in visitor.requests if link.secret in url and "/i/" not in url]


def test_the_same_browser_finds_its_way_back_through_the_used_link(server: Server, device: Devices, folder: Folder) -> None:
    _, link = folder.invite("personal", "Ada", "en")
    mine, other = device.new(server), device.new(server, "fr-FR", width=390)
    begin(mine, link)
    mine.open(f"/i/{link}")
    mine.press("invitation_go_on")
    expect(mine.at("next")).to_be_visible()
    other.open(f"/i/{link}")
    expect(other.at("invitation_closed")).to_be_visible()


def test_a_link_that_is_only_fetched_changes_nothing(server: Server, folder: Folder) -> None:
    """Mail scanners follow links; whatever they fetch, the database stays as it is."""
    links = [folder.invite(kind, "Ada", "en")[1] for kind in ("personal", "open", "company")]  # type: ignore[arg-type]
    before = rows(server)
    scanner = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    for _ in range(100):
        for link in links:
            with scanner.open(f"{server.address}/i/{link}") as page:
                assert page.status == 200
    assert rows(server) == before


def rows(server: Server) -> list[str]:
    """Everything that is in the database."""
    with sqlite3.connect(make_url(server.database_url).database or "") as file:
        return list(file.iterdump())
