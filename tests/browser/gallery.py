"""The catalogue of every screen: a name, and how to bring it up at once for a visitor. Screenshots, axe and the eye all go by it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from front.cookies import BROWSER
from questionnaire.catalogue import deepening
from questionnaire.languages import tag
from questionnaire.models import Language
from questionnaire.sitting import REVIEW
from sharing.store.folder import Folder
from tests.browser.conftest import Devices, Server, Visitor
from tests.browser.stock import PERSONAS, Q, Stock

FAILING = "tests/browser/failing_app.py"
"""The program the screens are shown by: with two addresses that always fail."""
SETTLED = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return document.readyState === "complete";
  return app.dataset.testScriptState === "notRunning" && !app.querySelector("[data-stale=true], [data-testid=stSkeleton]")
    && [...app.querySelectorAll("[data-testid=stVegaLiteChart]")].every(one => !one.checkVisibility() || one.querySelector("canvas, svg"))
    && document.fonts.status === "loaded";
}"""
_PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
WIDTHS = {"desktop": 1280, "phone": 390}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """The program that the screens are shown by."""
    server = Server(f"sqlite:///{folder / 'answers.db'}", {"PYTHONPATH": "."}, program=FAILING)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def somebody(
    devices: Devices, server: Server, language: Language, device: str = "desktop", scheme: str = "light", **more: object
) -> Visitor:
    """A visitor who has never been here, on this device."""
    on = {"user_agent": _PHONE, "has_touch": True} if device == "phone" else {}
    return devices.new(server, tag(language), WIDTHS[device], color_scheme=scheme, **{**on, **more})


def guest(devices: Devices, server: Server, stock: Stock, device: str = "desktop", scheme: str = "light", **more: object) -> Visitor:
    """A visitor whose browser opens all that is in the stock."""
    # A script that judges a page comes from outside; the policy of our pages would not let it run.
    visitor = somebody(devices, server, stock.language, device, scheme, bypass_csp=True, **more)
    visitor.page.context.add_cookies([{"name": BROWSER, "value": stock.browser, "url": server.address}])
    return visitor


def settled(page: Page) -> None:
    """Wait until the page is drawn, charts and letters included."""
    page.wait_for_function(SETTLED)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@dataclass(frozen=True)
class Scene:
    """One screen: `bring` shows it to somebody, from whatever page they are on."""

    name: str
    bring: Callable[[Visitor, Stock], None]

    def show(self, visitor: Visitor, stock: Stock) -> None:
        self.bring(visitor, stock)
        settled(visitor.page)


SCENES: dict[str, Scene] = {}
Bring = Callable[[Visitor, Stock], None]


def scene(bring: Bring) -> Bring:
    """Enter a screen in the catalogue under the name of its function."""
    name = bring.__name__
    SCENES[name] = Scene(name, bring)
    return bring


def go(visitor: Visitor, path: str, key: str) -> None:
    """To a page, until something on it can be seen."""
    visitor.open(path)
    expect(visitor.at(key).first).to_be_visible()


def unfold(visitor: Visitor, key: str) -> None:
    visitor.at(key).locator("summary").first.click()
    expect(visitor.at(key).locator("details").first).to_have_attribute("open", "")
    settled(visitor.page)


# ---- the first page, and what may stand on it


@scene
def first(visitor: Visitor, _stock: Stock) -> None:
    go(visitor, "/", "doors")


@scene
def erased(visitor: Visitor, stock: Stock) -> None:
    later(visitor, stock)
    visitor.press("erase")
    visitor.press("erase_sure")
    expect(visitor.at("box_notice")).to_be_visible()


@scene
def example(visitor: Visitor, _stock: Stock) -> None:
    """What anybody may open."""
    go(visitor, "/?example=founder", "take_away")


@scene
def example_of_people(visitor: Visitor, _stock: Stock) -> None:
    go(visitor, "/?example=recruiter", "card_A")


# ---- answering


