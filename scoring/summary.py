"""An assessment as a short text for a terminal, in the reader's language. Judges nothing."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from questionnaire.models import Language
from questionnaire.words import Voice

from .assessment import Assessment
from .models import RuleBase

WORDS = Path(__file__).parent / "words.toml"


def summary(found: Assessment, rules: RuleBase, language: Language) -> str:
    """The verdict, what speaks for and against it, what to take care of and what is not known."""
    say = Voice(language, WORDS)
    reasons = found.reasons_of(found.verdict)
    shown = [(r.points, say("points_because", points=say.signed(r.points), because=r.because[language])) for r in reasons]
    blocks = [
        "\n".join(_verdict(found, rules, say)),
        _block(say, "for_title", (line for points, line in shown if points > 0)),
        _block(say, "against_title", (line for points, line in shown if points < 0)),
        _block(say, "cautions_title", (rules.caution(c).text[language] for c in found.cautions)),
        _block(say, "missing_title", _missing(found, rules, say)),
        say("versions", questions=found.questions_version, rules=found.rules_version),
    ]
    return "\n\n".join(blocks)


def _verdict(found: Assessment, rules: RuleBase, say: Voice) -> Iterator[str]:
    verdict = rules.outcome(found.verdict)
    yield verdict.name[say.language]
    yield verdict.text[say.language]
    rival = rules.outcome(found.runner_up).name[say.language] if found.runner_up else None
    yield f"{say(found.strength)} {say('lead', count=found.margin, name=rival) if rival else say('no_rival')}"
    yield f"{say(found.side)} {say(f'side_{found.side_strength}')}"
    if found.lean:
        yield say(f"lean_{found.lean.lower()}")


def _missing(found: Assessment, rules: RuleBase, say: Voice) -> Iterator[str]:
    for outcome, facts in found.pending.items():
        yield say("pending", name=rules.outcome(outcome).name[say.language], facts=_names(facts, rules, say))
    unknown = [fact for fact, level in found.facts.items() if level is None]
    if unknown:
        yield say("not_known", facts=_names(unknown, rules, say))
    if len(found.possible) > 1:
        yield say("still_possible", names=_quoted([rules.outcome(o).name[say.language] for o in found.possible], say))


def _names(facts: Iterable[str], rules: RuleBase, say: Voice) -> str:
    return _quoted([rules.fact(fact).name[say.language] for fact in facts], say)


def _quoted(names: Iterable[str], say: Voice) -> str:
    return say.items([say("quoted", name=name) for name in names])


def _block(say: Voice, title: str, lines: Iterable[str]) -> str:
    return "\n".join([say(title), *(f"  {line}" for line in list(lines) or [say("nothing")])])
