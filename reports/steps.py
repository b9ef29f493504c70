"""First next steps: which advice goes with which verdict, audience and facts. The words are data."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from questionnaire.catalogue import questionnaire
from questionnaire.files import ContentError, load, repeated
from questionnaire.models import Audience, Content, Id, Language, Text
from scoring.assessment import Assessment
from scoring.models import Clause, OutcomeId, Sources, Strength
from scoring.rulebase import rule_base

from .blocks import Step

FILE = Path(__file__).parent / "content" / "steps.toml"


class Advice(Content):
    """One step: shown for its audiences and its verdicts or strengths, when one clause holds or there is none."""

    id: Id
    audiences: tuple[Audience, ...]
    verdicts: tuple[OutcomeId, ...] = ()
    strengths: tuple[Strength, ...] = ()
    any: tuple[Clause, ...] = ()
    title: Text
    text: Text
    sources: Sources

    def suits(self, found: Assessment, audience: Audience) -> bool:
        of_verdict = found.verdict in self.verdicts or found.strength in self.strengths
        held = not self.any or any(all(found.facts[f] in levels for f, levels in clause.items()) for clause in self.any)
        return audience in self.audiences and of_verdict and held


class _Steps(Content):
    step: tuple[Advice, ...]


@cache
def advice() -> tuple[Advice, ...]:
    """All steps. Raises ContentError with file, id and field."""
    found = load(FILE, _Steps).step
    facts = {f.id: f.level_ids for f in rule_base().facts}
    faults = [f"steps.toml: step {i!r} is given twice. Keep one." for i in repeated(a.id for a in found)]
    for one in found:
        faults += [f"steps.toml: step {one.id!r}: source {s!r} does not exist." for s in one.sources if s not in questionnaire().sources]
        for fact, levels in (pair for clause in one.any for pair in clause.items()):
            faults += [
                f"steps.toml: step {one.id!r}: {fact}: {level!r} does not exist." for level in levels if level not in facts.get(fact, ())
            ]
    if faults:
        raise ContentError(faults)
    return found


def next_steps(found: Assessment, audience: Audience, language: Language, cite: Callable[[tuple[str, ...]], str]) -> tuple[Step, ...]:
    """The steps for one assessment, in their order."""
    return tuple(Step(a.title[language], a.text[language], cite(a.sources)) for a in advice() if a.suits(found, audience))
