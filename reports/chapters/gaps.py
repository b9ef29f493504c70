"""The few gaps that matter for the verdicts in a candidate's reach: what to do about each, and what would prove it closed."""

from collections.abc import Iterator
from itertools import chain, zip_longest

from questionnaire.models import Content
from scoring.assessment import Counterfactual
from scoring.models import AnchorsRule, RequiredRule

from ..blocks import Block, Cell, Note, Notes, Prose, Section, Table
from ..chosen import Piece, Text, content
from ..compared import Judged, Person
from ..levels import ANCHORS, SHOWN, Marks, levels
from ..subject import Subject

_MOST = 3
_NEEDED = {"product": SHOWN + 1, "technology": SHOWN + 1, "readiness": SHOWN}  # the mark from which a competency holds nobody back


class Plan(Piece):
    """What to do in the coming months about one competency, which is its id."""

    text: Text


class Proof(Piece):
    """What to do about answers that do not count in full."""

    title: Text
    text: Text
    advice: Text


class _Gaps(Content):
    plan: tuple[Plan, ...]
    proof: tuple[Proof, ...]


def pieces() -> _Gaps:
    """A plan for each competency, and what to do for want of proof. Raises ContentError with file, id and field."""
    return content("gaps.toml", _Gaps)


def gaps(about: Subject) -> Section:
    """First what is answered but not proven, then what is not there yet: at most three of each."""
    marks = levels(about.found.answers, about.questions, about.rules.evidence_cap)
    wanted = needed(about)
    weak = _weak(about, wanted or _to_work_on(about), marks)
    unproven = [q for q in weak if marks[q][0] < marks[q][1]]
    open_still = [q for q in weak if q not in unproven][: _MOST - bool(unproven)]
    blocks = (*_proof(about, unproven[:_MOST], marks), *_plans_for(about, open_still, marks))
    return Section("gaps", about.say("chapter_gaps"), (Prose(_why(about, wanted)), *blocks) if blocks else ())


def needed(about: Subject) -> tuple[str, ...]:
    """The facts about the person that another verdict here still asks for, those of the nearest change first."""
    nearest = (shift.fact for one in _own_changes(about) for shift in one.changes)
    alone = Judged(Person("", "A", "", about.found.answers, finished=True), about.found, about.rules)
    asked = (fact for gap in alone.gaps() for fact in gap.facts)
    return tuple(fact for fact in dict.fromkeys((*nearest, *asked)) if fact in _to_work_on(about))


def _to_work_on(about: Subject) -> tuple[str, ...]:
    """The facts that work can raise; wanting one field alone is a wish, not a gap."""
    return tuple(fact for fact in _NEEDED if not _wished(about, fact))


def _wished(about: Subject, fact: str) -> bool:
    rule = about.rules.fact(fact).rule
    return isinstance(rule, RequiredRule) and any(about.found.answers.get(q) in options for q, options in rule.against.items())


def _own_changes(about: Subject) -> list[Counterfactual]:
    """The sets of changes that a person can work on and that only rise, the fewest first."""
    return sorted((one for one in about.found.counterfactuals if _own(about, one)), key=lambda one: len(one.changes))


def _own(about: Subject, one: Counterfactual) -> bool:
    return all(c.fact in _to_work_on(about) and _rank(about, c.fact, c.then) > _rank(about, c.fact, c.now) for c in one.changes)


def _rank(about: Subject, fact: str, level: str) -> int:
    return about.rules.fact(fact).level_ids.index(level)


def _why(about: Subject, wanted: tuple[str, ...]) -> str:
    """What would turn the verdict, or which conditions are not met yet, or that nothing is missing."""
    say = about.say
    if turning := _own_changes(about):
        changes = about.quoted([_becomes(about, c.fact, c.then) for c in turning[0].changes])
        return say("gaps_turn", changes=changes, name=about.name(turning[0].outcome))
    return say("gaps_open", facts=about.facts(wanted)) if wanted else say("gaps_none")


def _becomes(about: Subject, fact: str, level: str) -> str:
    return about.say("fact_level", fact=about.fact(fact), level=about.rules.fact(fact).level_text(level)[about.language])


def _weak(about: Subject, facts: tuple[str, ...], marks: dict[str, Marks]) -> list[str]:
    """The competencies that hold these facts back, the lowest of each fact in turn, so that each fact has its share."""
    ranked = (sorted((q for q in _items(about, fact) if _low(fact, q, marks)), key=lambda q: _lowest(marks[q])) for fact in facts)
    return [q for q in chain.from_iterable(zip_longest(*ranked)) if q]


def _lowest(mark: Marks) -> tuple[int, int]:
    """The lowest that counts first; of those alike, the one that proof would raise most."""
    counted, said = mark
    return counted, -said


def _items(about: Subject, fact: str) -> tuple[str, ...]:
    rule = about.rules.fact(fact).rule
    return tuple(rule.items) if isinstance(rule, AnchorsRule | RequiredRule) else ()


def _low(fact: str, question: str, marks: dict[str, Marks]) -> bool:
    return question in marks and marks[question][0] < _NEEDED[fact]


def _proof(about: Subject, questions: list[str], marks: dict[str, Marks]) -> Iterator[Block]:
    """The answers that do not count in full, and what an example of each would have to show, in the words of the answer itself."""
    say, language = about.say, about.language
    for one in about.picked(pieces().proof) if questions else ():
        title, text, advice = one.title[language], one.text[language], one.advice[language]
        rows = tuple((Cell(about.question(q)), Cell(_anchor(about, q, marks[q][1]))) for q in questions)
        yield Notes((Note(title, text, about.cite(one.sources), say("gaps_do"), advice),))
        yield Table((say("gaps_answer"), say("gaps_shows")), rows, (4, 7), title, dense=True)


def _plans_for(about: Subject, questions: list[str], marks: dict[str, Marks]) -> Iterator[Block]:
    found = {plan.id: plan for plan in about.picked(pieces().plan)}
    notes = tuple(_note(about, q, found[q], marks[q][0]) for q in questions if q in found)
    if notes:
        yield Notes(notes)


def _note(about: Subject, question: str, plan: Plan, counted: int) -> Note:
    """The next level that counts as shown proves it; those below speak of help, or of habits nobody aims for."""
    proof = about.say("gaps_quoted", anchor=_anchor(about, question, max(SHOWN, counted + 1)))
    text = plan.text[about.language]
    return Note(about.question(question), text, about.cite(plan.sources), about.say("gaps_closed"), proof)


def _anchor(about: Subject, question: str, mark: int) -> str:
    return about.questions.answer_text(question, ANCHORS[mark - 1], about.language)
