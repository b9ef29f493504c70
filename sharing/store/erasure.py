"""What is deleted together, and stays deleted. Whatever hangs on a sitting goes with it; that is the database's job."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.engine import Connection

from database import ledger
from questionnaire import keys
from questionnaire.store import delete_sittings, sittings

from ..models import Candidate
from .tables import briefs, candidates, invitations, workspace_keys, workspaces


def erase_briefs(at: Connection, ids: Sequence[str]) -> int:
    """Briefs with the sittings of their candidates and companies, at once; how many sittings these were."""
    seated = list(at.scalars(select(candidates.c.sitting_id).where(candidates.c.brief_id.in_(ids))))
    companies = list(at.scalars(select(briefs.c.company_id).where(briefs.c.id.in_(ids))))
    gone = delete_sittings(at, seated)
    ledger.remember(at, "brief", ids)
    at.execute(delete(briefs).where(briefs.c.id.in_(ids)))
    return gone + delete_sittings(at, companies)


def forget(at: Connection, person: Candidate, how: str, now: float) -> None:
    """One candidate's sitting, and the name on their invitation; that there was one is all that stays.

    `how` is the column that says when.
    """
    delete_sittings(at, [person.sitting])
    ledger.remember(at, "person", [person.id])
    ledger.remember(at, f"invitation {how}", [person.invitation])
    _without_name(at, person.invitation, {how: now})


def erase_workspace(at: Connection, public: str) -> None:
    """A workspace with its briefs."""
    erase_briefs(at, list(at.scalars(select(briefs.c.id).where(briefs.c.workspace_id == public))))
    erase_workspaces(at, [public])


def erase_workspaces(at: Connection, ids: Sequence[str]) -> None:
    """Workspaces without a brief."""
    ledger.remember(at, "workspace", ids)
    at.execute(delete(workspaces).where(workspaces.c.id.in_(ids)))


def remove_key(at: Connection, public: str, workspace: str) -> None:
    """A key that opens the workspace no longer, not even after a restore."""
    if at.execute(delete(workspace_keys).where(workspace_keys.c.id == public, workspace_keys.c.workspace_id == workspace)).rowcount:
        ledger.remember(at, "workspace_key", [public])


def erase_again(at: Connection) -> int:
    """Delete once more what a back-up brought back; how many people's sittings that were."""
    lines = ledger.remembered(at)

    def back(table: Table, noted_as: str | None = None) -> list[str]:
        return [public for public in at.scalars(select(table.c.id)) if ledger.digest(noted_as or table.name, public) in lines]

    people = back(sittings)
    for workspace in back(workspaces):
        erase_workspace(at, workspace)
    erase_briefs(at, back(briefs))
    for how in ("withdrawn_at", "revoked_at"):
        for invitation in back(invitations, f"invitation {how}"):
            _without_name(at, invitation, {how: lines[ledger.digest(f"invitation {how}", invitation)]})
    delete_sittings(at, back(sittings))
    at.execute(delete(workspace_keys).where(workspace_keys.c.id.in_(back(workspace_keys))))
    return len(people)


def _without_name(at: Connection, invitation: str, when: Mapping[str, Any]) -> None:
    gone = {"name": "", "lock": keys.lock(keys.new_key().secret, "invitation"), **when}
    at.execute(update(invitations).where(invitations.c.id == invitation, invitations.c.kind == "personal").values(**gone))
