"""A brief taken out whole, in one read transaction, and put back whole, in one that writes. Locks and audit stay behind."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Select, Table, insert, or_, select
from sqlalchemy.engine import Connection, RowMapping

from database import ledger
from questionnaire import keys
from questionnaire.store import answers, sittings

from ..exchange.document import (
    Bundle,
    Kept,
    KeptAdvice,
    KeptAnswer,
    KeptBrief,
    KeptCandidate,
    KeptComment,
    KeptConsent,
    KeptCounts,
    KeptDecision,
    KeptInvitation,
    KeptRanking,
    KeptSitting,
    counts_of,
    without_names,
)
from .tables import audit, briefs, candidates, comments, decisions, invitations, rankings

K = TypeVar("K", bound=Kept)


class AlreadyHere(Exception):
    """A brief, a sitting or another thing of the file is kept here already; nothing was overwritten. `voice(error.key)` says so."""

    key = "import_already_here"


# ---- out


def bundle_in(at: Connection, brief: str, questions_version: str, now: float) -> Bundle:
    """Everything of a brief, within the caller's read transaction; letters for names while they are hidden. KeyError if it is gone."""
    row = at.execute(select(briefs).where(briefs.c.id == brief)).mappings().first()
    if row is None:
        raise KeyError(brief)
    mine = candidates.c.brief_id == brief
    kept, said = _sittings(at, row), _comments(at, mine)
    found = Bundle.model_construct(
        exported_at=now, questions_version=questions_version, names_hidden=False, counts=KeptCounts(),
        brief=_kept(KeptBrief, row, company=kept[row["company_id"]]),
        invitations=tuple(
            _kept(KeptInvitation, one)
            for one in _rows(at, select(invitations).where(invitations.c.brief_id == brief).order_by(invitations.c.id))
        ),
        candidates=tuple(
            _candidate(one, kept[one["sitting_id"]], said.get(one["id"], []))
            for one in _rows(at, select(candidates).where(mine).order_by(candidates.c.id))
        ),
        rankings=_rankings(at, brief),
        decisions=tuple(
            _kept(KeptDecision, one, candidate=one["candidate_id"], advice=_kept(KeptAdvice, one))
            for one in _rows(at, select(decisions).join(candidates).where(mine).order_by(decisions.c.decided_at, decisions.c.id))
        ),
    )  # fmt: skip
    found = found.model_copy(update={"counts": counts_of(found)})
    return without_names(found) if row["blind"] and row["revealed_at"] is None else found


def _sittings(at: Connection, brief: RowMapping) -> dict[str, KeptSitting]:
    """The sitting about the company and those of the candidates, by id."""
    seated = select(candidates.c.sitting_id).where(candidates.c.brief_id == brief["id"])
    mine = or_(sittings.c.id == brief["company_id"], sittings.c.id.in_(seated))
    said: dict[str, list[KeptAnswer]] = {}
    given = select(answers.c.sitting_id, answers.c.question_id, answers.c.option_id, answers.c.given_at).join(sittings).where(mine)
    for sitting, *answer in at.execute(given.order_by(answers.c.given_at, answers.c.question_id)):
        said.setdefault(sitting, []).append(KeptAnswer(*answer))
    return {row["id"]: _kept(KeptSitting, row, answers=tuple(said.get(row["id"], ()))) for row in _rows(at, select(sittings).where(mine))}


def _comments(at: Connection, mine: ColumnElement[bool]) -> dict[str, list[KeptComment]]:
    found: dict[str, list[KeptComment]] = {}
    for row in _rows(at, select(comments).join(candidates).where(mine).order_by(comments.c.about)):
        found.setdefault(row["candidate_id"], []).append(_kept(KeptComment, row))
    return found


def _candidate(row: RowMapping, sitting: KeptSitting, said: Sequence[KeptComment]) -> KeptCandidate:
    consent = KeptConsent.model_construct(version=row["consent_version"], language=row["consent_language"], given_at=row["consented_at"])
    given = _kept(KeptAdvice, row) if row["verdict"] else None
    return _kept(
        KeptCandidate, row, invitation=row["invitation_id"], consent=consent, given=given, sitting=sitting, comments=tuple(said)
    )  # fmt: skip


def _rankings(at: Connection, brief: str) -> tuple[KeptRanking, ...]:
    orders: dict[tuple[Any, float], list[str]] = {}
    for row in _rows(at, select(rankings).where(rankings.c.brief_id == brief).order_by(rankings.c.stage, rankings.c.place)):
        orders.setdefault((row["stage"], row["written_at"]), []).append(row["candidate_id"])
    return tuple(KeptRanking.model_construct(stage=key[0], written_at=key[1], order=tuple(order)) for key, order in orders.items())


