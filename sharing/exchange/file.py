"""A bundle to the bytes of a JSON file (RFC 8259) and back. What cannot be read is refused with one sentence, before anything is kept."""

import json
import re
from typing import Any, NoReturn

from pydantic import ValidationError

from questionnaire.catalogue import questionnaire
from questionnaire.models import Questionnaire

from .checks import contradictions, unknown_answers
from .document import FORMAT, FORMAT_VERSION, Bundle

MOST_MEGABYTES, MOST_DEPTH = 20, 16
MOST_MARKS, MOST_KEYS = 2_000_000, 32  # quotes, brackets and commas of a file, keys of an object: no bundle of 20 MB has as many
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)  # one without an end is one too: never tried twice
_NO_MARK = bytes(set(range(256)) - set(b"[]{},"))
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELD = re.compile(r"[a-z_]{1,40}")


class Unreadable(Exception):
    """A file that is no bundle, or a damaged one. `voice(error.key, **error.gaps)` says so in one sentence."""

    def __init__(self, key: str, **gaps: Any) -> None:
        super().__init__(f"{key} {gaps}")
        self.key, self.gaps = key, gaps


def to_json(bundle: Bundle) -> bytes:
    """Strict JSON in UTF-8, equal for equal bundles. Never stopped by a character: half a pair becomes U+FFFD."""
    text = json.dumps(bundle.model_dump(warnings=False), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub("\ufffd", text).encode()


def from_json(data: bytes, q: Questionnaire | None = None) -> Bundle:
    """The bundle of a file. Every text passes the gate again; every answer must be one of this questionnaire. Raises Unreadable."""
    found = _parsed(data)
    _recognised(found)
    try:
        bundle = Bundle.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise Unreadable("import_place", place=_place(first["loc"])) from error
    for place in unknown_answers(bundle, q or questionnaire()):
        raise Unreadable("import_answer", place=place)
    for place in contradictions(bundle):
        raise Unreadable("import_contradiction", place=place)
    return bundle


def _parsed(data: bytes) -> Any:
    """What the file holds, of a size and depth that can be held. Python's parser sees to what the RFC leaves open: keys given twice."""
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise Unreadable("import_too_large", limit=MOST_MEGABYTES)
    _spread(data)
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_distinct, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # ValueError: no UTF-8, no JSON, a number of thousands of digits
        raise Unreadable("import_not_json") from error


def _spread(data: bytes) -> None:
    """Refuses what would grow many times larger when it is read, or is nested deeper than any bundle."""
    if data.count(b'"') > MOST_MARKS:
        raise Unreadable("import_not_ours")
    marks = _STRING.sub(b"", data).translate(None, _NO_MARK)
    if len(marks) > MOST_MARKS:
        raise Unreadable("import_not_ours")
    depth = 0
    for bracket in marks.replace(b",", b""):
        depth += 1 if bracket in b"[{" else -1
        if depth > MOST_DEPTH:
            raise Unreadable("import_not_ours")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_KEYS:
        raise Unreadable("import_not_ours")
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is given twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _recognised(found: Any) -> None:
    version = found.get("format_version") if isinstance(found, dict) and found.get("format") == FORMAT else None
    if type(version) is not int or version < FORMAT_VERSION:
        raise Unreadable("import_not_ours")
    if version > FORMAT_VERSION:
        raise Unreadable("import_newer")


def _place(steps: tuple[int | str, ...]) -> str:
    """Where in the file, counted from 1. Names that are none of ours are not repeated."""
    return ", ".join(str(step + 1) if isinstance(step, int) else step if _FIELD.fullmatch(step) else "?" for step in steps)
