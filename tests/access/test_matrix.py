"""Zero wrong allows, zero wrong denies: the table, read a second time, and the program by every path, on two tenants."""

import sqlite3
import urllib.request
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import Text

from database.engine import metadata
from front.permissions import ROLES, Role, page, table
from questionnaire import keys
from tests.access.cells import asked_by_address, asked_by_screen, asked_within, fetched, links_of, wrong
from tests.access.town import ANSWERS, TENANTS, Object, Q, Town, Who
from tests.browser.conftest import ROOT, Server
from tests.protocol import tab

# The table once more, by person: a row that is changed must be changed here too, by somebody who means it.
MAY: Mapping[Role, str] = {
    "owner": """
        sitting: answer answers download erase extend reasons see share
        unstored: answer answers download erase extend reasons see store""",
    "candidate": """
        candidacy: answer/open answers/all_shown comment/open download/finished erase hold reasons/all_shown see""",
    "invited": """
        invitation: begin see""",
    "founder": """
        company: answer see
        invitation: see""",
    "recruiter": """
        company: answer see
        workspace: add audit erase keys see
        brief: candidates change decide describe download erase invite names/named rank remove reveal see share words/named""",
    "reader": """
        shared: answers/everything_shared download reasons/reasons_shared see words/named""",
}


def test_the_table_says_what_is_meant() -> None:
    found = {role: sorted(_granted(role)) for role in ROLES}
    assert found == {role: sorted(_meant(told)) for role, told in MAY.items()}


def _granted(role: Role) -> list[str]:
    return [
        f"{thing} {action}" + ("" if who[role] == "always" else f"/{who[role]}")
        for thing, actions in table().may.items() for action, who in actions.items() if role in who
    ]  # fmt: skip


def _meant(told: str) -> list[str]:
    lines = (line.partition(":") for line in told.strip().splitlines())
    return [f"{thing.strip()} {action}" for thing, _, actions in lines for action in actions.split()]


def test_the_page_for_operators_is_what_the_table_says() -> None:
    assert (ROOT / "docs" / "access.md").read_text("utf-8") == page()


def test_who_decides_decides_as_the_table_says(town: Town, in_process: None) -> None:
    asked, allowed, denied = wrong(asked_within(town))
    assert asked > 3_000
    assert (allowed, denied) == ([], [])


def test_files_are_for_those_who_may_have_them(town: Town, served: Server) -> None:
    asked, allowed, denied = wrong(asked_by_address(town, served.address))
    assert asked > 1_000
    assert (allowed, denied) == ([], [])


def test_pages_are_for_those_who_may_see_them(town: Town, served: Server) -> None:
    """Everybody before what is theirs; a stranger, and the other tenant's recruiter and owner, before all of the one tenant."""
    one, other = TENANTS

    curious = {"stranger", f"{other} recruiter", f"{other} owner"}

    def chosen(who: Who, what: Object) -> bool:
        return who.name in what.holders or (who.name in curious and what.name.startswith(one))

    asked, allowed, denied = wrong(asked_by_screen(town, served.address, chosen))
    assert asked > 100
    assert (allowed, denied) == ([], [])


def test_a_brief_of_ones_own_opens_nobody_of_anothers(town: Town, served: Server) -> None:
    """The ids of another tenant's people, brief and workspace, in the addresses of one's own."""
    mine, theirs = (town.things[f"{tenant} open brief"] for tenant in TENANTS)
    who = town.people[f"{TENANTS[0]} recruiter"]
    assert fetched(f"{served.address}/brief/{mine.workspace}/{mine.id}/report/{mine.people[0]}.html", who)[0] == 200
    for path in (
        f"/brief/{mine.workspace}/{mine.id}/report/{theirs.people[0]}.html",
        f"/brief/{mine.workspace}/{mine.id}/comparison/{mine.people[0]},{theirs.people[0]}.html",
        f"/brief/{mine.workspace}/{theirs.id}/candidates.csv",
        f"/brief/{theirs.workspace}/{mine.id}/candidates.csv",
        f"/brief/{theirs.workspace}/{theirs.id}/brief.json",
    ):
        assert fetched(served.address + path, who)[0] == 404, path


@pytest.mark.parametrize("tenant", TENANTS)
def test_files_reach_as_far_as_they_may(town: Town, served: Server, tenant: str) -> None:
    """Names and people's own words while a brief is blind; facts and answers where the verdict alone is shown."""

    def text(what: str, who: str) -> str:
        thing = town.things[f"{tenant} {what}"]
        path = {"brief": f"/brief/{thing.workspace}/{thing.id}/brief.json", "shared": f"/shared/{thing.id}.html"}
        status, told = fetched(served.address + path.get(thing.thing, f"/report/{thing.id}.html"), town.people[f"{tenant} {who}"])
        assert status == 200
        return unescape(told)

    contrary, finished, blind = f"{tenant} said to the contrary", f"{tenant} finished person", f"{tenant} verdict person"
    assert {finished in text("open brief", "recruiter"), contrary in text("open brief", "recruiter")} == {True}
    assert {blind in text("blind brief", "recruiter"), contrary in text("blind brief", "recruiter")} == {False}
    assert contrary in text("result for a reader of a candidate", "reader of a candidate")
    assert contrary not in text("result for a reader of a blind candidate", "reader of a blind candidate")
    sizes = [len(text(f"result for a reader of {scope}", f"reader of {scope}")) for scope in ("verdict", "reasons", "everything")]
    assert sizes == sorted(set(sizes))
    given = {q: option for q, option in Q.relevant("recruiter", ANSWERS).items() if Q.chapter_of(q).part == "company"}
    said = {Q.answer_text(question, option, "en") for question, option in given.items()}
    everything, verdict = text("candidacy, finished", "candidate, finished"), text("candidacy, verdict", "candidate, verdict")
    assert any(words in everything for words in said)
    assert not [words for words in said if words in verdict]


