"""What is past its time is deleted; counts are all that stays. More than a fifth at once only if somebody has confirmed it."""

import time
from dataclasses import astuple, dataclass

from sqlalchemy import ColumnElement, Table, delete, exists, func, insert, select
from sqlalchemy.engine import Connection

from database import ledger
from database.engine import Database, database
from questionnaire.keys import new_public_id
from questionnaire.store import KEPT_SECONDS, over, purge_sittings, sittings

from .erasure import erase_briefs, erase_workspaces
from .tables import audit, briefs, candidates, decisions, invitations, shares, tallies, workspaces

_AUDIT_KEPT = 400 * 24 * 3600.0
_SHARE, _FEW = 5, 20  # of more than twenty at most a fifth: in a small house one brief that ends is more than that


@dataclass(frozen=True)
class Purged:
    """How much was deleted."""

    briefs: int
    sittings: int
    shares: int
    workspaces: int

    def __str__(self) -> str:
        return "{} briefs, {} sittings, {} shared links, {} workspaces".format(*astuple(self))


class TooMuch(Exception):
    """More than a fifth of all sittings would be deleted at once, which a wrong clock does, too. Nothing was deleted."""

    def __init__(self, many: int, all_there_are: int) -> None:
        super().__init__(
            f"{many} of {all_there_are} sittings are past their time, more than a fifth, so nothing was deleted. Is the clock right? "
            "Then confirm it: python -m sharing purge --confirm"
        )


def due(now: float | None = None, db: Database | None = None) -> Purged:
    """What `purge` would delete. Nothing is changed."""
    moment = time.time() if now is None else now
    return (db or database()).read(lambda at: _due(at, moment))


def purge(now: float | None = None, db: Database | None = None, *, confirmed: bool = False) -> Purged:
    """Delete briefs past their end with all that hangs on them, sittings past their time, dead links, empty workspaces nobody visits.

    Raises TooMuch, and deletes nothing, if more than a fifth of all sittings would go and nobody has confirmed that.
    """
    moment = time.time() if now is None else now
    return (db or database()).write(lambda at: purge_in(at, moment, confirmed=confirmed))


def purge_in(at: Connection, now: float, *, confirmed: bool) -> Purged:
    """The same within the caller's transaction."""
    if not confirmed:
        _refuse_too_much(_due(at, now).sittings, _count(at, sittings))
    ended = list(at.scalars(select(briefs.c.id).where(briefs.c.ends_at < now)))
    left = list(at.scalars(select(workspaces.c.id).where(_deserted(now))))
    for brief in ended:
        at.execute(insert(tallies).values(id=new_public_id(), ended_at=now, **_counts(at, brief)))
    dead = at.execute(delete(shares).where(shares.c.expires_at < now)).rowcount
    gone = erase_briefs(at, ended) + purge_sittings(at, now)
    erase_workspaces(at, left)
    at.execute(delete(audit).where(audit.c.at < now - _AUDIT_KEPT))
    ledger.shorten(at, now)
    return Purged(len(ended), gone, dead, len(left))


def _due(at: Connection, now: float) -> Purged:
    """Counted as `purge` deletes; the sittings of briefs past their end among the others."""
    ended = select(briefs.c.id).where(briefs.c.ends_at < now)
    seated = select(candidates.c.sitting_id).where(candidates.c.brief_id.in_(ended))
    companies = select(briefs.c.company_id).where(briefs.c.ends_at < now)
    gone = over(now) | sittings.c.id.in_(seated) | sittings.c.id.in_(companies)
    return Purged(
        _count(at, briefs, briefs.c.ends_at < now), _count(at, sittings, gone), _count(at, shares, shares.c.expires_at < now),
        _count(at, workspaces, _deserted(now)),
    )  # fmt: skip


def _refuse_too_much(many: int, all_there_are: int) -> None:
    if many > _FEW and many * _SHARE > all_there_are:
        raise TooMuch(many, all_there_are)


def _deserted(now: float) -> ColumnElement[bool]:
    return ~exists().where(briefs.c.workspace_id == workspaces.c.id) & (workspaces.c.touched_at < now - KEPT_SECONDS)


def _count(at: Connection, table: Table, which: ColumnElement[bool] | None = None) -> int:
    asked = select(func.count()).select_from(table)
    return at.scalar(asked if which is None else asked.where(which)) or 0


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
