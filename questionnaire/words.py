"""The words of the interface in the reader's language, whole sentences with named gaps. Knows no screen."""

import datetime as dt
import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from pydantic import RootModel, model_validator

from .files import load
from .languages import COUNTRIES, LANGUAGES, Language
from .models import Content, Id, Worded, Words

CONTENT = Path(__file__).parent / "content"
LOCALES: Mapping[str, Locale] = {language: Locale(language, COUNTRIES.get(language)) for language in LANGUAGES}
_COUNTED = range(1000)  # what is counted in a sentence here; some languages have yet another form for millions


class Plural(Content):
    """A sentence that depends on `count`: as many forms as its language has, named as Unicode names them."""

    zero: Words | None = None
    one: Words | None = None
    two: Words | None = None
    few: Words | None = None
    many: Words | None = None
    other: Words

    @property
    def forms(self) -> dict[str, str]:
        return {form: words for form, words in self if words is not None}

    def of(self, count: float, language: Language) -> str:
        return self.forms.get(LOCALES[language].plural_form(count), self.other)


class Phrase(Worded[Words | Plural]):
    """One sentence of the interface in each language; all have the same gaps."""

    @model_validator(mode="after")
    def _same_gaps(self) -> "Phrase":
        if len({frozenset(_gaps(said)) for said in self.each.values()}) > 1:
            gaps = ", ".join(f"{language} has {sorted(_gaps(said))}" for language, said in self.each.items())
            raise ValueError(f"the gaps differ: {gaps}")
        return self

    @model_validator(mode="after")
    def _all_forms(self) -> "Phrase":
        for language, said in self.each.items():
            if isinstance(said, Plural) and not said.forms.keys() >= _plurals(language):
                raise ValueError(f"{language}: a plural of this language has the forms {', '.join(sorted(_plurals(language)))}")
        return self


class _Phrases(RootModel[dict[Id, Phrase]]):
    pass


class Voice:
    """Says things in one language: `say("next")`, `say("points_ahead", count=3)`. KeyError for words that do not exist."""

    def __init__(self, language: Language, *files: Path) -> None:
        self.language, self._files = language, files
        self._phrases = {key: phrase[language] for file in files for key, phrase in phrases(file).items()}

    def __call__(self, key: str, /, **gaps: Any) -> str:
        phrase = self._phrases[key]
        text = phrase.of(gaps["count"], self.language) if isinstance(phrase, Plural) else phrase
        return text.format(**{name: self._shown(value) for name, value in gaps.items()}) if gaps else text

    def __reduce__(self) -> tuple[type["Voice"], tuple[Any, ...]]:
        """To another process it goes as what it was made of."""
        return Voice, (self.language, *self._files)

    def key(self, name: str) -> str:
        """The key of a widget with options: the browser knows what was chosen by its words, so each language has its own."""
        return f"{name}.{self.language}"

    def date(self, day: dt.date) -> str:
        """22 November 2026, 22 novembre 2026."""
        return format_date(day, "long", locale=LOCALES[self.language])

    def moment(self, when: dt.datetime) -> str:
        """22 November 2026, 14:05; 22 novembre 2026, 14:05."""
        return f"{self.date(when)}, {format_time(when, 'HH:mm', locale=LOCALES[self.language])}"

    def items(self, names: list[str]) -> str:
        """One, two and three; un, deux et trois."""
        return format_list(names, locale=LOCALES[self.language])

    def choices(self, names: list[str]) -> str:
        """One, two or three; un, deux ou trois."""
        return format_list(names, style="or", locale=LOCALES[self.language])

    def number(self, value: float) -> str:
        """With the thousands separator of the language and a true minus sign."""
        return format_decimal(value, locale=LOCALES[self.language]).replace("-", "−")

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


def named(language: Language) -> str:
    """The name of a language in that language, as it stands in a list: English, Français."""
    return str(LOCALES[language].language_name).capitalize()


@cache
def _plurals(language: str) -> frozenset[str]:
    return frozenset(LOCALES[language].plural_form(count) for count in _COUNTED)


def _gaps(words: str | Plural) -> set[str]:
    texts = [words] if isinstance(words, str) else words.forms.values()
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
