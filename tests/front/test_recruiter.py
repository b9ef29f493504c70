"""The recruiter's journeys through the script, by key: no word on the screen is looked at."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from database.engine import StoreError
from front import browser
from front.wallet import Wallet
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.languages import LANGUAGES
from questionnaire.sitting import begin_for_brief, screens
from questionnaire.store import Store, Versions, store
from sharing.models import Draft
from sharing.store.folder import Folder
from sharing.store.guest import knock
from sharing.store.office import Office, enter
from tests.front.test_journeys import ways

SCRIPT = Path(__file__).parents[2] / "front" / "visit.py"
MANY = 60  # more invitations than one page draws


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that keeps no cookies, so that the session holds its secret, and that knows the address of its page."""
    monkeypatch.setattr(browser, "wallet", lambda: Wallet({}, st.session_state.get("browser")))
    monkeypatch.setattr(browser, "address", lambda: "http://localhost")
    monkeypatch.setattr(browser, "language", lambda: "en")
    monkeypatch.setattr(browser, "zone", lambda: ZoneInfo("UTC"))


@pytest.fixture
def recruiter(database: Store) -> Iterator[AppTest]:
    """Somebody who has just opened a workspace and kept its link."""
    at = press(AppTest.from_file(SCRIPT, default_timeout=30).run(), "open_workspace")
    yield at
    assert not at.exception


