"""What a recruiter does before anybody has answered, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Devices, Server, Visitor

pytestmark = pytest.mark.browser

TITLE = "Both & more <img src=//evil.example/x.png> ![x](http://evil.example/y.png)"


def opened(recruiter: Visitor) -> str:
    """A new workspace; returns its link."""
    recruiter.open()
    recruiter.press("open_workspace")
    link = recruiter.at("box_new_link").locator("code").inner_text()
    recruiter.press("link_kept")
    expect(recruiter.at("link_kept")).to_have_count(0)
    return link


def briefed(recruiter: Visitor) -> None:
    recruiter.press("new_brief")
    recruiter.at("brief_title").locator("input").fill(TITLE)
    recruiter.press("brief_save")
    expect(recruiter.at("invite_make")).to_be_visible()


def invited(recruiter: Visitor, name: str) -> str:
    """A personal link for somebody."""
    recruiter.at("invite_name").locator("input").fill(name)
    recruiter.press("invite_make")
    return recruiter.at("box_new_link").locator("code").first.inner_text()


@pytest.mark.parametrize(("language", "width"), [("en-GB", 1280), ("fr-FR", 390)])
def test_a_recruiter_opens_a_workspace_makes_a_brief_and_invites(server: Server, device: Devices, language: str, width: int) -> None:
    recruiter = device.new(server, language, width=width)
    opened(recruiter)
    briefed(recruiter)
    link = invited(recruiter, "Camille Durand")
    mail = urlsplit(recruiter.at("box_new_link").locator("a").first.get_attribute("href") or "")
    said = parse_qs(mail.query, strict_parsing=True)
    assert mail.scheme == "mailto"
    assert link in said["body"][0]
    assert TITLE in said["subject"][0]
    assert recruiter.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") == 0
    recruiter.press("way_back")
    recruiter.page.locator("[class*=st-key-open-] button").click()
    expect(recruiter.at("invite_make")).to_be_visible()
    expect(recruiter.page.locator("code")).to_have_count(0)
    secret = link.partition("?")[0].rpartition("-")[2]
    assert not any(secret in address or "evil.example" in address for address in (*recruiter.requests, recruiter.page.url))
    assert recruiter.complaints == []


def test_what_a_brief_asks_is_chosen_in_every_language_and_kept_as_it_stands(server: Server, device: Devices) -> None:
    recruiter = device.new(server)
    opened(recruiter)
    recruiter.press("new_brief")
    recruiter.at("brief_title").locator("input").fill(TITLE)
    recruiter.at("language").get_by_role("radio").first.click()
    expect(recruiter.page.locator("html")).to_have_attribute("lang", "fr")
    recruiter.drawn()
    shows = recruiter.page.locator("[class*=st-key-brief_shows]")
    for name in ("language", "length", "shows"):
        expect(recruiter.page.locator(f"[class*=st-key-brief_{name}]").get_by_role("radio", checked=True)).to_have_count(1)
    shows.locator("label[data-testid=stRadioOption]").last.click()
    recruiter.press("brief_save")
    recruiter.press("change_brief")
    expect(recruiter.at("brief_title").locator("input")).to_have_value(TITLE)
    expect(shows.get_by_role("radio").last).to_be_checked()


def test_the_choice_of_invitations_counts_along_and_stays(server: Server, device: Devices) -> None:
    recruiter = device.new(server)
    opened(recruiter)
    briefed(recruiter)
    choice = recruiter.at("invited_which").get_by_role("combobox")
    for count in (1, 2):
        invited(recruiter, f"Person {count}")
        expect(choice).to_have_value(re.compile(f"{count}"))
    recruiter.press("link_kept")
    expect(recruiter.at("box_new_link")).to_have_count(0)
    choice.scroll_into_view_if_needed()  # a list closes when the page scrolls
    recruiter.drawn()
    choice.press("ArrowDown")
    recruiter.page.get_by_role("option").nth(1).click()
    expect(choice).to_have_value(re.compile("^2"))
    invited(recruiter, "Person 3")
    expect(choice).to_have_value(re.compile("^3"))


def test_the_link_opens_the_workspace_in_another_browser_and_no_other_one_does(server: Server, device: Devices) -> None:
    recruiter, colleague, stranger = (device.new(server) for _ in range(3))
    link = opened(recruiter)
    briefed(recruiter)
    colleague.page.goto(link)
    expect(colleague.page.locator("[class*=st-key-open-] button")).to_be_visible()
    bare = link.partition("?")[0]
    assert bare.rpartition("-")[2] not in colleague.page.url
    stranger.page.goto(recruiter.page.url)
    expect(stranger.at("start_again")).to_be_visible()
    stranger.page.goto(bare[:-1] + ("a" if bare[-1] != "a" else "b"))
    expect(stranger.at("start_again")).to_be_visible()


def test_a_recruiter_comes_back_to_the_workspace_by_its_address_alone(server: Server, device: Devices) -> None:
    recruiter = device.new(server)
    opened(recruiter)
    briefed(recruiter)
    address = recruiter.page.url
    recruiter.open()
    recruiter.page.goto(address)
    expect(recruiter.at("invite_make")).to_be_visible()
    recruiter.page.go_back()
    expect(recruiter.at("open_workspace")).to_be_visible()
