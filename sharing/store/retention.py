"""What is past its time is deleted; counts are all that stays."""

import time
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.engine import Connection

from database.engine import Database, database
from questionnaire.keys import new_public_id
from questionnaire.store import KEPT_SECONDS, purge_sittings

from .erasure import erase_briefs
from .tables import audit, briefs, candidates, decisions, invitations, shares, tallies, workspaces

_AUDIT_KEPT = 400 * 24 * 3600.0


@dataclass(frozen=True)
class Purged:
    """How much was deleted."""

    briefs: int
    sittings: int
    shares: int
    workspaces: int


def purge(now: float | None = None, db: Database | None = None) -> Purged:
    """Delete briefs past their end with all that hangs on them, sittings past their time, dead links, empty workspaces nobody visits."""
    moment = time.time() if now is None else now
    return (db or database()).write(lambda at: _purge(at, moment))


def _purge(at: Connection, now: float) -> Purged:
    ended = list(at.scalars(select(briefs.c.id).where(briefs.c.ends_at < now)))
    for brief in ended:
        at.execute(insert(tallies).values(id=new_public_id(), ended_at=now, **_counts(at, brief)))
    erase_briefs(at, ended)
    dead = at.execute(delete(shares).where(shares.c.expires_at < now)).rowcount
    at.execute(delete(audit).where(audit.c.at < now - _AUDIT_KEPT))
    empty = ~exists().where(briefs.c.workspace_id == workspaces.c.id)
    left = at.execute(delete(workspaces).where(empty, workspaces.c.touched_at < now - KEPT_SECONDS)).rowcount
    return Purged(len(ended), purge_sittings(at, now), dead, left)


def _counts(at: Connection, brief: str) -> dict[str, int]:
    mine = candidates.c.brief_id == brief
    invited = select(func.coalesce(func.sum(invitations.c.seats), 0)).where(
        invitations.c.brief_id == brief, invitations.c.kind != "company"
    )
    decided = (
        select(func.count(decisions.c.candidate_id.distinct())).join(candidates, candidates.c.id == decisions.c.candidate_id).where(mine)
    )
    begun, finished = at.execute(select(func.count(), func.count(candidates.c.finished_at)).where(mine)).one()
    return {"invited": at.scalar(invited) or 0, "begun": begun, "finished": finished, "decided": at.scalar(decided) or 0}
