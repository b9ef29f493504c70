"""The way from the questions to the verdict as a drawing: where each line of words, each curve and each mark stands. Knows no SVG.

Lengths are in units of the drawing; y grows downwards. Questions end at the left of their fact; each verdict is a rail on the right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from questionnaire.models import Questionnaire
from questionnaire.words import Voice
from scoring.facts import questions_of
from scoring.models import Fact, OutcomeId, RuleBase

WIDTH = 1000
_ASKED, _BOX, _BOX_WIDTH, _RAILS, _RAIL_STEP = 410, 470, 160, 682, 70  # x: where questions end, boxes begin, the first rail stands
_GLYPHS, _NAMES, _HEAD = 40, 70, 150  # y: glyphs, the first line of their names, the first fact
_LINE, _QUESTION_GAP, _ROW_GAP, _AIR, _MARGIN = 17, 4, 16, 9, 35
_QUESTION_LETTERS, _FACT_LETTERS, _OUTCOME_LETTERS = 63, 22, 10
_FOOT_OF_LINE = 0.76  # of the height of a line, from its top
_SMALLEST, _MORE = 4.5, 1.6  # radius of a disc for no point, and what each point adds


@dataclass(frozen=True)
class Words:
    """A few lines of words at one x; each with the y of its foot."""

    x: float
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    words: Words


@dataclass(frozen=True)
class Asked:
    """A question beside its fact, and the curve that leads there."""

    words: Words
    curve: str


@dataclass(frozen=True)
class Dot:
    """Where a fact meets the rail of a verdict: the radius of its disc (0: gives no points) and of its ring (0: in no condition)."""

    outcome: OutcomeId
    x: float
    y: float
    disc: float
    ring: float


@dataclass(frozen=True)
class Row:
    """A fact in its box, its questions, and its marks on a line; the names are for those who hear or read them instead."""

    name: str
    box: Box
    line: str
    asked: tuple[Asked, ...]
    dots: tuple[Dot, ...]
    questions: tuple[str, ...]
    points: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Rail:
    """The vertical line of one verdict, with its name and the place of its glyph above."""

    outcome: OutcomeId
    line: str
    glyph: str
    words: Words


@dataclass(frozen=True)
class Flow:
    """The whole drawing: its size, a title for each column, the rails, the facts, and what the rails end in."""

    width: float
    height: float
    titles: tuple[Words, ...]
    rails: tuple[Rail, ...]
    rows: tuple[Row, ...]
    ends: Box


def flow(say: Voice, asked: Questionnaire, rules: RuleBase) -> Flow:
    """Each fact with its questions on its left and the verdicts it acts on at its right, in the order of the rule base."""
    rows, y = [], float(_HEAD)
    for fact in rules.facts:
        row, height = _row(say, asked, rules, fact, y)
        rows.append(row)
        y += height + _ROW_GAP
    rails = tuple(_rail(say, rules, number, y) for number in range(len(rules.outcomes)))
    left, right = _rail_x(0), _rail_x(len(rails) - 1)
    middle = (left + right) / 2
    columns = {"flow_questions": _ASKED - _AIR, "flow_facts": _BOX + _BOX_WIDTH / 2, "flow_verdicts": middle}
    titles = tuple(Words(x, ((_LINE, say(name)),)) for name, x in columns.items())
    ends = Box(left - _MARGIN, y + _AIR, right - left + 2 * _MARGIN, 2 * _LINE, _words(middle, y + _AIR + _LINE, [say("flow_ends")]))
    return Flow(WIDTH, ends.y + ends.height + 2, titles, rails, tuple(rows), ends)


def _row(say: Voice, asked: Questionnaire, rules: RuleBase, fact: Fact, top: float) -> tuple[Row, float]:
    """One fact, and the height it takes."""
    texts = list(_texts(say, asked, rules, fact))
    wrapped = [_balanced(text) for text in texts]
    name = wrap(fact.name[say.language], _FACT_LETTERS)
    box_height = len(name) * _LINE + 14
    height = max(_height(wrapped), box_height)
    y = top + height / 2
    box = Box(_BOX, y - box_height / 2, _BOX_WIDTH, box_height, _words(_BOX + _BOX_WIDTH / 2, y, name))
    dots = tuple(_dots(rules, fact, y))
    line = f"M{_BOX + _BOX_WIDTH},{y}H{dots[-1].x}" if dots else ""
    points, conditions = ([d.outcome for d in dots if d.disc], [d.outcome for d in dots if d.ring])
    row = Row(
        fact.name[say.language], box, line, tuple(_asked(wrapped, y)), dots, tuple(texts), _names(say, rules, points),
        _names(say, rules, conditions),
    )  # fmt: skip
    return row, height


def _texts(say: Voice, asked: Questionnaire, rules: RuleBase, fact: Fact) -> Iterator[str]:
    """The questions of a fact; those about experience together, as they are short and many."""
    named = [asked.questions[q] for q in dict.fromkeys(questions_of(fact.rule, rules.evidence_cap))]
    together = [q.text[say.language] for q in named if q.kind == "anchored"]
    yield from ["\u00a0· ".join(together)] if together else []
    yield from (q.text[say.language] for q in named if q.kind != "anchored")


def _balanced(text: str) -> list[str]:
    """In as few lines as fit, all of them about equally long."""
    fewest = len(wrap(text, _QUESTION_LETTERS))
    return next(lines for width in range(1, _QUESTION_LETTERS + 1) if len(lines := wrap(text, width, break_long_words=False)) <= fewest)


def _asked(wrapped: Sequence[list[str]], middle: float) -> Iterator[Asked]:
    """The questions of one fact, one below the other, their middle at the middle of the fact."""
    y, half_way = middle - _height(wrapped) / 2, (_ASKED + _BOX) / 2
    for lines in wrapped:
        centre = y + len(lines) * _LINE / 2
        yield Asked(_words(_ASKED - _AIR, centre, lines), f"M{_ASKED},{centre}C{half_way},{centre},{half_way},{middle},{_BOX},{middle}")
        y += len(lines) * _LINE + _QUESTION_GAP


def _height(wrapped: Sequence[list[str]]) -> float:
    return sum(len(lines) for lines in wrapped) * _LINE + (len(wrapped) - 1) * _QUESTION_GAP


def _words(x: float, centre: float, lines: Sequence[str]) -> Words:
    first = centre - len(lines) * _LINE / 2 + _LINE * _FOOT_OF_LINE
    return Words(x, tuple((first + number * _LINE, line) for number, line in enumerate(lines)))


def _dots(rules: RuleBase, fact: Fact, y: float) -> Iterator[Dot]:
    for number, outcome in enumerate(rules.outcomes):
        most = max((abs(n) for p in rules.points if p.fact == fact.id and outcome.id in p.outcomes for n in p.levels.values()), default=0)
        named = any(fact.id in clause for c in (*rules.gates, *rules.vetoes) if outcome.id in c.outcomes for clause in c.any)
        disc = _SMALLEST + _MORE * most if most else 0
        if most or named:
            yield Dot(outcome.id, _rail_x(number), y, disc, max(disc, _SMALLEST + _MORE) + 4 if named else 0)


def _rail(say: Voice, rules: RuleBase, number: int, foot: float) -> Rail:
    outcome, x = rules.outcomes[number], _rail_x(number)
    lines = wrap(outcome.name[say.language], _OUTCOME_LETTERS, break_long_words=False)
    words = Words(x, tuple((_NAMES + line * _LINE, text) for line, text in enumerate(lines)))
    arrow = f"M{x - 5},{foot - 2}L{x},{foot + 5}L{x + 5},{foot - 2}"
    return Rail(outcome.id, f"M{x},{_HEAD - _AIR}V{foot + 4}{arrow}", f"translate({x},{_GLYPHS}) scale(11)", words)


def _rail_x(number: int) -> float:
    return _RAILS + number * _RAIL_STEP


def _names(say: Voice, rules: RuleBase, outcomes: Sequence[str]) -> tuple[str, ...]:
    return tuple(rules.outcome(o).name[say.language] for o in outcomes)