def _rows(at: Connection, asked: Select[Any]) -> Sequence[RowMapping]:
    return at.execute(asked).mappings().all()


def _kept(model: type[K], row: RowMapping, **more: Any) -> K:
    """Unchecked: what we keep is carried out as it is."""
    kept = {name: row[name] for name in model.model_fields if name in row}
    return cast("K", model.model_construct(None, **{**kept, **more}))


# ---- in


def fresh_locks(bundle: Bundle) -> dict[str, str]:
    """A random lock for each sitting and invitation: no old link opens them. Made before the act, which may be done twice."""
    kept = [bundle.brief.company.id, *(person.sitting.id for person in bundle.candidates)]
    return {
        **{public: keys.lock(keys.new_key().secret) for public in kept},
        **{one.id: keys.lock(keys.new_key().secret, "invitation") for one in bundle.invitations},
    }


def restore_in(at: Connection, bundle: Bundle, workspace: str, locks: Mapping[str, str], now: float) -> None:
    """Put everything back under its own ids, within the caller's transaction. IntegrityError if one of them is taken.

    Who withdrew or was erased since the export stays away, and so does their name.
    """
    gone = _gone(at, bundle)
    people = [person for person in bundle.candidates if person.id not in gone]
    stay = {person.id for person in people}
    left = {person.invitation for person in bundle.candidates} - {person.invitation for person in people}
    brief = bundle.brief
    told = [brief.company, *(person.sitting for person in people)]
    ledger.lift(at, "brief", [brief.id])
    ledger.lift(at, "sitting", [one.id for one in told])
    _insert(at, sittings, [_sitting_row(one, locks[one.id], brief.ends_at) for one in told])
    _insert(at, answers, [_answer_row(one.id, answer) for one in told for answer in one.answers])
    _insert(at, briefs, [{**brief.model_dump(exclude={"company"}), "workspace_id": workspace, "company_id": brief.company.id}])
    _insert(
        at, invitations,
        [
            {**one.model_dump(), "brief_id": brief.id, "lock": locks[one.id], **_emptied(one, left, now)}
            for one in bundle.invitations
        ],
    )  # fmt: skip
    _insert(at, candidates, [_candidate_row(person, brief.id) for person in people])
    _insert(at, comments, [{"candidate_id": person.id, **one.model_dump()} for person in people for one in person.comments])
    _insert(at, rankings, [row for one in bundle.rankings for row in _ranking_rows(one, brief.id) if row["candidate_id"] in stay])
    _insert(at, decisions, [_decision_row(one) for one in bundle.decisions if one.candidate in stay])


def _gone(at: Connection, bundle: Bundle) -> set[str]:
    """The candidates who withdrew or were erased, in any workspace; some while no list was kept, but an audit."""
    people, lines = set(bundle.labels), ledger.remembered(at)
    noted = set(at.scalars(select(audit.c.thing).where(audit.c.what.in_(["withdrawn", "erased"]))))
    return {person for person in people if person in noted or ledger.digest("person", person) in lines}


def _emptied(one: KeptInvitation, left: set[str], now: float) -> dict[str, Any]:
    return {"name": "", "withdrawn_at": now} if one.kind == "personal" and one.id in left else {}


def _sitting_row(one: KeptSitting, lock: str, ends_at: float) -> dict[str, Any]:
    return {**one.model_dump(exclude={"answers"}), "parts": dict(one.parts), "lock": lock, "keep_until": ends_at}


def _answer_row(sitting: str, answer: KeptAnswer) -> dict[str, Any]:
    return {"sitting_id": sitting, "question_id": answer.question, "option_id": answer.option, "given_at": answer.given_at}


def _candidate_row(person: KeptCandidate, brief: str) -> dict[str, Any]:
    return {
        "id": person.id, "brief_id": brief, "invitation_id": person.invitation, "seat": person.seat, "sitting_id": person.sitting.id,
        "name": person.name, "consent_version": person.consent.version, "consent_language": person.consent.language,
        "consented_at": person.consent.given_at, "finished_at": person.finished_at, **_advice_row(person.given),
    }  # fmt: skip


def _ranking_rows(one: KeptRanking, brief: str) -> list[dict[str, Any]]:
    same = {"brief_id": brief, "stage": one.stage, "written_at": one.written_at}
    return [{**same, "candidate_id": public, "place": place} for place, public in enumerate(one.order, start=1)]


def _decision_row(one: KeptDecision) -> dict[str, Any]:
    said = one.model_dump(exclude={"candidate", "advice"})
    return {**said, "candidate_id": one.candidate, **_advice_row(one.advice)}


def _advice_row(advice: KeptAdvice | None) -> dict[str, Any]:
    return advice.model_dump() if advice else dict.fromkeys(KeptAdvice.model_fields)


def _insert(at: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        at.execute(insert(table), rows)
