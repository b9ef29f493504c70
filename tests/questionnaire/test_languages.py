"""A language is one word and its translations: shown with one that the tests make themselves."""

import subprocess
import sys
from pathlib import Path

import pytest

from questionnaire.languages import LANGUAGES, known
from questionnaire.models import Text
from questionnaire.typography import faults
from questionnaire.words import LOCALES, Phrase, Plural
from tests import spelling
from tests.pseudo import left, pseudo

ROOT = Path(__file__).parents[2]


def test_nothing_in_a_document_is_said_in_python() -> None:
    """Made in a language of the tests' own, added by one word: whatever was not read from the content stands outside its brackets."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.pseudo", "tests.untranslated"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.returncode) == ("", 0), run.stderr


def test_a_made_up_text_keeps_its_gaps_and_is_longer() -> None:
    said = pseudo("{count} answers, [so far](/method?language=en)")
    assert said.format(count=3).startswith("⟦3 ")
    assert "](/method?language=en)" in said
    assert len(said) > 1.1 * len("{count} answers, [so far](/method?language=en)")
    assert not left(said.format(count="⟦a name⟧"))
    assert left(f"{said} and more") == "and more"


def test_a_language_that_is_missing_or_unknown_is_told_at_its_own_place() -> None:
    with pytest.raises(ValueError, match="2 validation errors") as told:
        Text.model_validate({LANGUAGES[0]: "a", "tlh": "b"})
    assert {place["loc"] for place in told.value.errors()} == {(LANGUAGES[1],), ("tlh",)}  # type: ignore[attr-defined]


def test_a_plural_has_the_forms_of_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="one"):
        Phrase.model_validate({**dict.fromkeys(LANGUAGES, "{count}"), "fr": {"other": "{count}"}})
    polish = Plural(one="jeden", few="kilka", many="wiele", other="ułamek")
    monkeypatch.setattr("questionnaire.words.LOCALES", {**LOCALES, "pl": "pl"} | {"pl": LOCALES["en"].parse("pl")})
    assert [polish.of(count, "pl") for count in (1, 3, 5)] == ["jeden", "kilka", "wiele"]  # type: ignore[arg-type]


def test_only_our_languages_are_known() -> None:
    assert [known(code) for code in (*LANGUAGES, "de", "", None)] == [*LANGUAGES, None, None, None]


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("en", "it's"), ("en", 'so "called"'), ("en", "wait..."), ("en", "two  spaces"), ("en", "why ?"), ("en", "3-5 days"),
        ("en", "(open"),
        ("en", "closed”"), ("en", "so - there"), ("en", "end "), ("fr", "l'un"), ("fr", "quoi ?"), ("fr", "quoi?"), ("fr", "« mot »"),
        ("fr", "«\u00a0mot"), ("fr", "“mot”"), ("fr", "ceci: cela"), ("fr", "etc…"),
    ],
)  # fmt: skip
def test_what_is_set_wrongly_is_found(language: str, wrong: str) -> None:
    assert list(faults(wrong, known(language) or "en"))


@pytest.mark.parametrize(
    ("language", "right"),
    [
        ("en", "It’s “so”: 3–5 days (at 14:05), 5%; why?"), ("en", "**one**  \ntwo"),
        ("fr", "L’un\u00a0: «\u00a0oui\u00a0» (à 14:05)\u00a0; 5\u00a0%, non\u00a0?"),
    ],
)  # fmt: skip
def test_what_is_set_rightly_is_left_alone(language: str, right: str) -> None:
    assert not list(faults(right, known(language) or "en"))


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("recieve", "en"), ("organize", "en"), ("color", "en"), ("centers", "en"),
        ("acceuil", "fr"), ("resultat", "fr"), ("language", "fr"),
    ],
)  # fmt: skip
def test_a_misspelt_or_foreign_word_is_found(word: str, language: str) -> None:
    assert not spelling.known(word, language)


@pytest.mark.parametrize(
    ("word", "language"),
    [("organisation", "en"), ("colour", "en"), ("don’t", "en"), ("aujourd’hui", "fr"), ("qu’elle", "fr"), ("cœur", "fr")],
)
def test_a_word_that_is_right_is_known(word: str, language: str) -> None:
    assert spelling.known(word, language)
