"""Rows to models, and the questions behind them that more than one asks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping as Row, ScalarSelect, Select, Table, case, func, insert, select
from sqlalchemy.engine import Connection

from questionnaire.store import answers, sittings

from ..models import DAY, Advice, Brief, Candidate, Comment, Consent, Decision, Draft, Given, Invitation, Line, Share, Workspace, day_of
from .tables import briefs, candidates, invitations


def added(at: Connection, table: Table, **row: Any) -> bool:
    """Insert a row, unless an earlier try of the same act was committed and only its answer was lost on the way."""
    if at.scalar(select(table.c.id).where(table.c.id == row["id"])):
        return False
    at.execute(insert(table).values(**row))
    return True


def workspace_of(row: Row) -> Workspace:
    return Workspace(row["id"], row["owner"], row["created_at"])


def brief_of(row: Row) -> Brief:
    closes = date.fromisoformat(row["closes_on"]) if row["closes_on"] else None
    draft = Draft(
        row["title"], row["client"], row["note"], row["language"], row["length"], row["shows"], row["blind"], closes,
        day_of(row["ends_at"] - 1),
    )  # fmt: skip
    return Brief(
        row["id"], row["workspace_id"], draft, row["company_id"], row["created_at"], row["ends_at"], row["revealed_at"], row["version"]
    )


def draft_row(draft: Draft, ends_at: float) -> dict[str, Any]:
    return {
        "title": draft.title, "client": draft.client, "note": draft.note, "language": draft.language, "length": draft.length,
        "shows": draft.shows, "blind": draft.blind, "ends_at": ends_at,
        "closes_on": draft.closes_on.isoformat() if draft.closes_on else None,
    }  # fmt: skip


def invitation_rows() -> Select[Any]:
    """Each invitation with its seats taken, the last sign of life of anybody on them, and how many are done.

    The invitation of a founder has no candidate: its one seat is the sitting of the company. Looked up for each invitation, as one
    of many thousands is asked for most often.
    """
    company = sittings.alias("company")
    begun = select(func.count()).select_from(answers).where(answers.c.sitting_id == company.c.id).scalar_subquery()
    return (
        select(
            invitations, _seated(func.count()).label("taken"), _seated(func.count(candidates.c.finished_at)).label("done"),
            _seated(func.max(sittings.c.touched_at)).label("touched_at"), briefs.c.workspace_id, briefs.c.company_id,
            company.c.touched_at.label("company_touched_at"), company.c.reviewed.label("company_done"),
            case((invitations.c.kind == "company", begun), else_=0).label("company_begun"),
        )
        .join(briefs, briefs.c.id == invitations.c.brief_id)
        .join(company, company.c.id == briefs.c.company_id)
    )  # fmt: skip


def _seated(what: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Something about the people on the seats of an invitation."""
    people = candidates.join(sittings, sittings.c.id == candidates.c.sitting_id)
    mine = select(what).select_from(people).where(candidates.c.invitation_id == invitations.c.id)
    return mine.correlate(invitations).scalar_subquery()


def invitation_of(row: Row) -> Invitation:
    founder = row["kind"] == "company"
    taken = min(row["company_begun"], 1) if founder else row["taken"]
    touched = row["company_touched_at"] if founder and taken else row["touched_at"]
    finished = bool(row["company_done"]) if founder else row["seats"] == row["done"]
    return Invitation(
        row["id"], row["brief_id"], row["kind"], row["name"], row["language"], row["seats"], taken, row["days"], row["created_at"],
        max(moment for moment in (row["signed_at"], row["opened_at"], touched) if moment is not None),
        row["opened_at"], row["revoked_at"], row["withdrawn_at"], finished, row["version"],
    )  # fmt: skip


def candidate_rows() -> Select[Any]:
    """Each candidate with the last sign of life in their sitting, in the order `candidate_of` unpacks."""
    of, sent = candidates.c, invitations.c
    return (
        select(
            of.id, of.brief_id, of.invitation_id, of.seat, of.sitting_id, of.name, of.consent_version, of.consent_language, of.consented_at,
            of.finished_at, of.verdict, of.strength, of.rules_version, sittings.c.touched_at, sent.days, sent.signed_at, sent.revoked_at,
        )
        .join(sittings, sittings.c.id == of.sitting_id)
        .join(invitations, sent.id == of.invitation_id)
    )  # fmt: skip


def candidate_of(row: Sequence[Any]) -> Candidate:
    """Unpacked by place: a brief may have ten thousand of them."""
    (
        public, brief, invitation, seat, sitting, name, text_version, language, consented_at,
        finished_at, verdict, strength, rules_version, touched_at, days, signed_at, revoked_at,
    ) = row  # fmt: skip
    last_sign = max(touched_at, signed_at)
    return Candidate(
        public, brief, invitation, seat, sitting, name, Consent(text_version, language, consented_at), last_sign, last_sign + days * DAY,
        revoked_at, finished_at, Given(verdict, strength, rules_version) if verdict else None,
    )  # fmt: skip


def comment_of(row: Row) -> Comment:
    return Comment(row["about"], row["text"], row["version"], row["written_at"])


def decision_of(row: Row) -> Decision:
    return Decision(
        row["id"], row["candidate_id"], row["choice"], row["reason"], row["decided_by"], row["decided_at"],
        Advice(row["verdict"], row["strength"], row["rules_version"]),
    )  # fmt: skip


def share_of(row: Row) -> Share:
    return Share(
        row["id"], row["sitting_id"], row["brief_id"], row["scope"], row["language"], row["created_at"], row["expires_at"],
        row["revoked_at"], row["opened_at"], row["openings"],
    )  # fmt: skip


def line_of(row: Row) -> Line:
    return Line(row["at"], row["who"], row["what"], row["thing"])
