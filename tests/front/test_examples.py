"""Examples open without a cookie and store nothing; their files come from one address; and the doors say how long it takes."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import streamlit as st
from anyio.from_thread import start_blocking_portal
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from database.engine import database as the_database, metadata
from front import browser
from front.reader import examples
from front.wallet import Wallet
from questionnaire.catalogue import questionnaire
from questionnaire.models import Audience, Length
from questionnaire.pace import minutes
from questionnaire.sitting import first_questions
from questionnaire.store import Store, store

SCRIPT = Path(__file__).parents[2] / "front" / "visit.py"
BEGINS = {"pdf": b"%PDF-", "html": b"<!doctype html>", "docx": b"PK", "ics": b"BEGIN:VCALENDAR", "webp": b"RIFF"}


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that keeps no cookies; the session holds a secret as soon as one is needed."""
    monkeypatch.setattr(browser, "wallet", lambda: Wallet({}, st.session_state.get("browser")))
    for name, said in {"address": "http://localhost", "language": "en"}.items():
        monkeypatch.setattr(browser, name, lambda said=said: said)


@pytest.fixture
def visitor(database: Store) -> Iterator[AppTest]:
    at = AppTest.from_file(SCRIPT, default_timeout=60)
    yield at
    assert not at.exception


def opened(at: AppTest, name: str) -> AppTest:
    at.query_params["example"] = name
    return at.run()


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def rows() -> Mapping[str, int]:
    """How many rows each table has."""
    return the_database().read(lambda db: {t.name: db.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables})


# ---- the page


@pytest.mark.parametrize("name", examples.names())
def test_an_example_needs_no_cookie_and_stores_nothing(visitor: AppTest, name: str) -> None:
    before = rows()
    opened(visitor, name)
    assert not visitor.exception
    assert visitor.button(key="begin")
    assert not visitor.radio
    assert "browser" not in visitor.session_state
    assert rows() == before


@pytest.mark.parametrize("audience", ["founder", "candidate"])
def test_from_an_example_one_begins_oneself(visitor: AppTest, audience: Audience) -> None:
    press(opened(visitor, audience), "begin")
    assert visitor.radio
    assert "example" not in visitor.query_params
    given = visitor.query_params["sitting"]
    found = store().find(given if isinstance(given, str) else given[0])
    assert found
    assert (found.sitting.audience, dict(found.sitting.answers)) == (audience, {})


def test_who_wishes_so_begins_from_an_example_without_anything_being_stored(visitor: AppTest) -> None:
    opened(visitor, "founder").toggle(key="unstored_wish").set_value(True).run()
    press(visitor, "begin")
    assert visitor.radio
    assert not any(rows().values())


def test_from_the_example_of_people_one_opens_a_workspace(visitor: AppTest) -> None:
    press(opened(visitor, examples.PEOPLE), "begin")
    assert "workspace" in visitor.query_params
    assert "example" not in visitor.query_params


def test_the_way_back_leads_to_the_doors(visitor: AppTest) -> None:
    press(opened(visitor, "founder"), "back")
    assert visitor.button(key="begin.founder.short")


@pytest.mark.parametrize("damaged", ["nobody", "", "x" * 5000, "../../etc"])
def test_an_unknown_example_leads_to_a_calm_page_and_from_there_to_the_doors(visitor: AppTest, damaged: str) -> None:
    opened(visitor, damaged)
    assert "begin" not in {button.key for button in visitor.button}
    press(visitor, "start_again")
    assert visitor.button(key="begin.founder.short")


# ---- the doors


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def pace(audience: Audience, length: Length) -> list[int]:
    asked = first_questions(questionnaire(), audience, length)
    return [len(asked), minutes(asked, "en")]


@pytest.mark.parametrize("audience", ["founder", "candidate"])
def test_a_door_says_how_many_questions_and_how_many_minutes(visitor: AppTest, audience: Audience) -> None:
    visitor.run()
    assert numbers(visitor.button(key=f"begin.{audience}.full").label) == pace(audience, "full")
    assert pace(audience, "short") in [numbers(text.value) for text in visitor.markdown]


# ---- the files


def asked(name: str, kind: str, query: str = "language=en", **headers: str) -> Response:
    """What the address answers."""
    raw = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    scope = {"type": "http", "method": "GET", "query_string": query.encode(), "headers": raw, "path_params": {"name": name, "kind": kind}}
    (route,) = examples.routes()
    with start_blocking_portal() as elsewhere:  # a browser of another test may hold this thread's loop
        return elsewhere.call(route.endpoint, Request(scope))  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", BEGINS)
def test_a_file_is_what_it_is_called_and_anybody_may_keep_it(kind: str) -> None:
    answer = asked("founder", kind)
    assert answer.status_code == 200
    assert bytes(answer.body).lower().startswith(BEGINS[kind].lower())
    assert answer.headers["cache-control"].startswith("public")
    assert "set-cookie" not in answer.headers
    assert ("attachment" in answer.headers.get("content-disposition", "")) == (kind != examples.PICTURE)


def test_a_file_is_made_once_and_not_sent_again() -> None:
    first = asked("founder", examples.PICTURE)
    made = examples.made.cache_info().misses
    again = asked("founder", examples.PICTURE, if_none_match=first.headers["etag"])
    assert (again.status_code, again.body) == (304, b"")
    assert examples.made.cache_info().misses == made
    assert asked("founder", examples.PICTURE, "language=fr").headers["etag"] != first.headers["etag"]


def test_people_side_by_side_can_be_taken_away_too() -> None:
    page = bytes(asked(examples.PEOPLE, "html", "language=fr").body)
    assert b'<html lang="fr">' in page
    assert asked(examples.PEOPLE, "docx").status_code == 404


@pytest.mark.parametrize(("name", "kind"), [("nobody", "pdf"), ("founder", "exe"), ("founder", "xlsx"), ("", "pdf")])
def test_there_is_nothing_else(name: str, kind: str) -> None:
    assert asked(name, kind).status_code == 404
