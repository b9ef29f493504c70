"""A result shared by a link: two people in two browsers, and the owner takes it back."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Devices, Server
from tests.browser.test_journeys import PERSON

pytestmark = pytest.mark.browser


def test_a_result_is_shared_read_and_taken_back(server: Server, device: Devices) -> None:
    owner, reader = device.new(server, "fr-FR"), device.new(server, "en-GB", width=390)
    owner.begin("candidate")
    owner.walk(PERSON)
    owner.press("finish")
    owner.at("share").locator("summary").click()
    owner.press("share_make")
    link = owner.at("box_new_share").locator("code").inner_text()
    reader.open(link.removeprefix(server.address))
    expect(reader.at("box_shared")).to_be_visible()
    secret = link.rpartition("-")[2]
    assert not [url for url in (reader.page.url, *reader.requests[1:]) if secret in url]
    expect(reader.page.locator(".st-key-review_answers, .st-key-share, .st-key-later")).to_have_count(0)
    address = reader.page.locator('a[href*="/shared/"]').first.get_attribute("href")
    assert reader.page.context.request.get(f"{server.address}{address}").body().startswith(b"%PDF")
    wide = reader.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert wide == 0
    owner.press("share_copied")
    owner.page.locator("[class*=st-key-share_revoke] button").click()
    expect(owner.page.locator("[class*=st-key-share_revoke]")).to_have_count(0)
    reader.page.reload()
    expect(reader.at("start_again")).to_be_visible()
    assert reader.page.context.request.get(f"{server.address}{address}").status == 404
    assert not reader.complaints
