"""What is missing of each person, and for what; what no person could change is said once, if it is the same for all."""

from collections.abc import Iterator, Sequence

from scoring.models import OutcomeId

from ..blocks import Block, Cell, Prose, Table
from ..compared import Judged
from ..comparison_blocks import Part, Shown
from .telling import Compared


def gaps(about: Compared) -> Part:
    barred = {tuple(one.barred()) for one in about.people}
    shared = len(barred) == 1
    blocks: list[Shown] = [*_barred(about, barred.pop())] if shared else []
    for one in about.people:
        blocks += [about.named(one), *_gaps_of(about, one), *(() if shared else _barred(about, one.barred()))]
    return Part("gaps", about.say("gaps"), tuple(blocks), new_page=True)


def _barred(about: Compared, outcomes: Sequence[OutcomeId]) -> Iterator[Prose]:
    if outcomes:
        yield Prose(about.say("gap_company", count=len(outcomes), names=about.tell.quoted_names(outcomes)), quiet=True)


def _gaps_of(about: Compared, one: Judged) -> Iterator[Block]:
    rows = tuple(
        (Cell(about.tell.name(gap.outcome)), Cell(_shown(about, one, gap.facts), gap.met), Cell(gap.check.because[about.tell.language]))
        for gap in one.gaps()
    )
    head = (about.say("gap_for"), about.say("gap_shown"), about.say("gap_asked"))
    yield Table(head, rows, (3, 4, 5), f"{about.say('gaps')} · {about.title(one)}") if rows else Prose(about.say("gaps_none"))
    if missing := one.not_answered(about.tell.asked):
        questions = about.tell.say.items([about.tell.quoted(about.question(q)) for q in missing])
        yield Prose(about.say("not_answered", count=len(missing), questions=questions), quiet=True)


def _shown(about: Compared, one: Judged, facts: Sequence[str]) -> str:
    return " · ".join(about.trait(one, fact).text for fact in facts)
