"""Links to a result that can only be read."""

import time
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from database.clocks import after
from database.engine import Database, database
from questionnaire import keys
from questionnaire.models import LANGUAGES, Language
from questionnaire.store import sittings

from .. import gate
from ..models import DAY, SCOPES, Scope, Share
from .rows import added, share_of
from .tables import briefs, shares
from .trail import Trail

SHARED_DAYS, MOST_SHARED_DAYS = 30, 180


def share(
    sitting: str, scope: Scope, language: Language, days: int = SHARED_DAYS, brief: str | None = None, db: Database | None = None
) -> keys.Key:
    """A new link to the result of a sitting, shown once; with a brief, the result for its company. The caller may open the sitting.

    It ends with the brief at the latest. One's own sitting is kept as long as the link at least: sharing it counts as a touch.
    Raises gate.Refused for a scope or a language that there is not.
    """
    gate.option("scope", scope, SCOPES)
    gate.option("language", language, LANGUAGES)
    key, now = keys.new_key(), time.time()
    ends = now + max(1, min(days, MOST_SHARED_DAYS)) * DAY

    def act(at: Connection) -> None:
        last = at.scalar(select(briefs.c.ends_at).where(briefs.c.id == brief)) if brief else None
        if brief is None:
            at.execute(update(sittings).where(sittings.c.id == sitting).values(touched_at=after(sittings.c.touched_at, now)))
        times = {"created_at": now, "expires_at": min(ends, last) if last else ends, "openings": 0}
        locked = keys.lock(key.secret, "share")
        if added(at, shares, id=key.public, lock=locked, sitting_id=sitting, brief_id=brief, scope=scope, language=language, **times):
            _note(at, brief, "key", "shared", key.public, now)

    (db or database()).write(act)
    return key


def shared(public: str, secrets: Sequence[str], db: Database | None = None) -> Share | None:
    """What a link opens, for whoever holds its secret, while it does.

    Unknown, expired and revoked look alike, and take as long: it is looked for once, whoever asks.
    """
    row = (db or database()).read(lambda at: at.execute(select(shares).where(shares.c.id == public)).mappings().first())
    if row is None or not any(keys.opens(secret, row["lock"], "share") for secret in secrets):
        return None
    found = share_of(row)
    return found if found.opens(time.time()) else None


def read(found: Share, db: Database | None = None) -> None:
    """Remember that somebody read a shared result."""
    now = time.time()

    def act(at: Connection) -> None:
        at.execute(update(shares).where(shares.c.id == found.id).values(opened_at=now, openings=shares.c.openings + 1))
        _note(at, found.brief, "share", "share_viewed", found.id, now)

    (db or database()).write(act)


def shares_of(sitting: str, brief: str | None = None, db: Database | None = None) -> list[Share]:
    """The links to a result that still open it, the newest first."""
    mine = select(shares).where(shares.c.sitting_id == sitting, shares.c.brief_id == brief).order_by(shares.c.created_at.desc())
    found = (db or database()).read(lambda at: [share_of(row) for row in at.execute(mine).mappings()])
    return [one for one in found if one.opens(time.time())]


def revoke(public: str, sitting: str, db: Database | None = None) -> None:
    """The link to this sitting opens nothing any more."""
    now = time.time()

    def act(at: Connection) -> None:
        mine = (shares.c.id == public) & (shares.c.sitting_id == sitting)
        brief = at.scalar(select(shares.c.brief_id).where(mine))
        at.execute(update(shares).where(mine).values(revoked_at=now))
        _note(at, brief, "key", "share_revoked", public, now)

    (db or database()).write(act)


def _note(at: Connection, brief: str | None, who: str, what: str, thing: str, now: float) -> None:
    """Shares of a brief leave a line in the audit of its workspace; one's own result has none."""
    workspace = at.scalar(select(briefs.c.workspace_id).where(briefs.c.id == brief)) if brief else None
    if workspace:
        Trail(workspace, who).add(at, what, thing, now)  # type: ignore[arg-type]
