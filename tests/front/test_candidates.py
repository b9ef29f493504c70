"""Candidates side by side, decisions and files, through the script and by key: no word on the screen is looked at."""

import random
from collections.abc import Sequence
from io import BytesIO
from itertools import permutations, product
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from zipfile import ZipFile

import pytest
import streamlit as st
from openpyxl import load_workbook
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from database.engine import database as the_database
from front import browser
from front.basis import Basis
from front.downloads import Asked
from front.judging import glances, judged
from front.recruiter.exports import FILES, brief_file
from front.recruiter.lineup import Lined
from front.recruiter.ranking import moves
from front.wallet import Wallet
from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW
from questionnaire.store import Store, store
from sharing.models import Draft, Given
from sharing.store.guest import Guest
from tests.sharing.conftest import Tenant

SCRIPT = Path(__file__).parents[2] / "front" / "visit.py"
Q = questionnaire()
NAMES = ("Zoé Quist", "Amal Okafor", "élodie Berg", "Farid Ueda")


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that keeps no cookies; the session then holds its secret."""
    monkeypatch.setattr(browser, "wallet", lambda: Wallet({}, st.session_state.get("browser")))
    said = {"address": "http://localhost", "language": "en", "small": False}
    for name, value in said.items():
        monkeypatch.setattr(browser, name, lambda value=value: value)


@pytest.fixture
def open_brief(database: Store) -> "Scene":
    return Scene(Draft("Head of both"))


@pytest.fixture
def blind_brief(database: Store) -> "Scene":
    return Scene(Draft("Head of both", blind=True))


class Scene:
    """A brief with a described company, three candidates who have finished and one who has not."""

    def __init__(self, draft: Draft) -> None:
        self.tenant = Tenant(the_database(), draft)
        self.folder = self.tenant.folder
        self.company = sheet("company", 1)
        for question, option in self.company.items():
            store().save_answer(self.folder.brief.company, question, option)
        self.guests = [self.tenant.seated(name, sheet("person", seed)) for seed, name in enumerate(NAMES, start=2)]
        for guest in self.guests[:3]:
            guest.finish(given(guest))
        self.guests[0].comment("verdict", f"I, {NAMES[0]}, led both for years.", 0)

    def page(self, view: str, *people: str) -> AppTest:
        at = AppTest.from_file(SCRIPT, default_timeout=60)
        at.session_state["browser"] = self.tenant.browser
        place = {"workspace": self.tenant.link.public, "brief": self.folder.brief.id, "view": view, "people": ",".join(people)}
        for name, said in place.items():
            if said:
                at.query_params[name] = said
        return calm(at.run())

    def file(self, what: str, kind: str, *people: str, wallet: Wallet | None = None) -> bytes | None:
        place = {
            "workspace": self.tenant.link.public,
            "brief": self.folder.brief.id,
            "what": what,
            "kind": kind,
            "people": ",".join(people),
        }
        made = brief_file(Asked(MappingProxyType(place), wallet or Wallet({}, self.tenant.browser), None, "en"))
        return made.content if made else None

    def deeds(self, what: str) -> int:
        return sum(line.what == what for line in self.tenant.enter().audit())


def sheet(part: str, seed: int) -> dict[str, str]:
    """Answers to the questions of one part; some are not known, some not given."""
    chance = random.Random(seed)  # noqa: S311 (made-up answers)
    own = [q for q in Q.order if Q.chapter_of(q).part == "person" or Q.questions[q].own]
    asked = own if part == "person" else [q for q in Q.order if q not in own and "recruiter" in Q.questions[q].asked_of]
    return {q: chance.choice([*Q.questions[q].option_ids, DONT_KNOW]) for q in asked if chance.random() < 0.95}


def given(guest: Guest) -> Given:
    found = Basis("candidate", judged(guest.company_answers(), answers_of(guest))).found()
    return Given(found.verdict, found.strength, found.rules_version)


def answers_of(guest: Guest) -> dict[str, str]:
    return store().answers_of([guest.candidate.sitting])[guest.candidate.sitting]


def calm(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    return calm(at.button(key=key).click().run())


def keys_of(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def everything_on(at: AppTest) -> str:
    """All that was sent to the browser, with the rows of tables."""
    tables = "".join(frame.value.to_csv() for frame in at.dataframe)
    return "".join(str(element.proto) for element in at.main) + str(at._tree) + tables  # noqa: SLF001


def read(content: bytes, kind: str) -> str:
    """The text of a file, as somebody who opens it reads it."""
    if kind == "xlsx":
        return "".join(str(cell) for page in load_workbook(BytesIO(content)) for row in page.iter_rows(values_only=True) for cell in row)
    if kind == "zip":
        with ZipFile(BytesIO(content)) as parts:
            return "".join(name + read(parts.read(name), "pdf") for name in parts.namelist())
    if kind == "pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if kind == "docx":
        with ZipFile(BytesIO(content)) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels")))
    return content.decode()


# ---- judging


@pytest.mark.parametrize("seed", range(5))
def test_many_are_judged_as_each_of_them_alone(seed: int) -> None:
    company = sheet("company", seed)
    people = [sheet("person", 100 * seed + number) for number in range(60)]
    for person, glance in zip(people, glances(company, people), strict=True):
        alone = Basis("candidate", judged(company, person)).found()
        unknown = tuple(fact for fact, level in alone.facts.items() if level is None)
        assert glance == (alone.verdict, alone.strength, alone.side, alone.lean, alone.cautions, unknown)


def test_nobody_speaks_for_the_other() -> None:
    """Answers about the company count from the recruiter alone, those about the person from the candidate alone."""
    company, person = sheet("company", 1), sheet("person", 2)
    assert judged({**company, **sheet("person", 3)}, {**person, **sheet("company", 4)}) == judged(company, person)
    assert judged(company, person).keys() == company.keys() | person.keys()


# ---- the table


def test_people_stand_in_alphabetical_order_each_with_their_own_verdict(open_brief: Scene) -> None:
    frame = open_brief.page("people").dataframe[0].value
    assert list(frame["name"]) == ["Amal Okafor", "élodie Berg", "Farid Ueda", "Zoé Quist"]
    assert dict(zip(frame["name"], frame["verdict"] != "", strict=True)) == dict(zip(NAMES, [True, True, True, False], strict=True))


def test_a_filter_leaves_those_who_pass_it(open_brief: Scene) -> None:
    at = open_brief.page("people")
    at.text_input(key=f"people_search.{open_brief.folder.brief.id}").set_value("ELODIE").run()
    assert list(at.dataframe[0].value["name"]) == ["élodie Berg"]


def test_somebody_judged_otherwise_on_finishing_is_marked(open_brief: Scene) -> None:
    first = open_brief.guests[0]
    kept = given(first)
    open_brief.tenant.guest(first.candidate.sitting).finish(Given(kept.verdict, kept.strength, "older"))
    frame = open_brief.page("people").dataframe[0].value
    assert list(frame.loc[frame["since"] != "", "name"]) == [NAMES[0]]


def test_a_visit_leaves_one_line_in_the_audit_however_often_the_page_is_drawn(open_brief: Scene) -> None:
    at = open_brief.page("people")
    at.run()
    at.toggle(key="people_wide").set_value(False).run()
    assert open_brief.deeds("candidates_viewed") == 1


# ---- names hidden


def test_no_name_is_on_any_page_or_in_any_file_before_the_reveal(blind_brief: Scene) -> None:
    ids = [guest.candidate.id for guest in blind_brief.guests]
    pages = [blind_brief.page("people"), blind_brief.page("candidate", ids[0]), blind_brief.page("compare", *ids)]
    files = {(what, kind): blind_brief.file(what, kind, *people_for(what, ids)) for what, kind in FILES}
    assert all(files.values())
    told = [*(everything_on(at) for at in pages), *(read(content or b"", kind) for (_, kind), content in files.items())]
    for name in NAMES:
        assert not any(name in text for text in told)
    blind_brief.folder.rank("blind", ids[:2])
    blind_brief.folder.reveal()
    assert NAMES[0] in read(blind_brief.file("candidates", "csv") or b"", "csv")
    assert NAMES[0] in everything_on(blind_brief.page("people"))


def people_for(what: str, ids: Sequence[str]) -> Sequence[str]:
    return {"comparison": ids, "report": ids[:1], "reports": ids[:3]}.get(what, [])


def test_names_are_shown_after_a_ranking_only_and_it_then_stands(blind_brief: Scene) -> None:
    at = blind_brief.page("people")
    assert "reveal" not in keys_of(at)
    done = sorted(guest.candidate.id for guest in blind_brief.guests[:3])
    for public in done:
        press(at, f"add.{public}")
    press(press(at, f"up.{done[2]}"), "keep_ranking")
    blind = (done[0], done[2], done[1])
    assert blind_brief.folder.rankings()["blind"].order == blind
    press(press(at, "reveal"), "reveal_sure")
    assert not blind_brief.tenant.again().brief.hides_names
    press(press(at, f"down.{done[0]}"), "keep_ranking")
    kept = blind_brief.folder.rankings()
    assert (kept["blind"].order, kept["named"].order) == (blind, (done[2], done[0], done[1]))


def test_what_moved_between_two_orders_is_counted_among_those_in_both() -> None:
    one, two, three, four = (Lined(SimpleNamespace(id=name), 0, name) for name in "abcd")  # type: ignore[arg-type]
    told = [(how, who.name, before, after) for how, who, before, after in moves([one, two, three], [four, three, two])]
    assert told == [("up", "c", 2, 1), ("down", "b", 1, 2), ("new", "d", 0, 1), ("gone", "a", 1, 0)]
    for order in permutations([one, two, three]):
        ups = sum(before - after for how, _, before, after in moves([one, two, three], order) if how == "up")
        downs = sum(after - before for how, _, before, after in moves([one, two, three], order) if how == "down")
        assert ups == downs


# ---- a decision


def test_a_decision_needs_a_choice_a_reason_and_a_name_and_stands_beside_the_advice(open_brief: Scene) -> None:
    guest = open_brief.guests[0]
    at = open_brief.page("candidate", guest.candidate.id)
    press(at, "decide_do")
    assert open_brief.folder.decisions() == []
    fill(at, guest.candidate.id)
    press(at, "decide_do")
    (made,) = open_brief.folder.decisions()
    advice = given(guest)
    assert (made.choice, made.reason, made.decided_by) == ("no", "Not now.\n<b>", "Ana [x](y)")
    assert (made.advice.verdict, made.advice.strength, made.advice.rules_version) == (advice.verdict, advice.strength, advice.rules_version)
    assert at.text_area(key=f"decide_reason.{guest.candidate.id}.1").value == ""
    assert "Ana [x](y)" in {text.value for text in at.text}


def test_nothing_is_decided_beside_advice_that_has_changed_meanwhile(open_brief: Scene) -> None:
    guest = open_brief.guests[0]
    at = open_brief.page("candidate", guest.candidate.id)
    fill(at, guest.candidate.id)
    before = given(guest)
    for question, place in product(answers_of(guest), (0, -1)):
        if given(guest) == before:
            store().save_answer(guest.candidate.sitting, question, Q.questions[question].option_ids[place])
    assert given(guest) != before
    press(at, "decide_do")
    assert open_brief.folder.decisions() == []
    assert at.text_area(key=f"decide_reason.{guest.candidate.id}.0").value == "Not now.\n<b>"


def fill(at: AppTest, person: str) -> None:
    at.radio(key=f"decide_choice.{person}.0.en").set_value("no")
    at.text_area(key=f"decide_reason.{person}.0").set_value("Not now.\n<b>")
    at.text_input(key=f"decide_by.{person}.0").set_value("Ana [x](y)")


def test_what_a_candidate_says_stands_on_the_result_as_plain_text(open_brief: Scene) -> None:
    at = open_brief.page("candidate", open_brief.guests[0].candidate.id)
    assert f"I, {NAMES[0]}, led both for years." in {text.value for text in at.text}


def test_an_erased_candidate_is_gone_at_once(open_brief: Scene) -> None:
    person = open_brief.guests[0].candidate
    at = open_brief.page("candidate", person.id)
    press(press(at, "erase_person"), "erase_person_sure")
    assert NAMES[0] not in everything_on(at)
    assert store().find(person.sitting) is None
    assert "decide_do" not in keys_of(open_brief.page("candidate", person.id))


# ---- a brief put back


def test_a_brief_that_was_carried_out_and_erased_comes_back_by_its_file(open_brief: Scene) -> None:
    data = open_brief.file("brief", "json") or b""
    at = open_workspace(open_brief)
    offer(at, data)
    assert len(open_brief.tenant.enter().briefs()) == 1  # it is there already: nothing is overwritten, nothing twice
    open_brief.folder.erase()
    offer(at, b'{"format": "two-hats-brief"}')
    assert not open_brief.tenant.enter().briefs()
    offer(at, data)
    assert {person.name for person in open_brief.tenant.again().candidates()} == set(NAMES)
    assert open_brief.deeds("imported") == 1


def open_workspace(scene: Scene) -> AppTest:
    at = AppTest.from_file(SCRIPT, default_timeout=60)
    at.session_state["browser"] = scene.tenant.browser
    at.query_params["workspace"] = scene.tenant.link.public
    at.session_state["import"] = True  # the fold is open
    return calm(at.run())


def offer(at: AppTest, data: bytes) -> None:
    at.file_uploader(key="office_import").set_value(("brief.json", data, "application/json")).run()
    press(at, "import_do")


# ---- who may


def test_files_are_for_the_workspace_alone(open_brief: Scene) -> None:
    ids = [guest.candidate.id for guest in open_brief.guests]
    other = Scene(Draft("Another role"))
    for what, kind in FILES:
        people = people_for(what, ids)
        assert open_brief.file(what, kind, *people)
        assert open_brief.file(what, kind, *people, wallet=Wallet({}, other.tenant.browser)) is None
        assert not people or other.file(what, kind, *people) is None
    assert open_brief.deeds("exported")


def test_people_of_another_brief_are_on_no_page_of_this_one(open_brief: Scene) -> None:
    theirs = Scene(Draft("Another role")).guests[0].candidate
    assert "decide_do" not in keys_of(open_brief.page("candidate", theirs.id))
    assert f"open.{theirs.id}" not in keys_of(open_brief.page("compare", theirs.id, open_brief.guests[0].candidate.id))
