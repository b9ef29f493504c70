"""The four cases and the split side by side, and every reason with its points."""

from collections.abc import Sequence

from questionnaire.words import Voice
from scoring.assessment import Check, Reason
from scoring.models import OutcomeId

from ..blocks import Bar, Block, Cell, Figure, Mark, Prose, Section, Standing, Standings, Table
from ..subject import SPLIT, VERDICT, Subject
from .reasons import of_the_runner_up, said_of

_FEW = 2  # cautions


def cases(about: Subject) -> Section:
    """Each outcome with its points, and its conditions by whether they hold: the verdict first, the most points next."""
    say = about.say
    head = (say("cases_outcome"), say("cases_holds"), say("cases_fails"), say("cases_unknown"))
    standings = tuple(_standing(about, outcome) for outcome in _in_order(about))
    return Section("cases", say("chapter_cases"), (Standings(head, standings, say("cases_none"), say("chapter_cases")),))


def _in_order(about: Subject) -> list[OutcomeId]:
    found = about.found
    return sorted(found.fits, key=lambda o: (o != found.verdict, o not in found.admissible, -found.fits[o]))


def _standing(about: Subject, outcome: OutcomeId) -> Standing:
    found, say = about.found, about.say
    told = say("cases_verdict_points" if outcome == found.verdict else "cases_points", count=found.fits[outcome])
    holds = (say("cases_split_holds"),) if outcome == SPLIT else _conditions(about, outcome, "yes")
    fails, unknown = _conditions(about, outcome, "no"), _conditions(about, outcome, "unknown")
    return Standing(outcome, about.named(outcome), told, outcome == found.verdict, holds, fails, unknown)


def _conditions(about: Subject, outcome: OutcomeId, mark: Mark) -> tuple[str, ...]:
    return tuple(c.because[about.language] for c in about.found.checks_of(outcome) if _mark(c) == mark)


def _mark(check: Check) -> Mark:
    """A gate that is met and a veto that does not apply both speak for the outcome."""
    if check.met == "unknown":
        return "unknown"
    return "yes" if (check.met == "yes") == (check.kind == "gate") else "no"


def fits(about: Subject) -> Section:
    """The points of all outcomes as a chart: on the page of the decision, unless cautions take the room there."""
    found, say = about.found, about.say
    bars = tuple(Bar(o, about.name(o), found.fits[o], o in found.admissible, o == found.verdict) for o in _in_order(about))
    spoken = [say("fits_alt_row" if b.admissible else "fits_alt_row_not_met", name=b.name, points=b.fit) for b in bars]
    figure = Figure(bars, say("not_met"), say("fits_alt", rows=f"{'. '.join(spoken)}."), say("fits_caption"), _in_table(bars, say))
    return Section("fits", say("fits_title"), (figure,), place="end" if len(found.cautions) <= _FEW else None)


def _in_table(bars: Sequence[Bar], say: Voice) -> Table:
    """What the bars say: the points of each outcome, and whether its conditions are met."""
    head = (say("verdict_label"), say("table_points"), say("table_conditions"))
    rows = tuple(
        (
            Cell(say("table_chosen", name=bar.name) if bar.verdict else bar.name),
            Cell(str(bar.fit).replace("-", "−")),
            Cell(say("table_met") if bar.admissible else say("not_met")),
        )
        for bar in bars
    )
    return Table(head, rows, (5, 2, 4), say("table_of_points"))


def reasons_in_full(about: Subject) -> Section:
    """Every point of the verdict, which add up to its fit; those that only the runner-up got; all that a candidate says of a fact."""
    found, say = about.found, about.say
    total = Cell(say.signed(found.fits[found.verdict])), Cell(say("cases_total")), Cell(""), Cell("")
    blocks: list[Block] = [_table(about, found.reasons_of(found.verdict), say("cases_reasons_title"), total)]
    if found.runner_up and (rival := of_the_runner_up(found)):
        told = say("runner_up_points", name=about.name(found.runner_up))
        blocks += [Prose(told), _table(about, rival, say("cases_next_points", name=about.name(found.runner_up)))]
    said = (about.remark(fact, said_of(about, fact)) for fact in about.comments if fact != VERDICT)
    return Section("reasons_in_full", say("cases_reasons_title"), (*blocks, *(remark for remark in said if remark)))


def _table(about: Subject, reasons: list[Reason], caption: str, *last: tuple[Cell, ...]) -> Table:
    say = about.say
    head = (say("cases_points_head"), say("fact"), say("cases_why"), say("source"))
    return Table(head, (*(_row(about, reason) for reason in reasons), *last), (2, 6, 9, 4), caption, dense=True)


def _row(about: Subject, reason: Reason) -> tuple[Cell, ...]:
    row = about.row(reason)
    sources, against = ", ".join(reason.sources), ", ".join(reason.against)
    cited = about.say("cases_sources_disagree", sources=sources, against=against) if against else sources
    return Cell(row.points), Cell(row.title), Cell(row.text), Cell(cited)
