"""The audit: one line for each view, export, decision and erasure. Ids only, never a word about a person."""

from sqlalchemy import insert, update
from sqlalchemy.engine import Connection

from questionnaire.keys import new_public_id

from ..models import Deed
from .tables import audit, workspaces

_RECRUITER = ("key", "account")


class Trail:
    """Writes lines of one workspace in the name of whoever acts: `key`, `account`, `candidate`, `founder`, `share`, `program`."""

    def __init__(self, workspace: str, who: str) -> None:
        self.workspace, self.who = workspace, who

    def add(self, db: Connection, what: Deed, thing: str, now: float) -> None:
        """In the transaction of the deed itself: no deed without its line, no line without its deed."""
        db.execute(insert(audit).values(id=new_public_id(), workspace_id=self.workspace, at=now, who=self.who, what=what, thing=thing))
        if self.who in _RECRUITER:  # a workspace is kept while its recruiter does something there, with or without a brief
            db.execute(update(workspaces).where(workspaces.c.id == self.workspace).values(touched_at=now))
