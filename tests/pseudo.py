"""A language for the tests alone, made from the English words: longer, accented, each text in ⟦brackets⟧.

What stands on a page outside brackets was not read from the content. It takes the place of Esperanto, whose dates Babel knows, and
proves that a language is one word in `questionnaire/languages.py` and its translations: `python -m tests.pseudo MODULE` runs a
module of the tests with it.
"""

import importlib.util
import re
import runpy
import sys
from pathlib import Path
from typing import Any

from babel.core import Locale

CODE = "eo"
_PLACE = Path(__file__).parents[1] / "questionnaire" / "languages.py"
_KEPT = re.compile(r"(\{[^}]*\}|`[^`]*`|\]\([^)]*\)|:[a-z_]+/[a-z_]+:|:[a-z]+(?=\[))")  # gaps, codes, addresses, icons, colours
_LONGER = str.maketrans({
    "a": "aá", "e": "eé", "i": "ií", "o": "oó", "u": "uú", "y": "ÿ", "n": "ñ", "c": "ç",
    "A": "Áa", "E": "Ée", "I": "Íi", "O": "Óo", "U": "Úu",
})  # fmt: skip
_WITHIN = re.compile(r"⟦[^⟦⟧]*⟧")
_NAMES = re.compile(r"Esperanto|English|Français|[a-z_]*[0-9a-f]{12}")
_BABEL = Locale(CODE)
_DATES = re.compile("|".join([*map(str, _BABEL.months["format"]["wide"].values()), r"\bkaj\b", r"\baŭ\b"]))
_SITES = re.compile(r"https?:\S+|\b[\w-]+(?:\.[\w-]+)+")
_ACCENTED = re.compile(r"\w*[áéíóúÁÉÍÓÚÿñç]\w*")  # of ours even where a drawing breaks a text into lines


def install() -> None:
    """One more word in the one place, and a translation of every text. Before anything else of ours is imported."""
    written = _PLACE.read_text("utf-8").replace('Literal["en", "fr"]', f'Literal["en", "fr", "{CODE}"]')
    spec = importlib.util.spec_from_file_location("questionnaire.languages", _PLACE)
    assert spec
    languages = importlib.util.module_from_spec(spec)
    sys.modules["questionnaire.languages"] = languages
    exec(compile(written, str(_PLACE), "exec"), languages.__dict__)  # noqa: S102 - the file itself, with one more word
    assert CODE in languages.LANGUAGES

    from questionnaire import files  # noqa: PLC0415 - only now is there one more language

    read = files.read_toml
    files.read_toml = lambda path: _translated(read(path))


def pseudo(english: str) -> str:
    """Gaps and marks are kept, the rest is longer and accented."""
    parts = _KEPT.split(english)
    return f"⟦{''.join(part if number % 2 else part.translate(_LONGER) for number, part in enumerate(parts))}⟧"


def left(words: str) -> str:
    """The words of a text that stand outside brackets, of two letters or more; names of languages and sites, and dates, are none."""
    while words != (outside := _WITHIN.sub(" ", words)):
        words = outside
    for known in (_SITES, _NAMES, _DATES, _ACCENTED):
        words = known.sub(" ", words)
    return " ".join(re.findall(r"[^\W\d_]{2,}", words))


def _translated(raw: Any) -> Any:
    match raw:
        case {"en": english, "fr": _}:
            return {**raw, CODE: {form: pseudo(said) for form, said in english.items()} if isinstance(english, dict) else pseudo(english)}
        case dict():
            return {key: _translated(value) for key, value in raw.items()}
        case list():
            return [_translated(one) for one in raw]
    return raw


if __name__ == "__main__":
    install()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
