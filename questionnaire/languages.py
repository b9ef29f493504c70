"""The languages there are. This is the only place in code that names them: a new one is one word here, and its translations."""

from collections.abc import Mapping
from typing import Literal, get_args

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
OTHERWISE: Language = LANGUAGES[0]
"""Where nobody has said which; also the language of the programs' own messages."""

COUNTRIES: Mapping[str, str] = {"en": "GB", "fr": "FR"}
"""Whose spelling, dates and numbers are meant, where that must be said."""


def known(code: str | None) -> Language | None:
    """That language, if there is one of this name."""
    return next((language for language in LANGUAGES if language == code), None)


def opening_in(language: Language, address: str) -> str:
    """An address of ours that opens in that language, whoever follows it."""
    return f"{address}?language={language}"


def tag(language: Language) -> str:
    """As other programs name it: en-GB."""
    return "-".join((language, *filter(None, [COUNTRIES.get(language)])))
