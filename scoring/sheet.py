"""A file from outside to a checked Sheet; one clear sentence for whatever is wrong with it. Judges nothing.

Every answer in a file counts: nothing in a file is hidden, because relevance is a matter of a sitting.
"""

import json
import math
import re
import reprlib
import textwrap
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict

from questionnaire.catalogue import deepening, questionnaire
from questionnaire.files import repeated
from questionnaire.languages import OTHERWISE
from questionnaire.models import DONT_KNOW, LANGUAGES, Audience, Language, Questionnaire

LARGEST = 1_000_000  # bytes; a complete sheet has about 2,000
DEEPEST = 200  # dots in one line of TOML: the time to read a dotted key grows with the square of its parts
_TWICE = ("overwrite", "twice", "duplicate")  # how the TOML reader words it


class Sheet(BaseModel):
    """The answers of one file, by question id, and how to talk about them; `deeper` are those that only the report uses."""

    model_config = ConfigDict(frozen=True)

    audience: Audience = "founder"
    language: Language = OTHERWISE
    answers: Mapping[str, str]
    deeper: Mapping[str, str] = {}


class SheetError(Exception):
    """A sheet cannot be used. The message is one sentence: where, what, and how to mend it."""


def read_sheet(path: Path, asked: Questionnaire | None = None) -> Sheet:
    """The sheet in a TOML or JSON file, every id checked. Raises SheetError."""
    try:
        return _checked(_parsed(_text(path), is_json=path.suffix.lower() == ".json"), asked or questionnaire())
    except SheetError as error:
        raise SheetError(f"{path}: {error}") from error


def _text(path: Path) -> str:
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(f"is not UTF-8 text (byte {error.start + 1}); save it as UTF-8.") from error
    if not text.strip():
        raise SheetError("is empty; write a table answers with question ids and option ids.")
    return text


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            data = file.read(LARGEST + 1) if size <= LARGEST else b""  # a pipe or a device tells no size beforehand
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SheetError(f"cannot be read ({reason.lower()}); name a TOML or JSON file that exists and that you may read.") from error
    if max(size, len(data)) > LARGEST:
        raise SheetError("is larger than 1 MB; a sheet holds one short line for each question, so check that this is the right file.")
    return data


def _parsed(text: str, *, is_json: bool) -> Any:
    """The tables of a file; JSON if its name or its first character says so, TOML otherwise."""
    kind = "JSON" if is_json or text.lstrip().startswith("{") else "TOML"
    try:
        return _from_json(text) if kind == "JSON" else _from_toml(text)
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        reason = textwrap.shorten(str(error), 120)
        if any(word in reason.lower() for word in _TWICE):
            raise SheetError(f"an id is given twice ({_line(text, reason)}); keep one of the two.") from error
        raise SheetError(f"is not valid {kind} ({reason}); mend that place.") from error


def _line(text: str, reason: str) -> str:
    """The line that the TOML reader names; the last one where it says "at end of document"."""
    lines = text.rstrip().split("\n")
    named = re.search(r"line (\d+)", reason)
    number = int(named[1]) if named else len(lines)
    return f"line {number}: {_shown(lines[number - 1].strip())}"


def _from_json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_once, parse_float=_finite, parse_constant=_finite)


def _from_toml(text: str) -> dict[str, Any]:
    if any(line.count(".") > DEEPEST for line in text.splitlines() if not line.lstrip().startswith("#")):
        raise _too_deep()
    return tomllib.loads(text, parse_float=_finite)


def _too_deep() -> SheetError:
    return SheetError("is nested too deeply; answers is one flat table of question ids and option ids.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key in repeated(key for key, _ in pairs):
        raise SheetError(f"{_shown(key)} is given twice; keep one of the two.")
    return dict(pairs)


def _finite(number: str) -> float:
    if not math.isfinite(value := float(number)):
        raise SheetError(f"{_shown(number)} is not a number that can be used; every answer is an option id in quotes.")
    return value


def _checked(data: Any, asked: Questionnaire) -> Sheet:
    if not isinstance(data, dict):
        raise SheetError(f"holds {_kind(data)} where a table is needed; write audience, language and answers.")
    audience = _one_of("audience", data.get("audience", "founder"), get_args(Audience))
    language = _one_of("language", data.get("language", OTHERWISE), LANGUAGES)
    if "answers" not in data:
        raise SheetError("answers is missing; add a table answers with question ids and option ids, empty if nothing is known.")
    answers = _answers("answers", data["answers"], asked)
    deeper = _answers("deepening", data.get("deepening", {}), deepening())
    return Sheet(audience=audience, language=language, answers=answers, deeper=deeper)


def _answers(table: str, given: Any, asked: Questionnaire) -> dict[str, str]:
    """The answers in one table of a file, every id checked."""
    if not isinstance(given, dict):
        raise SheetError(f"{table} is {_kind(given)}; make it a table of question ids and option ids.")
    return {question: _answer(table, question, option, asked) for question, option in given.items()}


def _answer(table: str, question: str, option: Any, asked: Questionnaire) -> str:
    if question not in asked.questions:
        raise SheetError(f"{table}: there is no question {_shown(question)}; {_suggestion(question, asked.questions)}.")
    return _one_of(f"{table}: {question}", option, (*asked.questions[question].option_ids, DONT_KNOW))


def _one_of(where: str, value: Any, allowed: Sequence[str]) -> str:
    if not isinstance(value, str):
        raise SheetError(f"{where} is {_kind(value)}; write one of these in quotes: {', '.join(allowed)}.")
    if value not in allowed:
        raise SheetError(f"{where} cannot be {_shown(value)}; write one of {', '.join(allowed)}.")
    return value


def _suggestion(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name[:40], known, n=1)
    return f"write {close[0]!r} if that is what you mean" if close else "take it out, or use an id of the questionnaire"


def _kind(value: Any) -> str:
    """A value's type as people call it; never the value itself, which may be huge."""
    kinds: tuple[tuple[Any, str], ...] = (
        (bool, "true or false"), (int | float, "a number"), (str, "a text"), (list, "a list"), (dict, "a table"), (type(None), "null"),
    )  # fmt: skip
    return next((name for kind, name in kinds if isinstance(value, kind)), "a date or a time")


def _shown(value: str) -> str:
    """Quoted, cut short and with control characters escaped, so that any id fits into one line."""
    return reprlib.repr(value)
