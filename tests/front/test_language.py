"""In which language a page opens, and that the address follows: by key, no word on the screen is looked at."""

from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from front import browser, links
from front.language import wanted
from front.wallet import Wallet
from questionnaire import keys
from questionnaire.store import Store, store
from tests.front.asked import ask

SCRIPT = Path(__file__).parents[2] / "front" / "visit.py"


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that keeps no cookies, and prefers no language of ours."""
    monkeypatch.setattr(browser, "wallet", lambda: Wallet({}, st.session_state.get("browser")))
    monkeypatch.setattr(browser, "address", lambda: "http://localhost")


def opened(**place: str) -> AppTest:
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    for name, said in place.items():
        at.query_params[name] = said
    return at.run()


def spoken(at: AppTest) -> str:
    assert not at.exception
    return str(at.segmented_control(key="language").value)


def said(at: AppTest, name: str) -> str:
    given = at.query_params.get(name, [""])
    return given if isinstance(given, str) else given[0]


def chosen(at: AppTest, language: str) -> AppTest:
    return at.segmented_control(key="language").set_value(language).run()


@pytest.mark.parametrize(("asked", "language"), [("fr", "fr"), ("en", "en"), ("de", "en"), ("", "en")])
def test_the_address_says_the_language_unless_there_is_none_of_that_name(asked: str, language: str, database: Store) -> None:
    assert spoken(opened(language=asked)) == language


@pytest.mark.parametrize("place", ["sitting", "share", "invitation", "workspace", "unstored", "withdrawn"])
def test_every_page_opens_in_the_language_of_its_address(place: str, database: Store) -> None:
    assert spoken(opened(**{place: "damaged", "language": "fr"})) == "fr"


def test_a_choice_wins_over_the_address_which_follows_it_to_every_page(database: Store) -> None:
    at = chosen(opened(language="fr"), "en")
    assert (spoken(at), said(at, "language")) == ("en", "en")
    at.button(key="open_workspace").click().run()
    assert (spoken(at), said(at, "language")) == ("en", "en")
    assert said(at, "workspace")


def test_a_sitting_remembers_its_language_and_the_address_of_it_wins(database: Store) -> None:
    at = chosen(opened(), "fr")
    at.button(key="begin.founder.short").click().run()
    answered = at.radio[0].key
    at.radio(key=answered).set_value("growth").run()
    assert spoken(chosen(at, "en")) == "en"
    assert at.radio(key=answered).value == "growth"
    found = store().find(said(at, "sitting"))
    assert found
    assert found.sitting.language == "en"
    again = AppTest.from_file(SCRIPT, default_timeout=30)
    again.session_state["browser"] = at.session_state["browser"]
    again.query_params["sitting"], again.query_params["language"] = said(at, "sitting"), "fr"
    assert spoken(again.run()) == "fr"


@pytest.mark.parametrize(("asked", "kept"), [("fr", "&language=fr"), ("xx", ""), ("fr&x=1", "&language=fr")])
def test_a_secret_link_hands_on_its_language_and_nothing_else(asked: str, kept: str) -> None:
    key = keys.new_key()
    answer = ask(Starlette(routes=links.routes()), f"/s/{key}?language={asked}", host="localhost")
    assert answer.headers["location"] == f"/?sitting={key.public}{kept}"
    assert key.secret not in answer.headers["location"]


@pytest.mark.parametrize(
    ("asked", "preferred", "language"),
    [
        (None, "fr-CH, en;q=0.9", "fr"), (None, "de,fr;q=0.5,en;q=0.7", "en"), ("fr", "en", "fr"), ("xx", "fr", "fr"), (None, None, "en"),
        (None, "en;q=0, fr;q=0.1", "fr"), (None, ";;q=x,,", "en"),
    ],
)  # fmt: skip
def test_the_language_that_is_wanted(asked: str | None, preferred: str | None, language: str) -> None:
    assert wanted(asked, preferred) == language
