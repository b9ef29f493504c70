"""A recruiter with candidates in a real browser: the table, two of them side by side, a file, a decision."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from database.engine import Database
from questionnaire.catalogue import questionnaire
from questionnaire.store import Store
from sharing.models import Given
from tests.browser.conftest import Devices, Server, Visitor
from tests.sharing.conftest import Tenant

pytestmark = pytest.mark.browser

HOSTILE = "A <img src=//evil.example/x.png> ![x](http://evil.example/y.png)"
NAMES = (HOSTILE, "B", "C")
ROW = 36  # pixels: the cells are drawn on a canvas, so a row is found by its place


@pytest.fixture
def tenant(server: Server) -> Tenant:
    """A workspace whose one brief has three candidates who finished."""
    made = Tenant(Database(server.database_url))
    q = questionnaire()
    for number, name in enumerate(NAMES):
        own = [i for i in q.order if q.chapter_of(i).part == "person" or q.questions[i].own]
        guest = made.seated(name, {i: q.questions[i].option_ids[number % 2] for i in own})
        guest.finish(Given("split", "solid", "older"))
        guest.comment("verdict", HOSTILE, 0)
    for question in (i for i in q.order if q.chapter_of(i).part == "company" and "recruiter" in q.questions[i].asked_of):
        Store(made.db).save_answer(made.folder.brief.company, question, q.questions[question].option_ids[1])
    return made


@pytest.mark.parametrize(("language", "width"), [("en-GB", 1280), ("fr-FR", 390)])
def test_two_people_are_picked_compared_and_one_is_decided_on(
    server: Server, device: Devices, tenant: Tenant, language: str, width: int
) -> None:
    recruiter = device.new(server, language, width)
    recruiter.open(f"/w/{tenant.link}")
    expect(recruiter.at("new_brief")).to_be_visible()
    recruiter.open(f"/?workspace={tenant.link.public}&brief={tenant.folder.brief.id}&view=people")
    tick(recruiter, 1)
    expect(recruiter.at("open_person")).to_be_visible()
    tick(recruiter, 0)
    recruiter.press("compare")
    expect(recruiter.at("card_A")).to_be_visible()
    expect(recruiter.at("card_B")).to_be_visible()
    expect(recruiter.at("card_C")).to_have_count(0)
    assert fits(recruiter)
    assert recruiter.page.request.get(href(recruiter, "compare_pdf")).body().startswith(b"%PDF")
    first = min((person for person in tenant.folder.candidates() if person.name in NAMES[:2]), key=lambda person: person.name)
    recruiter.press(f"open.{first.id}")
    recruiter.page.get_by_role("tab").nth(1).click()
    recruiter.at(f"decide_choice.{first.id}.0.{language[:2]}").locator("label[data-testid=stRadioOption]").nth(2).click()
    recruiter.at(f"decide_reason.{first.id}.0").locator("textarea").fill(HOSTILE)
    recruiter.at(f"decide_by.{first.id}.0").locator("input").fill("Ana")
    recruiter.press("decide_do")
    expect(recruiter.at(f"decide_reason.{first.id}.1")).to_be_visible()
    (made,) = tenant.folder.decisions()
    assert (made.choice, made.reason, made.decided_by) == ("next_step", HOSTILE, "Ana")
    assert fits(recruiter)
    assert {urlsplit(request).netloc for request in recruiter.requests} <= {urlsplit(server.address).netloc, ""}
    assert not recruiter.complaints


def tick(recruiter: Visitor, row: int) -> None:
    """The box at the left of a row."""
    grid = recruiter.at("people_table").locator("[data-testid=stDataFrame]")
    expect(grid.locator("canvas").first).to_be_visible()
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": ROW // 2, "y": ROW * (row + 1) + ROW // 2})


def href(recruiter: Visitor, key: str) -> str:
    return recruiter.address + (recruiter.at(key).locator("a").get_attribute("href") or "")


def fits(recruiter: Visitor) -> bool:
    """Nothing scrolls sideways."""
    return bool(recruiter.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
