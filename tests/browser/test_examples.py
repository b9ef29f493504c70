"""The first page and an example, as somebody meets them who has never been here: on a phone and at a desk."""

import pytest
from playwright.sync_api import expect

from front.reader.examples import PEOPLE
from tests.browser.conftest import Devices, Server

pytestmark = pytest.mark.browser


def test_on_a_phone_the_first_door_is_seen_at_once_and_the_picture_takes_its_place_before_it_is_there(
    server: Server, device: Devices
) -> None:
    visitor = device.new(server, "fr-FR", width=390)
    visitor.page.route("**/example/*.webp*", lambda route: route.abort())
    visitor.open()
    door, picture = visitor.at("begin.founder.short").locator("button"), visitor.at("sample").locator("img")
    expect(door).to_be_in_viewport(ratio=1)
    place = picture.bounding_box()
    visitor.page.unroute("**/example/*.webp*")
    visitor.open()
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("one => one.naturalWidth") > 390
    now = picture.bounding_box()
    assert place
    assert now
    assert (now["width"], now["height"]) == pytest.approx((place["width"], place["height"]), abs=1)
    assert picture.get_attribute("alt")
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_example_is_read_and_taken_away_without_a_cookie_and_leads_to_the_first_question(server: Server, device: Devices) -> None:
    visitor = device.new(server)
    visitor.open()
    visitor.at("sample").get_by_role("link").first.click()
    expect(visitor.at("box_example")).to_be_visible()
    visitor.page.context.clear_cookies()
    visitor.page.reload()
    expect(visitor.at("take_away")).to_be_visible()
    assert visitor.downloads("pdf").startswith(b"%PDF-")
    visitor.press("begin")
    visitor.is_asked("stage")
    assert "example" not in visitor.page.url
    assert not visitor.complaints


def test_people_are_compared_in_the_language_of_the_reader(server: Server, device: Devices) -> None:
    visitor = device.new(server, "fr-FR")
    visitor.open(f"/?example={PEOPLE}")
    expect(visitor.at("card_A")).to_be_visible()
    expect(visitor.page.locator("html")).to_have_attribute("lang", "fr")
