"""A result shared by a link: two people in two browsers, and the owner takes it back."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from questionnaire import keys
from tests.browser.conftest import Devices, Server, Visitor
from tests.browser.test_journeys import PERSON

pytestmark = pytest.mark.browser


def prints_the_verdict_alone(owner: Visitor) -> None:
    """The page as it is printed: the verdict and its reasons to the last one, and nothing that could be pressed."""
    expect(owner.page.locator("[data-testid=stVegaLiteChart] svg").last).to_be_visible()
    page = owner.page
    pressed = [text for button in page.locator("button").all() if len(text := squeezed(button.inner_text())) > 5]
    wanted = [squeezed(page.locator(one).first.inner_text()) for one in ("h1", ".st-key-why ul li", ".st-key-sure h2")]
    paper = PdfReader(BytesIO(page.pdf(format="A4")))
    said = squeezed("".join(sheet.extract_text() for sheet in paper.pages))
    assert len(paper.pages) > 1
    assert all(text in said for text in wanted)
    assert pressed
    assert not [text for text in pressed if text in said]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", text)


def test_a_result_is_shared_read_and_taken_back(server: Server, device: Devices) -> None:
    owner, reader = device.new(server, "fr-FR"), device.new(server, "en-GB", width=390)
    owner.begin("candidate")
    owner.walk(PERSON)
    owner.press("finish")
    prints_the_verdict_alone(owner)
    owner.press("share_press")
    expect(owner.at("box_share_at_once").locator("code")).to_contain_text("/r/")
    owner.press("share_at_once_copied")
    owner.at("share").locator("summary").click()
    owner.press("share_make")
    link = owner.at("box_new_share").locator("code").inner_text()
    reader.open(link.removeprefix(server.address))
    expect(reader.at("box_shared")).to_be_visible()
    key = keys.parsed(link.partition("?")[0].rpartition("/")[2])
    assert key
    assert not [url for url in (reader.page.url, *reader.requests[1:]) if key.secret in url]
    expect(reader.page.locator(".st-key-review_answers, .st-key-share, .st-key-later")).to_have_count(0)
    address = reader.page.locator('a[href*="/shared/"]').first.get_attribute("href")
    assert reader.page.context.request.get(f"{server.address}{address}").body().startswith(b"%PDF")
    wide = reader.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert wide == 0
    owner.press("share_copied")
    owner.press(f"share_revoke.{key.public}")
    expect(owner.at(f"share_revoke.{key.public}")).to_have_count(0)
    reader.page.reload()
    expect(reader.at("start_again")).to_be_visible()
    assert reader.page.context.request.get(f"{server.address}{address}").status == 404
    assert not reader.complaints
