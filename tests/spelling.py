"""Is every word of the content spelt right? `python -m tests.spelling`: one line for each that is not, with file, id and language.

The dictionaries are those of pyspellchecker, offline. Words of our own stand in `own_words.txt`, next to this file, each once.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from spellchecker import SpellChecker

from questionnaire.languages import LANGUAGES

ROOT = Path(__file__).parent.parent
OWN = Path(__file__).with_name("own_words.txt")
FILES = ("questionnaire/content/**/*.toml", "scoring/*.toml", "reports/**/*.toml", "sharing/**/*.toml")

_GAP = r"\{[^}]*\}"
_CODE = r"`[^`]*`|python -m [a-z ]+|(?<!\w)/[a-z]+|:[a-z_]+/[a-z_]+:|:[a-z]+(?=\[)"  # an address in a program, an icon, a colour
_ADDRESS = r"\]\([^)]*\)|\S+@\S+|https?:\S+"
_NOT_WORDS = re.compile(f"{_GAP}|{_CODE}|{_ADDRESS}")
_WORD = re.compile(r"[^\W\d_]+(?:[’'·-][^\W\d_]+)*")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)’", re.IGNORECASE)

# The English dictionary is American. A British spelling is right if its American twin is a word, and the twin is then wrong here.
_TWINS = {
    r"is(e|ed|es|er|ers|ing|ation|ations)": r"iz\1", r"ys(e|ed|es|ing)": r"yz\1", r"our(|s|ed|ing|able|ite|ites|al|ful|less|hood)": r"or\1",
    r"tre(|s|d)": r"ter\1", r"ll(ed|ing|er|ers)": r"l\1", r"ogue(|s)": r"og\1", r"ence(|s)": r"ense\1",
}  # fmt: skip
_AMERICAN = re.compile(
    r"(?!(?:cap)?siz|priz|seiz).*(?:iz(?:e|ed|es|er|ers|ing|ation|ations)|yz(?:e|ed|es|ing))"
    r"|(?:col|fav|hon|lab|rum|flav|harb|neighb|behavi|endeav|rig|vig|hum)or(?:s|ed|ing|able|ite|ites|al|ful|less|hood)?"
    r"|centers?|theaters?|meters?|catalogs?|dialogs?|defense|offense|license[ds]?|judgments?|fulfills?|enrollment|gray|traveled|modeling"
)


class Said(NamedTuple):
    """Words in one language, with their address."""

    file: str
    id: str
    language: str
    words: str


def everything() -> Iterator[Said]:
    """All words of the content that are written in every language."""
    for file in sorted({file for pattern in FILES for file in ROOT.glob(pattern)} - set(ROOT.glob("scoring/released/*"))):
        yield from _said(str(file.relative_to(ROOT)), "", tomllib.loads(file.read_text("utf-8")))


def misspelt() -> list[str]:
    """One sentence for each word that is unknown in its language, and for each of our own that nobody uses."""
    found = [(one, word) for one in everything() for word in _words(one.words) if not known(word, one.language)]
    used = {part for one in everything() for word in _words(one.words) for part in (word, *_parts(word, one.language))}
    used |= {word[0].lower() + word[1:] for word in used}
    return [
        *(
            f"{one.file}: {one.id}: {one.language}: {word!r} is not in the dictionary. Correct it, or add it to {OWN.name}."
            for one, word in found
        ),
        *(f"{OWN.name}: {word!r} is used nowhere. Take it out." for word in sorted(_own()) if word not in used),
    ]


def known(word: str, language: str) -> bool:
    """In the dictionary, or one of ours; English as it is spelt in Britain. Of a compound each part must be."""
    return _ours(word) or all(_ours(part) or len(part) == 1 or _in_dictionary(part.lower(), language) for part in _parts(word, language))


def _in_dictionary(word: str, language: str) -> bool:
    found = word.replace("’", "'") in _dictionary(language) or word.replace("œ", "oe") in _dictionary(language)
    if language != "en":
        return found
    twins = {re.sub(f"{british}$", american, word) for british, american in _TWINS.items()} - {word}
    return (found and not _AMERICAN.fullmatch(word)) or any(twin in _dictionary(language) for twin in twins)


def _parts(word: str, language: str) -> list[str]:
    """A word without its elided article or possessive; a compound in its parts."""
    if _in_dictionary(word.lower(), language):
        return [word]
    bare = _ELIDED.sub("", word) if language == "fr" else re.sub("’s?$", "", word)
    return [bare] if _ours(bare) or _in_dictionary(bare.lower(), language) else re.split(r"[-·]", bare)


def _words(text: str) -> list[str]:
    return _WORD.findall(_NOT_WORDS.sub(" ", text))


def _said(file: str, where: str, raw: Any) -> Iterator[Said]:
    match raw:
        case dict() if raw.keys() == set(LANGUAGES):
            for language, words in raw.items():
                for text in words.values() if isinstance(words, Mapping) else (words,):
                    yield Said(file, where.strip(), language, text)
        case dict():
            for key, value in raw.items():
                yield from _said(file, f"{where} {value.get('id', key) if isinstance(value, dict) else key}", value)
        case list():
            for number, value in enumerate(raw, 1):
                yield from _said(file, f"{where} {value.get('id', number) if isinstance(value, dict) else number}", value)


@cache
def _dictionary(language: str) -> SpellChecker:
    return SpellChecker(language=language, distance=1)


def _ours(word: str) -> bool:
    """A name must be written as it is; another word may begin a sentence."""
    return not _own().isdisjoint({word, word[0].lower() + word[1:]})


@cache
def _own() -> frozenset[str]:
    return frozenset(line for line in OWN.read_text("utf-8").splitlines() if line and not line.startswith("#"))


if __name__ == "__main__":
    faults = misspelt()
    sys.stdout.write("\n".join(faults or ["0 faults"]) + "\n")
    sys.exit(bool(faults))
