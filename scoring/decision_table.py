"""The rule base as a decision model of GoRules (JDM), which another rule engine and its editor can read. Judges nothing.

Facts go in, each the id of a level or null if it is not known; fits, admissible outcomes and the verdict come out. The graph is
a line: a table that collects points, a table that collects the conditions that are met, their sum, and a table that chooses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from questionnaire.languages import OTHERWISE

from .models import Condition, RuleBase

MEDIA_TYPE = "application/vnd.gorules.decision"
_STEP = 300  # how far apart the editor draws the nodes
Model = dict[str, Any]
Clause = Mapping[str, Sequence[str]]
Row = tuple[Clause, Mapping[str, str]]
"""One rule of a table: the levels that facts must have (a fact not named may have any, or none), and an expression per output."""


def decision_table(rules: RuleBase) -> Model:
    """The whole rule base from facts to verdict, ready for `json.dumps`."""
    nodes = [
        _node("facts", "inputNode"),
        _collecting("points", rules, [o.id for o in rules.outcomes], _points(rules)),
        _collecting("conditions", rules, ["met"], _conditions(rules)),
        _node("fits", "expressionNode", passThrough=True, expressions=_expressions(rules)),
        _node("choice", "decisionTableNode", passThrough=True, **_choice(rules)),
        _node("verdict", "outputNode"),
    ]
    for number, node in enumerate(nodes):
        node["position"] = {"x": number * _STEP, "y": 0}
    edges = [{"id": f"{a['id']}-{b['id']}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]} for a, b in pairwise(nodes)]
    return {"contentType": MEDIA_TYPE, "nodes": nodes, "edges": edges}


def _points(rules: RuleBase) -> Iterator[Row]:
    """A row for what each outcome starts from, then one for each level that gives points."""
    yield {}, {o.id: str(o.base) for o in rules.outcomes}
    for points in rules.points:
        for level, value in points.levels.items():
            yield {points.fact: (level,)}, {o.id: str(value if o.id in points.outcomes else 0) for o in rules.outcomes}


def _conditions(rules: RuleBase) -> Iterator[Row]:
    """A row for each clause; any of them makes its condition met."""
    for name, condition in _named(rules):
        for clause in condition.any:
            yield clause, {"met": _quoted(name)}


def _named(rules: RuleBase) -> Iterator[tuple[str, Condition]]:
    for kind, conditions in (("gate", rules.gates), ("veto", rules.vetoes)):
        yield from ((f"{kind}_{number}", condition) for number, condition in enumerate(conditions, 1))


def _expressions(rules: RuleBase) -> list[Model]:
    """The fit of each outcome, then whether it is admissible, then the highest fit of those that are. Split always is."""
    found = [_expression(f"fits.{o.id}", f"sum(map(points, #.{o.id}))") for o in rules.outcomes]
    for outcome in rules.outcomes:
        mine = [name for name, condition in _named(rules) if outcome.id in condition.outcomes]
        needs = [f"{'not ' if name.startswith('veto') else ''}some(conditions, #.met == {_quoted(name)})" for name in mine]
        found.append(_expression(f"admissible.{outcome.id}", " and ".join(needs) or "true"))
    fits = ", ".join(f"$.admissible.{o.id} ? $.fits.{o.id} : $.fits.split" for o in rules.outcomes)
    return [*found, _expression("best", f"max([{fits}])")]


def _choice(rules: RuleBase) -> Model:
    """The first outcome in the tie order that is admissible and has the highest fit."""
    outputs = [{"id": "verdict", "name": "verdict", "field": "verdict"}]
    choices = [
        {"_id": f"choice-{outcome}", "best": f"admissible.{outcome} and fits.{outcome} == best", "verdict": _quoted(outcome)}
        for outcome in rules.verdict.tie_order
    ]
    return {"hitPolicy": "first", "inputs": [{"id": "best", "name": "best"}], "outputs": outputs, "rules": choices}


def _collecting(name: str, rules: RuleBase, outputs: Sequence[str], rows: Iterable[Row]) -> Model:
    """A table with a column for each fact, of which every row that fits is collected under its own name."""
    inputs = [{"id": fact.id, "name": fact.name[OTHERWISE], "field": fact.id} for fact in rules.facts]
    return _node(
        name, "decisionTableNode", hitPolicy="collect", passThrough=True, outputPath=name, inputs=inputs,
        outputs=[{"id": f"to.{output}", "name": output, "field": output} for output in outputs],
        rules=[_rule(f"{name}-{number}", rules, row) for number, row in enumerate(rows, 1)],
    )  # fmt: skip


def _rule(name: str, rules: RuleBase, row: Row) -> Model:
    clause, outputs = row
    cells = {fact.id: ", ".join(map(_quoted, clause.get(fact.id, ()))) for fact in rules.facts}
    return {"_id": name, **cells, **{f"to.{output}": value for output, value in outputs.items()}}


def _node(name: str, kind: str, **content: Any) -> Model:
    return {"id": name, "name": name, "type": kind, "content": content}


def _expression(key: str, value: str) -> Model:
    return {"id": key, "key": key, "value": value}


def _quoted(name: str) -> str:
    return f'"{name}"'
