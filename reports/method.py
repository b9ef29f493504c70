"""The whole method, read off the questionnaire and the rule base, so that it can never say anything else than what judges.

Ids stand on the page as addresses (`fact-scale`, `gate-case_2-tie`), so that others can cite a rule. Draws nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from questionnaire.catalogue import questionnaire
from questionnaire.models import Language, Question
from questionnaire.words import Voice
from scoring.facts import questions_of
from scoring.invariants import Invariant
from scoring.models import Condition, Law, Outcome, Points, School
from scoring.proof import Proof
from scoring.rulebase import rule_base
from scoring.verdict import HALF_A_LEVEL

from .document import CONTENT, WORDS
from .flow import flow
from .method_blocks import Asked, Certificate, Chapter, Cited, Given, Matrix, Method, Proved, Told
from .reading import proof_of_levels
from .teller import Teller

METHOD_WORDS = CONTENT / "method.toml"
_STEPS = ("answers", "facts", "points", "conditions", "verdict", "strength")
_LIMITS: Mapping[str, tuple[str, ...]] = {
    "evidence": (), "sizes": (), "thresholds": ("L10", "L12", "L27", "L28", "L29", "L30"), "cost": ("L03", "L11", "L19"),
    "ai": ("L09", "L34"), "person": (),
}  # fmt: skip


@cache
def method_voice(language: Language) -> Voice:
    """The words of the page, and those of the report, which it shares."""
    return Voice(language, *WORDS, METHOD_WORDS)


def method(language: Language, proof: Proof) -> Method:
    """The whole page, with the proof of the rules it shows."""
    about = Teller(method_voice(language), questionnaire(), rule_base())
    say, rules = about.say, about.rules
    steps = tuple((say(f"how_{name}"), say(f"how_{name}_text", count=_count(about, name))) for name in _STEPS)
    return Method(
        language=language, titles={q: about.asked.questions[q].text[language] for q in about.asked.order},
        names={f.id: f.name[language] for f in rules.facts},
        steps=steps, flow=flow(say, about.asked, rules), chapters=tuple(chapters(about)),
        proof_of_levels=proof_of_levels(say, about.asked, rules), facts=tuple(about.fact_read(f) for f in rules.facts),
        cases=tuple(about.case(o) for o in rules.outcomes), matrices=tuple(matrices(about)),
        pointless=tuple(f.id for f in rules.facts if not any(p.fact == f.id for p in rules.points)),
        order=tuple((o, about.name(o)) for o in rules.verdict.tie_order), strengths=strengths(about),
        letters=say("letters_text", half=HALF_A_LEVEL), cautions=tuple(about.caution(c) for c in rules.cautions),
        schools=tuple(about.school(s) for s in rules.schools), certificate=proven(about, proof),
        limits=tuple(Told(f"limit-{name}", say(f"limit_{name}"), cited) for name, cited in _LIMITS.items()), sources=tuple(sources(about)),
    )  # fmt: skip


def _count(about: Teller, step: str) -> int:
    return len(about.rules.facts) if step == "facts" else len(about.asked.order)


# ---- questions


def chapters(about: Teller) -> Iterator[Chapter]:
    """Every question in its order, under the titles of the questionnaire."""
    for chapter in about.asked.chapters:
        here = [q for q in about.asked.order if about.asked.chapter_of(q) == chapter]
        notes = tuple(_not_after(about, about.asked.part(chapter.part).unless))
        yield Chapter(chapter.id, chapter.title[about.language], notes, tuple(_asked(about, about.asked.questions[q]) for q in here))


def _asked(about: Teller, question: Question) -> Asked:
    language, other = about.language, question.of_another
    said = [text[language] for text in (other.text, other.help, other.why) if text]
    facts = tuple(f.id for f in about.rules.facts if question.id in questions_of(f.rule, about.rules.evidence_cap))
    return Asked(
        id=question.id, text=question.text[language], help=question.help[language], why=question.why[language],
        options=tuple(o.text[language] for o in question.options), notes=tuple(_notes(about, question)), other=tuple(said),
        facts=facts, sources=question.sources,
    )  # fmt: skip


def _notes(about: Teller, question: Question) -> Iterator[str]:
    yield about.say("in_short" if question.short else "only_full")
    if question.asked_of == ("candidate",):
        yield about.say("asked_of_candidate")
    elif "candidate" not in question.asked_of:
        yield about.say("asked_of_others")
    yield from _not_after(about, question.unless)


def _not_after(about: Teller, unless: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for q, options in unless.items():
        question = about.asked.questions[q].text[about.language]
        yield about.say("not_asked_after", question=question, answers=about.answers(q, options))


# ---- points and verdict


def matrices(about: Teller) -> Iterator[Matrix]:
    """For each fact that gives points: level by verdict, then each rule with its reason."""
    for fact in about.rules.facts:
        rules = [p for p in about.rules.points if p.fact == fact.id]
        if rules:
            rows = tuple((about.level(fact.id, level), tuple(_given(about, rules, level))) for level in fact.level_ids)
            yield Matrix(fact.id, about.fact(fact.id), rows, tuple(_rule(about, one) for one in rules))


def _given(about: Teller, rules: Sequence[Points], level: str) -> Iterator[str]:
    for outcome in about.rules.outcomes:
        points = sum(one.levels.get(level, 0) for one in rules if outcome.id in one.outcomes)
        yield about.say.signed(points) if points else ""


def _rule(about: Teller, one: Points) -> Given:
    address = "-".join(("points", one.fact, *one.outcomes))
    return Given(Told(address, one.because[about.language], one.sources, one.against), one.outcomes, about.names(one.outcomes))


def strengths(about: Teller) -> tuple[tuple[str, str], ...]:
    """Each strength and the lead it takes."""
    solid, leaning = about.rules.verdict.solid_margin, about.rules.verdict.leaning_margin
    leads = {"solid": solid, "leaning": leaning, "toss_up": leaning}
    return tuple((name, about.say(f"strength_{name}", count=lead)) for name, lead in leads.items())


# ---- proof and sources


def proven(about: Teller, proof: Proof) -> Certificate:
    """The certificate: general laws first, then each law of the rule base, all its verdicts together."""
    say = about.say
    laws = [_general(i, say) for i in proof.invariants if not i.name.startswith("law.")]
    laws += [_law(about, law, proof) for law in about.rules.laws]
    held = say("proof_holds", held=sum(i.holds for i in proof.invariants), all=len(proof.invariants))
    return Certificate(
        rules=proof.rules_version, questions=about.asked.version, states=say.number(proof.states), held=held, holds=proof.holds,
        laws=tuple(laws), shares=tuple((o, about.name(o), say.number(n), _share(say, n / proof.states)) for o, n in proof.outcomes.items()),
    )  # fmt: skip


def _general(found: Invariant, say: Voice) -> Proved:
    name = found.name.replace(".", "_")
    return Proved(f"proved-{name}", say(f"proved_{name}"), "", found.holds, say.number(found.checked))


def _law(about: Teller, law: Law, proof: Proof) -> Proved:
    """A law of the rule base; it was looked at once for each verdict it names."""
    names = {f"law.{law.fact}.{o}" for o in law.outcomes}
    found = [i for i in proof.invariants if i.name in names]
    address, checked = "-".join(("law", law.fact, *law.outcomes)), about.say.number(sum(i.checked for i in found))
    return Proved(address, law.text[about.language], about.names(law.outcomes), all(i.holds for i in found), checked)


def _share(say: Voice, share: float) -> str:
    return say("percent_of", share=round(100 * share, 1))


def sources(about: Teller) -> Iterator[Cited]:
    """Every source, and how many questions, facts and rules cite it."""
    r = about.rules
    disputed: tuple[Outcome | Points | Condition | School, ...] = (*r.outcomes, *r.points, *r.gates, *r.vetoes, *r.schools)
    cites = [*(q.sources for q in about.asked.questions.values()), *(f.sources for f in r.facts), *(c.sources for c in r.cautions)]
    cites += [*(one.sources for one in disputed), *(one.against for one in disputed), *_LIMITS.values()]
    times = Counter(s for cited in cites for s in cited)
    for source in about.asked.sources.values():
        words = about.say("cited", count=times[source.id]) if times[source.id] else about.say("read_not_cited")
        yield Cited(source.id, source.title, source.address, words)