# ---- what all of this leaves behind; last, so that everybody above was here

TYPED = "Typedcanary"
TEXTS = {(table.name, column.name) for table in metadata.sorted_tables for column in table.columns if isinstance(column.type, Text)}
"""The columns for what people write: none of it may stand in any other."""
ASKED = {("answer", "question_id"), ("answer", "option_id"), ("sitting", "place"), ("sitting", "settled"), ("comment", "about")}
"""The columns that say which question somebody was at, or speaks of; some options are called like one."""


def test_what_somebody_types_is_kept(town: Town, served: Server) -> None:
    """A candidate begins through the pages: name, agreement, first answer."""
    name = f"{TENANTS[0]} open invited, waiting"
    invitation = town.things[f"{TENANTS[0]} open invitation, waiting"]
    with tab(served.address, town.people[name].header, invitation.place) as one:
        one.values[one.widget("text_input", "guest_name").id] = TYPED
        one.values[one.widget("checkbox", "guest_agrees").id] = True
        one.press("guest_begin")
        one.choose("question", 0)
        assert one.query.startswith("sitting=")


def test_no_secret_and_no_word_of_anybody_is_in_a_column_it_should_not_be_in(town: Town, served: Server, folder_of_town: Path) -> None:
    held, words = set(_secrets(town)), (*TENANTS, TYPED)
    questions = set(Q.questions)
    found = set[tuple[str, str]]()
    asked = set[tuple[str, str]]()
    with sqlite3.connect(f"file:{folder_of_town / 'town.db'}?mode=ro", uri=True) as db:
        for place, value in _cells_of(db):
            assert not [secret for secret in held if secret in value], place
            found |= {place} if any(word in value for word in words) else set()
            asked |= {place} if value in questions else set()
    db.close()
    assert found <= TEXTS
    assert {("candidate", "name"), ("brief", "title"), ("comment", "text"), ("invitation", "name")} <= found
    assert asked <= ASKED


def _cells_of(db: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], str]]:
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        rows = db.execute(f'SELECT * FROM "{name}"')  # noqa: S608
        columns = [column[0] for column in rows.description]
        yield from (((name, column), str(value)) for row in rows for column, value in zip(columns, row, strict=True))


def test_no_secret_and_no_word_of_anybody_is_logged(town: Town, served: Server, folder_of_town: Path) -> None:
    """Neither by all that was asked above nor by what goes wrong; each line of the log is one that a visit may leave."""
    secret = next(iter(_secrets(town)))
    for path in (f"/nowhere/{secret}", f"/s/{secret}/more", f"/report/{secret}.html", f"/?{secret}={secret}", f"/brief/{secret}/a/b.csv"):
        fetched(served.address + path, town.people["stranger"])
    log = (folder_of_town / "log").read_text("utf-8")
    assert log.count("\n") > 10
    ids = {thing.id for thing in town.things.values()}
    hints = {option for question in Q.questions.values() for option in question.option_ids if "_" in option}
    assert not [word for word in (*_secrets(town), *TENANTS, TYPED, *ids, *Q.questions, *hints) if word in log]


def test_no_secret_leaves_in_a_header_but_to_the_cookies_of_its_browser(town: Town, served: Server) -> None:
    for who in town.people.values():
        for link in links_of(who):
            with urllib.request.build_opener(Follow).open(served.address + link, timeout=180) as answer:
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert not [secret for secret in who.cookies.values() if secret in answer.url or secret in answer.read().decode()]


class Follow(urllib.request.HTTPRedirectHandler):
    """Goes where a link leads, and sees that it tells nobody but the browser whence."""

    def redirect_request(self, asked, _file, _code, _told, headers, there):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        key = keys.parsed(asked.full_url.rpartition("/")[2])
        assert key
        assert headers["Referrer-Policy"] == "no-referrer"
        assert [name for name, said in headers.items() if key.secret in said] == ["set-cookie"]
        return super().redirect_request(asked, _file, _code, _told, headers, there)


def _secrets(town: Town) -> Iterator[str]:
    """Every cookie of everybody, and the keys that derive from them."""
    for who in town.people.values():
        yield from who.cookies.values()
        yield from (key.secret for thing in town.things.values() for key in who.wallet.keys(thing.id))
