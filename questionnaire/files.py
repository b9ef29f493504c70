"""TOML files to checked models; a fault names the file, the id and the field. Knows no question."""

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)
_TABLE_NUMBER_FIELD = 3  # the length of a place such as ("fact", 2, "name")


class ContentError(Exception):
    """A content file cannot be used. `faults` holds one sentence for each fault: file, id, field, what to mend."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises ContentError if it cannot be read or is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ContentError([f"{path.name}: cannot be read ({error.strerror}). Restore the file."]) from error
    except UnicodeDecodeError as error:
        raise ContentError([f"{path.name}: is not UTF-8 text. Save it as UTF-8."]) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ContentError([f"{path.name}: is not valid TOML: {error}. Mend that line."]) from error


def load(path: Path, model: type[M], lender: Path | None = None) -> M:
    """One content file as a checked model. Raises ContentError with one line per fault.

    `lender` is a newer file of the same kind: it lends fields that did not exist yet when the file was written.
    """
    data = read_toml(path)
    if lender:
        _lend(data, read_toml(lender), model)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ContentError(f"{path.name}: {_address(data, e['loc'])}: {e['msg']}." for e in error.errors()) from error


def _lend(data: dict[str, Any], lender: Mapping[str, Any], model: type[BaseModel]) -> None:
    """Gives each table of a list the fields that the model demands and it lacks, from the table with the same id."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        missing = [e["loc"] for e in error.errors() if e["type"] == "missing"]
        for table, number, field in (place for place in missing if len(place) == _TABLE_NUMBER_FIELD):
            mine = data[str(table)][number]
            namesakes = [one for one in lender.get(str(table), ()) if "id" in mine and one.get("id") == mine["id"]]
            mine |= {str(field): one[field] for one in namesakes[:1] if field in one}


def _address(data: Any, place: Sequence[int | str]) -> str:
    """('question', 3, 'text', 'fr') reads as: question, stage, text, fr."""
    words = []
    for step in place:
        data = _inside(data, step)
        words.append(data.get("id", f"number {step + 1}") if isinstance(step, int) and isinstance(data, dict) else _named(step))
    return ", ".join(map(str, words))


def _inside(data: Any, step: int | str) -> Any:
    if isinstance(data, list) and isinstance(step, int):
        return data[step] if step < len(data) else None
    return data.get(step) if isinstance(data, dict) else None


def _named(step: int | str) -> str:
    return f"number {step + 1}" if isinstance(step, int) else step


def fingerprint(*contents: BaseModel) -> str:
    """Twelve hex digits that change when, and only when, the meaning of the content changes."""
    canonical = json.dumps([c.model_dump(mode="json") for c in contents], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def repeated(ids: Iterable[str]) -> list[str]:
    """The ids that are given more than once."""
    return [i for i, times in Counter(ids).items() if times > 1]
