"""Every payload on every screen, in a real browser: nothing runs, nothing is asked for elsewhere, nothing is drawn but the words.

And none of it is in the log.
"""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from database.engine import Database
from front.recruiter.exports import FILES
from questionnaire import keys
from sharing.models import Candidate, Draft
from sharing.store.folder import Folder
from tests.browser.conftest import Devices, Server, Visitor
from tests.hostile.payloads import BEACON, packed, payloads, short
from tests.hostile.workspace import of_all
from tests.sharing.conftest import Tenant

pytestmark = pytest.mark.browser

VIEWS = (("brief", "brief_page"), ("people", "people_table"), ("compare", "card_A"), ("form", "brief_save"))
LEAST = 8  # characters: what is shorter stands in any log
# What a page of ours never has: elements and attributes that only somebody's words could bring.
STRANGE = f"""() => [
  ...document.querySelectorAll('marquee,object,embed,base,math,portal,plaintext,xmp,bdo,.katex,[srcdoc],[onerror],[onload],[onclick],[onfocus]'),
  ...document.querySelectorAll('[src*="{BEACON}"],[href*="{BEACON}"]:not([href^="mailto:?"]),[action*="{BEACON}"],[href^="javascript:"]'),
].map(one => one.outerHTML.slice(0, 200))"""


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """Where the server's output goes."""
    return tmp_path / "printed"


@pytest.fixture
def server(tmp_path: Path, printed: Path) -> Iterator[Server]:
    """One that logs all it can, to be read afterwards: no payload is in it."""
    alive = Server(f"sqlite:///{tmp_path / 'answers.db'}", {"LOG_FORMAT": "json"})
    with printed.open("wb") as said:
        alive.start(said)
        yield alive
        alive.kill()


@pytest.fixture
def tenant(server: Server) -> Iterator[Tenant]:
    """A workspace with the brief that says it all."""
    db = Database(server.database_url)
    made = Tenant(db, Draft(packed(short("title"), 120)[5], packed(short("client"), 120)[9], packed(short("note"), 2000)[1]))
    yield made
    db.close()


@pytest.fixture
def folder(tenant: Tenant) -> Folder:
    """With people, comments and decisions that say it all."""
    return tenant.office.folder_of(tenant.office.restore(of_all(3)).id)


def test_a_recruiter_sees_what_was_typed_and_nothing_else(
    server: Server, device: Devices, tenant: Tenant, folder: Folder, printed: Path
) -> None:
    recruiter, log = watched(device, server), io.StringIO()
    recruiter.open(f"/w/{tenant.link}")
    looked(recruiter, "new_brief", log)
    people = folder.candidates()
    ids = ",".join(one.id for one in people)
    for view, shown in VIEWS:
        recruiter.open(f"/?workspace={tenant.link.public}&brief={folder.brief.id}&view={view}&people={ids}")
        looked(recruiter, shown, log)
    for one in people:
        recruiter.open(f"/?workspace={tenant.link.public}&brief={folder.brief.id}&view=candidate&people={one.id}")
        looked(recruiter, "candidate_tabs", log)
        for number in range(3):
            recruiter.page.get_by_role("tab").nth(number).click()
            looked(recruiter, "candidate_tabs", log)
    quiet(recruiter, server)
    taken_away(recruiter, folder, people)
    silent(printed)
    seen = squeezed(log.getvalue())
    missing = [text for one in people for comment in folder.comments(one) for text in [comment.text] if squeezed(text) not in seen]
    missing += [one.name for one in people if squeezed(one.name) not in seen]
    assert not missing


def test_a_candidate_sees_what_was_typed_and_nothing_else(server: Server, device: Devices, tenant: Tenant, printed: Path) -> None:
    invitation, key = tenant.folder.invite("personal", packed(short("name"), 80)[7], "fr")
    somebody, log = watched(device, server), io.StringIO()
    somebody.open(f"/i/{keys.Key(invitation, key.secret)}")
    looked(somebody, "box_consent", log)
    quiet(somebody, server)
    silent(printed)
    assert squeezed(tenant.draft.title) in squeezed(log.getvalue())
    assert squeezed(tenant.draft.note) in squeezed(log.getvalue())


def watched(device: Devices, server: Server) -> Visitor:
    visitor = device.new(server)
    visitor.page.add_init_script("window.pwned = undefined; window.alert = window.prompt = window.confirm = () => { window.pwned = 2 }")
    return visitor


def looked(visitor: Visitor, key: str, log: io.StringIO) -> None:
    """Wait for this part of the page, look for what has no place on it, and note all its words."""
    expect(visitor.at(key).first).to_be_visible()
    expect(visitor.page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    assert visitor.page.evaluate("window.pwned") is None
    assert not visitor.page.evaluate(STRANGE)
    log.write(visitor.page.locator("[data-testid=stApp]").text_content() or "")


def quiet(visitor: Visitor, server: Server) -> None:
    """Nobody else was asked for anything, and the browser had nothing to refuse."""
    assert {urlsplit(request).netloc for request in visitor.requests} <= {urlsplit(server.address).netloc, ""}
    assert not [said for said in visitor.complaints if BEACON in said or "Content Security" in said]


def taken_away(recruiter: Visitor, folder: Folder, people: list[Candidate]) -> None:
    """Every file there is of it."""
    of_all, of_one = ",".join(one.id for one in people), people[0].id
    for what, kind in FILES:
        about = {"comparison": f"/{of_all}", "reports": f"/{of_all}", "report": f"/{of_one}"}.get(what, "")
        file = f"{recruiter.address}/brief/{folder.brief.workspace}/{folder.brief.id}/{what}{about}.{kind}"
        answer = recruiter.page.request.get(file, timeout=0)  # the last is long, on a machine that has more to do
        assert answer.ok, (what, kind)


def silent(printed: Path) -> None:
    """The log has a line for each visit, and nobody's words."""
    lines = printed.read_text("utf-8").splitlines()
    logged = "\n".join(str(json.loads(line)) for line in lines if line.startswith("{"))
    assert "/brief/" in logged or "/i/" in logged
    everything = logged + "\n".join(lines)
    assert BEACON not in everything
    assert not [text for text in payloads() if len(text) > LEAST and text in everything]


def squeezed(text: str) -> str:
    return "".join(text.split())
