"""What is deleted together. Whatever hangs on a sitting goes with it; that is the database's job."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from questionnaire import keys
from questionnaire.store import delete_sittings

from ..models import Candidate
from .tables import briefs, candidates, invitations


def erase_briefs(at: Connection, ids: Sequence[str]) -> None:
    """Briefs with the sittings of their candidates and companies, at once."""
    seated = list(at.scalars(select(candidates.c.sitting_id).where(candidates.c.brief_id.in_(ids))))
    companies = list(at.scalars(select(briefs.c.company_id).where(briefs.c.id.in_(ids))))
    delete_sittings(at, seated)
    at.execute(delete(briefs).where(briefs.c.id.in_(ids)))
    delete_sittings(at, companies)


def forget(at: Connection, person: Candidate, how: str, now: float) -> None:
    """One candidate's sitting, and the name on their invitation; that there was one is all that stays.

    `how` is the column that says when.
    """
    delete_sittings(at, [person.sitting])
    gone = {"name": "", "lock": keys.lock(keys.new_key().secret, "invitation"), how: now}
    at.execute(update(invitations).where(invitations.c.id == person.invitation, invitations.c.kind == "personal").values(**gone))