@pytest.fixture
def briefed(recruiter: AppTest) -> AppTest:
    """The same, with a brief."""
    press(press(recruiter, "link_kept"), "new_brief")
    recruiter.text_input(key="brief_title").set_value("Head of both")
    return press(recruiter, "brief_save")


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def keys_of(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def place(at: AppTest, name: str) -> str:
    said = at.query_params.get(name, [""])
    return said if isinstance(said, str) else said[0]


def office(at: AppTest) -> Office:
    public = place(at, "workspace")
    opened = enter(public, [keys.derived(at.session_state["browser"], public, "workspace").secret])
    assert opened
    return opened


def folder(at: AppTest) -> Folder:
    return office(at).folder_of(place(at, "brief"))


def link(at: AppTest) -> keys.Key:
    """The key in the link that the page shows."""
    key = keys.parsed(urlsplit(at.code[0].value).path.split("/")[2])
    assert key
    return key


def elsewhere(at: AppTest) -> AppTest:
    """The same page in another tab of the same browser."""
    tab = AppTest.from_file(SCRIPT, default_timeout=30)
    tab.session_state["browser"] = at.session_state["browser"]
    for name in ("workspace", "brief", "view", "sitting"):
        if place(at, name):
            tab.query_params[name] = place(at, name)
    return tab.run()


def test_the_link_of_a_workspace_opens_it_and_is_shown_once(recruiter: AppTest) -> None:
    key = link(recruiter)
    assert enter(key.public, [key.secret])
    press(recruiter, "link_kept")
    assert not recruiter.code
    assert not elsewhere(recruiter).code


def test_a_stranger_sees_neither_the_workspace_nor_its_company(briefed: AppTest) -> None:
    company = folder(briefed).brief.company
    for address in ({"workspace": place(briefed, "workspace"), "brief": place(briefed, "brief")}, {"sitting": company}):
        stranger = AppTest.from_file(SCRIPT, default_timeout=30)
        stranger.query_params.update(address)
        stranger.run()
        assert keys_of(stranger) == {"start_again"}
        assert not stranger.exception
    press(stranger, "start_again")
    assert "open_workspace" in keys_of(stranger)


def test_a_brief_of_another_workspace_does_not_open(briefed: AppTest) -> None:
    theirs = place(briefed, "brief")
    other = press(AppTest.from_file(SCRIPT, default_timeout=30).run(), "open_workspace")
    other.query_params["brief"] = theirs
    other.run()
    assert keys_of(other) == {"start_again"}


def test_a_brief_without_a_title_is_refused_and_what_was_typed_stays(recruiter: AppTest) -> None:
    press(recruiter, "new_brief")
    recruiter.text_input(key="brief_client").set_value("Somebody")
    press(recruiter, "brief_save")
    assert not office(recruiter).briefs()
    assert recruiter.text_input(key="brief_client").value == "Somebody"


def test_an_unchanged_brief_keeps_its_end_to_the_second(briefed: AppTest) -> None:
    before = folder(briefed).brief
    press(briefed, "change_brief")
    briefed.text_input(key="brief_title").set_value("Head of one")
    press(briefed, "brief_save")
    after = folder(briefed).brief
    assert (after.draft.title, after.ends_at) == ("Head of one", before.ends_at)


def test_two_tabs_do_not_overwrite_each_other_silently(briefed: AppTest) -> None:
    press(briefed, "change_brief")
    other = elsewhere(briefed)
    for tab, title in ((other, "Theirs"), (briefed, "Mine")):
        tab.text_input(key="brief_title").set_value(title)
        press(tab, "brief_save")
    assert folder(briefed).brief.draft.title == "Theirs"
    assert briefed.text_input(key="brief_title").value == "Mine"
    assert any("Theirs" in text.value for text in briefed.text)
    press(briefed, "brief_save")
    assert folder(briefed).brief.draft.title == "Mine"


def test_a_personal_link_lets_in_and_is_gone_once_the_page_is_left(briefed: AppTest) -> None:
    briefed.text_input(key="invite_name").set_value("Camille")
    press(briefed, "invite_make")
    (sent,), key = folder(briefed).invitations(), link(briefed)
    assert (sent.name, sent.id) == ("Camille", key.public)
    assert knock(key.public, key.secret)
    assert briefed.text_input(key="invite_name").value == ""
    press(briefed, "way_back")
    press(briefed, f"open.{sent.brief}")
    assert not briefed.code


def test_whoever_invites_reads_and_sends_as_many_questions_as_people_are_asked(briefed: AppTest) -> None:
    q = questionnaire()
    begun = {length: begin_for_brief(q, "", "en", length) for length in ("short", "full")}
    asked = {length: sum(len(screen.questions) for screen in screens(q, sitting)) for length, sitting in begun.items()}
    briefed.text_input(key="invite_name").set_value("Camille")
    press(briefed, "invite_make")
    messages = [message.value for message in briefed.code[-len(LANGUAGES) :]]
    assert [re.findall(r"(\d+)\squestions", message) for message in messages] == [[str(asked["full"])]] * len(LANGUAGES)
    press(briefed, "change_brief")
    told = briefed.radio(key="brief_length.en").options
    assert [int(re.findall(r"\d+", words)[0]) for words in told] == [asked["full"], asked["short"]]


def test_an_invitation_without_a_name_is_refused(briefed: AppTest) -> None:
    press(briefed, "invite_make")
    assert not folder(briefed).invitations()
    assert not briefed.code


def test_a_new_link_replaces_the_old_one_and_one_taken_back_opens_nothing(briefed: AppTest) -> None:
    briefed.text_input(key="invite_name").set_value("Camille")
    press(briefed, "invite_make")
    old = link(briefed)
    press(briefed, f"manage.{old.public}")
    press(briefed, f"renew.{old.public}")
    new = link(briefed)
    assert knock(old.public, old.secret) is None
    assert knock(new.public, new.secret)
    press(briefed, f"manage.{new.public}")
    press(briefed, f"revoke.{new.public}")
    assert knock(new.public, new.secret) is None


def test_a_reminder_holds_no_link(briefed: AppTest) -> None:
    briefed.text_input(key="invite_name").set_value("Camille")
    press(briefed, "invite_make")
    key = link(briefed)
    press(press(briefed, "link_kept"), f"manage.{key.public}")
    assert briefed.code
    assert not any("/i/" in code.value for code in briefed.code)


def test_many_invitations_are_drawn_a_page_at_a_time(briefed: AppTest) -> None:
    mine = folder(briefed)
    for number in range(MANY):
        mine.invite("personal", f"Person {number}", "en")
    briefed.run()
    assert 0 < sum(key.startswith("manage.") for key in keys_of(briefed)) < MANY / 2


def test_the_last_key_of_a_workspace_stays(recruiter: AppTest) -> None:
    press(recruiter, "link_kept")
    recruiter.session_state["keys"] = True  # the fold is open
    recruiter.run()
    given, mine = sorted(office(recruiter).held(), key=lambda held: held.label == "browser")
    for held in (given, mine):
        press(press(recruiter, f"remove.{held.id}"), f"remove.{held.id}_sure")
    assert [held.id for held in office(recruiter).held()] == [mine.id]


def test_the_recruiter_describes_the_company_and_comes_back_to_the_brief(briefed: AppTest) -> None:
    brief = folder(briefed).brief
    press(briefed, "company")
    assert "erase" not in keys_of(briefed)
    assert not any(expander.proto.id for expander in briefed.expander if "later" in expander.proto.id)
    while asked := [radio.key.removeprefix("question.") for radio in briefed.radio]:
        for question in asked:
            briefed.radio(key=f"question.{question}").set_value(questionnaire().questions[question].option_ids[0]).run()
        press(briefed, "next")
    assert not any(key.startswith("extend.") for key in keys_of(briefed))
    press(briefed, "finish")
    found = store().find(brief.company)
    assert found
    assert "candidate_background" not in found.sitting.answers
    press(briefed, "company_back")
    assert place(briefed, "brief") == brief.id
    assert not place(briefed, "sitting")
    press(briefed, "company")
    assert "stage" in ways(briefed)


def test_a_link_for_the_founder_opens_the_company_and_a_second_one_replaces_it(briefed: AppTest) -> None:
    press(briefed, "company_send")
    first = link(briefed)
    press(briefed, "company_send")
    second = link(briefed)
    assert knock(first.public, first.secret) is None
    door = knock(second.public, second.secret)
    assert door
    assert door.invitation.kind == "company"


@pytest.mark.parametrize("what", ["brief", "office"])
def test_erasing_asks_twice_and_leaves_nothing(briefed: AppTest, what: str) -> None:
    company, public = folder(briefed).brief.company, place(briefed, "workspace")
    if what == "office":
        press(briefed, "way_back")
    press(briefed, f"erase_{what}")
    press(briefed, f"erase_{what}_keep")
    assert store().find(company)
    press(briefed, f"erase_{what}")
    press(briefed, f"erase_{what}_sure")
    assert store().find(company) is None
    assert place(briefed, "workspace") == (public if what == "brief" else "")
    assert "open_workspace" in keys_of(briefed) or "new_brief" in keys_of(briefed)


def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(briefed: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("full")

    briefed.text_input(key="invite_name").set_value("Camille")
    with monkeypatch.context() as broken:
        broken.setattr(Folder, "invite", refuse)
        press(briefed, "invite_make")
    assert briefed.text_input(key="invite_name").value == "Camille"
    press(briefed, "invite_make")
    assert [sent.name for sent in folder(briefed).invitations()] == ["Camille"]


def test_whatever_people_write_stands_in_plain_text_only(recruiter: AppTest) -> None:
    """Nothing of a user's text is in markdown, where it could fetch a picture or lead elsewhere."""
    hostile = "![x](http://evil.example/x.png)"
    made = office(recruiter).new_brief(Draft(hostile, client=hostile, note=hostile), questionnaire(), Versions("q", "r"))
    office(recruiter).folder_of(made.id).invite("personal", hostile, "en")
    recruiter.run()
    for key in ("", f"open.{made.id}", "change_brief"):
        shown = press(recruiter, key) if key else recruiter
        assert not any("evil" in said.value for said in (*shown.markdown, *shown.title, *shown.header, *shown.subheader, *shown.caption))
        assert not any("evil" in label for label in (*(b.label for b in shown.button), *(e.label for e in shown.expander)))