@scene
def question(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/?sitting={stock.sitting('founder', '', length='short')}", "ask")


@scene
def question_of_many(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/?sitting={stock.sitting('founder', 'leadership', {'stage': 'growth'})}", "ask")


@scene
def question_anchored(visitor: Visitor, stock: Stock) -> None:
    answers = {"product_strategy": Q.questions["product_strategy"].option_ids[2]}
    go(visitor, f"/?sitting={stock.sitting('candidate', 'product_strategy', answers)}", "ask")


@scene
def question_missed(visitor: Visitor, stock: Stock) -> None:
    question(visitor, stock)
    visitor.press("next")
    expect(visitor.at("ask").locator(".stMarkdownColoredText").last).to_be_visible()


@scene
def question_ruled_out(visitor: Visitor, stock: Stock) -> None:
    """With the verdicts still possible beside it; on a phone their drawer is open."""
    answers = {"stage": "growth", "candidate_background": "product", "candidate_tie": "inside", "team_size": "medium"}
    go(visitor, f"/?sitting={stock.sitting('founder', 'driver', answers, 'short')}", "still")
    drawer = visitor.at("still").locator("summary")
    if drawer.is_visible():
        drawer.click()


@scene
def deeper_question(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/?sitting={stock.sitting('founder', deepening().order[0], 'proven_in_both')}", "deeper_done")


@scene
def review(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/?sitting={stock.sitting('founder', REVIEW, 'do_not_merge', 'short')}", "review")


@scene
def review_with_gaps(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/?sitting={stock.sitting('founder', REVIEW, {'stage': 'growth', 'driver': 'market'}, 'short')}", "review")
    visitor.press("finish")
    settled(visitor.page)


@scene
def review_with_contradictions(visitor: Visitor, stock: Stock) -> None:
    answers = {**PERSONAS["proven_in_both"], "stage": "idea", "headcount": "very_large", "team_size": "handful", "team_share": "majority"}
    go(visitor, f"/?sitting={stock.sitting('founder', REVIEW, answers)}", "review")


@scene
def later(visitor: Visitor, stock: Stock) -> None:
    """The drawer with the link back."""
    question(visitor, stock)
    unfold(visitor, "later")


@scene
def unstored(visitor: Visitor, stock: Stock) -> None:
    first(visitor, stock)
    visitor.at("unstored_wish").locator("label").click()
    settled(visitor.page)
    visitor.press("begin.founder.short")
    expect(visitor.at("box_unstored")).to_be_visible()


# ---- results


def result_of(visitor: Visitor, stock: Stock, persona: str) -> None:
    go(visitor, f"/?sitting={stock.sitting('founder', answers=persona)}", "take_away")


@scene
def result(visitor: Visitor, stock: Stock) -> None:
    result_of(visitor, stock, "proven_in_both")


@scene
def result_split(visitor: Visitor, stock: Stock) -> None:
    result_of(visitor, stock, "two_camps")


@scene
def result_toss_up(visitor: Visitor, stock: Stock) -> None:
    result_of(visitor, stock, "marketplace_engineer")


@scene
def result_candidate(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/?sitting={stock.sitting('candidate', answers='high_marks_no_proof')}", "take_away")


@scene
def result_unfolded(visitor: Visitor, stock: Stock) -> None:
    """Every fold of a result open, "What if…?" and the links too."""
    result(visitor, stock)
    unfold_all(visitor)


@scene
def result_candidate_unfolded(visitor: Visitor, stock: Stock) -> None:
    result_candidate(visitor, stock)
    unfold_all(visitor)


def unfold_all(visitor: Visitor) -> None:
    """Fold after fold, as one may hold others."""
    closed = visitor.page.locator("[data-testid=stExpander] details:not([open]) > summary")
    expect(closed.last).to_be_visible()
    settled(visitor.page)
    for _ in range(60):
        if not closed.count():
            return
        closed.first.click()
        settled(visitor.page)


@scene
def sharing(visitor: Visitor, stock: Stock) -> None:
    """A link just made."""
    result_split(visitor, stock)
    unfold(visitor, "share")
    visitor.press("share_make")
    expect(visitor.at("box_new_share")).to_be_visible()


@scene
def shared(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/r/{stock.shared()}", "box_shared")


# ---- invited


@scene
def invitation(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/i/{stock.invitation()}", "invitation")


@scene
def invitation_refused(visitor: Visitor, stock: Stock) -> None:
    """Begun without a tick."""
    invitation(visitor, stock)
    visitor.press("guest_begin")
    settled(visitor.page)


@scene
def invitation_to_a_founder(visitor: Visitor, stock: Stock) -> None:
    go(visitor, f"/i/{stock.invitation('company')}", "invitation")


@scene
def invited_question(visitor: Visitor, stock: Stock) -> None:
    made = stock.guest(stock.asking, stock.words("person"))
    go(visitor, f"/?sitting={made.candidate.sitting}", "ask")


@scene
def invited_result(visitor: Visitor, stock: Stock) -> None:
    made = stock.guest(stock.asking, stock.words("person"), PERSONAS["proven_in_both"])
    go(visitor, f"/?sitting={made.candidate.sitting}", "take_away")
    unfold(visitor, "differ.verdict")
    unfold(visitor, "held")


@scene
def withdrawn(visitor: Visitor, _stock: Stock) -> None:
    go(visitor, "/?withdrawn=1", "withdrawn")


# ---- a recruiter


def office(visitor: Visitor, stock: Stock, folder: Folder | None = None, view: str = "", people: list[str] | None = None) -> None:
    """A page of the workspace; its link is opened once."""
    if f"two_hats_workspace_{stock.workspace.public}" not in {cookie["name"] for cookie in visitor.page.context.cookies()}:
        go(visitor, f"/w/{stock.workspace}", "new_brief")
    place = {"workspace": stock.workspace.public, "brief": folder and folder.brief.id, "view": view, "people": ",".join(people or [])}
    visitor.open("/?" + "&".join(f"{name}={said}" for name, said in place.items() if said))


@scene
def workspace_opened(visitor: Visitor, stock: Stock) -> None:
    """A new one, with its link."""
    first(visitor, stock)
    visitor.press("open_workspace")
    expect(visitor.at("box_new_link")).to_be_visible()


@scene
def workspace(visitor: Visitor, stock: Stock) -> None:
    office(visitor, stock)
    expect(visitor.at("briefs")).to_be_visible()
    unfold(visitor, "keys")


@scene
def brief_form(visitor: Visitor, stock: Stock) -> None:
    office(visitor, stock, view="form")
    expect(visitor.at("brief_save")).to_be_visible()


@scene
def brief(visitor: Visitor, stock: Stock) -> None:
    office(visitor, stock, stock.folder)
    expect(visitor.at("invite_make")).to_be_visible()


@scene
def inviting(visitor: Visitor, stock: Stock) -> None:
    """A link and its message."""
    office(visitor, stock, stock.asking)
    visitor.at("invite_name").locator("input").fill(stock.words("person"))
    visitor.press("invite_make")
    expect(visitor.at("box_new_link")).to_be_visible()


@scene
def company(visitor: Visitor, stock: Stock) -> None:
    """What a recruiter is asked of the company."""
    office(visitor, stock, stock.folder)
    visitor.press("company")
    expect(visitor.at("review")).to_be_visible()


@scene
def people(visitor: Visitor, stock: Stock) -> None:
    office(visitor, stock, stock.folder, "people")
    expect(visitor.at("people_table").locator("canvas").first).to_be_visible()


@scene
def ranking(visitor: Visitor, stock: Stock) -> None:
    office(visitor, stock, stock.blind, "people")
    expect(visitor.at("ranking")).to_be_visible()


@scene
def candidate(visitor: Visitor, stock: Stock) -> None:
    office(visitor, stock, stock.folder, "candidate", stock.people[:1])
    expect(visitor.at("candidate_tabs")).to_be_visible()


@scene
def decision(visitor: Visitor, stock: Stock) -> None:
    candidate(visitor, stock)
    tab(visitor, 1).click()
    expect(visitor.at("decide_do")).to_be_visible()


@scene
def passing_on(visitor: Visitor, stock: Stock) -> None:
    """Links to one candidate's result, and the end of them."""
    candidate(visitor, stock)
    tab(visitor, 2).click()
    unfold(visitor, "share")


def tab(visitor: Visitor, number: int) -> Locator:
    return visitor.page.get_by_role("tab").nth(number)


@scene
def comparison(visitor: Visitor, stock: Stock) -> None:
    office(visitor, stock, stock.folder, "compare", stock.people[:3])
    expect(visitor.at("card_A")).to_be_visible()


@scene
def audit(visitor: Visitor, stock: Stock) -> None:
    office(visitor, stock, view="audit")
    expect(visitor.at("audit_lines")).to_be_visible()


# ---- trouble


@scene
def closed(visitor: Visitor, _stock: Stock) -> None:
    go(visitor, "/?sitting=damaged", "start_again")


@scene
def closed_invitation(visitor: Visitor, _stock: Stock) -> None:
    go(visitor, "/?invitation=damaged", "invitation_closed")


@scene
def closed_share(visitor: Visitor, _stock: Stock) -> None:
    go(visitor, "/?share=damaged", "start_again")


@scene
def closed_workspace(visitor: Visitor, _stock: Stock) -> None:
    go(visitor, "/?workspace=damaged", "start_again")


@scene
def forgotten(visitor: Visitor, _stock: Stock) -> None:
    go(visitor, "/?unstored=damaged", "start_again")


@scene
def unreachable(visitor: Visitor, _stock: Stock) -> None:
    visitor.open("/?unreachable=1")
    expect(visitor.page.locator("h1")).to_be_visible()


@scene
def missing(visitor: Visitor, stock: Stock) -> None:
    """An address that there is not."""
    visitor.open(f"/nonsense?language={stock.language}")


@scene
def broken(visitor: Visitor, _stock: Stock) -> None:
    visitor.open("/?broken=1")
    expect(visitor.page.get_by_role("alert")).to_be_visible()


# ---- pages without Streamlit


@scene
def method(visitor: Visitor, stock: Stock) -> None:
    visitor.open(f"/method?language={stock.language}")


@scene
def report(visitor: Visitor, stock: Stock) -> None:
    """The report as a page, from the file that it is downloaded as."""
    public = stock.sitting("founder", answers="proven_in_both")
    made = visitor.page.context.request.get(f"{visitor.address}/report/{public}.html?language={stock.language}").body()
    file = Path(mkdtemp()) / "report.html"
    file.write_bytes(made)
    visitor.page.goto(file.as_uri())
