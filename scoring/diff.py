"""What a change of the rule base does: the states and the documented cases whose verdict changes. Explains nothing.

A rule base is a folder with facts.toml and cases.toml, or a git revision of this repository. Two are compared state by state, so
they must have the same facts and levels.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from questionnaire.catalogue import questionnaire
from questionnaire.files import ContentError, read_toml
from questionnaire.models import DONT_KNOW

from .assessment import Result
from .cube import Array, Cube
from .earlier import rule_base_of
from .facts import questions_of, read_facts
from .models import OutcomeId, RuleBase
from .rulebase import HERE

CASES = HERE.parent / "tests" / "cases"
_ANSWERS = ("inferred", "known", "answers")  # where a case keeps them; documented answers come before inferred ones
_DECIDES: Mapping[str, Any] = {
    "evidence_cap": True,
    "facts": {"__all__": {"id": True, "levels": {"__all__": {"id"}}, "rule": True}},
    "outcomes": {"__all__": {"id", "base"}},
    "points": {"__all__": {"outcomes", "fact", "levels"}},
    "gates": {"__all__": {"outcomes", "any"}},
    "vetoes": {"__all__": {"outcomes", "any"}},
    "verdict": True,
}


class Incomparable(ContentError):
    """Two rule bases without a common set of states."""


class Shift(Result):
    """So many states went from one verdict to another; `share` is of all states, 0 to 1."""

    was: OutcomeId
    now: OutcomeId
    states: int
    share: float


class Moved(Result):
    """A documented case whose verdict is another one now."""

    case: str
    was: OutcomeId
    now: OutcomeId


class Difference(Result):
    """What changes from one rule base to another; its JSON is a contract that only grows.

    `readings` are the facts that are read from the answers in another way, `cases` how many documented cases were looked at.
    """

    old: str
    new: str
    old_numbers: str
    new_numbers: str
    states: int
    changed: int
    share: float
    shifts: tuple[Shift, ...]
    readings: tuple[str, ...]
    cases: int
    moved: tuple[Moved, ...]


def numbers(rules: RuleBase) -> str:
    """Twelve hex digits over what decides a verdict and its strength, and over no word: they stay when a sentence is mended."""
    canonical = json.dumps(rules.model_dump(mode="json", include=dict(_DECIDES)), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def difference(old: str, new: str, cases: Path | None = None) -> Difference:
    """Compares two folders or revisions, and judges the cases of a folder by both. Raises ContentError with one sentence per fault."""
    before, after = rule_base_of(old), rule_base_of(new)
    _refuse_if_uncommon(before, after)
    first, second = Cube(before), Cube(after)
    shifts = tuple(_shifts(first, second))
    changed, documented = sum(one.states for one in shifts), cases_in(cases) if cases else {}
    return Difference(
        old=old, new=new, old_numbers=numbers(before), new_numbers=numbers(after),
        states=second.verdicts.size, changed=changed, share=changed / second.verdicts.size, shifts=shifts,
        readings=tuple(_readings(before, after)),
        cases=len(documented), moved=tuple(_moved(first, second, documented)),
    )  # fmt: skip


def told(changelog: Path, rules: RuleBase) -> bool:
    """Whether the first part of a changelog, the one not released yet, names the numbers of a rule base."""
    try:
        parts = changelog.read_text("utf-8").split("\n## ")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([f"{changelog}: cannot be read; name a changelog in UTF-8."]) from error
    return numbers(rules) in "".join(parts[1:2])


def in_lines(found: Difference) -> Iterator[str]:
    """The same for a terminal, each change of verdict on a line with its states and their share."""
    yield f"{found.old} (numbers {found.old_numbers}), {found.new} (numbers {found.new_numbers})"
    yield f"{found.changed:,} of {found.states:,} states change their verdict ({found.share:.2%})"
    yield from (f"  {one.was:>6} → {one.now:6} {one.states:>11,} {one.share:>8.2%}" for one in found.shifts)
    yield f"Facts read in another way: {', '.join(found.readings) or 'none'}"
    yield f"{len(found.moved)} of {found.cases} cases of the folder move"
    yield from (f"  {one.was:>6} → {one.now:6} {one.case}" for one in found.moved)


def cases_in(folder: Path) -> dict[str, Mapping[str, str]]:
    """The answers of every case in the TOML files of a folder, by its id. Raises ContentError for a folder or an answer of no use."""
    if not folder.is_dir():
        raise ContentError([f"{folder}: is not a folder; name one with cases in TOML files."])
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted(folder.glob("*.toml")):
        for case in _tables(read_toml(file)):
            given = [case[part] for part in _ANSWERS if part in case]
            if given:
                found[str(case.get("id"))] = _joined(f"{file.name}: case {case.get('id')}", given)
    return found


def _refuse_if_uncommon(old: RuleBase, new: RuleBase) -> None:
    if faults := "; ".join(_uncommon(_levels(old), _levels(new))):
        raise Incomparable([f"The rule bases cannot be compared state by state ({faults}); compare two with the same facts and levels."])


def _levels(rules: RuleBase) -> dict[str, tuple[str, ...]]:
    return {fact.id: fact.level_ids for fact in rules.facts}


def _uncommon(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield from (f"fact {fact} is only in the old one" for fact in old if fact not in new)
    yield from (f"fact {fact} is only in the new one" for fact in new if fact not in old)
    for fact in old:
        if fact in new and old[fact] != new[fact]:
            yield f"levels of {fact}: old {', '.join(old[fact])}, new {', '.join(new[fact])}"
    if old.keys() == new.keys() and list(old) != list(new):
        yield "the facts come in another order"


def _shifts(old: Cube, new: Cube) -> Iterator[Shift]:
    """Each change of verdict with its number of states, the most frequent first."""
    size = len(new.outcomes)
    pairs = np.bincount((_renumbered(old, new)[old.verdicts] * np.uint8(size) + new.verdicts).ravel(), minlength=size**2)
    for pair in np.argsort(-pairs, kind="stable"):
        was, now = divmod(int(pair), size)
        if was != now and pairs[pair]:
            states = int(pairs[pair])
            yield Shift(was=new.outcomes[was], now=new.outcomes[now], states=states, share=states / new.verdicts.size)


def _renumbered(old: Cube, new: Cube) -> Array:
    """The numbers that the old outcomes have in the new rule base."""
    return np.array([new.outcomes.index(outcome) for outcome in old.outcomes], np.uint8)


def _moved(old: Cube, new: Cube, cases: Mapping[str, Mapping[str, str]]) -> Iterator[Moved]:
    for case, answers in cases.items():
        was, now = _verdict(old, answers), _verdict(new, answers)
        if was != now:
            yield Moved(case=case, was=was, now=now)


def _verdict(cube: Cube, answers: Mapping[str, str]) -> OutcomeId:
    state = cube.state({reading.fact: reading.level for reading in read_facts(cube.rules, answers)})
    return cube.outcomes[int(cube.judge(state).verdict)]


def _readings(old: RuleBase, new: RuleBase) -> Iterator[str]:
    """The facts whose rule is another one, or whose marks are capped in another way."""
    caps_differ = old.evidence_cap != new.evidence_cap
    for before, after in zip(old.facts, new.facts, strict=True):
        capped = new.evidence_cap.question in questions_of(after.rule, new.evidence_cap)
        if before.rule != after.rule or (caps_differ and capped):
            yield after.id


def _tables(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every table of every list at the top of a file."""
    for value in data.values():
        yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _joined(at: str, given: Sequence[Any]) -> dict[str, str]:
    """Tables of answers as one, every answer checked; a later table comes before an earlier one."""
    questions, answers = questionnaire().questions, {}
    for table in given:
        if not isinstance(table, dict):
            raise ContentError([f"{at}: the answers are no table. Write question ids and option ids."])
        for question, option in table.items():
            if question not in questions or option not in (*questions[question].option_ids, DONT_KNOW):
                raise ContentError([f"{at}: {question} = {option!r} is no answer of the questionnaire. Correct it."])
        answers.update(table)
    return answers
