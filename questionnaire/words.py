"""The words of the interface in the reader's language, whole sentences with named gaps. Knows no screen."""

import datetime as dt
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal
from pydantic import RootModel, model_validator

from .files import load
from .models import LANGUAGES, Content, Id, Language, Words

CONTENT = Path(__file__).parent / "content"
_LOCALES: dict[Language, Locale] = {language: Locale.parse({"en": "en_GB"}.get(language, language)) for language in LANGUAGES}


class Plural(Content):
    """A sentence that depends on `count`, by the plural rules of its language."""

    one: Words
    other: Words


class Phrase(Content):
    """One sentence of the interface in each language; both have the same gaps."""

    en: Words | Plural
    fr: Words | Plural

    @model_validator(mode="after")
    def _same_gaps(self) -> "Phrase":
        if _gaps(self.en) != _gaps(self.fr):
            raise ValueError(f"the gaps differ: en has {sorted(_gaps(self.en))}, fr has {sorted(_gaps(self.fr))}")
        return self


class _Phrases(RootModel[dict[Id, Phrase]]):
    pass


class Voice:
    """Says things in one language: `say("next")`, `say("points_ahead", count=3)`. KeyError for words that do not exist."""

    def __init__(self, language: Language, *files: Path) -> None:
        self.language = language
        self._phrases = {key: phrase for file in files for key, phrase in phrases(file).items()}

    def __call__(self, key: str, /, **gaps: Any) -> str:
        phrase = getattr(self._phrases[key], self.language)
        if isinstance(phrase, Plural):
            phrase = getattr(phrase, "one" if _LOCALES[self.language].plural_form(gaps["count"]) == "one" else "other")
        text = str(phrase)
        return text.format(**{name: self._shown(value) for name, value in gaps.items()}) if gaps else text

    def date(self, day: dt.date) -> str:
        """22 November 2026, 22 novembre 2026."""
        return format_date(day, "long" if self.language == "fr" else "d MMMM y", locale=_LOCALES[self.language])

    def moment(self, when: dt.datetime) -> str:
        """22 November 2026, 14:05; 22 novembre 2026, 14:05."""
        return format_datetime(when, "d MMMM y, HH:mm", locale=_LOCALES[self.language])

    def items(self, names: list[str]) -> str:
        """One, two and three; un, deux et trois."""
        return format_list(names, locale=_LOCALES[self.language])

    def choices(self, names: list[str]) -> str:
        """One, two or three; un, deux ou trois."""
        return format_list(names, style="or", locale=_LOCALES[self.language])

    def number(self, value: float) -> str:
        """With the thousands separator of the language and a true minus sign."""
        return format_decimal(value, locale=_LOCALES[self.language]).replace("-", "−")

    def signed(self, value: int) -> str:
        """+2, −1, 0: points as they are added up."""
        return f"+{value}" if value > 0 else self.number(value)

    def _shown(self, value: Any) -> Any:
        return self.number(value) if isinstance(value, int | float) else value


@cache
def phrases(file: Path) -> dict[str, Phrase]:
    """All sentences of a words file. Raises ContentError with file, id and field."""
    return load(file, _Phrases).root


def files(folder: Path = CONTENT) -> list[Path]:
    """The files of words of a questionnaire's screens, which share one set of ids."""
    return sorted((folder / "words").glob("*.toml"))


@cache
def voice(language: Language) -> Voice:
    """The words of the questionnaire's screens."""
    return Voice(language, *files())


def _gaps(words: str | Plural) -> set[str]:
    texts = [words] if isinstance(words, str) else [words.one, words.other]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def typography(where: str, french: str) -> Iterator[str]:
    """One fault for each straight apostrophe or ordinary space before a French double punctuation mark."""
    if "'" in french:
        yield f"{where}: fr: has a straight apostrophe. Write ’."
    if any(f" {mark}" in french for mark in ";:?!»%") or "« " in french:
        yield f"{where}: fr: has an ordinary space beside ; : ? ! « » or %. Use a no-break space."
